#include <cmath>
#include <limits>
#include <set>
#include <unordered_map>

#include "io/city_parts.hpp"

namespace wangge {

namespace {

bool equal(const MultiPolygon& a, const MultiPolygon& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i].outer != b[i].outer || a[i].holes != b[i].holes) return false;
  return true;
}

/// Words of ledgers for "no compound".
bool says_nothing(const std::string& text) {
  static const std::set<std::string> empty{"", "无", "-", "--", "/", "null", "NULL", "None", "none", "nan", "NaN", "暂无", "空"};
  return empty.contains(text);
}

class BuildingReader {
 public:
  BuildingReader(const SectionTable& table, const Project& project, City& city) : table_(table), project_(project), city_(city) {
    for (std::size_t i = 0; i < city.communities.size(); ++i)
      communities_.emplace(city.communities[i].id, static_cast<std::int32_t>(i));
    for (std::size_t i = 0; i < city.compounds.size(); ++i)
      compounds_.emplace(city.compounds[i].id, static_cast<std::int32_t>(i));
    for (std::size_t i = 0; i < city.compounds.size(); ++i)
      if (!city.compounds[i].name.empty()) compounds_.emplace(city.compounds[i].name, static_cast<std::int32_t>(i));
    formula_ = !project.buildings.floors_column.empty();
  }

  void run() {
    const auto geometry = project_.buildings.options.find("geometry");
    const std::string kind = geometry == project_.buildings.options.end() ? "footprints" : geometry->second;
    city_.building_geometry = kind == "points"  ? BuildingGeometry::points
                              : kind == "cells" ? BuildingGeometry::cells
                                                : BuildingGeometry::footprints;
    basis();
    city_.buildings.reserve(table_.layer.rows);
    by_id_.reserve(table_.layer.rows);
    for (std::size_t row = 0; row < table_.layer.rows; ++row) add(row);
    if (rounded_ > 0) layer_finding("households_rounded", {with_commas(rounded_)}, Severity::note);
    if (table_.has("previous_grid")) city_.has_previous = true;
  }

 private:
  void layer_finding(const char* id, std::initializer_list<std::string> values, Severity severity) {
    Finding finding;
    finding.code = id;
    finding.layer = "buildings";
    finding.severity = severity;
    finding.text = say(project_.language, id, values);
    const std::string repair = std::string(id) + "_repair";
    if (in_catalogue(repair)) finding.repair = say(project_.language, repair, values);
    city_.findings.push_back(std::move(finding));
  }

  void basis() {
    if (formula_) {
      city_.household_basis = say(project_.language, "basis_formula",
                                  {project_.buildings.floors_column, with_decimals(project_.buildings.area_per_dwelling, 1)});
    } else if (table_.has("households")) {
      city_.household_basis = say(project_.language, "basis_column", {project_.buildings.column("households")});
    } else {
      city_.household_basis = say(project_.language, "basis_none");
      layer_finding("households_not_named", {}, Severity::error);
    }
  }

  void add(std::size_t row) {
    if (!usable_shape(city_, project_, table_, row, true)) return;
    Building one;
    if (!shape(row, one)) return;
    one.id = table_.text("id", row);
    if (one.id.empty()) {
      one.id = table_.id(row);
      if (table_.has("id")) report_record(city_, project_, "id_missing", table_, row, Severity::warning, false);
    }
    one.name = table_.text("name", row);
    households(row, one);
    const auto [place, fresh] = by_id_.emplace(one.id, city_.buildings.size());
    if (!fresh && !repeated(row, city_.buildings[place->second], one)) return;
    references(row, one);
    one.floors = count("floors", row);
    one.units = count("units", row);
    one.population = std::max(0.0, table_.number("population", row).value_or(0));
    one.party_members = count("party_members", row);
    one.use = table_.text("use", row);
    one.previous_grid = table_.text("previous_grid", row);
    city_.buildings.push_back(std::move(one));
  }

  std::int32_t count(const char* role, std::size_t row) const {
    const double value = table_.number(role, row).value_or(0);
    return value > 0 && value < 2e9 ? static_cast<std::int32_t>(std::floor(value + 0.5)) : 0;
  }

