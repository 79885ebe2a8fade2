/// Reads the file of new centres that write_sites wrote, as far as tables and maps need it: the chosen places and the figures.
#pragma once

#include <string>

#include "core/catalogue.hpp"
#include "core/circle_report.hpp"
#include "core/city.hpp"
#include "core/result.hpp"
#include "core/siting_report.hpp"

namespace wangge {

/// @return `candidates` are the chosen ones, by rank; `coverage` and `links` stay empty.
/// Error unreadable_file, unknown_layer, in the language asked for; so for all that read here.
[[nodiscard]] Result<SitingReport> read_sites(const std::string& path, Language language = Language::english);
/// Who is covered with the new centres, as rows of circles: place, walk, covered. Buildings by id as in read_circles.
[[nodiscard]] Result<std::vector<BuildingCoverage>> read_site_coverage(const std::string& path, const City& city,
                                                                       Language language = Language::english);
/// True when the file holds a layer `sites`.
[[nodiscard]] bool is_sites_file(const std::string& path);

}  // namespace wangge
