#include <algorithm>
#include <cmath>

#include "example/building_shapes.hpp"
#include "example/fill_block.hpp"

namespace wangge::example {

namespace {

/// One yard: hall in the north, wings east and west, sometimes a front house in the south.
void place_yard(BlockFiller& filler, const Box& yard, int row) {
  Random& random = filler.random;
  const double hall = random.uniform(5.5, 7), wing = random.uniform(4.2, 5.2);
  const int floors = random.chance(0.12) ? 2 : 1;
  const Box north{yard.min_x, yard.max_y - hall, yard.max_x, yard.max_y};
  auto lived = [&](double square_metres) { return std::max(1, static_cast<int>(std::lround(square_metres * floors / 42))); };
  filler.place(north, box_ring(north), {Shape::yard, floors, 1, lived(hall * yard.width()), row}, 0.4);
  const double low = yard.min_y + (random.chance(0.7) ? 6.2 : 0), high = yard.max_y - hall - 0.03;
  const Box west{yard.min_x, low, yard.min_x + wing, high}, east{yard.max_x - wing, low, yard.max_x, high};
  // Wings lean on the hall; 3 cm keep rounded corners from overlapping.
  if (random.chance(0.85)) filler.place(west, box_ring(west), {Shape::yard, 1, 1, 1, row}, 0);
  if (random.chance(0.7)) filler.place(east, box_ring(east), {Shape::yard, 1, 1, 1, row}, 0);
  if (low > yard.min_y + 1 && random.chance(0.4)) {
    const Box south{yard.min_x, yard.min_y, yard.max_x, yard.min_y + 5};
    filler.place(south, box_ring(south), {Shape::yard, 1, 1, 1, row}, 0.4);
  }
}

}  // namespace

void fill_old_city(BlockFiller& filler) {
  Random& random = filler.random;
  fill_frontage(filler, 0.6, 0);
  int row = 0;
  for (double v = filler.extent.min_y + 1; v + 16 < filler.extent.max_y; ++row) {
    const double depth = random.uniform(16, 23);
    const Span span = band_along_u(filler.free, v, v + depth);
    for (double u = span.low + 0.5; u + 12 < span.high;) {
      const double width = random.uniform(12, 18);
      if (random.chance(0.84)) place_yard(filler, {u, v, std::min(u + width, span.high), v + depth}, row);
      u += width + random.uniform(0.6, 2.2);
    }
    v += depth + random.uniform(4.5, 7);
  }
}

void fill_village(BlockFiller& filler) {
  Random& random = filler.random;
  const double fringe = random.uniform(4, 26), lane = random.uniform(3.4, 5), depth_mean = random.uniform(12, 13.8);
  const Ring inner = inset(filler.free, fringe);
  if (inner.size() < 3) return;
  const Box box = bounds(inner);
  const double street = box.min_x + box.width() * random.uniform(0.35, 0.65), phase = random.uniform(0, 6.28);
  int row = 0;
  for (double v = box.min_y; v + 14 < box.max_y; ++row) {
    const double depth = depth_mean * random.uniform(0.9, 1.08);
    const Span span = band_along_u(inner, v, v + depth);
    const double crooked = street + 14 * std::sin(phase + v / 60);
    for (double u = span.low; u + 10 < span.high;) {
      const double width = random.uniform(10.5, 15.5), used = std::min(width - 0.04, width * random.uniform(0.86, 1.02));
      const bool on_street = u < crooked + 3 && u + used > crooked - 3;
      if (!on_street && random.chance(0.86)) {
        const double deep = depth * random.uniform(0.74, 1.0);
        const Box house{u, v, u + used, v + deep};
        const int floors = random.chance(.5) ? 1 : random.chance(.66) ? 2 : 3;
        const int dwellings = random.chance(0.22) ? 2 : 1;
        const double twist = random.chance(0.06) ? random.uniform(6, 14) * (random.chance(0.5) ? 1 : -1) : random.normal(0, 0.8);
        filler.place(house, twisted(random.chance(.55) ? box_ring(house) : wing_shape(house, random), house, twist * kDegree),
                     {Shape::house, floors, 1, dwellings, row}, 0);
      }
      u += on_street ? 4 : width;
    }
    v += depth + lane;
  }
}

}  // namespace wangge::example
