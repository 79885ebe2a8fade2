/// Institutions that are a grid of their own (专属网格): industrial parks, campuses, hospitals, offices, markets, ...
/// Guarantees: each is one lot, so it lies in one community; three in four hold no household, the others a dormitory of
/// 50-400.
#pragma once

#include "example/city_draft.hpp"
#include "example/generate_city.hpp"

namespace wangge::example {

/// Before households are settled. Sample 5, full 120.
void choose_exclusive_units(CityDraft& draft, CitySize size, std::uint64_t seed);

}  // namespace wangge::example
