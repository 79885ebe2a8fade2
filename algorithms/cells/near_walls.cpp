#include "algorithms/cells/near_walls.hpp"

namespace wangge {

namespace {

constexpr double kLastStep = 50;  // mm: a shorter step of Newton's method needs no second look

}  // namespace

std::int32_t NearWalls::nearest(double x, double y) const {
  std::size_t best = count_;
  double to_best = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < count_; ++i) {
    const double d = piece(i).squared_to(x, y);
    const bool west = d == to_best && best < count_ &&
                      (piece(i).a < piece(best).a || (piece(i).a == piece(best).a && piece(i).b < piece(best).b));
    if (d < to_best || west) best = i, to_best = d;
  }
  return best < count_ ? (*this)[best] : -1;
}

bool equidistant(const NearWalls& walls, const std::array<std::int32_t, 3>& label, double& x, double& y) {
  std::array<std::array<const WallPiece*, NearWalls::kMost>, 3> of;
  std::array<std::size_t, 3> count{};
  for (std::size_t i = 0; i < walls.size(); ++i)
    for (std::size_t k = 0; k < 3; ++k) of[k][count[k]] = &walls.piece(i), count[k] += walls.label(i) == label[k] ? 1 : 0;
  if (count[0] == 0 || count[1] == 0 || count[2] == 0) return false;
  // Distance to a label and its slope: the direction away from the foot on the nearest wall.
  struct Reach {
    double d, x, y;
  };
  const auto reach = [&](std::size_t k) {
    double best = std::numeric_limits<double>::infinity();
    const WallPiece* wall = nullptr;
    for (std::size_t i = 0; i < count[k]; ++i) {
      const double d = of[k][i]->squared_to(x, y);
      wall = d < best ? of[k][i] : wall;
      best = d < best ? d : best;
    }
    Reach r{std::sqrt(best), 0, 0};
    if (wall == nullptr || r.d < 1e-9) return r;
    const WallPiece::Offset away = wall->offset(x, y);
    r.x = away.x / r.d;
    r.y = away.y / r.d;
    return r;
  };
  for (int i = 0; i < 8; ++i) {
    const Reach a = reach(0), b = reach(1), c = reach(2);
    const double f = a.d - b.d, g = a.d - c.d;
    if (std::abs(f) + std::abs(g) < 2) return true;
    const double fx = a.x - b.x, fy = a.y - b.y, gx = a.x - c.x, gy = a.y - c.y, det = fx * gy - fy * gx;
    if (!(std::abs(det) >= 1e-3)) return false;
    const double dx = (f * gy - g * fy) / det, dy = (fx * g - gx * f) / det;
    x -= dx;
    y -= dy;
    if (!(std::abs(x) < 5e8 && std::abs(y) < 5e8)) return false;
    if (std::abs(dx) + std::abs(dy) < kLastStep && std::abs(f) + std::abs(g) < kLastStep) return true;
  }
  return false;
}

}  // namespace wangge
