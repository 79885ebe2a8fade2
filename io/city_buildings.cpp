#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <numeric>
#include <unordered_map>

#include "core/parallel.hpp"
#include "io/building_references.hpp"
#include "io/city_parts.hpp"
#include "io/rows_by_id.hpp"
#include "io/unit_rows.hpp"

namespace wangge {

namespace {

bool equal(const MultiPolygon& a, const MultiPolygon& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i].outer != b[i].outer || a[i].holes != b[i].holes) return false;
  return true;
}

/// Digits as a program writes them, not "48户" or full-width ones.
bool plain_number(const std::string& text) { return text.find_first_not_of("+-.,0123456789eE ") == std::string::npos; }

/// Where the columns of buildings are.
struct BuildingRoles {
  explicit BuildingRoles(const SectionTable& table)
      : cannot_link(table.role("cannot_link")),
        dwellings(table.role("dwellings")),
        floors(table.role("floors")),
        floors_of_formula(table.role("floors_of_formula")),
        households(table.role("households")),
        id(table.role("id")),
        must_link(table.role("must_link")),
        name(table.role("name")),
        part_of(table.role("part_of")),
        party_members(table.role("party_members")),
        population(table.role("population")),
        previous_grid(table.role("previous_grid")),
        unit(table.role("unit")),
        units(table.role("units")),
        use(table.role("use")),
        workload(table.role("workload")) {}
  SectionTable::Role cannot_link, dwellings, floors, floors_of_formula, households, id, must_link, name, part_of, party_members,
      population, previous_grid, unit, units, use, workload;
};

/// Makes a building of each row; what there is to say of it goes to the findings of `city`, which may be one of a stretch of
/// rows.
class BuildingMaker {
 public:
  BuildingMaker(SectionTable& table, const BuildingRoles& roles, const Project& project, City& city)
      : table_(table), roles_(roles), project_(project), city_(city), formula_(!project.buildings.floors_column.empty()) {}

  /// False where the row is none. Its geometry is taken from the table.
  bool place_and_count(std::size_t row, Building& one) {
    if (!usable_shape(city_, project_, table_, row, true)) return false;
    one.row = row_number(row);
    if (!shape(row, one)) return false;
    one.id = table_.text(roles_.id, row);
    if (one.id.empty()) {
      one.id = table_.id(row);
      if (roles_.id.present()) report_record(city_, project_, "id_missing", table_, row, Severity::warning, false);
    }
    one.name = table_.text(roles_.name, row);
    households(row, one);
    return true;
  }

  void describe(std::size_t row, Building& one) const {
    one.floors = count(roles_.floors, row);
    one.units = count(roles_.units, row);
    one.population = std::max(0.0, table_.number(roles_.population, row).value_or(0));
    one.party_members = count(roles_.party_members, row);
    one.workload = std::max(0.0, table_.number(roles_.workload, row).value_or(0));
    one.must_link = table_.text(roles_.must_link, row);
    one.cannot_link = table_.text(roles_.cannot_link, row);
    one.part_of = table_.text(roles_.part_of, row);
    one.use = table_.text(roles_.use, row);
    one.previous_grid = table_.text(roles_.previous_grid, row);
    if (roles_.dwellings.present()) one.dwellings = table_.number(roles_.dwellings, row) ? count(roles_.dwellings, row) : -1;
  }

  void households(std::size_t row, Building& one) {
    std::optional<double> value;
    std::string given;
    if (formula_) {
      const auto floors = table_.number(roles_.floors_of_formula, row);
      given = table_.text(roles_.floors_of_formula, row);
      if (floors && !one.footprint.empty()) value = *floors * area(one.footprint) / project_.buildings.area_per_dwelling;
    } else if (roles_.households.present()) {
      value = table_.number(roles_.households, row);
      given = table_.text(roles_.households, row);
    } else {
      one.households_known = false;
      return;
    }
    if (!value) return unknown_households(row, one, "households_unknown", given);
    if (*value < 0) return unknown_households(row, one, "households_negative", given);
    if (*value > 1e7) return unknown_households(row, one, "households_too_many", given);
    const double whole = std::floor(*value + 0.5);
    if (!formula_ && whole != *value) ++rounded_;
    if (!formula_ && !plain_number(given))
      report_record(city_, project_, "households_in_words", table_, row, Severity::note, false, {given, with_decimals(whole, 0)});
    one.households = Households(static_cast<std::int32_t>(whole));
  }

