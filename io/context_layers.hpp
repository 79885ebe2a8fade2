/// What a map needs beside the result: barriers, compounds and centres, as further layers of plan and circles files.
#pragma once

#include <string>

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/result.hpp"

namespace wangge {

class GeoPackageFile;

void write_context_layers(GeoPackageFile& file, const City& city);

/// A city as far as a plan or circles file tells: communities, barriers, compounds, centres, name and coordinate system.
/// Layers that are absent stay empty. Error unreadable_file.
[[nodiscard]] Result<City> read_context(const std::string& path, Language language = Language::english);
/// A row of plan_info or circles_info; empty when absent. Throws ErrorException (unreadable_file).
[[nodiscard]] std::string read_info(const std::string& path, const std::string& key, Language language = Language::english);

}  // namespace wangge
