/// Output that appears whole or not at all: written under another name in the same folder, then renamed.
#pragma once

#include <string>

#include "core/catalogue.hpp"
#include "core/result.hpp"

namespace wangge {

class WholeFile {
 public:
  /// Throws ErrorException (unwritable_file) when the folder is missing or not writable, or `path` is a folder.
  WholeFile(std::string path, Language language);
  /// Removes the unfinished file unless `finish` was called.
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  [[nodiscard]] const std::string& temporary() const { return temporary_; }
  /// Flushes to disk and renames over `path`; the previous file stays until that moment. Throws ErrorException.
  void finish();

 private:
  std::string path_, temporary_;
  Language language_;
  bool finished_ = false;
};

/// A small file at once. Error unwritable_file.
[[nodiscard]] Status write_bytes(const std::string& path, const std::string& bytes, Language language);

}  // namespace wangge
