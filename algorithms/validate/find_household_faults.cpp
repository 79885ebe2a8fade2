#include <algorithm>
#include <set>

#include "algorithms/validate/find_list.hpp"

namespace wangge {

namespace {

constexpr double kDensest = 12;       // households per floor and 100 square metres of footprint: single rooms
constexpr std::int32_t kMost = 2000;  // households in one building

constexpr double kEqual = 0.95;      // of a community's buildings: the dwellings were entered as households
constexpr std::int64_t kEnough = 5;  // buildings with both counts
constexpr std::int32_t kHouse = 6;   // dwellings: a house of one family tells nothing

/// A community whose households equal its dwellings nearly everywhere, in a city where they differ: another basis.
void find_dwelling_counts(FindingList& list) {
  const City& city = list.city;
  struct Count {
    std::int64_t both = 0, equal = 0;
  };
  std::vector<Count> counts(city.communities.size());
  Count all;
  for (const Building& b : city.buildings) {
    if (b.community < 0 || b.dwellings < kHouse || b.households.value() <= 0) continue;
    Count& own = counts[static_cast<std::size_t>(b.community)];
    const int equal = b.dwellings == b.households.value() ? 1 : 0;
    ++own.both, ++all.both, own.equal += equal, all.equal += equal;
  }
  for (std::size_t c = 0; c < counts.size(); ++c) {
    const auto share = [](std::int64_t part, std::int64_t whole) {
      return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
    };
    const double own = share(counts[c].equal, counts[c].both);
    if (counts[c].both < kEnough || own < kEqual || share(all.equal - counts[c].equal, all.both - counts[c].both) > 0.7) continue;
    list.note("households_are_dwellings", Severity::warning, "communities", city.communities[c].id,
              {city.communities[c].id, with_decimals(100 * own, 0), with_decimals(100 * share(all.equal, all.both), 0)},
              interior_point(city.communities[c].area));
  }
}

}  // namespace

void find_household_faults(FindingList& list) {
  find_dwelling_counts(list);
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
