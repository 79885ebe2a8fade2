/// Gates of walled lots and the open ways of others.
/// Guarantees: every lot with houses has one at least; gates lie on the wall, at a street that is no expressway, more
/// than 60 m apart.
/// Source: at least two vehicle entrances for a new street block (GB 50180-2018 6.0.4); gates 70 m from main junctions.
#pragma once

#include "example/city_draft.hpp"

namespace wangge::example {

void make_gates(CityDraft& draft, std::uint64_t seed);
/// The side of the story lot with its only gate: 1 north, -1 south, away from the middle of its cell.
[[nodiscard]] double far_side(const LotDraft& lot);

}  // namespace wangge::example
