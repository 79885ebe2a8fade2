/// Reads a circles file back for maps: circles, coverage rows, gaps. What only calculations need is left out.
#pragma once

#include <string>

#include "core/catalogue.hpp"
#include "core/circle_report.hpp"
#include "core/city.hpp"
#include "core/result.hpp"

namespace wangge {

/// @param city  centres by id; its buildings by id where it holds any (a row of an unknown one gets -1), else by row. Error
/// unreadable_file, unknown_layer, in the language asked for.
[[nodiscard]] Result<CircleReport> read_circles(const std::string& path, const City& city, Language language = Language::english);
/// True when the file holds a layer `circles`.
[[nodiscard]] bool is_circles_file(const std::string& path);

}  // namespace wangge
