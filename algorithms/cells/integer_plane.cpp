#include "algorithms/cells/integer_plane.hpp"

#include <algorithm>
#include <array>

namespace wangge {

namespace {

/// Four points on one circle: each is thought to be raised off the paraboloid by an amount that is vanishing but larger the
/// further the point lies to the west (then south). The most raised one decides.
bool raised_in_circle(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
  const std::array<GridPoint, 4> points{a, b, c, d};
  std::array<std::size_t, 4> order{0, 1, 2, 3};
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return points[i] < points[j]; });
  for (const std::size_t i : order) {
    std::int64_t turn = 0;
    switch (i) {
      case 0: turn = orientation(d, b, c); break;
      case 1: turn = orientation(a, d, c); break;
      case 2: turn = orientation(a, b, d); break;
      default: return false;  // d itself is raised out of the circle
    }
    if (turn != 0) return turn > 0;
  }
  return false;
}

bool in_circle_exact(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
  const std::int64_t adx = std::int64_t{a.x} - d.x, ady = std::int64_t{a.y} - d.y;
  const std::int64_t bdx = std::int64_t{b.x} - d.x, bdy = std::int64_t{b.y} - d.y;
  const std::int64_t cdx = std::int64_t{c.x} - d.x, cdy = std::int64_t{c.y} - d.y;
  const std::int64_t bc = bdx * cdy - cdx * bdy, ca = cdx * ady - adx * cdy, ab = adx * bdy - bdx * ady;
  const std::int64_t la = adx * adx + ady * ady, lb = bdx * bdx + bdy * bdy, lc = cdx * cdx + cdy * cdy;
  __extension__ using Wide = __int128;
  const Wide exact = static_cast<Wide>(la) * bc + static_cast<Wide>(lb) * ca + static_cast<Wide>(lc) * ab;
  if (exact != 0) return exact > 0;
  return !(d == a || d == b || d == c) && raised_in_circle(a, b, c, d);
}

}  // namespace

bool in_circle(const GridPoint& a, const GridPoint& b, const GridPoint& c, const GridPoint& d) {
  const double adx = a.x - d.x, ady = a.y - d.y, bdx = b.x - d.x, bdy = b.y - d.y, cdx = c.x - d.x, cdy = c.y - d.y;
  const double bc = bdx * cdy, cb = cdx * bdy, ca = cdx * ady, ac = adx * cdy, ab = adx * bdy, ba = bdx * ady;
  const double la = adx * adx + ady * ady, lb = bdx * bdx + bdy * bdy, lc = cdx * cdx + cdy * cdy;
  const double det = la * (bc - cb) + lb * (ca - ac) + lc * (ab - ba);
  const double doubt =
      (la * (std::abs(bc) + std::abs(cb)) + lb * (std::abs(ca) + std::abs(ac)) + lc * (std::abs(ab) + std::abs(ba))) * 0x1.0p-49;
  if (det > doubt) return true;
  if (det < -doubt) return false;
  return in_circle_exact(a, b, c, d);
}

}  // namespace wangge
