#include <algorithm>
#include <cmath>

#include "example/building_shapes.hpp"
#include "example/fill_block.hpp"

namespace wangge::example {

double row_gap(int floors, Random& random) {
  const double height = 2.9 * floors + 0.6;
  // Above eleven floors the sun passes between the houses.
  return floors <= 11 ? 1.84 * height * random.uniform(0.92, 1.12) : height * random.uniform(0.6, 0.85);
}

namespace {

struct RowStyle {
  int floors = 6;
  double unit = 14.5;        // metres of front a staircase takes
  int fewest = 3, most = 6;  // staircases a slab
  double depth = 12;
  double three_share = 0.15;  // slabs with three dwellings a floor and staircase
  double own_floors_share = 0.2;
  int low = 5, high = 7;  // floors of slabs that do not follow the block
};

RowStyle draw_style(DistrictType type, Random& random) {
  RowStyle style;
  style.unit = random.uniform(14, 16.2);
  style.depth = std::clamp(random.normal(12, 1.0), 10.0, 14.0);
  if (type == DistrictType::work_unit) {
    const double kind = random.uniform();
    style.floors = kind < .12 ? 3 : kind < .32 ? 4 : kind < .78 ? 5 : 6;
    style.low = 3, style.high = 6;
  } else if (type == DistrictType::walk_up) {
    const double kind = random.uniform();
    style.floors = kind < .18 ? 5 : kind < .85 ? 6 : 7;
  } else {
    const double kind = random.uniform();
    style.floors = kind < .55  ? (random.chance(.7) ? 6 : 7)
                   : kind < .9 ? 9 + static_cast<int>(random.below(3))
                               : 15 + static_cast<int>(random.below(4));
    style.fewest = 3, style.most = 5, style.three_share = 0.05;
    style.low = style.floors - 1, style.high = style.floors + 1;
    if (style.floors > 8) style.depth = std::clamp(random.normal(14, 1.2), 12.0, 17.0);
  }
  return style;
}

void place_sheds(BlockFiller& filler, double v, double room, int row) {
  Random& random = filler.random;
  const int count = 1 + static_cast<int>(random.below(2));
  for (int k = 0; k < count; ++k) {
    const Span span = band_along_u(filler.free, v, v + room);
    if (span.length() < 40) return;
    const double depth = std::min(room, random.uniform(4, 6)), width = random.uniform(12, 30);
    const double u = random.uniform(span.low, span.high - width), at = v + (room - depth) * random.uniform(0.3, 1.0);
    const Box box{u, at, u + width, at + depth};
    const double twist = random.chance(0.3) ? random.uniform(6, 24) : 0;
    filler.place(box, twisted(box_ring(box), box, twist * kDegree), {Shape::shed, 1, 0, 0, row}, 2.5);
  }
}

/// A kindergarten, club or boiler house instead of a row.
double place_common_house(BlockFiller& filler, double v, int row) {
  Random& random = filler.random;
  const double depth = random.uniform(19, 30), width = random.uniform(32, 58);
  const Span span = band_along_u(filler.free, v, v + depth);
  if (span.length() < width) return 0;
  const double u = random.uniform(span.low, span.high - width);
  const Box box{u, v, u + width, v + depth};
  const double twist = random.chance(0.12) ? random.uniform(-20, 20) : 0;
  filler.place(box, twisted(wing_shape(box, random), box, twist * kDegree),
               {Shape::public_house, 2 + static_cast<int>(random.below(2)), 0, 0, row}, 6);
  return depth + random.uniform(12, 20);
}

void place_row(BlockFiller& filler, const RowStyle& style, double v, double depth, int row_units, int floors, int row) {
  Random& random = filler.random;
  const Span span = band_along_u(filler.free, v, v + depth);
  double u = span.low + random.uniform(0, 3);
  while (u < span.high - style.fewest * style.unit * 0.9) {
    int units = random.chance(0.75) ? row_units : style.fewest + static_cast<int>(random.below(style.most - style.fewest + 1));
    while (units > 1 && u + units * style.unit > span.high) --units;
    if (u + units * style.unit > span.high) break;
    const int own = random.chance(0.92) ? floors : style.low + static_cast<int>(random.below(style.high - style.low + 1));
    const int doors = own > 14 ? 3 : (random.chance(style.three_share) ? 3 : 2);
    const Box box{u, v, u + units * style.unit, v + depth};
    const Placement what{Shape::slab, std::min(own, floors + 1), units, units * own * doors, row};
    const bool stood = filler.place(box, slab_shape(box, random), what, 5.5);
    u += stood ? units * style.unit + (floors > 11 ? random.uniform(18, 30) : random.uniform(5.8, 11)) : 4.0;
  }
}

}  // namespace

void fill_slab_rows(BlockFiller& filler) {
  Random& random = filler.random;
  const RowStyle style = draw_style(filler.type, random);
  const bool newer = filler.type == DistrictType::compound_2000s;
  const bool shops = fill_frontage(filler, 0.36, newer ? 0.28 : filler.type == DistrictType::walk_up ? 0.42 : 0.5);
  double v = filler.extent.min_y + (shops ? 27 : 1);
  int row = 0, until_common = 2 + static_cast<int>(random.below(3));
  const double stop = filler.extent.max_y;
  while (v + style.depth < stop) {
    const Span span = band_along_u(filler.free, v, v + style.depth);
    if (span.length() < 2 * style.unit) {
      v += 5;
      continue;
    }
    if (until_common-- == 0) {
      until_common = 2 + static_cast<int>(random.below(3));
      const double used = random.chance(newer ? 0.45 : 0.6) ? place_common_house(filler, v, row) : random.uniform(15, 30);
      v += used;
      ++row;
      continue;
    }
    const int floors = random.chance(0.8) ? style.floors : style.low + static_cast<int>(random.below(style.high - style.low + 1));
    // Most slabs have four staircases, 45-50, 60-65 or 75-85 m long.
    constexpr int kUnits[] = {0, 0, 1, 1, 1, 2, 3, 3};
    const int row_units = std::min(style.most, style.fewest + kUnits[random.below(8)]);
    place_row(filler, style, v, style.depth, row_units, floors, row);
    const double gap = row_gap(floors, random);
    if (!newer && random.chance(0.5) && gap > 16) place_sheds(filler, v + style.depth + 7, gap - 14, row);
    v += style.depth + gap;
    ++row;
  }
}

void fill_high_rise(BlockFiller& filler) {
  Random& random = filler.random;
  const bool shops = fill_frontage(filler, 0.5, 0.0);
  const int base = 20 + static_cast<int>(random.below(12));
  const bool garden = random.chance(0.15);
  double v = filler.extent.min_y + (shops ? 30 : 2), stagger = 0;
  int row = 0;
  while (v + 17 < filler.extent.max_y) {
    const bool low_row = garden && row < 2;
    const int floors =
        low_row ? 6 + static_cast<int>(random.below(6)) : std::clamp(base - 3 + static_cast<int>(random.below(7)), 18, 33);
    const double depth = low_row ? 14 : random.uniform(17, 24);
    const Span span = band_along_u(filler.free, v, v + depth);
    double u = span.low + stagger;
    while (u + 30 < span.high) {
      const bool tower = !low_row && random.chance(0.35);
      const int units = tower ? 1 : 1 + static_cast<int>(random.below(3));
      const double width = tower ? random.uniform(30, 40) : low_row ? units * 16.0 + 14 : units * random.uniform(21, 28) + 18;
      const int doors = tower ? 4 + static_cast<int>(random.below(5)) : low_row ? 2 : 2 + static_cast<int>(random.below(3));
      const double deep = tower ? random.uniform(24, 32) : depth;
      if (u + width > span.high) {
        u += 5;
        continue;
      }
      const Box box{u, v, u + width, v + deep};
      const Placement what{tower ? Shape::tower : Shape::slab, floors, units, units * floors * doors, row};
      const bool stood = filler.place(box, tower ? tower_shape(box, random) : slab_shape(box, random), what, 14);
      u += stood ? width + random.uniform(18, 32) : 5;
    }
    stagger = stagger > 0 ? 0 : 26;
    v += depth + std::max(26.0, row_gap(floors, random));
    ++row;
    if (row == 2 && random.chance(0.7)) v += place_common_house(filler, v, row);
  }
}

}  // namespace wangge::example
