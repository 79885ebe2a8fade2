#include "algorithms/outline/describe_boundaries.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace wangge {

namespace {

constexpr double kPiece = 25;  // metres: a long straight border may run along a street for a part of it
constexpr double kLeastShare = 0.1, kFullShare = 0.5;
constexpr std::array<Point, 4> kSides{{{1, 0}, {0, -1}, {-1, 0}, {0, 1}}};  // east, south, west, north

struct Side {
  std::map<std::string, double> named;     ///< metres by name; "" = unnamed
  std::map<std::int32_t, double> unnamed;  ///< metres by the group beyond
};
using Metres = std::array<Side, 4>;

/// A piece of the outline of a grid around `centre`, whose outside lies in the direction `outward` (of length 1).
void add_piece(Point middle, Point outward, double length, Point centre, const std::string& name, std::int32_t beyond,
               Metres& metres) {
  for (std::size_t side = 0; side < kSides.size(); ++side) {
    const double facing = dot(outward, kSides[side]);
    if (!(facing > 0 && dot(middle - centre, kSides[side]) > 0)) continue;
    metres[side].named[name] += length * facing;
    if (name.empty()) metres[side].unnamed[beyond] += length * facing;
  }
}

SideName name_of_side(const Side& side) {
  SideName out;
  double all = 0, named = 0, longest = 0, widest = 0;
  for (const auto& [group, length] : side.unnamed)
    if (length > widest) widest = length, out.beyond = group;
  for (const auto& [name, length] : side.named) {
    all += length;
    if (name.empty()) continue;
    named += length;
    if (length > longest) longest = length, out.name = name;
  }
  if (named < kLeastShare * all) out.name.clear();
  out.part = !out.name.empty() && named < kFullShare * all;
  return out;
}

}  // namespace

std::vector<std::array<SideName, 4>> describe_boundaries(const TiledCommunity& tiled, std::span<const std::int32_t> group,
                                                         std::size_t groups, std::span<const Point> centre,
                                                         const NameOfBorder& name_of) {
  std::vector<Metres> metres(groups);
  const auto add = [&](std::int32_t g, std::int32_t beyond, const BorderSegment& s, bool left_is_inside) {
    const Point a = tiled.frame.to_metres(tiled.points[static_cast<std::size_t>(s.a)]),
                b = tiled.frame.to_metres(tiled.points[static_cast<std::size_t>(s.b)]);
    const double length = distance(a, b);
    if (!(length > 0)) return;
    const Point way = (b - a) * (1 / length), outward = left_is_inside ? Point{way.y, -way.x} : Point{-way.y, way.x};
    const auto pieces = static_cast<int>(std::ceil(length / kPiece));
    for (int i = 0; i < pieces; ++i) {
      const Point from = a + (b - a) * (static_cast<double>(i) / pieces),
                  to = a + (b - a) * (static_cast<double>(i + 1) / pieces);
      add_piece((from + to) * 0.5, outward, length / pieces, centre[static_cast<std::size_t>(g)],
                name_of(s, left_is_inside, from, to), beyond, metres[static_cast<std::size_t>(g)]);
    }
  };
  const auto of = [&](std::int32_t cell) { return cell < 0 ? -1 : group[static_cast<std::size_t>(cell)]; };
  for (const BorderSegment& s : tiled.segments) {
    const std::int32_t left = of(s.left), right = of(s.right);
    if (left == right) continue;
    if (left >= 0) add(left, right, s, true);
    if (right >= 0) add(right, left, s, false);
  }
  std::vector<std::array<SideName, 4>> out(groups);
  for (std::size_t g = 0; g < groups; ++g)
    for (std::size_t side = 0; side < kSides.size(); ++side) out[g][side] = name_of_side(metres[g][side]);
  return out;
}

}  // namespace wangge
