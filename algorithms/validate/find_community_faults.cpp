#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "algorithms/validate/box_index.hpp"
#include "algorithms/validate/find_list.hpp"
#include "core/common_land.hpp"

namespace wangge {

namespace {

constexpr double kWidth = 0.01;  // metres: narrower is rounding
constexpr double kNarrow = 10;   // metres: open strips up to here are drawing gaps, wider ones are land that is meant
constexpr double kMeant = 50;    // metres: an enclosed hole wider than this may be a lake or a neighbour's land

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// A border edge with its community's land on the left that no neighbour shares.
struct Edge {
  Point a, b;
  std::int32_t community;
  bool in_loop = false;
};

bool before(Point p, Point q) { return p.x != q.x ? p.x < q.x : p.y < q.y; }

std::vector<Edge> lonely_edges(const std::vector<Community>& communities) {
  std::vector<Edge> all, lonely;
  auto ring = [&](const Ring& points, bool counter_clockwise, std::int32_t c) {
    const bool turn = (signed_area(points) > 0) != counter_clockwise;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const Point a = points[i], b = points[(i + 1) % points.size()];
      if (!(a == b)) all.push_back(turn ? Edge{b, a, c} : Edge{a, b, c});
    }
  };
  for (std::size_t c = 0; c < communities.size(); ++c)
    for (const Polygon& p : communities[c].area) {
      ring(p.outer, true, static_cast<std::int32_t>(c));
      for (const Ring& hole : p.holes) ring(hole, false, static_cast<std::int32_t>(c));
    }
  auto low = [](const Edge& e) { return before(e.a, e.b) ? e.a : e.b; };
  auto high = [](const Edge& e) { return before(e.a, e.b) ? e.b : e.a; };
  std::stable_sort(all.begin(), all.end(), [&](const Edge& e, const Edge& f) {
    return low(e) == low(f) ? before(high(e), high(f)) : before(low(e), low(f));
  });
  for (std::size_t i = 0, end = 0; i < all.size(); i = end) {
    std::int64_t balance = 0;
    for (end = i; end < all.size() && low(all[end]) == low(all[i]) && high(all[end]) == high(all[i]); ++end)
      balance += before(all[end].a, all[end].b) ? 1 : -1;
    for (std::size_t k = i; k < end && balance != 0; ++k) {
      const int way = before(all[k].a, all[k].b) ? 1 : -1;
      if (way * balance <= 0) continue;
      lonely.push_back(all[k]);
      balance -= way;
    }
  }
  return lonely;
}

class CommunityFaults {
 public:
  explicit CommunityFaults(FindingList& list)
      : list_(list), communities_(list.city.communities), lonely_(lonely_edges(communities_)) {
    std::vector<Box> boxes;
    for (const Edge& e : lonely_) {
      boxes.emplace_back();
      boxes.back().expand(e.a);
      boxes.back().expand(e.b);
    }
    index_.emplace_back(boxes);
  }

  void run() {
    overlaps();
    enclosed();
    strips();
  }

 private:
  /// Communities can only overlap where both have edges that no neighbour shares.
  void overlaps() {
    std::vector<Box> boxes;
    for (const Community& c : communities_) boxes.push_back(bounds(c.area));
    const BoxIndex index(boxes);
    for (std::size_t c = 0; c < communities_.size(); ++c)
      for (const std::int32_t d : index.query(boxes[c])) {
        if (at(d) <= c) continue;
        const Box &p = boxes[c], &q = boxes[at(d)];
        bool mine = false, theirs = false;
        for (const std::int32_t e : index_[0].query({std::max(p.min_x, q.min_x), std::max(p.min_y, q.min_y),
                                                     std::min(p.max_x, q.max_x), std::min(p.max_y, q.max_y)})) {
          mine = mine || lonely_[at(e)].community == static_cast<std::int32_t>(c);
          theirs = theirs || lonely_[at(e)].community == d;
        }
        if (!mine || !theirs) continue;
        const CommonLand common = common_land(communities_[c].area, communities_[at(d)].area);
        if (common.width <= kWidth || common.square_metres <= kWidth) continue;
        list_.note(
            "communities_overlap", Severity::warning, "communities", communities_[c].id,
            {communities_[c].id, communities_[at(d)].id, with_decimals(common.square_metres, 1), with_decimals(common.width, 2)},
            common.place);
      }
  }

