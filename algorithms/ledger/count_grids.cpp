#include <algorithm>
#include <array>
#include <map>

#include "algorithms/ledger/ledger_sheets.hpp"

namespace wangge {

namespace {

void add_building(const City& city, std::int32_t b, GridTally& into) {
  const Building& building = city.buildings[static_cast<std::size_t>(b)];
  into.buildings.push_back(b);
  into.households += building.households.value();
  into.units += building.units;
  into.party_members += building.party_members;
  into.population += building.population;
  if (building.compound >= 0 &&
      std::find(into.compounds.begin(), into.compounds.end(), building.compound) == into.compounds.end())
    into.compounds.push_back(building.compound);
}

void add_coverage(const LedgerInput& input, std::vector<GridTally>& out) {
  std::vector<std::map<std::int32_t, std::int64_t>> centres(out.size());
  for (const BuildingCoverage& row : input.circles->coverage) {
    if (row.building < 0) continue;
    const std::int32_t g = input.grid_of_building[static_cast<std::size_t>(row.building)];
    if (g < 0) continue;
    GridTally& tally = out[static_cast<std::size_t>(g)];
    const std::int64_t households = input.city.buildings[static_cast<std::size_t>(row.building)].households.value();
    if (row.covered) tally.covered += households;
    if (row.walk_metres < 0) continue;
    tally.walk_weight += static_cast<double>(households) * row.walk_metres;
    tally.walk_households += households;
    if (row.nearest_centre >= 0) centres[static_cast<std::size_t>(g)][row.nearest_centre] += households;
  }
  for (std::size_t g = 0; g < out.size(); ++g) {
    std::int64_t most = -1;
    for (const auto& [centre, households] : centres[g])
      if (households > most) most = households, out[g].nearest_centre = centre;
  }
}

}  // namespace

std::vector<GridTally> count_grids(const LedgerInput& input) {
  std::vector<GridTally> out(input.plan.grids.size());
  for (std::size_t b = 0; b < input.grid_of_building.size(); ++b)
    if (const std::int32_t g = input.grid_of_building[b]; g >= 0)
      add_building(input.city, static_cast<std::int32_t>(b), out[static_cast<std::size_t>(g)]);
  for (const PlanCell& cell : input.plan.cells)
    if (cell.micro >= 0 && cell.building >= 0) add_building(input.city, cell.building, out[static_cast<std::size_t>(cell.micro)]);
  if (input.circles != nullptr) add_coverage(input, out);
  return out;
}

std::string four_boundaries(const PlanGrid& grid, Language language) {
  if (std::all_of(grid.boundaries.begin(), grid.boundaries.end(), [](const std::string& side) { return side.empty(); }))
    return {};
  std::array<std::string, 4> sides = grid.boundaries;
  for (std::string& side : sides)
    if (side.empty()) side = say(language, "boundary_unnamed");
  return say(language, "four_boundaries", {sides[0], sides[1], sides[2], sides[3]});
}

}  // namespace wangge
