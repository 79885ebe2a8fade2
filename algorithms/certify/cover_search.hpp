/// Is there a way to cover every position once with listed sets for less than a limit?
///
/// Sweeps over the positions: a state is what is covered so far, its next set holds the lowest position that is not. States that
/// cannot end below the limit are dropped: prices of positions that no set undercuts (a feasible dual of set partitioning) bound
/// what the rest will cost. The prices are found here, by raising one after the other, and are right by construction.
#pragma once

#include <cstdint>

#include "algorithms/certify/list_sets.hpp"

namespace wangge::certify {

enum class Cover { none, found, gave_up };

/// `count`: sets to use, 0 = any number. Gives up beyond `most_states` states.
[[nodiscard]] Cover cover_below(const SetList& sets, std::size_t positions, Cost limit, std::int32_t count,
                                std::int64_t most_states);

}  // namespace wangge::certify
