#include <set>
#include <string_view>
#include <unordered_map>

#include "core/name_index.hpp"
#include "core/osm_tags.hpp"
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

NameIndex compounds_by_name(const City& city) {
  NameIndex index;
  for (std::size_t i = 0; i < city.compounds.size(); ++i) {
    index.add_id(city.compounds[i].id, static_cast<std::int32_t>(i));
    index.add_name(city.compounds[i].name, static_cast<std::int32_t>(i));
  }
  return index;
}

/// Of compounds with one name the one whose land is nearest to a point.
std::int32_t nearest_of(const City& city, const std::vector<std::int32_t>& compounds, Point p) {
  std::int32_t best = compounds.front();
  double least = 1e300;
  for (const std::int32_t c : compounds)
    for (const Polygon& polygon : city.compounds[static_cast<std::size_t>(c)].area)
      for (std::size_t i = 0; i < polygon.outer.size(); ++i) {
        const double metres = distance_to_segment(p, polygon.outer[i], polygon.outer[(i + 1) % polygon.outer.size()]);
        if (metres < least) best = c, least = metres;
      }
  return best;
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
    one.row = row_number(row);
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

void add_candidates(const SectionTable& table, const Project& project, City& city) {
  for (std::size_t row = 0; row < table.layer.rows; ++row) {
    if (!usable_shape(city, project, table, row, false)) continue;
    city.candidates.push_back(
        {table.id(row), table.text("name", row), point_of(table.layer.shapes[row]).value_or(Point{}), row_number(row)});
  }
}

void add_entrances(const SectionTable& table, const Project& project, City& city) {
  std::unordered_map<std::string_view, std::vector<Point>*> doors_of_building, doors_of_centre;
  for (Building& b : city.buildings) doors_of_building.try_emplace(b.id, &b.entrances);
  for (Centre& c : city.centres) doors_of_centre.try_emplace(c.id, &c.entrances);
  for (std::size_t row = 0; row < table.layer.rows; ++row) {
    if (!usable_shape(city, project, table, row, false)) continue;
    const std::string building = table.text("building", row), centre = table.text("centre", row);
    const auto& doors = centre.empty() ? doors_of_building : doors_of_centre;
    const auto found = doors.find(centre.empty() ? building : centre);
    if (found == doors.end()) {
      report_record(city, project, "entrance_of_nothing", table, row, Severity::warning, false,
                    {centre.empty() ? building : centre});
      continue;
    }
    if (const auto place = point_of(table.layer.shapes[row])) found->second->push_back(*place);
  }
}

void add_walk_lines(SectionTable& table, const Project& project, City& city) {
  city.walk_lines.reserve(table.layer.rows);
  const auto from_node = table.role("from_node"), to_node = table.role("to_node"), name = table.role("name"),
             on_foot = table.role("foot"), bridge = table.role("bridge"), tunnel = table.role("tunnel");
  std::string made;
  const auto says_yes = [&](SectionTable::Role role, std::size_t row) { return truth(table.text(role, row, made)); };
  const bool osm = table.has("osm_highway");
  for (std::size_t row = 0; row < table.layer.rows; ++row) {
    if (!usable_shape(city, project, table, row, false)) continue;
    WalkLine one;
    one.lines = table.layer.shapes[row].take_lines();
    if (one.lines.empty()) {
      report_record(city, project, "line_expected", table, row, Severity::warning, false);
      continue;
    }
    one.row = row_number(row);
    one.from_node = table.text(from_node, row);
    one.to_node = table.text(to_node, row);
    one.name = table.text(name, row);
    one.foot = table.text(on_foot, row, made).empty() || says_yes(on_foot, row);
    one.bridge = says_yes(bridge, row);
    one.tunnel = says_yes(tunnel, row);
    if (osm) {
      const std::string tags = table.text("osm_tags", row);
      one.foot = one.foot && osm_walkable(table.text("osm_highway", row), tags);
      one.bridge = one.bridge || truth(osm_tag(tags, "bridge"));
      one.tunnel = one.tunnel || truth(osm_tag(tags, "tunnel"));
    }
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
    const NameIndex::Found found = by_name.find(compound);
    if (!compound.empty() && found.how != NameMatch::none) {
      one.compound = nearest_of(city, found.records, one.point);
      if (found.how != NameMatch::exact)
        report_record(city, project, found.how == NameMatch::zeros ? "compound_code_matched" : "compound_name_matched", table,
                      row, Severity::note, false, {compound, city.compounds[static_cast<std::size_t>(one.compound)].id});
    } else if (!compound.empty()) {
      report_record(city, project, "compound_unknown", table, row, Severity::warning, false, {compound});
    }
    one.row = row_number(row);
    city.gates.push_back(one);
  }
}

}  // namespace wangge
