/// Reads the file of new centres that write_sites wrote, as far as tables and maps need it: the chosen places and the figures.
#pragma once

#include <string>

#include "core/result.hpp"
#include "core/siting_report.hpp"

namespace wangge {

/// @return `candidates` are the chosen ones, by rank; `coverage` and `links` stay empty.
[[nodiscard]] Result<SitingReport> read_sites(const std::string& path);

}  // namespace wangge
