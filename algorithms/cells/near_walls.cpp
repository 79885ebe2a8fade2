#include "algorithms/cells/near_walls.hpp"

namespace wangge {

std::int32_t NearWalls::nearest(double x, double y) const {
  std::size_t best = count_;
  double to_best = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < count_; ++i) {
    const double d = piece(i).squared_to(x, y);
    const bool west = d == to_best && best < count_ &&
                      (piece(i).a < piece(best).a || (piece(i).a == piece(best).a && piece(i).b < piece(best).b));
    if (d < to_best || west) best = i, to_best = d;
  }
  return best < count_ ? known_[best] : -1;
}

bool equidistant(const NearWalls& walls, const std::array<std::int32_t, 3>& label, double& x, double& y) {
  // Distance to a label and its slope: the direction away from the foot on the nearest wall.
  struct Reach {
    double d = std::numeric_limits<double>::infinity(), x = 0, y = 0;
  };
  NearWalls::Squares squares;
  auto reach = [&](std::int32_t l) {
    Reach r;
    std::size_t nearest = walls.size();
    for (std::size_t i = 0; i < walls.size(); ++i)
      if (walls.label(i) == l && squares[i] < r.d) r.d = squares[i], nearest = i;
    if (nearest == walls.size()) return r;
    r.d = std::sqrt(r.d);
    if (r.d < 1e-9) return r;
    const WallPiece& wall = walls.piece(nearest);
    const double along = std::clamp((x - wall.a.x) * wall.x + (y - wall.a.y) * wall.y, 0.0, wall.length);
    r.x = (x - wall.a.x - along * wall.x) / r.d;
    r.y = (y - wall.a.y - along * wall.y) / r.d;
    return r;
  };
  for (int i = 0; i < 8; ++i) {
    walls.squares(x, y, squares);
    const Reach a = reach(label[0]), b = reach(label[1]), c = reach(label[2]);
    const double f = a.d - b.d, g = a.d - c.d;
    if (!std::isfinite(f) || !std::isfinite(g)) return false;
    if (std::abs(f) + std::abs(g) < 2) return true;
    const double fx = a.x - b.x, fy = a.y - b.y, gx = a.x - c.x, gy = a.y - c.y, det = fx * gy - fy * gx;
    if (std::abs(det) < 1e-3) return false;
    x -= (f * gy - g * fy) / det;
    y -= (fx * g - gx * f) / det;
    if (!(std::abs(x) < 5e8 && std::abs(y) < 5e8)) return false;
  }
  return false;
}

}  // namespace wangge
