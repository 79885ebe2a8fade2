#include "algorithms/audit/scan_land.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace wangge::audit {

namespace {

using Kind = LandFault::Kind;

struct ScanEdge {
  Point low, high;        ///< by y
  std::size_t shape = 0;  ///< number of the shape; the community comes last
};

struct Crossing {
  double at = 0;
  std::size_t shape = 0;
};

/// What a spot is: -1 = in order.
struct Spot {
  int kind = -1;
  std::int32_t first = -1, second = -1;
  friend bool operator==(const Spot& a, const Spot& b) { return a.kind == b.kind && a.first == b.first && a.second == b.second; }
};

class LandScanner {
 public:
  LandScanner(const MultiPolygon& community, std::span<const LandShape> shapes, double width)
      : shapes_(shapes), width_(width), open_(shapes.size() + 1, 0) {
    for (std::size_t s = 0; s < shapes.size(); ++s) add(*shapes[s].area, s);
    add(community, shapes.size());
    std::sort(edges_.begin(), edges_.end(), [](const ScanEdge& a, const ScanEdge& b) { return a.low.y < b.low.y; });
    std::sort(levels_.begin(), levels_.end());
    constexpr double kSameLevel = 0.0005;  // metres: half the grid of coordinates
    levels_.erase(std::unique(levels_.begin(), levels_.end(), [](double a, double b) { return b - a < kSameLevel; }),
                  levels_.end());
  }

  std::vector<LandFault> run() {
    if (levels_.size() < 2) return {};
    const double step = (levels_.back() - levels_.front()) / 128;  // taller strips get several lines, for edges that cross within
    std::vector<std::size_t> active;
    std::size_t next = 0;
    for (std::size_t i = 0; i + 1 < levels_.size(); ++i) {
      const double bottom = levels_[i], height = levels_[i + 1] - bottom;
      const auto lines = static_cast<int>(std::ceil(height / step));
      for (int k = 0; k < std::max(lines, 1); ++k) {
        const double y = bottom + height * (k + 0.5) / std::max(lines, 1);
        while (next < edges_.size() && edges_[next].low.y <= y) active.push_back(next++);
        std::erase_if(active, [&](std::size_t e) { return edges_[e].high.y <= y; });
        scan_line(active, y, height / std::max(lines, 1));
      }
    }
    std::vector<LandFault> out;
    for (auto& [key, found] : faults_) {
      std::sort(found.fault.neighbours.begin(), found.fault.neighbours.end());
      found.fault.neighbours.erase(std::unique(found.fault.neighbours.begin(), found.fault.neighbours.end()),
                                   found.fault.neighbours.end());
      out.push_back(std::move(found.fault));
    }
    return out;
  }

 private:
  void add(const MultiPolygon& area, std::size_t shape) {
    auto ring = [&](const Ring& points) {
      for (std::size_t i = 0; i < points.size(); ++i) {
        const Point a = points[i], b = points[(i + 1) % points.size()];
        levels_.push_back(a.y);
        if (a.y == b.y && a.x == b.x) continue;
        edges_.push_back(a.y <= b.y ? ScanEdge{a, b, shape} : ScanEdge{b, a, shape});
      }
    };
    for (const Polygon& p : area) {
      ring(p.outer);
      for (const Ring& hole : p.holes) ring(hole);
    }
  }

  /// What lies right after the crossings passed so far.
  Spot spot() const {
    const bool inside = open_.back() != 0;
    if (inside && now_.empty()) return {static_cast<int>(Kind::gap), -1, -1};
    if (now_.size() > 1)
      return {static_cast<int>(Kind::overlap), shapes_[std::min(now_[0], now_[1])].owner,
              shapes_[std::max(now_[0], now_[1])].owner};
    if (!inside && now_.size() == 1) return {static_cast<int>(Kind::outside), shapes_[now_[0]].owner, -1};
    return {};
  }

  void toggle(std::size_t shape) {
    open_[shape] = open_[shape] == 0 ? 1 : 0;
    if (shape == shapes_.size()) return;
    if (open_[shape] != 0)
      now_.push_back(shape);
    else
      now_.erase(std::find(now_.begin(), now_.end(), shape));
  }