  std::int32_t count(SectionTable::Role role, std::size_t row) const {
    const double value = table_.number(role, row).value_or(0);
    return value > 0 && value < 2e9 ? static_cast<std::int32_t>(std::floor(value + 0.5)) : 0;
  }

  [[nodiscard]] std::int64_t rounded() const { return rounded_; }

 private:
  bool shape(std::size_t row, Building& one) {
    SourceShape& source = table_.layer.shapes[row];
    one.footprint = source.take_polygons();
    for (const Polyline& line : source.lines)
      if (line.size() >= 4 && line.front() == line.back()) one.footprint.push_back({Ring(line.begin(), line.end() - 1), {}});
    normalise(one.footprint);
    drop_stray_holes(city_, project_, table_, row, one.footprint);
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

  SectionTable& table_;
  const BuildingRoles& roles_;
  const Project& project_;
  City& city_;
  const bool formula_;
  std::int64_t rounded_ = 0;
};

class BuildingReader {
 public:
  BuildingReader(SectionTable& table, const Project& project, City& city)
      : table_(table),
        roles_(table),
        project_(project),
        city_(city),
        formula_(!project.buildings.floors_column.empty()),
        maker_(table, roles_, project, city),
        references_(table, project, city) {}

  void run(int threads) {
    const auto geometry = project_.buildings.options.find("geometry");
    const std::string kind = geometry == project_.buildings.options.end() ? "footprints" : geometry->second;
    city_.building_geometry = kind == "points"  ? BuildingGeometry::points
                              : kind == "cells" ? BuildingGeometry::cells
                                                : BuildingGeometry::footprints;
    basis();
    const std::function<void()> both[] = {[&] { city_.buildings.resize(table_.layer.rows); },
                                          [&] { ids_ = find_rows_by_id(table_); }};
    run_together(both, threads);
    units_ = find_unit_rows(table_, ids_);
    if (ids_.unique)
      add_apart(threads);
    else
      add_in_order();
    if (units_.buildings > 0)
      layer_finding("rows_per_unit", {with_commas(added_), with_commas(units_.buildings)}, Severity::warning);
    if (rounded_ > 0) layer_finding("households_rounded", {with_commas(rounded_)}, Severity::note);
    if (roles_.previous_grid.present()) city_.has_previous = true;
  }

