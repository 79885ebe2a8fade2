#include <cmath>
#include <set>
#include <unordered_map>

#include "io/city_parts.hpp"

namespace wangge {

namespace {

/// A point of a record: the given one, else one inside its area.
std::optional<Point> point_of(const SourceShape& shape) {
  if (!shape.points.empty()) return shape.points.front();
  if (!shape.polygons.empty()) {
    MultiPolygon area = shape.polygons;
    normalise(area);
    if (!area.empty()) return interior_point(area);
  }
  if (!shape.lines.empty()) return shape.lines.front()[shape.lines.front().size() / 2];
  return std::nullopt;
}

std::int32_t level_of(const std::string& text) {
  if (const auto number = number_in(text); number && *number >= 1 && *number <= 5) return static_cast<std::int32_t>(*number);
  const auto has = [&](const char* word) { return text.find(word) != std::string::npos; };
  if (has("驿站") || has("网格")) return 5;
  if (has("社区") || has("村")) return 4;
  if (has("街道") || has("镇") || has("乡")) return 3;
  if (has("区") || has("县") || has("旗")) return 2;
  if (has("市")) return 1;
  return 0;
}

std::unordered_map<std::string, std::int32_t> compounds_by_name(const City& city) {
  std::unordered_map<std::string, std::int32_t> by_name;
  for (std::size_t i = 0; i < city.compounds.size(); ++i) by_name.emplace(city.compounds[i].id, static_cast<std::int32_t>(i));
  for (std::size_t i = 0; i < city.compounds.size(); ++i)
    if (!city.compounds[i].name.empty()) by_name.emplace(city.compounds[i].name, static_cast<std::int32_t>(i));
  return by_name;
}

}  // namespace

void add_centres(const SectionTable& table, const Project& project, City& city) {
  std::set<std::string> used;
  for (std::size_t row = 0; row < table.layer.rows; ++row) {
    if (!usable_shape(city, project, table, row, false)) continue;
    Centre one;
    one.id = table.id(row);
    for (int i = 2; !used.insert(one.id).second; ++i) {
      if (i == 2) report_record(city, project, "id_repeated", table, row, Severity::warning, false);
      one.id = table.id(row) + "#" + std::to_string(i);
    }
    one.name = table.text("name", row);
    one.point = point_of(table.layer.shapes[row]).value_or(Point{});
    if (table.has("level")) {
      const std::string level = table.text("level", row);
      one.level = level_of(level);
      if (one.level == 0) {
        one.level = 4;
        report_record(city, project, "level_unknown", table, row, Severity::note, false, {level});
      }
    }
    one.capacity = std::max(0.0, table.number("capacity", row).value_or(0));
    const std::string planned = table.text("planned", row);
    one.planned = table.has("planned") && planned != "已建" && planned != "在建" && truth(planned);
    city.centres.push_back(std::move(one));
  }
}

void add_walk_lines(const SectionTable& table, const Project& project, City& city) {
  city.walk_lines.reserve(table.layer.rows);
  for (std::size_t row = 0; row < table.layer.rows; ++row) {
    if (!usable_shape(city, project, table, row, false)) continue;
    WalkLine one;
    one.lines = table.layer.shapes[row].lines;
    if (one.lines.empty()) {
      report_record(city, project, "line_expected", table, row, Severity::warning, false);
      continue;
    }
    one.from_node = table.text("from_node", row);
    one.to_node = table.text("to_node", row);
    one.name = table.text("name", row);
    const std::string foot = table.text("foot", row);
    one.foot = foot.empty() || truth(foot);
    one.bridge = truth(table.text("bridge", row));
    one.tunnel = truth(table.text("tunnel", row));
    city.walk_lines.push_back(std::move(one));
  }
}

void add_gates(const SectionTable& table, const Project& project, City& city) {
  const auto by_name = compounds_by_name(city);
  for (std::size_t row = 0; row < table.layer.rows; ++row) {
    if (!usable_shape(city, project, table, row, false)) continue;
    Gate one;
    one.point = point_of(table.layer.shapes[row]).value_or(Point{});
    const std::string compound = table.text("compound", row);
    const auto found = by_name.find(compound);
    if (found != by_name.end())
      one.compound = found->second;
    else if (!compound.empty())
      report_record(city, project, "compound_unknown", table, row, Severity::warning, false, {compound});
    city.gates.push_back(one);
  }
}

void add_previous(const SectionTable& table, const Project& project, City& city) {
  city.has_previous = true;
  if (!table.has("building")) {
    for (std::size_t row = 0; row < table.layer.rows; ++row) {
      if (!usable_shape(city, project, table, row, false)) continue;
      PreviousGrid one;
      one.code = table.has("grid_code") ? table.text("grid_code", row) : table.id(row);
      one.area = table.layer.shapes[row].polygons;
      normalise(one.area);
      if (one.area.empty())
        report_record(city, project, "area_expected", table, row, Severity::error, false);
      else
        city.previous_grids.push_back(std::move(one));
    }
    return;
  }
  std::unordered_map<std::string, std::size_t> by_id;
  for (std::size_t i = 0; i < city.buildings.size(); ++i) by_id.emplace(city.buildings[i].id, i);
  std::int64_t unknown = 0;
  for (std::size_t row = 0; row < table.layer.rows; ++row) {
    const auto found = by_id.find(table.text("building", row));
    if (found == by_id.end())
      ++unknown;
    else
      city.buildings[found->second].previous_grid = table.text("grid_code", row);
  }
  if (unknown > 0) {
    Finding finding;
    finding.code = "previous_unknown_buildings";
    finding.layer = "previous";
    finding.text = say(project.language, finding.code, {with_commas(unknown)});
    city.findings.push_back(std::move(finding));
  }
}

}  // namespace wangge
