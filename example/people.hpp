/// Households, staircases and people of every building.
/// Guarantees: the sum of households is the wanted total to within 0.2 % (planted places excepted); every building with
/// households has a unit and as many dwellings at least.
/// Source: 2.55 persons a household, 0.13 party members living and 0.04 registered a household (published communities).
#pragma once

#include "example/city_draft.hpp"

namespace wangge::example {

/// Shares out `total` households by dwellings, then sets the planted figures of stories.
void settle_households(CityDraft& draft, CitySize size, std::uint64_t seed);

}  // namespace wangge::example
