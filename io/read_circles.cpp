#include "io/read_circles.hpp"

#include <algorithm>
#include <map>

#include "io/named_values.hpp"
#include "io/read_answers.hpp"

namespace wangge {

namespace {

CircleMode mode(const SourceLayer& layer, std::size_t row) {
  return text_value(layer, "mode", row) == "straight" ? CircleMode::straight : CircleMode::network;
}

}  // namespace

bool is_circles_file(const std::string& path) {
  const std::vector<std::string> names = layer_names(path, Language::english);
  return std::find(names.begin(), names.end(), "circles") != names.end();
}

Result<CircleReport> read_circles(const std::string& path, const City& city, Language language) {
  try {
    CircleReport report;
    std::map<std::string, std::int32_t> centre;
    for (std::size_t i = 0; i < city.centres.size(); ++i) centre.emplace(city.centres[i].id, static_cast<std::int32_t>(i));
    auto centre_of = [&](const std::string& id) {
      const auto found = centre.find(id);
      return found == centre.end() ? -1 : found->second;
    };
    const SourceLayer circles = read_whole_layer(path, "circles", language),
                      coverage = read_whole_layer(path, "coverage", language),
                      shares = read_whole_layer(path, "coverage_by_community", language),
                      gaps = read_whole_layer(path, "gaps", language);
    for (std::size_t i = 0; i < circles.rows; ++i)
      report.circles.push_back({centre_of(text_value(circles, "centre_id", i)), mode(circles, i),
                                number_value(circles, "metres", i), number_value(circles, "minutes", i),
                                small_count(circles, "buildings", i), households_value(circles, "households", i),
                                circles.shapes[i].polygons});
    std::map<std::string, std::int32_t> building;
    for (std::size_t i = 0; i < city.buildings.size(); ++i) building.emplace(city.buildings[i].id, static_cast<std::int32_t>(i));
    for (std::size_t i = 0; i < coverage.rows; ++i) {
      BuildingCoverage row;
      const auto known = building.find(text_value(coverage, "building_id", i));
      row.building = building.empty() ? static_cast<std::int32_t>(i) : known == building.end() ? -1 : known->second;
      if (!coverage.shapes[i].points.empty()) row.point = coverage.shapes[i].points[0];
      row.nearest_centre = centre_of(text_value(coverage, "nearest_centre", i));
      row.walk_metres = number_value(coverage, "walk_metres", i, -1);
      row.access_kind = text_value(coverage, "access_kind", i);
      row.access_metres = number_value(coverage, "access_metres", i, -1);
      row.straight_metres = number_value(coverage, "straight_metres", i, -1);
      const std::string covered = text_value(coverage, "covered", i);
      row.covered = covered == "1" || covered == "true";
      report.coverage.push_back(std::move(row));
    }
    for (std::size_t i = 0; i < shares.rows; ++i)
      report.by_community.push_back({text_value(shares, "community_code", i), mode(shares, i), number_value(shares, "metres", i),
                                     households_value(shares, "households", i), households_value(shares, "covered", i),
                                     number_value(shares, "share", i), shares.shapes[i].polygons});
    for (std::size_t i = 0; i < gaps.rows; ++i)
      report.gaps.push_back({text_value(gaps, "gap_id", i), small_count(gaps, "buildings", i),
                             households_value(gaps, "households", i), gaps.shapes[i].polygons});
    read_answers(path, centre_of, report);
    return report;
  } catch (const ErrorException& error) {
    return error.error();
  }
}

}  // namespace wangge
