#include "python/bindings/plan_tables.hpp"

#include <algorithm>
#include <limits>
#include <numbers>

#include "python/bindings/arrays.hpp"
#include "python/bindings/parts.hpp"

namespace wangge::python {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

std::string community_code(const City& city, std::int32_t i) { return i < 0 ? std::string() : city.communities[at(i)].id; }

double compactness(const MultiPolygon& shape) {
  const double around = perimeter(shape);
  return around > 0 ? 4 * std::numbers::pi * area(shape) / (around * around) : 0;
}

/// Fields and their order as in the layers of the plan file (docs/formats.md).
nb::dict grids_table(const City& city, const Plan& plan) {
  const auto& rows = plan.grids;
  nb::dict table;
  table["grid_code"] = texts(rows, [](const PlanGrid& g) { return g.code; });
  table["grid_name"] = texts(rows, [](const PlanGrid& g) { return g.name; });
  table["kind"] = texts(rows, [](const PlanGrid& g) { return to_text(g.kind); });
  table["community_code"] = texts(rows, [&](const PlanGrid& g) { return community_code(city, g.community); });
  table["households"] = numbers<std::int64_t>(rows, [](const PlanGrid& g) { return g.households.value(); });
  table["population"] = numbers<double>(rows, [](const PlanGrid& g) { return g.population; });
  table["buildings"] = numbers<std::int64_t>(rows, [](const PlanGrid& g) { return g.buildings; });
  table["compounds"] = numbers<std::int64_t>(rows, [](const PlanGrid& g) { return g.compounds; });
  table["area_m2"] = numbers<double>(rows, [](const PlanGrid& g) { return area(g.area); });
  table["perimeter_m"] = numbers<double>(rows, [](const PlanGrid& g) { return perimeter(g.area); });
  table["compactness"] = numbers<double>(rows, [](const PlanGrid& g) { return compactness(g.area); });
  table["status"] = texts(rows, [](const PlanGrid& g) { return to_text(g.status); });
  table["reason"] = texts(rows, [](const PlanGrid& g) { return g.reason; });
  constexpr const char* kSides[] = {"east", "south", "west", "north"};
  for (std::size_t side = 0; side < 4; ++side)
    table[kSides[side]] = texts(rows, [&](const PlanGrid& g) { return g.boundaries[side]; });
  table["change"] = texts(rows, [](const PlanGrid& g) { return to_text(g.change); });
  table["previous_code"] = texts(rows, [](const PlanGrid& g) { return g.previous_code; });
  table["exclusive_id"] = texts(rows, [](const PlanGrid& g) { return g.exclusive_id; });
  table["branch_code"] =
      texts(rows, [&](const PlanGrid& g) { return g.branch < 0 ? std::string() : plan.branches[at(g.branch)].code; });
  table["areas"] = areas(rows);
  return table;
}

nb::dict cells_table(const City& city, const Plan& plan) {
  const auto& rows = plan.cells;
  nb::dict table;
  table["building_id"] =
      texts(rows, [&](const PlanCell& c) { return c.building < 0 ? std::string() : city.buildings[at(c.building)].id; });
  table["grid_code"] = texts(rows, [&](const PlanCell& c) { return c.grid < 0 ? std::string() : plan.grids[at(c.grid)].code; });
  table["community_code"] = texts(rows, [&](const PlanCell& c) { return community_code(city, c.community); });
  table["compound_id"] =
      texts(rows, [&](const PlanCell& c) { return c.compound < 0 ? std::string() : city.compounds[at(c.compound)].id; });
  table["households"] = numbers<std::int64_t>(rows, [](const PlanCell& c) { return c.households.value(); });
  table["micro_code"] =
      texts(rows, [&](const PlanCell& c) { return c.micro < 0 ? std::string() : plan.grids[at(c.micro)].code; });
  table["areas"] = areas(rows);
  return table;
}

nb::dict communities_table(const City& city, const Plan& plan) {
  const auto& rows = plan.communities;
  nb::dict table;
  table["community_code"] = texts(rows, [&](const CommunityResult& r) { return community_code(city, r.community); });
  table["name"] = texts(rows, [&](const CommunityResult& r) { return city.communities[at(r.community)].name; });
  table["households"] = numbers<std::int64_t>(rows, [](const CommunityResult& r) { return r.households.value(); });
  table["grids"] = numbers<std::int64_t>(rows, [](const CommunityResult& r) { return r.grids; });
  table["fewest_possible"] = numbers<std::int64_t>(rows, [](const CommunityResult& r) { return r.fewest_possible; });
  table["objective"] = numbers<double>(rows, [](const CommunityResult& r) { return r.objective; });
  table["lower_bound"] = numbers<double>(rows, [](const CommunityResult& r) { return r.lower_bound; });
  table["gap"] = numbers<double>(rows, [](const CommunityResult& r) { return gap_of(r); });
  table["proof"] = texts(rows, [](const CommunityResult& r) { return to_text(r.proof); });
  table["seconds"] = numbers<double>(rows, [](const CommunityResult& r) { return r.seconds >= 0 ? r.seconds : kNone; });
  std::vector<const MultiPolygon*> shapes;
  for (const CommunityResult& r : rows) shapes.push_back(r.area.empty() ? &city.communities[at(r.community)].area : &r.area);
  table["areas"] = to_arrays(shapes);
  return table;
}

}  // namespace

nb::dict violations_table(const std::vector<Violation>& rows) {
  nb::dict table;
  table["code"] = texts(rows, [](const Violation& v) { return to_text(v.code); });
  table["grid_code"] = texts(rows, [](const Violation& v) { return v.grid_code; });
  table["community_code"] = texts(rows, [](const Violation& v) { return v.community_code; });
  table["value"] = numbers<double>(rows, [](const Violation& v) { return v.value; });
  table["limit_value"] = numbers<double>(rows, [](const Violation& v) { return v.limit_value; });
  table["reason"] = texts(rows, [](const Violation& v) { return v.reason; });
  std::vector<std::optional<Point>> places;
  for (const Violation& v : rows) places.push_back(v.place);
  table["points"] = to_array(places);
  return table;
}

nb::dict plan_tables(const City& city, const Plan& plan) {
  nb::dict tables;
  tables["grids"] = grids_table(city, plan);
  tables["cells"] = cells_table(city, plan);
  tables["communities"] = communities_table(city, plan);
  add_requested_tables(city, plan, tables);
  tables["findings"] = findings_table(plan.findings);
  tables["violations"] = violations_table(plan.violations);
  tables["stopped_early"] = plan.stopped_early;
  return tables;
}

}  // namespace wangge::python
