#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "algorithms/validate/community_overlaps.hpp"
#include "algorithms/validate/find_list.hpp"
#include "core/box_index.hpp"

namespace wangge {

namespace {

constexpr double kWidth = 0.01;  // metres: narrower is rounding
constexpr double kNarrow = 10;   // metres: open strips up to here are drawing gaps, wider ones are land that is meant
constexpr double kMeant = 50;    // metres: an enclosed hole wider than this may be a lake or a neighbour's land

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

bool before(Point p, Point q) { return p.x != q.x ? p.x < q.x : p.y < q.y; }

class CommunityFaults {
 public:
  explicit CommunityFaults(FindingList& list)
      : list_(list), communities_(list.city.communities), lonely_(lonely_edges(communities_)) {
    std::vector<Box> boxes;
    for (const LonelyEdge& e : lonely_) {
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
  void overlaps() {
    for (const CommunityOverlap& one : community_overlaps(communities_, lonely_))
      list_.note("communities_overlap", Severity::warning, "communities", communities_[at(one.first)].id,
                 {communities_[at(one.first)].id, communities_[at(one.second)].id, with_decimals(one.common.square_metres, 1),
                  with_decimals(one.common.width, 2)},
                 one.common.place);
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
    for (const LonelyEdge& e : lonely_) {
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
  std::pair<double, std::int32_t> facing(const LonelyEdge& e, Point from, Point out) const {
    const Point reach = from + out * kNarrow;
    Box box;
    box.expand(from);
    box.expand(reach);
    double nearest = kNarrow;
    std::int32_t other = -1;
    for (const std::int32_t i : index_[0].query(box)) {
      const LonelyEdge& f = lonely_[at(i)];
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
  std::vector<LonelyEdge> lonely_;
  std::vector<BoxIndex> index_;
};

}  // namespace

void find_community_faults(FindingList& list) {
  if (!list.city.communities.empty()) CommunityFaults(list).run();
}

}  // namespace wangge
