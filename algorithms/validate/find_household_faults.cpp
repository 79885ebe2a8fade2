#include <set>

#include "algorithms/validate/find_list.hpp"

namespace wangge {

namespace {

constexpr double kDensest = 12;       // households per floor and 100 square metres of footprint: single rooms
constexpr std::int32_t kMost = 2000;  // households in one building

}  // namespace

void find_household_faults(FindingList& list) {
  const City& city = list.city;
  std::set<std::string> told;  // reading has said why a count is missing
  for (const Finding& f : city.findings)
    if (f.code.starts_with("households_")) told.insert(f.object_id);
  const bool all_told = [&] {
    for (const Finding& f : city.findings)
      if (f.code == "households_not_named") return true;
    return false;
  }();
  for (const Building& b : city.buildings) {
    const std::int32_t households = b.households.value();
    if (!b.households_known) {
      if (!all_told && !told.contains(b.id))
        list.note("households_missing", Severity::warning, "buildings", b.id, {b.id}, b.point);
      continue;
    }
    if (households < 0) {
      list.note("households_below_zero", Severity::error, "buildings", b.id, {b.id, std::to_string(households)}, b.point);
      continue;
    }
    if (city.building_geometry == BuildingGeometry::cells) continue;  // a tile may hold a whole block
    const double floor_area = b.floors > 0 ? area(b.footprint) * b.floors : 0;
    if (households > kMost)
      list.note("households_implausible", Severity::warning, "buildings", b.id,
                {b.id, with_commas(households), with_commas(kMost)}, b.point);
    else if (floor_area > 0 && households > 12 && households > kDensest * floor_area / 100)
      list.note("households_too_dense", Severity::warning, "buildings", b.id,
                {b.id, with_commas(households), std::to_string(b.floors), with_decimals(floor_area / b.floors, 0)}, b.point);
  }
}

}  // namespace wangge
