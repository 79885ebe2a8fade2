/// Which compounds stay whole, which large ones keep to themselves: the treatment under which a community is divided.
///
/// In this order, as far as level 1 (fewest households out of range) allows: every fitting compound whole and every larger one
/// cut into pieces of only itself; then larger ones are opened to their neighbours, as few as a short search finds; then fitting
/// ones are split, least households first (level 2).
#pragma once

#include "algorithms/partition/attempt.hpp"

namespace wangge::partition {

struct Treatment {
  Attempt attempt;
  bool proven = false;      ///< levels 1-3 are proven under the rule above
  bool impossible = false;  ///< proven: level 1 cannot be zero even with every compound open and split
};

[[nodiscard]] Treatment choose_compounds(const Task& task, const PartLimits& limits);

}  // namespace wangge::partition
