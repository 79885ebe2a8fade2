#include <set>
#include <unordered_map>

#include "io/city_parts.hpp"

namespace wangge {

void report_record(City& city, const Project& project, const char* id, const SectionTable& table, std::size_t row,
                   Severity severity, bool excluded, std::initializer_list<std::string> values) {
  Finding finding;
  finding.code = id;
  finding.severity = severity;
  finding.layer = table.layer.section;
  finding.object_id = table.id(row);
  finding.excluded = excluded;
  finding.row = static_cast<std::int64_t>(row) + 1;
  finding.text = say(project.language, id, values);
  const std::string repair = std::string(id) + "_repair";
  if (in_catalogue(repair)) finding.repair = say(project.language, repair, values);
  if (row < table.layer.shapes.size()) finding.place = table.layer.shapes[row].place();
  city.findings.push_back(std::move(finding));
}

void drop_stray_holes(City& city, const Project& project, const SectionTable& table, std::size_t row, MultiPolygon& area) {
  std::int64_t dropped = 0;
  for (Polygon& polygon : area) {
    if (polygon.holes.empty()) continue;
    const Polygon outline{polygon.outer, {}};
    const auto outside = [&](const Ring& hole) {  // corners may lie on the outline: then the middles of edges decide
      for (std::size_t i = 0; i < hole.size(); ++i)
        if (contains(outline, hole[i]) || contains(outline, (hole[i] + hole[(i + 1) % hole.size()]) * 0.5)) return false;
      return true;
    };
    dropped += static_cast<std::int64_t>(std::erase_if(polygon.holes, outside));
  }
  if (dropped > 0) report_record(city, project, "hole_outside", table, row, Severity::warning, false, {with_commas(dropped)});
}

bool usable_shape(City& city, const Project& project, const SectionTable& table, std::size_t row, bool left_out) {
  const SourceShape& shape = table.layer.shapes[row];
  const char* problem = shape.missing                        ? "geometry_missing"
                        : shape.not_finite                   ? "geometry_not_finite"
                        : shape.empty() && shape.broken_ring ? "geometry_too_few_points"
                        : shape.empty()                      ? "geometry_empty"
                                                             : nullptr;
  if (problem == nullptr) {
    if (shape.broken_ring) report_record(city, project, "geometry_part_dropped", table, row, Severity::note, false);
    return true;
  }
  report_record(city, project, problem, table, row, Severity::error, left_out);
  return false;
}

namespace {

/// Area of a record; false and a finding when it has none.
bool area_of(City& city, const Project& project, const SectionTable& table, std::size_t row, MultiPolygon& area) {
  if (!usable_shape(city, project, table, row, false)) return false;
  area = table.layer.shapes[row].polygons;
  for (const Polyline& line : table.layer.shapes[row].lines) {
    if (line.size() >= 4 && line.front() == line.back()) area.push_back({Ring(line.begin(), line.end() - 1), {}});
  }
  normalise(area);
  drop_stray_holes(city, project, table, row, area);
  if (!area.empty()) return true;
  report_record(city, project, "area_expected", table, row, Severity::error, false);
  return false;
}

std::string unique_id(City& city, const Project& project, const SectionTable& table, std::size_t row,
                      std::set<std::string>& used) {
  std::string id = table.id(row);
  if (used.insert(id).second) return id;
  report_record(city, project, "id_repeated", table, row, Severity::warning, false);
  for (int i = 2;; ++i)
    if (used.insert(id + "#" + std::to_string(i)).second) return id + "#" + std::to_string(i);
}

}  // namespace

void add_communities(const SectionTable& table, const Project& project, City& city) {
  std::unordered_map<std::string, std::size_t> known;
  const auto fixed = project.communities.options.find("fixed_grids");
  for (std::size_t row = 0; row < table.layer.rows; ++row) {
    Community one;
    if (!area_of(city, project, table, row, one.area)) continue;
    one.id = table.id(row);
    const auto [place, fresh] = known.emplace(one.id, city.communities.size());
    const std::string name = table.text("name", row);
    const bool other =
        !fresh && !name.empty() && !city.communities[place->second].name.empty() && name != city.communities[place->second].name;
    if (other) {  // an id used twice: joining two communities would lose one
      report_record(city, project, "id_repeated", table, row, Severity::warning, false);
      const std::string id = one.id;
      for (int i = 2; !known.emplace(one.id, city.communities.size()).second; ++i) one.id = id + "#" + std::to_string(i);
    } else if (!fresh) {  // several rows of one community are its pieces
      report_record(city, project, "community_in_pieces", table, row, Severity::note, false);
      MultiPolygon& area = city.communities[place->second].area;
      area.insert(area.end(), one.area.begin(), one.area.end());
      continue;
    }
    one.row = row_number(row);
    one.name = name;
    one.subdistrict = table.text("subdistrict", row);
    one.county = table.text("county", row);
    if (project.rules.count == GridCount::fixed) {
      if (fixed != project.communities.options.end()) one.fixed_grids = std::atoi(fixed->second.c_str());
      const auto grids = table.number("grids", row);
      if (grids && *grids >= 1 && *grids < 100000) one.fixed_grids = static_cast<std::int32_t>(*grids);
    }
    city.communities.push_back(std::move(one));
  }
}

void add_compounds(const SectionTable& table, const Project& project, City& city) {
  std::set<std::string> used;
  for (std::size_t row = 0; row < table.layer.rows; ++row) {
    Compound one;
    if (!area_of(city, project, table, row, one.area)) continue;
    one.id = unique_id(city, project, table, row, used);
    one.name = table.text("name", row);
    one.row = row_number(row);
    city.compounds.push_back(std::move(one));
  }
}

void add_exclusives(const SectionTable& table, const Project& project, City& city) {
  std::set<std::string> used;
  for (std::size_t row = 0; row < table.layer.rows; ++row) {
    ExclusiveUnit one;
    if (!area_of(city, project, table, row, one.area)) continue;
    one.id = unique_id(city, project, table, row, used);
    one.name = table.text("name", row);
    one.row = row_number(row);
    city.exclusives.push_back(std::move(one));
  }
}

void add_barriers(const SectionTable& table, const Project& project, City& city) {
  for (std::size_t row = 0; row < table.layer.rows; ++row) {
    if (!usable_shape(city, project, table, row, false)) continue;
    Barrier one;
    one.barrier_class = table.text("class", row);
    one.name = table.text("name", row);
    one.row = row_number(row);
    one.lines = table.layer.shapes[row].lines;
    one.area = table.layer.shapes[row].polygons;
    normalise(one.area);
    if (one.lines.empty() && one.area.empty())
      report_record(city, project, "line_expected", table, row, Severity::warning, false);
    else
      city.barriers.push_back(std::move(one));
  }
}

void add_crossings(const SectionTable& table, const Project& project, City& city) {
  for (std::size_t row = 0; row < table.layer.rows; ++row) {
    if (!usable_shape(city, project, table, row, false)) continue;
    const SourceShape& shape = table.layer.shapes[row];
    Crossing one{table.text("name", row), shape.lines, shape.polygons, shape.points, row_number(row)};
    normalise(one.area);
    city.crossings.push_back(std::move(one));
  }
}

}  // namespace wangge
