/// Private to io: the plan that is exported, layer by layer.
#pragma once

#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "io/source_layer.hpp"

namespace wangge {

class ExportSource {
 public:
  /// Throws ErrorException when the plan cannot be read.
  ExportSource(const std::string& plan_path, Language language);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::vector<std::string>& layers() const { return there_; }
  /// Those of `wanted` that are there; with `strict` each must be. A file of one layer under another name gives that one.
  [[nodiscard]] std::vector<std::string> chosen(const std::vector<std::string>& wanted, bool strict) const;
  [[nodiscard]] SourceLayer read(const std::string& name) const;
  /// When the plan was made, from plan_info: dates the output, so that equal plans give equal bytes.
  [[nodiscard]] std::string created() const;

 private:
  std::string path_;
  Language language_;
  std::vector<std::string> there_;
};

}  // namespace wangge
