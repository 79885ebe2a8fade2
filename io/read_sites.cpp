#include "io/read_sites.hpp"

#include <algorithm>
#include <map>

#include "io/named_values.hpp"

namespace wangge {

namespace {

CandidateSource source_named(const std::string& word) {
  for (const CandidateSource one : {CandidateSource::planned, CandidateSource::network, CandidateSource::buildings})
    if (to_text(one) == word) return one;
  return CandidateSource::given;
}

}  // namespace

Result<SitingReport> read_sites(const std::string& path, Language language) {
  try {
    SitingReport report;
    const SourceLayer sites = read_whole_layer(path, "sites", language),
                      info = read_whole_layer(path, "sites_info", language, false);
    for (std::size_t i = 0; i < sites.rows; ++i) {
      SiteCandidate one;
      one.rank = small_count(sites, "rank", i);
      one.id = text_value(sites, "site_id", i);
      one.name = text_value(sites, "name", i);
      one.source = source_named(text_value(sites, "source", i));
      one.gained = count_value(sites, "gained", i);
      one.households = count_value(sites, "households", i);
      if (!sites.shapes[i].points.empty()) one.point = sites.shapes[i].points.front();
      report.chosen.push_back(static_cast<std::int32_t>(report.candidates.size()));
      report.candidates.push_back(std::move(one));
    }
    for (std::size_t i = 0; i < info.rows; ++i) {
      const std::string key = text_value(info, "key", i), value = text_value(info, "value", i);
      const double number = number_value(info, "value", i);
      const auto whole = static_cast<std::int64_t>(number >= 0 && number < 1e15 ? number : 0);
      if (key == "metres") report.radius = number;
      if (key == "households") report.households = whole;
      if (key == "covered_before") report.covered_before = whole;
      if (key == "covered_after") report.covered_after = whole;
      if (key == "bound") report.bound = whole;
      if (key == "proof") report.proven = value == "optimal";
    }
    return report;
  } catch (const ErrorException& error) {
    return error.error();
  } catch (const std::exception& error) {
    return Error{ErrorCode::internal, error.what(), path, ""};
  }
}

Result<std::vector<BuildingCoverage>> read_site_coverage(const std::string& path, const City& city, Language language) {
  try {
    std::map<std::string, std::int32_t> building;
    for (std::size_t i = 0; i < city.buildings.size(); ++i) building.emplace(city.buildings[i].id, static_cast<std::int32_t>(i));
    const SourceLayer coverage = read_whole_layer(path, "coverage", language);
    std::vector<BuildingCoverage> rows;
    for (std::size_t i = 0; i < coverage.rows; ++i) {
      BuildingCoverage row;
      const auto known = building.find(text_value(coverage, "building_id", i));
      row.building = building.empty() ? static_cast<std::int32_t>(i) : known == building.end() ? -1 : known->second;
      if (!coverage.shapes[i].points.empty()) row.point = coverage.shapes[i].points[0];
      row.walk_metres = number_value(coverage, "walk_after", i, -1);
      const std::string covered = text_value(coverage, "covered_after", i);
      row.covered = covered == "1" || covered == "true";
      rows.push_back(std::move(row));
    }
    return rows;
  } catch (const ErrorException& error) {
    return error.error();
  }
}

bool is_sites_file(const std::string& path) {
  const std::vector<std::string> names = layer_names(path, Language::english);
  return std::find(names.begin(), names.end(), "sites") != names.end();
}

}  // namespace wangge