  /// Calls visit(spot, from, to, crossing that opened it, crossing that ends it) for every run of faulty land on a line.
  template <class Visit>
  void each_run(std::vector<Crossing>& crossings, Visit visit) {
    std::sort(crossings.begin(), crossings.end(),
              [](const Crossing& a, const Crossing& b) { return a.at != b.at ? a.at < b.at : a.shape < b.shape; });
    now_.clear();
    std::fill(open_.begin(), open_.end(), 0);
    constexpr double kTouch = 1e-7;  // crossings nearer than this are one: equal edges of two shapes
    Spot current;
    std::size_t opened = 0;
    for (std::size_t i = 0; i < crossings.size(); ++i) {
      toggle(crossings[i].shape);
      if (i + 1 < crossings.size() && crossings[i + 1].at - crossings[i].at < kTouch) continue;
      const Spot after = spot();
      if (after == current) continue;
      if (current.kind >= 0) visit(current, crossings[opened], crossings[i]);
      current = after;
      opened = i;
    }
  }

  void scan_line(const std::vector<std::size_t>& active, double y, double height) {
    std::vector<Crossing> crossings;
    for (const std::size_t e : active) {
      const ScanEdge& edge = edges_[e];
      if (edge.high.y <= edge.low.y) continue;
      crossings.push_back({edge.low.x + (edge.high.x - edge.low.x) * (y - edge.low.y) / (edge.high.y - edge.low.y), edge.shape});
    }
    struct Run {
      Spot spot;
      Crossing from, to;
    };
    std::vector<Run> runs;
    each_run(crossings, [&](const Spot& s, const Crossing& from, const Crossing& to) {
      if (to.at - from.at > width_) runs.push_back({s, from, to});
    });
    for (const Run& r : runs) record(r.spot, r.from, r.to, y, height);
  }

  /// Extent of the same fault up and down from p; metres.
  double extent_upright(const Spot& wanted, Point p) {
    std::vector<Crossing> crossings;
    for (const ScanEdge& e : edges_) {
      const double west = std::min(e.low.x, e.high.x), east = std::max(e.low.x, e.high.x);
      if (p.x < west || p.x >= east) continue;
      crossings.push_back({e.low.y + (e.high.y - e.low.y) * (p.x - e.low.x) / (e.high.x - e.low.x), e.shape});
    }
    double extent = 0;
    each_run(crossings, [&](const Spot& s, const Crossing& from, const Crossing& to) {
      if (s == wanted && from.at <= p.y && p.y <= to.at) extent = to.at - from.at;
    });
    return extent;
  }

  void record(const Spot& s, const Crossing& from, const Crossing& to, double y, double height) {
    const Point middle{(from.at + to.at) / 2, y};
    const double across = to.at - from.at, up = extent_upright(s, middle);
    const double width = up > 0 ? across * up / std::hypot(across, up) : 0;  // of a straight strip met at any angle
    if (width <= width_) return;
    Found& found = faults_[{s.kind, s.first, s.second}];
    LandFault& fault = found.fault;
    fault.kind = static_cast<Kind>(s.kind);
    fault.first = s.first;
    fault.second = s.second;
    fault.square_metres += across * height;
    fault.width = std::max(fault.width, std::min(across, up));
    if (across * std::min(up, across) > found.largest) {
      found.largest = across * std::min(up, across);
      fault.place = middle;
    }
    if (fault.kind == Kind::gap && fault.neighbours.size() < 64)
      for (const Crossing& c : {from, to})
        if (c.shape < shapes_.size()) fault.neighbours.push_back(shapes_[c.shape].owner);
  }

  struct Found {
    LandFault fault;
    double largest = 0;
  };

  std::span<const LandShape> shapes_;
  double width_;
  std::vector<ScanEdge> edges_;
  std::vector<double> levels_;
  std::vector<char> open_;        ///< by shape; the community last
  std::vector<std::size_t> now_;  ///< shapes that are open
  std::map<std::tuple<int, std::int32_t, std::int32_t>, Found> faults_;
};

}  // namespace

std::vector<LandFault> scan_land(const MultiPolygon& community, std::span<const LandShape> shapes, double width) {
  return LandScanner(community, shapes, width).run();
}

}  // namespace wangge::audit
