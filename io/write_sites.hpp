/// Writes proposals for new centres as a GeoPackage: sites, candidates, coverage, links, findings and sites_info
/// (docs/formats.md). Guarantees: whole or not at all; distances that do not exist are NULL; same report, same bytes.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/result.hpp"
#include "core/run_context.hpp"
#include "core/siting_report.hpp"

namespace wangge {

[[nodiscard]] Status write_sites(const City& city, const SitingReport& report, const std::string& path, const RunContext& context,
                                 const std::vector<std::pair<std::string, std::string>>& info = {},
                                 Language language = Language::english);

}  // namespace wangge
