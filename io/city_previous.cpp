#include <set>
#include <utility>

#include "core/name_index.hpp"
#include "io/city_parts.hpp"

namespace wangge {

namespace {

constexpr std::size_t kRunningNumber = 3;  ///< digits after the community's code in a grid code

/// Puts back the leading zeros that a grid code lost as a number: where it then begins with a community's code.
class CodePadding {
 public:
  explicit CodePadding(const City& city) {
    for (const Community& c : city.communities) {
      codes_.insert(c.id);
      lengths_.insert(c.id.size());
    }
  }
  /// True when the code was changed.
  bool mend(std::string& code) const {
    if (code == last_) return false;  // many rows follow each other with one code
    if (mend_other(code)) return true;
    last_ = code;
    return false;
  }

 private:
  bool mend_other(std::string& code) const {
    if (code.empty() || code.find_first_not_of("0123456789") != std::string::npos) return false;
    for (const std::size_t length : lengths_) {
      if (code.size() >= length && codes_.contains(code.substr(0, length))) return false;
      const std::size_t whole = length + kRunningNumber;
      if (code.size() >= whole) continue;
      const std::string padded = std::string(whole - code.size(), '0') + code;
      if (!codes_.contains(padded.substr(0, length))) continue;
      code = padded;
      return true;
    }
    return false;
  }

  mutable std::string last_;
  std::set<std::string> codes_;
  std::set<std::size_t> lengths_;
};

void add_polygons(const SectionTable& table, const Project& project, City& city, std::vector<PreviousGrid>& into) {
  const CodePadding padding(city);
  for (std::size_t row = 0; row < table.layer.rows; ++row) {
    if (!usable_shape(city, project, table, row, false)) continue;
    PreviousGrid one;
    one.row = row_number(row);
    one.code = table.has("grid_code") ? table.text("grid_code", row) : table.id(row);
    const std::string given = one.code;
    if (padding.mend(one.code))
      report_record(city, project, "previous_code_padded", table, row, Severity::note, false, {given, one.code});
    one.name = table.text("name", row);
    one.area = table.layer.shapes[row].polygons;
    normalise(one.area);
    if (one.area.empty())
      report_record(city, project, "area_expected", table, row, Severity::error, false);
    else
      into.push_back(std::move(one));
  }
}

Point western_corner(const Building& building) {
  if (building.footprint.empty()) return building.point;
  Point corner = building.footprint.front().outer.front();
  for (const Polygon& polygon : building.footprint)
    for (const Point p : polygon.outer)
      if (std::pair(p.x, p.y) < std::pair(corner.x, corner.y)) corner = p;
  return corner;
}

/// grid_of(building) is set for every building that a row of the table names.
template <class GridOf>
void add_rows(const SectionTable& table, const Project& project, City& city, const GridOf& grid_of) {
  const CodePadding padding(city);
  // A table has no geometry: its findings lie at the western corner of the building.
  const auto report_at = [&](std::size_t building, const char* id, std::size_t row, std::initializer_list<std::string> values) {
    report_record(city, project, id, table, row, Severity::note, false, values);
    city.findings.back().place = western_corner(city.buildings[building]);
  };
  NameIndex buildings;
  for (std::size_t i = 0; i < city.buildings.size(); ++i) buildings.add_id(city.buildings[i].id, static_cast<std::int32_t>(i));
  const auto building = table.role("building"), grid_code = table.role("grid_code");
  for (std::size_t row = 0; row < table.layer.rows; ++row) {
    const std::string id = table.text(building, row);
    const std::int32_t same = buildings.find_id(id);
    const NameIndex::Found found = same >= 0 ? NameIndex::Found{NameMatch::exact, {same}} : buildings.find(id);
    if (found.records.size() != 1) {
      report_record(city, project, "previous_unknown_building", table, row, Severity::note, false, {id});
      continue;
    }
    const auto b = static_cast<std::size_t>(found.records.front());
    std::string& code = grid_of(b);
    code = table.text(grid_code, row);
    const std::string given = code;
    if (padding.mend(code))
      report_at(b, "previous_code_padded", row, {given, code});
    else if (found.how != NameMatch::exact)
      report_at(b, "building_code_matched", row, {id, city.buildings[b].id});
  }
}

}  // namespace

void add_previous(const SectionTable& table, const Project& project, City& city) {
  city.has_previous = true;
  if (!table.has("building")) return add_polygons(table, project, city, city.previous_grids);
  add_rows(table, project, city, [&](std::size_t b) -> std::string& { return city.buildings[b].previous_grid; });
}

void add_functional_layer(const SectionTable& table, const Project& project, City& city) {
  const ProjectFunctionalLayer& given = project.functional_layers[city.functional_layers.size()];
  FunctionalLayer layer;
  layer.name = given.title;
  layer.weight = given.weight;
  layer.grid_of_building.resize(city.buildings.size());
  if (table.has("building"))
    add_rows(table, project, city, [&](std::size_t b) -> std::string& { return layer.grid_of_building[b]; });
  else
    add_polygons(table, project, city, layer.grids);
  city.functional_layers.push_back(std::move(layer));
}

}  // namespace wangge