 private:
  static constexpr std::size_t kStretch = 4096;  // rows that one thread makes at a time

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
    } else if (roles_.households.present()) {
      city_.household_basis = say(project_.language, "basis_column", {project_.buildings.column("households")});
    } else {
      city_.household_basis = say(project_.language, "basis_none");
      layer_finding("households_not_named", {}, Severity::error);
    }
    const auto stated = project_.buildings.options.find("basis");
    if (stated != project_.buildings.options.end() && !stated->second.empty())
      city_.household_basis = say(project_.language, "basis_stated", {stated->second, city_.household_basis});
  }

  /// What a thread has made of some rows.
  struct Stretch {
    City said;                        ///< its findings
    std::vector<std::size_t> unsure;  ///< rows whose references are to be looked at in order
    std::size_t left_out = 0;         ///< rows that are no building
    std::int64_t rounded = 0;
  };

  /// No row has to do with another one: stretches of them are made at the same time, then doubtful references are resolved in
  /// order.
  void add_apart(int threads) {
    const std::size_t rows = table_.layer.rows;
    std::vector<Stretch> stretches((rows + kStretch - 1) / kStretch);
    std::vector<std::size_t> order(stretches.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for_each_parallel(order, threads,
                      [&](std::size_t i) { make(i * kStretch, std::min(rows, (i + 1) * kStretch), stretches[i]); });
    std::size_t left_out = 0;
    for (Stretch& one : stretches) {
      auto next = one.said.findings.begin();
      for (const std::size_t row : one.unsure) {
        for (; next != one.said.findings.end() && next->row <= row_number(row); ++next)
          city_.findings.push_back(std::move(*next));
        references_.resolve(row, city_.buildings[row]);
      }
      city_.findings.insert(city_.findings.end(), std::make_move_iterator(next),
                            std::make_move_iterator(one.said.findings.end()));
      left_out += one.left_out;
      rounded_ += one.rounded;
    }
    if (left_out > 0) std::erase_if(city_.buildings, [](const Building& one) { return one.row == kNone; });
  }

  void make(std::size_t from, std::size_t to, Stretch& out) {
    out.said.building_geometry = city_.building_geometry;
    BuildingMaker maker(table_, roles_, project_, out.said);
    BuildingReferences::LastIds last;
    for (std::size_t row = from; row < to; ++row) {
      Building& one = city_.buildings[row];
      if (!maker.place_and_count(row, one)) {
        one.row = kNone;
        ++out.left_out;
        continue;
      }
      maker.describe(row, one);
      if (!references_.resolve_ids(row, one, last)) out.unsure.push_back(row);
    }
    out.rounded = maker.rounded();
  }

  void add_in_order() {
    city_.buildings.clear();
    by_id_.reserve(table_.layer.rows);
    for (std::size_t row = 0; row < table_.layer.rows; ++row) add(row);
    rounded_ = maker_.rounded();
  }

  void add(std::size_t row) {
    if (add_to_building(row)) return;
    Building one;
    if (!maker_.place_and_count(row, one)) return;
    const auto [place, fresh] = by_id_.emplace(one.id, city_.buildings.size());
    if (!fresh && !repeated(row, city_.buildings[place->second], one)) return;
    references_.resolve(row, one);
    maker_.describe(row, one);
    city_.buildings.push_back(std::move(one));
    if (units_.buildings > 0 && roles_.unit.present() && !formula_)
      add_unit(row, city_.buildings.size() - 1, city_.buildings.back().households);
  }

  /// Rows of buildings that are units too, where the table names them.
  void add_unit(std::size_t row, std::size_t building, Households households) {
    StairUnit unit;
    unit.building = static_cast<std::int32_t>(building);
    unit.name = table_.text(roles_.unit, row);
    unit.households = households.value();
    unit.population = std::max(0.0, table_.number(roles_.population, row).value_or(0));
    if (!unit.name.empty()) city_.stair_units.push_back(std::move(unit));
  }

  /// A further unit of a building that is already there: its people are added, nothing is lost.
  bool add_to_building(std::size_t row) {
    const std::size_t first = units_.first_row[row];
    if (first == row) return false;
    const auto found = by_id_.find(table_.text(roles_.id, row));
    if (found == by_id_.end() || city_.buildings[found->second].row != row_number(first)) return false;
    Building& building = city_.buildings[found->second];
    if (!formula_) {  // a formula has counted the whole building already
      Building unit;
      maker_.households(row, unit);
      building.households = Households(building.households.value() + unit.households.value());
      building.households_known = building.households_known && unit.households_known;
      if (roles_.unit.present()) add_unit(row, found->second, unit.households);
    }
    const bool total_given = building.units > 1 && roles_.units.present();
    if (!total_given) building.units = std::max(1, building.units) + 1;
    building.population += std::max(0.0, table_.number(roles_.population, row).value_or(0));
    building.party_members += maker_.count(roles_.party_members, row);
    building.workload += std::max(0.0, table_.number(roles_.workload, row).value_or(0));
    if (building.dwellings >= 0) building.dwellings += maker_.count(roles_.dwellings, row);
    ++added_;
    report_record(city_, project_, "unit_row_added", table_, row, Severity::note, false, {building.id});
    return true;
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

  static constexpr std::int32_t kNone = -1;  ///< as a building's row: it is none

  SectionTable& table_;
  const BuildingRoles roles_;
  const Project& project_;
  City& city_;
  const bool formula_;
  BuildingMaker maker_;
  BuildingReferences references_;
  RowsById ids_;
  UnitRows units_;
  std::int64_t added_ = 0, rounded_ = 0;
  std::unordered_map<std::string, std::size_t> by_id_;  ///< kept only where ids repeat or are missing
};

}  // namespace

void add_buildings(SectionTable& table, const Project& project, City& city, int threads) {
  BuildingReader(table, project, city).run(threads);
}

}  // namespace wangge
