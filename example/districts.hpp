/// Decides what stands where: one type a superblock by distance to the centre, then single street blocks of other kinds.
#pragma once

#include <cstdint>

#include "example/skeleton.hpp"

namespace wangge::example {

/// After the superblocks are cut.
void assign_districts(Skeleton& skeleton, CitySize size, std::uint64_t seed);
/// After the street blocks are cut: empty blocks, schools, institutions, blocks of another kind.
void mix_blocks(Skeleton& skeleton, CitySize size, std::uint64_t seed);

}  // namespace wangge::example
