/// Service centres (党群服务中心) of every level and stations at compound gates.
/// Guarantees: every community has a centre inside it; entrances lie on a walking line.
/// Source: 343 centres in Hohhot 2020, 326 of them built; at least 30 m2 of floor for 100 households.
#pragma once

#include "example/city_draft.hpp"
#include "example/walk_network.hpp"

namespace wangge::example {

struct CentreDraft {
  int level = 4;
  int community = -1;
  std::string name;
  Point at, entrance;
  double capacity = 0;
  bool planned = false;
};

[[nodiscard]] std::vector<CentreDraft> make_centres(const CityDraft& draft, const WalkNetwork& network, CitySize size,
                                                    std::uint64_t seed);

}  // namespace wangge::example