  bool shape(std::size_t row, Building& one) {
    const SourceShape& source = table_.layer.shapes[row];
    one.footprint = source.polygons;
    for (const Polyline& line : source.lines)
      if (line.size() >= 4 && line.front() == line.back()) one.footprint.push_back({Ring(line.begin(), line.end() - 1), {}});
    normalise(one.footprint);
    std::erase_if(one.footprint, [](const Polygon& polygon) { return polygon.outer.size() < 3; });
    if (!one.footprint.empty()) {
      one.point = interior_point(one.footprint);
      return true;
    }
    if (source.points.empty()) {
      report_record(city_, project_, source.lines.empty() ? "geometry_too_few_points" : "building_is_line", table_, row,
                    Severity::error, true);
      return false;
    }
    if (source.points.size() > 1) report_record(city_, project_, "building_many_points", table_, row, Severity::note, false);
    if (city_.building_geometry == BuildingGeometry::cells) {
      report_record(city_, project_, "cell_is_point", table_, row, Severity::error, true);
      return false;
    }
    one.point = source.points.front();
    return true;
  }

  void unknown_households(std::size_t row, Building& one, const char* id, const std::string& given) {
    one.households_known = false;
    report_record(city_, project_, id, table_, row, Severity::warning, false, {given});
  }

  void households(std::size_t row, Building& one) {
    std::optional<double> value;
    std::string given;
    if (formula_) {
      const auto floors = table_.number("floors_of_formula", row);
      given = table_.text("floors_of_formula", row);
      if (floors && !one.footprint.empty()) value = *floors * area(one.footprint) / project_.buildings.area_per_dwelling;
    } else if (table_.has("households")) {
      value = table_.number("households", row);
      given = table_.text("households", row);
    } else {
      one.households_known = false;
      return;
    }
    if (!value) return unknown_households(row, one, "households_unknown", given);
    if (*value < 0) return unknown_households(row, one, "households_negative", given);
    if (*value > 1e7) return unknown_households(row, one, "households_too_many", given);
    const double whole = std::floor(*value + 0.5);
    if (!formula_ && whole != *value) ++rounded_;
    one.households = Households(static_cast<std::int32_t>(whole));
  }

  /// A second record of an id: true when it is kept (with another id), false when it is the same once more.
  bool repeated(std::size_t row, const Building& first, Building& one) {
    const bool same = first.point == one.point && equal(first.footprint, one.footprint) && first.households == one.households;
    if (same) {
      report_record(city_, project_, "building_twice", table_, row, Severity::warning, true);
      return false;
    }
    const bool apart = !(first.point == one.point && equal(first.footprint, one.footprint));
    const std::string id = one.id;
    for (int i = 2;; ++i) {
      one.id = id + "#" + std::to_string(i);
      if (by_id_.emplace(one.id, city_.buildings.size()).second) break;
    }
    report_record(city_, project_, apart ? "building_id_repeated" : "building_counts_differ", table_, row, Severity::warning,
                  false, {id, one.id});
    return true;
  }

  void references(std::size_t row, Building& one) {
    const std::string community = table_.text("community", row);
    if (!community.empty()) {
      const auto found = communities_.find(community);
      if (found != communities_.end())
        one.community = found->second;
      else
        report_record(city_, project_, "community_unknown", table_, row, Severity::warning, false, {community});
    }
    const std::string compound = table_.text("compound", row);
    if (says_nothing(compound)) return;
    const auto [found, fresh] = compounds_.emplace(compound, static_cast<std::int32_t>(city_.compounds.size()));
    if (fresh) city_.compounds.push_back({compound, compound, {}});
    one.compound = found->second;
  }

  const SectionTable& table_;
  const Project& project_;
  City& city_;
  bool formula_ = false;
  std::int64_t rounded_ = 0;
  std::unordered_map<std::string, std::int32_t> communities_, compounds_;
  std::unordered_map<std::string, std::size_t> by_id_;
};

}  // namespace

void add_buildings(const SectionTable& table, const Project& project, City& city) { BuildingReader(table, project, city).run(); }

}  // namespace wangge
