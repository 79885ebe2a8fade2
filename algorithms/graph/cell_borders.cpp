#include "algorithms/graph/cell_borders.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// A crossing opens the nearest hard border within this distance: half a wide river and its banks.
constexpr double kCrossingReach = 60;

constexpr std::size_t kFewPieces = 24;  // quicker put in order one by one than by a sort that asks for memory

struct Piece {
  std::int32_t a, b;
  double metres;
  BarrierRule rule;
  bool barrier, softer;
};

/// Rules of barriers, each looked up by its class once.
class BarrierRules {
 public:
  explicit BarrierRules(const City& city) : city_(city), known_(city.barriers.size()) {}
  BarrierRule of(std::int32_t barrier) {
    if (barrier < 0) return BarrierRule::none;
    std::optional<BarrierRule>& rule = known_[at(barrier)];
    if (!rule) rule = city_.rules.barrier_rule(city_.barriers[at(barrier)].barrier_class);
    return *rule;
  }

 private:
  const City& city_;
  std::vector<std::optional<BarrierRule>> known_;
};

std::size_t border_of(const std::vector<CellBorder>& borders, std::int32_t a, std::int32_t b) {
  const auto found = std::lower_bound(borders.begin(), borders.end(), std::pair{a, b},
                                      [](const CellBorder& x, const std::pair<std::int32_t, std::int32_t>& y) {
                                        return std::pair{x.a, x.b} < y;
                                      });
  return static_cast<std::size_t>(found - borders.begin());
}

bool segments_cross(Point a, Point b, Point c, Point d) {
  const double o1 = cross(b - a, c - a), o2 = cross(b - a, d - a), o3 = cross(d - c, a - c), o4 = cross(d - c, b - c);
  return o1 * o2 <= 0 && o3 * o4 <= 0;
}

/// Opens borders at crossings: every hard border a crossing's line runs over, else the one nearest to its middle.
void open_crossings(const TiledCommunity& tiled, const City& city, BarrierRules& rules, std::vector<CellBorder>& borders) {
  std::vector<const BorderSegment*> hard;
  Box box;
  for (const BorderSegment& s : tiled.segments) {
    if (s.left < 0 || s.right < 0 || s.barrier < 0) continue;
    if (rules.of(s.barrier) != BarrierRule::hard) continue;
    hard.push_back(&s);
    box.expand(tiled.frame.to_metres(tiled.points[at(s.a)]));
  }
  if (hard.empty()) return;
  box.grow(kCrossingReach + 100);
  auto ends = [&](const BorderSegment& s) {
    return std::pair{tiled.frame.to_metres(tiled.points[at(s.a)]), tiled.frame.to_metres(tiled.points[at(s.b)])};
  };
  auto open = [&](const BorderSegment& s) {
    borders[border_of(borders, std::min(s.left, s.right), std::max(s.left, s.right))].crossed = true;
  };
  auto open_nearest = [&](Point p) {
    if (!box.contains(p)) return;
    double nearest = kCrossingReach;
    const BorderSegment* chosen = nullptr;
    for (const BorderSegment* s : hard) {
      const auto [a, b] = ends(*s);
      if (const double d = distance_to_segment(p, a, b); d < nearest) nearest = d, chosen = s;
    }
    if (chosen != nullptr) open(*chosen);
  };
  for (const Crossing& crossing : city.crossings) {
    for (const Point p : crossing.points) open_nearest(p);
    if (!crossing.area.empty()) open_nearest(centroid(crossing.area));
    for (const Polyline& line : crossing.lines) {
      Box line_box = bounds(line);
      if (line.size() < 2 || !line_box.intersects(box)) continue;
      bool any = false;
      for (const BorderSegment* s : hard) {
        const auto [a, b] = ends(*s);
        for (std::size_t i = 1; i < line.size(); ++i)
          if (segments_cross(line[i - 1], line[i], a, b)) {
            open(*s);
            any = true;
          }
      }
      if (!any) open_nearest((line.front() + line.back()) * 0.5);
    }
  }
}

/// By (a, b), equal ones in their order: into stretches of equal a first, of some six pieces each.
std::vector<Piece> sorted(const std::vector<Piece>& pieces, std::size_t cells) {
  std::vector<std::size_t> next(cells + 1, 0);
  for (const Piece& p : pieces) ++next[at(p.a) + 1];
  for (std::size_t c = 0; c < cells; ++c) next[c + 1] += next[c];
  std::vector<Piece> out(pieces.size());
  for (const Piece& p : pieces) out[next[at(p.a)]++] = p;
  for (std::size_t c = 0, from = 0; c < cells; from = next[c++]) {  // next[c] is the end of stretch c now
    const std::span<Piece> stretch(out.data() + from, next[c] - from);
    if (stretch.size() > kFewPieces) {
      std::stable_sort(stretch.begin(), stretch.end(), [](const Piece& x, const Piece& y) { return x.b < y.b; });
      continue;
    }
    for (std::size_t i = 1; i < stretch.size(); ++i) {
      const Piece piece = stretch[i];
      std::size_t j = i;
      for (; j > 0 && stretch[j - 1].b > piece.b; --j) stretch[j] = stretch[j - 1];
      stretch[j] = piece;
    }
  }
  return out;
}

}  // namespace

std::vector<CellBorder> cell_borders(const TiledCommunity& tiled, const City& city) {
  BarrierRules rules(city);
  std::vector<Piece> pieces;
  pieces.reserve(tiled.segments.size());
  for (const BorderSegment& s : tiled.segments) {
    if (s.left < 0 || s.right < 0 || s.left == s.right) continue;
    pieces.push_back({std::min(s.left, s.right), std::max(s.left, s.right),
                      grid_distance(tiled.points[at(s.a)], tiled.points[at(s.b)]) / 1000, rules.of(s.barrier), s.barrier >= 0,
                      s.softer >= 0});
  }
  std::vector<CellBorder> borders;
  for (const Piece& p : sorted(pieces, tiled.cell_count())) {
    if (borders.empty() || borders.back().a != p.a || borders.back().b != p.b) borders.push_back({p.a, p.b});
    CellBorder& border = borders.back();
    (p.rule == BarrierRule::hard   ? border.hard
     : p.rule == BarrierRule::soft ? border.soft
     : p.barrier                   ? border.along
                                   : border.open) += p.metres;
    if (p.rule == BarrierRule::hard && p.softer) border.over += p.metres;
  }
  open_crossings(tiled, city, rules, borders);
  return borders;
}

}  // namespace wangge
