/// The generated city as files: its project file and the columns and layers beyond City.
#pragma once

#include <string>
#include <vector>

#include "example/generate_city.hpp"
#include "io/write_city.hpp"

namespace wangge {

struct ExampleFiles {
  std::string project;  ///< text of city.toml
  std::vector<ExtraColumn> columns;
  std::vector<ExtraLayer> layers;
};

[[nodiscard]] ExampleFiles example_files(const ExampleCity& example);

}  // namespace wangge
