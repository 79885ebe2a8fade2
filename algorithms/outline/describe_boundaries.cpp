#include "algorithms/outline/describe_boundaries.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace wangge {

namespace {

constexpr double kPiece = 25;  // metres: a long straight border may run along a street for a part of it
constexpr double kLeastShare = 0.1, kFullShare = 0.5;
constexpr std::array<Point, 4> kSides{{{1, 0}, {0, -1}, {-1, 0}, {0, 1}}};  // east, south, west, north

using NamedMetres = std::pair<const std::string*, double>;

struct Side {
  std::vector<NamedMetres> named;          ///< each name once; nullptr = unnamed
  std::map<std::int32_t, double> unnamed;  ///< metres by the group beyond
};

bool same(const std::string* a, const std::string* b) { return a == b || (a != nullptr && b != nullptr && *a == *b); }

/// A grid, its centre and what has been met along its sides.
struct Outline {
  Point centre;
  std::array<Side, 4> sides;

  /// A piece whose outside lies in the direction `outward` (of length 1).
  void add_piece(Point middle, Point outward, double length, const std::string* name, std::int32_t beyond) {
    for (std::size_t i = 0; i < kSides.size(); ++i) {
      const double facing = dot(outward, kSides[i]);
      if (!(facing > 0 && dot(middle - centre, kSides[i]) > 0)) continue;
      std::vector<NamedMetres>& named = sides[i].named;
      auto found = std::find_if(named.begin(), named.end(), [&](const NamedMetres& n) { return same(n.first, name); });
      if (found == named.end()) found = named.insert(found, {name, 0});
      found->second += length * facing;
      if (name == nullptr) sides[i].unnamed[beyond] += length * facing;
    }
  }
};

SideName name_of_side(Side& side) {
  SideName out;
  double all = 0, named = 0, longest = 0, widest = 0;
  for (const auto& [group, length] : side.unnamed)
    if (length > widest) widest = length, out.beyond = group;
  std::sort(side.named.begin(), side.named.end(), [](const NamedMetres& a, const NamedMetres& b) {
    return b.first != nullptr && (a.first == nullptr || *a.first < *b.first);
  });
  for (const auto& [name, length] : side.named) {
    all += length;
    if (name == nullptr) continue;
    named += length;
    if (length > longest) longest = length, out.name = *name;
  }
  if (named < kLeastShare * all) out.name.clear();
  out.part = !out.name.empty() && named < kFullShare * all;
  return out;
}

}  // namespace

std::vector<std::array<SideName, 4>> describe_boundaries(const TiledCommunity& tiled, std::span<const std::int32_t> group,
                                                         std::size_t groups, std::span<const Point> centre,
                                                         const BorderNames& names) {
  std::vector<Outline> outlines(groups);
  for (std::size_t g = 0; g < groups; ++g) outlines[g].centre = centre[g];
  const auto of = [&](std::int32_t cell) { return cell < 0 ? -1 : group[static_cast<std::size_t>(cell)]; };
  for (const BorderSegment& s : tiled.segments) {
    const std::int32_t left = of(s.left), right = of(s.right);
    if (left == right) continue;
    const Point a = tiled.frame.to_metres(tiled.points[static_cast<std::size_t>(s.a)]),
                b = tiled.frame.to_metres(tiled.points[static_cast<std::size_t>(s.b)]);
    const double length = distance(a, b);
    if (!(length > 0)) continue;
    const Point way = (b - a) * (1 / length);
    const auto pieces = static_cast<int>(std::ceil(length / kPiece));
    for (int i = 0; i < pieces; ++i) {
      const Point from = a + (b - a) * (static_cast<double>(i) / pieces),
                  to = a + (b - a) * (static_cast<double>(i + 1) / pieces);
      const std::string* both = names.on_both_sides(s, from, to);
      const auto add = [&](std::int32_t g, std::int32_t beyond, bool left_is_inside) {
        const Point outward = left_is_inside ? Point{way.y, -way.x} : Point{-way.y, way.x};
        outlines[static_cast<std::size_t>(g)].add_piece((from + to) * 0.5, outward, length / pieces,
                                                        both != nullptr ? both : names.on_one_side(s, left_is_inside), beyond);
      };
      if (left >= 0) add(left, right, true);
      if (right >= 0) add(right, left, false);
    }
  }
  std::vector<std::array<SideName, 4>> out(groups);
  for (std::size_t g = 0; g < groups; ++g)
    for (std::size_t side = 0; side < kSides.size(); ++side) out[g][side] = name_of_side(outlines[g].sides[side]);
  return out;
}

}  // namespace wangge
