#include "example/building_shapes.hpp"

#include <algorithm>
#include <cmath>

namespace wangge::example {

Ring slab_shape(const Box& b, Random& random) {
  const double step = random.uniform(1.0, 2.8), cut = b.width() * random.uniform(0.25, 0.4);
  const double kind = random.uniform();
  if (kind < 0.50 || b.height() < 8) return box_ring(b);
  if (kind < 0.70)  // one end stands back
    return {{b.min_x, b.min_y},       {b.max_x, b.min_y}, {b.max_x, b.max_y - step}, {b.max_x - cut, b.max_y - step},
            {b.max_x - cut, b.max_y}, {b.min_x, b.max_y}};
  if (kind < 0.9)  // staircases stand out in the middle
    return {{b.min_x, b.min_y},       {b.max_x, b.min_y},       {b.max_x, b.max_y - step},       {b.max_x - cut, b.max_y - step},
            {b.max_x - cut, b.max_y}, {b.min_x + cut, b.max_y}, {b.min_x + cut, b.max_y - step}, {b.min_x, b.max_y - step}};
  const double half = b.min_x + b.width() / 2, shift = std::min(3.0, b.height() * 0.22);
  return {{b.min_x, b.min_y}, {half, b.min_y}, {half, b.min_y + shift}, {b.max_x, b.min_y + shift},
          {b.max_x, b.max_y}, {half, b.max_y}, {half, b.max_y - shift}, {b.min_x, b.max_y - shift}};
}

Ring tower_shape(const Box& b, Random& random) {
  const double in_u = b.width() * random.uniform(0.16, 0.26), in_v = b.height() * random.uniform(0.16, 0.3);
  if (random.chance(0.35)) return slab_shape(b, random);
  if (random.chance(0.5))  // plus
    return {{b.min_x + in_u, b.min_y}, {b.max_x - in_u, b.min_y}, {b.max_x - in_u, b.min_y + in_v},
            {b.max_x, b.min_y + in_v}, {b.max_x, b.max_y - in_v}, {b.max_x - in_u, b.max_y - in_v},
            {b.max_x - in_u, b.max_y}, {b.min_x + in_u, b.max_y}, {b.min_x + in_u, b.max_y - in_v},
            {b.min_x, b.max_y - in_v}, {b.min_x, b.min_y + in_v}, {b.min_x + in_u, b.min_y + in_v}};
  // Butterfly: both wings to the south, the core to the north.
  return {{b.min_x, b.min_y},
          {b.min_x + in_u * 1.6, b.min_y},
          {b.min_x + in_u * 1.6, b.min_y + in_v},
          {b.max_x - in_u * 1.6, b.min_y + in_v},
          {b.max_x - in_u * 1.6, b.min_y},
          {b.max_x, b.min_y},
          {b.max_x, b.max_y - in_v},
          {b.max_x - in_u, b.max_y - in_v},
          {b.max_x - in_u, b.max_y},
          {b.min_x + in_u, b.max_y},
          {b.min_x + in_u, b.max_y - in_v},
          {b.min_x, b.max_y - in_v}};
}

Ring wing_shape(const Box& b, Random& random) {
  const double arm = std::min({b.width() * 0.4, b.height() * 0.5, random.uniform(10, 17)});
  const double kind = random.uniform();
  if (kind < 0.35)
    return {{b.min_x, b.min_y},       {b.max_x, b.min_y}, {b.max_x, b.min_y + arm}, {b.min_x + arm, b.min_y + arm},
            {b.min_x + arm, b.max_y}, {b.min_x, b.max_y}};
  if (kind < 0.7)
    return {{b.max_x - arm, b.min_y}, {b.max_x, b.min_y},       {b.max_x, b.max_y},
            {b.min_x, b.max_y},       {b.min_x, b.max_y - arm}, {b.max_x - arm, b.max_y - arm}};
  return {{b.min_x, b.min_y},
          {b.min_x + arm, b.min_y},
          {b.min_x + arm, b.max_y - arm},
          {b.max_x - arm, b.max_y - arm},
          {b.max_x - arm, b.min_y},
          {b.max_x, b.min_y},
          {b.max_x, b.max_y},
          {b.min_x, b.max_y}};
}

Ring twisted(const Ring& outline, const Box& box, double angle) {
  if (angle == 0) return outline;
  const double c = std::cos(angle), s = std::sin(angle), w = box.width(), h = box.height();
  const double scale = std::min(w / (w * c + h * std::abs(s)), h / (w * std::abs(s) + h * c));
  Ring out;
  for (const Point p : outline) {
    const Point d = (p - box.centre()) * scale;
    out.push_back(box.centre() + Point{d.x * c - d.y * s, d.x * s + d.y * c});
  }
  return out;
}

std::pair<Ring, Ring> tower_and_podium(const Box& b, double tower_width, double tower_depth, bool west) {
  const double split = west ? b.min_x + tower_width : b.max_x - tower_width, top = b.min_y + tower_depth;
  if (west)
    return {Ring{{b.min_x, b.min_y}, {split, b.min_y}, {split, top}, {b.min_x, top}},
            Ring{{split, b.min_y}, {b.max_x, b.min_y}, {b.max_x, b.max_y}, {b.min_x, b.max_y}, {b.min_x, top}, {split, top}}};
  return {Ring{{split, b.min_y}, {b.max_x, b.min_y}, {b.max_x, top}, {split, top}},
          Ring{{b.min_x, b.min_y}, {split, b.min_y}, {split, top}, {b.max_x, top}, {b.max_x, b.max_y}, {b.min_x, b.max_y}}};
}

}  // namespace wangge::example
