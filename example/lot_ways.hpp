/// Ways inside lots: one along the north side of every row (doors of walk-ups face north), links between them, and a leg
/// to every gate.
/// Guarantees: the ways of a lot are connected and meet its gates exactly at GateDraft::at; vertices at junctions are equal.
#pragma once

#include "example/city_draft.hpp"

namespace wangge::example {

void make_lot_ways(CityDraft& draft);

}  // namespace wangge::example
