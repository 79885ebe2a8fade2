#include "example/district_types.hpp"

namespace wangge::example {

const DistrictTraits& traits(DistrictType type) {
  static constexpr std::array<double, 4> kOpen{1, 0, 0, 0};
  static constexpr std::array<DistrictTraits, kDistrictTypes> kTable{{
      {"old_city", 4.5, 2.6, 0, 0.5, 0.2, kOpen, 2.3, 0.88, 0},
      {"work_unit", 9.5, 5.6, 148, 0.7, 0.8, {.56, .38, .06, .00}, 2.45, 0.88, 0},
      {"walk_up", 9.5, 6.2, 232, 0.7, 0.8, {.40, .45, .12, .03}, 2.5, 0.88, 0},
      {"compound_2000s", 10.5, 9, 640, 0.7, 0.97, {.12, .55, .25, .08}, 2.6, 0.85, 4.2},
      {"high_rise", 11, 11, 1450, 0.6, 1.0, {.05, .45, .32, .18}, 2.6, 0.72, 6.0},
      {"village", 14, 12, 0, 0.5, 0, kOpen, 3.0, 0.9, 0},
      {"industrial", 22, 16, 250, 0.5, 0.9, {.4, .4, .2, .0}, 2.0, 0.9, 7},
      {"business", 6, 4.5, 400, 0.6, 0.1, {.5, .5, .0, .0}, 2.2, 0.75, 1.2},
      {"green", 16, 14, 0, 0, 0, kOpen, 2.5, 0.9, 0},
      {"park", 16, 30, 0, 0, 0, kOpen, 2.5, 0.9, 0},
      {"school", 8, 8, 0, 0, 1.0, {.5, .5, .0, .0}, 2.5, 0.9, 0},
      {"campus", 1000, 1000, 0, 0, 1.0, {.0, .3, .4, .3}, 2.2, 0.9, 0},
      {"hospital", 8, 8, 0, 0, 0.9, {.2, .5, .3, .0}, 2.5, 0.9, 0},
      {"office", 6, 5, 0, 0, 0.2, {.5, .5, .0, .0}, 2.5, 0.9, 0},
      {"market", 8, 7, 0, 0, 0.0, {.5, .5, .0, .0}, 2.5, 0.9, 0},
      {"government", 7, 6, 0, 0, 0.9, {.6, .4, .0, .0}, 2.5, 0.9, 0},
      {"factory", 14, 12, 0, 0, 0.95, {.6, .4, .0, .0}, 2.2, 0.9, 0},
  }};
  return kTable[static_cast<std::size_t>(type)];
}

bool is_housing(DistrictType type) {
  return type == DistrictType::work_unit || type == DistrictType::walk_up || type == DistrictType::compound_2000s ||
         type == DistrictType::high_rise;
}

bool is_institution(DistrictType type) { return type >= DistrictType::school || type == DistrictType::industrial; }

}  // namespace wangge::example
