/// Fills one block with the buildings of its district type: rows first, walls second.
/// Guarantees: see BlockFiller; every row has a number, south to north, and leaves room for a way on its north side.
/// Source of the row gap: sun from 11:00 to 13:00 on Great Cold day at 40.82 N asks 1.84 times the height
/// (GB 50180-2018, table 4.0.9, with the local solar height).
#pragma once

#include "example/block_filler.hpp"

namespace wangge::example {

void fill_block(BlockFiller& filler);

// The parts, by kind of land.
/// True when shops line the south edge, so that rows begin behind them.
bool fill_frontage(BlockFiller& filler, double shops_share, double side_slab_share);
void fill_slab_rows(BlockFiller& filler);
void fill_high_rise(BlockFiller& filler);
void fill_business(BlockFiller& filler);
void fill_old_city(BlockFiller& filler);
void fill_village(BlockFiller& filler);
void fill_institution(BlockFiller& filler);

/// Gap to the next row in metres.
[[nodiscard]] double row_gap(int floors, Random& random);

}  // namespace wangge::example
