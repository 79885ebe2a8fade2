#include <algorithm>

#include "example/building_shapes.hpp"
#include "example/fill_block.hpp"

namespace wangge::example {

namespace {

/// Runs of touching shops along the south or north edge; depth is one a run, so neighbours share their whole side wall.
void fill_shop_edge(BlockFiller& filler, bool south) {
  Random& random = filler.random;
  double u = filler.extent.min_x + random.uniform(2, 12);
  while (u < filler.extent.max_x - 20) {
    const int shops = 1 + static_cast<int>(random.below(3));
    const double depth = random.uniform(10, 17), width = random.uniform(14, 38);
    const double end = std::min(u + shops * width, filler.extent.max_x);
    const Span span = band_along_v(filler.free, u + 0.01, end - 0.01);
    const double base = south ? span.low + 0.1 : span.high - depth - 0.1;
    for (int k = 0; k < shops && span.length() > 60; ++k) {
      const Box box{u + k * width, base, u + (k + 1) * width, base + depth};
      const int floors = random.chance(.45) ? 1 : random.chance(.7) ? 2 : 3;
      const double kind = random.uniform();
      const Ring outline = kind < 0.6 ? box_ring(box) : kind < 0.85 ? wing_shape(box, random) : slab_shape(box, random);
      filler.place(box, outline, {Shape::shop, floors, 0, 0, -1}, 0);
    }
    u += shops * width + random.uniform(4, 16);
  }
}

/// Slabs that face east and west and close the street edge.
void fill_side(BlockFiller& filler, bool west) {
  Random& random = filler.random;
  const bool tall = random.chance(0.28);
  const int floors = tall ? 8 + static_cast<int>(random.below(9)) : 4 + static_cast<int>(random.below(3));
  const double depth = tall ? random.uniform(13, 16) : random.uniform(10, 13.5), unit = random.uniform(13.5, 16);
  double v = filler.extent.min_y + random.uniform(4, 20);
  while (v < filler.extent.max_y - 40) {
    const int units = 2 + static_cast<int>(random.below(4));
    const double length = units * unit;
    const Span span = band_along_u(filler.free, v, v + length);
    const double u = west ? span.low + 0.2 : span.high - depth - 0.2;
    const Box box{u, v, u + depth, v + length};
    // The ground floor of tall houses is shops.
    const int lived = tall ? floors - 1 : floors;
    const bool stood =
        span.length() > 90 && filler.place(box, box_ring(box), {Shape::slab, floors, units, units * lived * 2, -1}, 6);
    v += stood ? length + random.uniform(8, 14) : 8;
  }
}

}  // namespace

bool fill_frontage(BlockFiller& filler, double shops_share, double side_slab_share) {
  bool shops_in_south = false;
  for (const bool south : {true, false}) {
    if (!filler.random.chance(shops_share)) continue;
    fill_shop_edge(filler, south);
    shops_in_south = shops_in_south || south;
  }
  for (const bool west : {true, false})
    if (filler.random.chance(side_slab_share)) fill_side(filler, west);
  return shops_in_south;
}

}  // namespace wangge::example
