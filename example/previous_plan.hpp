/// The plan in force: grids drawn five years ago along streets and walls.
/// Guarantees: grids of a community tile it with shared vertices; codes are community code + three digits, west to east and
/// north to south, with gaps in the numbering; the newest compounds were not built yet, so their grids are over the limit.
/// Source: 3,143 grids in Hohhot 2020, about 350 households each.
#pragma once

#include "example/city_draft.hpp"
#include "example/generate_city.hpp"

namespace wangge::example {

void make_previous_plan(CityDraft& draft, CitySize size, std::uint64_t seed);

}  // namespace wangge::example