  /// Holes in the tiling: loops of lonely edges that run clockwise.
  void enclosed() {
    std::vector<std::size_t> by_start(lonely_.size());
    for (std::size_t i = 0; i < by_start.size(); ++i) by_start[i] = i;
    std::sort(by_start.begin(), by_start.end(), [&](std::size_t i, std::size_t j) {
      return before(lonely_[i].a, lonely_[j].a) || (lonely_[i].a == lonely_[j].a && i < j);
    });
    std::vector<char> used(lonely_.size(), 0);
    auto next_of = [&](Point p) {
      auto i =
          std::lower_bound(by_start.begin(), by_start.end(), p, [&](std::size_t e, Point q) { return before(lonely_[e].a, q); });
      while (i != by_start.end() && lonely_[*i].a == p && used[*i] != 0) ++i;
      return i != by_start.end() && lonely_[*i].a == p ? static_cast<std::ptrdiff_t>(*i) : std::ptrdiff_t{-1};
    };
    for (std::size_t first = 0; first < lonely_.size(); ++first) {
      if (used[first] != 0) continue;
      std::vector<std::size_t> path;
      for (auto e = static_cast<std::ptrdiff_t>(first); e >= 0; e = next_of(lonely_[static_cast<std::size_t>(e)].b)) {
        used[static_cast<std::size_t>(e)] = 1;
        path.push_back(static_cast<std::size_t>(e));
        if (lonely_[path.back()].b == lonely_[first].a) break;
      }
      if (lonely_[path.back()].b == lonely_[first].a) judge_loop(path);
    }
  }

  void judge_loop(const std::vector<std::size_t>& path) {
    Ring ring;
    std::set<std::string> around;
    for (const std::size_t e : path) {
      ring.push_back(lonely_[e].a);
      around.insert(communities_[at(lonely_[e].community)].id);
    }
    if (ring.size() < 3 || signed_area(ring) >= 0) return;
    const MultiPolygon hole{{ring, {}}};
    const Point inside = interior_point(hole);
    for (const Community& c : communities_)
      if (bounds(c.area).contains(inside) && contains(c.area, inside))
        return;  // the loop only touches itself around land that is taken
    for (const std::size_t e : path) lonely_[e].in_loop = true;
    const double square = area(hole), half = perimeter(hole) / 2, root = half * half - 4 * square;
    const double width = root > 0 ? (half - std::sqrt(root)) / 2 : half / 2;
    if (width <= kWidth) return;
    const bool meant = width > kMeant;
    list_.note(meant ? "land_without_community" : "communities_apart", meant ? Severity::note : Severity::warning, "communities",
               *around.begin(), {list_.list({around.begin(), around.end()}), with_decimals(square, 1), with_decimals(width, 2)},
               inside);
  }

  /// Strips open to the outside: an edge that faces another community's edge a few metres away.
  void strips() {
    struct Strip {
      double metres = 0, square = 0, width = 0;
      Point place;
    };
    std::map<std::pair<std::int32_t, std::int32_t>, Strip> found;
    for (const Edge& e : lonely_) {
      if (e.in_loop) continue;
      const double metres = distance(e.a, e.b);
      const int samples = std::max(1, static_cast<int>(metres / 5));
      const Point along = (e.b - e.a) * (1 / metres), out{along.y, -along.x};
      for (int k = 0; k < samples; ++k) {
        const Point from = e.a + (e.b - e.a) * ((k + 0.5) / samples);
        const auto [width, other] = facing(e, from, out);
        if (other < 0) continue;
        Strip& strip = found[std::minmax(e.community, other)];
        strip.metres += metres / samples / 2;  // seen from both sides
        strip.square += width * metres / samples / 2;
        if (width > strip.width) strip.width = width, strip.place = from + out * (width / 2);
      }
    }
    for (const auto& [pair, strip] : found)
      if (strip.metres > 1)
        list_.note("communities_apart", Severity::warning, "communities", communities_[at(pair.first)].id,
                   {list_.list({communities_[at(pair.first)].id, communities_[at(pair.second)].id}),
                    with_decimals(strip.square, 1), with_decimals(strip.width, 2)},
                   strip.place);
  }

  /// The nearest edge of another community straight ahead that runs the other way: distance and community, or -1.
  std::pair<double, std::int32_t> facing(const Edge& e, Point from, Point out) const {
    const Point reach = from + out * kNarrow;
    Box box;
    box.expand(from);
    box.expand(reach);
    double nearest = kNarrow;
    std::int32_t other = -1;
    for (const std::int32_t i : index_[0].query(box)) {
      const Edge& f = lonely_[at(i)];
      const Point g = f.b - f.a;
      const double turn = cross(out, g);
      if (turn == 0) continue;
      const double t = cross(f.a - from, g) / turn, u = cross(f.a - from, out) / turn;
      if (t <= kWidth || t >= nearest || u < 0 || u > 1) continue;
      nearest = t;
      const double turned = dot(e.b - e.a, g) / (distance(e.a, e.b) * distance(f.a, f.b));
      other = f.community != e.community && turned < -0.8 ? f.community : -1;
    }
    return {nearest, other};
  }

  FindingList& list_;
  const std::vector<Community>& communities_;
  std::vector<Edge> lonely_;
  std::vector<BoxIndex> index_;
};

}  // namespace

void find_community_faults(FindingList& list) {
  if (!list.city.communities.empty()) CommunityFaults(list).run();
}

}  // namespace wangge
