#include <algorithm>
#include <cmath>

#include "example/building_shapes.hpp"
#include "example/fill_block.hpp"

namespace wangge::example {

namespace {

struct Ranges {
  double width_low, width_high, depth_low, depth_high;
  int floors_low, floors_high;
  double gap_low, gap_high;    // between rows
  double side_low, side_high;  // between houses of a row
  double stand;                // share of places that are built
  double winged;               // share of L and U shapes
  Shape shape;
};

void fill_loose_rows(BlockFiller& filler, const Ranges& r, double dormitory_share) {
  Random& random = filler.random;
  int row = 0;
  for (double v = filler.extent.min_y + 2; v + r.depth_low < filler.extent.max_y; ++row) {
    const double depth = random.uniform(r.depth_low, r.depth_high);
    const Span span = band_along_u(filler.free, v, v + depth);
    for (double u = span.low + random.uniform(0, 15); u + r.width_low < span.high;) {
      const double width = std::min(random.uniform(r.width_low, r.width_high), span.high - u);
      if (random.chance(r.stand)) {
        const Box box{u, v, u + width, v + depth};
        const bool dormitory = random.chance(dormitory_share);
        const int floors = dormitory ? 4 + static_cast<int>(random.below(3))
                                     : r.floors_low + static_cast<int>(random.below(r.floors_high - r.floors_low + 1));
        Placement what{r.shape, floors, 0, 0, row};
        if (dormitory) what = {Shape::slab, floors, 1, 16 * floors, row};
        const double twist = random.chance(0.08) ? random.uniform(-22, 22) : 0;
        filler.place(box,
                     twisted(random.chance(r.winged) ? wing_shape(box, random) : slab_shape(box, random), box, twist * kDegree),
                     what, 5);
      }
      u += width + random.uniform(r.side_low, r.side_high);
    }
    v += depth + random.uniform(r.gap_low, r.gap_high);
  }
}

void place_tower_house(BlockFiller& filler, double u, double v, int row, bool lived) {
  Random& random = filler.random;
  const double width = random.uniform(50, 80), depth = random.uniform(34, 50);
  const double tower_width = random.uniform(24, 32), tower_depth = random.uniform(20, 28);
  const Box box{u, v, u + width, v + depth};
  const auto [tower, podium] = tower_and_podium(box, tower_width, tower_depth, random.chance(0.5));
  const int floors = 12 + static_cast<int>(random.below(22));
  // The two parts touch; both boxes are placed through the whole box, so only one of them may be checked.
  if (!filler.is_free(box, 8) || !box_inside(filler.free, box)) return;
  const int dwellings = lived ? (floors - 3) * 5 : 0;
  filler.place_parts(box, {{tower, {lived ? Shape::tower : Shape::office, floors, lived ? 1 : 0, dwellings, row}},
                           {podium, {Shape::podium, 2 + static_cast<int>(random.below(4)), 0, 0, row}}});
}

}  // namespace

void fill_business(BlockFiller& filler) {
  Random& random = filler.random;
  const bool lived = filler.type == DistrictType::business;
  int row = 0;
  for (double v = filler.extent.min_y + 1; v + 34 < filler.extent.max_y; ++row) {
    const Span span = band_along_u(filler.free, v, v + 50);
    for (double u = span.low + random.uniform(0, 10); u + 50 < span.high;) {
      const double kind = random.uniform();
      if (kind < 0.45) {
        place_tower_house(filler, u, v, row, lived && random.chance(0.3));
        u += random.uniform(84, 100);
      } else {
        const double width = random.uniform(40, 72), depth = random.uniform(18, 28);
        const Box box{u, v, u + width, v + depth};
        const int floors = 4 + static_cast<int>(random.below(kind < 0.7 ? 5 : 13));
        filler.place(box, random.chance(.4) ? wing_shape(box, random) : slab_shape(box, random),
                     {Shape::office, floors, 0, 0, row}, 8);
        u += width + random.uniform(14, 30);
      }
    }
    v += random.uniform(58, 74);
  }
  fill_frontage(filler, 0.7, 0);
}

void fill_institution(BlockFiller& filler) {
  Random& random = filler.random;
  const double dormitories = random.chance(0.25) ? 0.12 : 0.0;
  switch (filler.type) {
    case DistrictType::park: fill_loose_rows(filler, {8, 16, 7, 12, 1, 1, 90, 200, 80, 260, .35, .2, Shape::shed}, 0); break;
    case DistrictType::green: fill_loose_rows(filler, {8, 20, 6, 10, 1, 1, 60, 140, 60, 160, .12, .1, Shape::shed}, 0); break;
    case DistrictType::school:
      fill_loose_rows(filler, {48, 84, 18, 30, 3, 5, 22, 36, 14, 40, .72, .45, Shape::public_house}, 0);
      break;
    case DistrictType::campus:
      fill_loose_rows(filler, {50, 86, 16, 26, 4, 6, 30, 60, 20, 60, .62, .4, Shape::public_house}, dormitories);
      break;
    case DistrictType::hospital:
      fill_loose_rows(filler, {46, 84, 20, 32, 3, 14, 22, 34, 14, 32, .7, .5, Shape::public_house}, 0);
      break;
    case DistrictType::government:
      fill_loose_rows(filler, {46, 80, 17, 30, 3, 9, 22, 34, 12, 30, .7, .55, Shape::office}, 0);
      break;
    case DistrictType::market: fill_loose_rows(filler, {40, 92, 26, 50, 1, 3, 8, 13, 5.5, 10, .85, .3, Shape::hall}, 0); break;
    case DistrictType::factory:
    case DistrictType::industrial:
      fill_loose_rows(filler, {36, 96, 20, 38, 1, 2, 8, 16, 6, 14, .84, .2, Shape::hall},
                      filler.type == DistrictType::industrial ? 0.045 : dormitories * 0.3);
      break;
    default: break;
  }
  if (filler.type != DistrictType::park && filler.type != DistrictType::green && filler.type != DistrictType::campus)
    fill_frontage(filler, 0.4, 0);
}

void fill_block(BlockFiller& filler) {
  switch (filler.type) {
    case DistrictType::old_city: return fill_old_city(filler);
    case DistrictType::work_unit:
    case DistrictType::walk_up:
    case DistrictType::compound_2000s: return fill_slab_rows(filler);
    case DistrictType::high_rise: return fill_high_rise(filler);
    case DistrictType::village: return fill_village(filler);
    case DistrictType::business:
    case DistrictType::office: return fill_business(filler);
    default: return fill_institution(filler);
  }
}

}  // namespace wangge::example
