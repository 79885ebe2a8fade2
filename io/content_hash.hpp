/// Fingerprint of an input file for plan_info.
#pragma once

#include <string>

namespace wangge {

/// FNV-1a, 64 bits, over the bytes, as 16 hex digits; of a folder (.gdb): over its files in name order. Empty when unreadable.
[[nodiscard]] std::string content_hash(const std::string& path);

}  // namespace wangge
