/// A folder for the files of a benchmark and a project that reads a generated city back from it.
#pragma once

#include <string>

#include "core/city.hpp"
#include "core/project.hpp"
#include "core/result.hpp"

namespace wangge::bench {

/// A new folder below the system's one for temporary files; removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

/// A benchmark whose files cannot be written ends with ErrorException.
void require(const Status& status);

/// The project file of a city written by write_city, with every section that the city has.
[[nodiscard]] Project project_of(const City& city, const std::string& path);

}  // namespace wangge::bench
