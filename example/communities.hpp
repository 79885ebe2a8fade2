/// Communities (社区), sub-districts (街道) and districts (区县) as unions of faces of the street mesh.
/// Guarantees: every face belongs to exactly one community; communities are connected (but for the planted exclaves);
/// codes are 6 + 3 + 3 digits, numbered west to east and north to south.
/// Source of sizes: Hohhot 2020 (302 communities, about 3,650 households each), lognormal deviation 0.42.
#pragma once

#include "example/city_draft.hpp"

namespace wangge::example {

void make_communities(CityDraft& draft, CitySize size, std::uint64_t seed);

}  // namespace wangge::example
