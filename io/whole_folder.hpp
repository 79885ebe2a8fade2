/// An output folder that appears whole or not at all: filled beside its place, then renamed.
/// Guarantees
///  - every file is listed in manifest.csv (path, bytes, fingerprint), in the order of the names;
///  - a folder that is there already is replaced only when it is empty or a former output: it has a manifest, and holds nothing
///    that the manifest does not list; anything else is refused before work begins;
///  - until `finish` the former folder stays as it is; without `finish` nothing is left behind.
#pragma once

#include <string>

#include "core/catalogue.hpp"
#include "core/result.hpp"

namespace wangge {

class WholeFolder {
 public:
  /// Throws ErrorException (unwritable_file).
  WholeFolder(const std::string& path, Language language);
  ~WholeFolder();
  WholeFolder(const WholeFolder&) = delete;
  WholeFolder& operator=(const WholeFolder&) = delete;

  /// Where to write the file `name` ("maps/overview.png"); its folder is made.
  [[nodiscard]] std::string file(const std::string& name) const;
  /// Writes the manifest and moves the folder to its place. Throws ErrorException.
  void finish();

 private:
  std::string path_, temporary_;
  Language language_;
  bool finished_ = false;
};

/// A file name of any words: separators, signs that some system forbids and control characters become "_".
[[nodiscard]] std::string safe_file_name(const std::string& words);

}  // namespace wangge
