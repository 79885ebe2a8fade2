/// Fingerprints of files.
#pragma once

#include <string>

namespace wangge {

/// FNV-1a, 64 bits, over the bytes, as 16 hex digits; of a folder (.gdb): over its files in name order. Empty when unreadable.
[[nodiscard]] std::string content_hash(const std::string& path);
/// For plan_info: tells versions of an input apart, eight bytes a step instead of one; else as content_hash.
[[nodiscard]] std::string input_fingerprint(const std::string& path);

}  // namespace wangge
