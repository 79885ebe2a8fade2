/// Moves border areas between neighbouring groups until few households lie in groups out of range: simulated annealing
/// with a short cooling, then descent.
/// Guarantees: groups stay connected and none becomes empty; equal input gives equal labels.
#pragma once

#include <vector>

#include "core/random.hpp"

namespace wangge::example {

struct GroupRange {
  double low = 300, high = 500, aim = 390;  ///< households
};

struct Neighbour {
  int area = -1;
  double pull = 0;  ///< metres of shared border, less along streets
};

/// `neighbours[k]`: areas that touch area k. Labels are changed in place.
void balance_groups(const std::vector<double>& households, const std::vector<std::vector<Neighbour>>& neighbours,
                    const GroupRange& range, Random random, std::vector<int>& group_of);

}  // namespace wangge::example
