#include "example/people.hpp"

#include <algorithm>
#include <cmath>

#include "core/random.hpp"

namespace wangge::example {

namespace {

void scale_lot(CityDraft& draft, LotDraft& lot, int wanted) {
  double dwellings = 0;
  for (const int b : lot.buildings) dwellings += draft.buildings[b].dwellings;
  if (dwellings <= 0) return;
  // Largest remainders would be fairer; carrying the rest along is enough and exact.
  double carried = 0;
  for (const int b : lot.buildings) {
    const double exact = draft.buildings[b].dwellings * wanted / dwellings + carried;
    draft.buildings[b].households = std::max(0, static_cast<int>(std::lround(exact)));
    carried = exact - draft.buildings[b].households;
  }
}

bool is_planted(const LotDraft& lot) {
  return lot.story == Story::pocket || lot.story == Story::giant || lot.story == Story::walled;
}

/// Serviced flats in one tower: more households than any grid may hold.
void plant_towers(CityDraft& draft, int wanted, std::uint64_t seed) {
  std::vector<int> towers;
  for (int b = 0; b < static_cast<int>(draft.buildings.size()); ++b) {
    const BuildingDraft& building = draft.buildings[b];
    if (building.shape == Shape::tower && building.type == DistrictType::high_rise && building.dwellings > 0 &&
        building.lot >= 0 && !is_planted(draft.lots[building.lot]))
      towers.push_back(b);
  }
  std::sort(towers.begin(), towers.end(), [&](int a, int b) {
    return draft.buildings[a].dwellings != draft.buildings[b].dwellings
               ? draft.buildings[a].dwellings > draft.buildings[b].dwellings
               : a < b;
  });
  for (int k = 0; k < wanted && k < static_cast<int>(towers.size()); ++k) {
    Random random = Random::of(seed, level(Level::people), 1, static_cast<std::uint64_t>(towers[k]));
    BuildingDraft& building = draft.buildings[towers[k]];
    building.households = 508 + static_cast<int>(random.below(130));
    building.floors = 33;
  }
}

}  // namespace

void settle_households(CityDraft& draft, CitySize size, std::uint64_t seed) {
  const double total = size == CitySize::sample ? 43000 : 1100000;
  double planted = 0, dwellings = 0;
  for (LotDraft& lot : draft.lots) {
    if (!is_planted(lot)) continue;
    double own = 0;
    for (const int b : lot.buildings) own += draft.buildings[b].dwellings;
    if (own <= 0) continue;
    const int wanted = lot.story == Story::pocket  ? 548
                       : lot.story == Story::giant ? 4180
                                                   : static_cast<int>(std::min(own, 2100.0));
    scale_lot(draft, lot, wanted);
    planted += wanted;
  }
  for (const BuildingDraft& b : draft.buildings)
    if (b.lot < 0 || !is_planted(draft.lots[b.lot])) dwellings += b.dwellings;
  const double share = dwellings > 0 ? (total - planted) / dwellings : 0;
  for (std::size_t b = 0; b < draft.buildings.size(); ++b) {
    BuildingDraft& building = draft.buildings[b];
    if (building.lot >= 0 && is_planted(draft.lots[building.lot])) continue;
    Random random = Random::of(seed, level(Level::people), 0, b);
    building.households = static_cast<int>(std::floor(building.dwellings * share + random.uniform()));
  }
  plant_towers(draft, size == CitySize::sample ? 1 : 12, seed);
  for (LotDraft& lot : draft.lots) {
    lot.households = 0;
    for (const int b : lot.buildings) lot.households += draft.buildings[b].households;
  }
  for (BuildingDraft& b : draft.buildings) {
    if (b.households > 0 && b.units == 0) b.units = 1;
    // A few dwellings of every house stand empty.
    b.dwellings = b.households > 20 ? b.households + b.households / 14 : b.households;
  }
}

}  // namespace wangge::example
