#include "io/read_circles.hpp"

#include <algorithm>
#include <map>

#include "io/source_layer.hpp"

namespace wangge {

namespace {

SourceLayer read(const std::string& path, const char* name) {
  LayerRequest request;
  request.section = name;
  request.path = path;
  request.layer = name;
  request.all_columns = true;
  return read_source_layer(request);
}

std::string text(const SourceLayer& layer, const char* column, std::size_t row) {
  const SourceColumn* found = layer.find(column);
  return found == nullptr ? std::string() : found->text(row);
}

double number(const SourceLayer& layer, const char* column, std::size_t row, double otherwise = 0) {
  const SourceColumn* found = layer.find(column);
  return found == nullptr ? otherwise : found->number(row).value_or(otherwise);
}

Households households(const SourceLayer& layer, const char* column, std::size_t row) {
  return Households(static_cast<std::int32_t>(number(layer, column, row)));
}

CircleMode mode(const SourceLayer& layer, std::size_t row) {
  return text(layer, "mode", row) == "straight" ? CircleMode::straight : CircleMode::network;
}

}  // namespace

bool is_circles_file(const std::string& path) {
  const std::vector<std::string> names = layer_names(path, Language::english);
  return std::find(names.begin(), names.end(), "circles") != names.end();
}

Result<CircleReport> read_circles(const std::string& path, const City& city) {
  try {
    CircleReport report;
    std::map<std::string, std::int32_t> centre;
    for (std::size_t i = 0; i < city.centres.size(); ++i) centre.emplace(city.centres[i].id, static_cast<std::int32_t>(i));
    auto centre_of = [&](const std::string& id) {
      const auto found = centre.find(id);
      return found == centre.end() ? -1 : found->second;
    };
    const SourceLayer circles = read(path, "circles"), coverage = read(path, "coverage"),
                      shares = read(path, "coverage_by_community"), gaps = read(path, "gaps");
    for (std::size_t i = 0; i < circles.rows; ++i)
      report.circles.push_back({centre_of(text(circles, "centre_id", i)), mode(circles, i), number(circles, "metres", i),
                                number(circles, "minutes", i), static_cast<std::int32_t>(number(circles, "buildings", i)),
                                households(circles, "households", i), circles.shapes[i].polygons});
    std::map<std::string, std::int32_t> building;
    for (std::size_t i = 0; i < city.buildings.size(); ++i) building.emplace(city.buildings[i].id, static_cast<std::int32_t>(i));
    for (std::size_t i = 0; i < coverage.rows; ++i) {
      BuildingCoverage row;
      const auto known = building.find(text(coverage, "building_id", i));
      row.building = building.empty() ? static_cast<std::int32_t>(i) : known == building.end() ? -1 : known->second;
      if (!coverage.shapes[i].points.empty()) row.point = coverage.shapes[i].points[0];
      row.nearest_centre = centre_of(text(coverage, "nearest_centre", i));
      row.walk_metres = number(coverage, "walk_metres", i, -1);
      row.access_kind = text(coverage, "access_kind", i);
      const std::string covered = text(coverage, "covered", i);
      row.covered = covered == "1" || covered == "true";
      report.coverage.push_back(std::move(row));
    }
    for (std::size_t i = 0; i < shares.rows; ++i)
      report.by_community.push_back({text(shares, "community_code", i), mode(shares, i), number(shares, "metres", i),
                                     households(shares, "households", i), households(shares, "covered", i),
                                     number(shares, "share", i), shares.shapes[i].polygons});
    for (std::size_t i = 0; i < gaps.rows; ++i)
      report.gaps.push_back({text(gaps, "gap_id", i), static_cast<std::int32_t>(number(gaps, "buildings", i)),
                             households(gaps, "households", i), gaps.shapes[i].polygons});
    return report;
  } catch (const ErrorException& error) {
    return error.error();
  }
}

}  // namespace wangge
