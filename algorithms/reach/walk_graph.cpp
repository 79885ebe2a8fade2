#include "algorithms/reach/walk_graph.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <numeric>
#include <string_view>
#include <unordered_map>

#include "algorithms/reach/segment_index.hpp"
#include "core/number_table.hpp"
#include "core/random.hpp"

namespace wangge {

namespace {

/// Gives out node numbers: by id, by place, or new ones.
class NodeNumbers {
 public:
  std::uint32_t of_id(const std::string& id, Point p) {
    const auto [found, fresh] = by_id_.try_emplace(std::string_view(id), static_cast<std::uint32_t>(places.size()));
    if (fresh) places.push_back(p);
    return found->second;
  }
  std::uint32_t of_place(Point p) {
    const auto [number, fresh] = by_place_.try_emplace(p, static_cast<std::uint32_t>(places.size()));
    if (fresh) places.push_back(p);
    return number;
  }
  std::uint32_t own(Point p) {
    places.push_back(p);
    return static_cast<std::uint32_t>(places.size() - 1);
  }
  std::vector<Point> places;

 private:
  struct PlaceHash {
    std::size_t operator()(Point p) const {
      // + 0.0 makes -0 and 0, which compare equal, hash equal.
      return mix64(std::bit_cast<std::uint64_t>(p.x + 0.0) ^ mix64(std::bit_cast<std::uint64_t>(p.y + 0.0)));
    }
  };
  std::unordered_map<std::string_view, std::uint32_t> by_id_;
  NumberTable<Point, PlaceHash> by_place_;
};

void add_part(const Polyline& part, const WalkLine& line, std::int32_t index, NodeNumbers& nodes, WalkGraph& graph) {
  const bool by_place = line.from_node.empty() && line.to_node.empty();
  auto number = [&](std::size_t i) {
    if (by_place) return nodes.of_place(part[i]);
    const bool first = i == 0, last = i + 1 == part.size();
    if (!first && !last) return nodes.own(part[i]);
    const std::string& id = first ? line.from_node : line.to_node;
    return id.empty() ? nodes.of_place(part[i]) : nodes.of_id(id, part[i]);
  };
  if (part.size() < 2) return;
  std::uint32_t before = number(0);
  for (std::size_t i = 1; i < part.size(); ++i) {
    const std::uint32_t node = number(i);
    const double metres = distance(part[i - 1], part[i]);
    // A stretch without length is only kept where it joins two nodes.
    if (metres > 0 || node != before) graph.arcs.push_back({before, node, part[i - 1], part[i], metres, index, i > 1});
    if (!(metres > 0)) ++graph.without_length;
    before = node;
  }
}

std::uint32_t root(std::vector<std::uint32_t>& parent, std::uint32_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

void leave_out_short_pieces(WalkGraph& graph, std::size_t nodes) {
  std::vector<std::uint32_t> parent(nodes);
  std::iota(parent.begin(), parent.end(), 0U);
  for (const WalkArc& arc : graph.arcs) {
    const std::uint32_t a = root(parent, arc.from), b = root(parent, arc.to);
    parent[std::max(a, b)] = std::min(a, b);
  }
  std::vector<double> metres(nodes, 0.0);
  for (const WalkArc& arc : graph.arcs) metres[root(parent, arc.from)] += arc.metres;
  for (const double m : metres) {
    if (m >= kShortestPiece)
      ++graph.pieces;
    else if (m > 0)
      ++graph.short_pieces, graph.short_metres += m;
  }
  std::erase_if(graph.arcs, [&](const WalkArc& arc) { return metres[root(parent, arc.from)] < kShortestPiece; });
}

/// Place on a Hilbert curve of order 16 over the box. Source: Hilbert 1891; the usual rotate-and-fold loop.
std::uint32_t hilbert(Point p, const Box& box) {
  const double side = std::max({box.width(), box.height(), 1e-9});
  auto x = static_cast<std::uint32_t>((p.x - box.min_x) / side * 65535.0),
       y = static_cast<std::uint32_t>((p.y - box.min_y) / side * 65535.0);
  std::uint32_t place = 0;
  for (std::uint32_t s = 1U << 15; s > 0; s >>= 1) {
    const std::uint32_t rx = (x & s) != 0 ? 1 : 0, ry = (y & s) != 0 ? 1 : 0;
    place += s * s * ((3 * rx) ^ ry);
    if (ry == 0) {
      if (rx == 1) x = 65535 - x, y = 65535 - y;
      std::swap(x, y);
    }
  }
  return place;
}

/// Numbers used nodes along the curve: neighbours on the map become neighbours in memory, which is what a search visits.
std::size_t renumber(WalkGraph& graph, const std::vector<Point>& places) {
  constexpr std::uint32_t kUnused = 0xffffffffU;
  std::vector<std::uint32_t> number(places.size(), kUnused);
  for (const WalkArc& arc : graph.arcs) number[arc.from] = number[arc.to] = 0;
  Box box;
  for (std::size_t i = 0; i < places.size(); ++i)
    if (number[i] != kUnused) box.expand(places[i]);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> order;
  for (std::uint32_t i = 0; i < places.size(); ++i)
    if (number[i] != kUnused) order.emplace_back(hilbert(places[i], box), i);
  std::sort(order.begin(), order.end());
  for (std::uint32_t i = 0; i < order.size(); ++i) number[order[i].second] = i;
  for (WalkArc& arc : graph.arcs) arc.from = number[arc.from], arc.to = number[arc.to];
  return order.size();
}

void fill_steps(WalkGraph& graph, std::size_t nodes) {
  graph.first.assign(nodes + 1, 0);
  for (const WalkArc& arc : graph.arcs) {
    ++graph.first[arc.from + 1];
    if (arc.from != arc.to) ++graph.first[arc.to + 1];
  }
  std::partial_sum(graph.first.begin(), graph.first.end(), graph.first.begin());
  graph.steps.resize(graph.first.back());
  std::vector<std::uint32_t> next(graph.first.begin(), graph.first.end() - 1);
  for (std::uint32_t i = 0; i < graph.arcs.size(); ++i) {
    const WalkArc& arc = graph.arcs[i];
    graph.steps[next[arc.from]++] = {arc.to, i, arc.metres};
    if (arc.from != arc.to) graph.steps[next[arc.to]++] = {arc.from, i, arc.metres};
  }
}

void count_repeated(WalkGraph& graph) {
  const auto same = [](const WalkArc& x, const WalkArc& y) { return (x.a == y.a && x.b == y.b) || (x.a == y.b && x.b == y.a); };
  for (std::uint32_t node = 0; node < graph.node_count(); ++node) {
    const auto steps = graph.from(node);
    for (std::size_t i = 0; i < steps.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (steps[i].to == steps[j].to && node < steps[i].to && same(graph.arcs[steps[i].arc], graph.arcs[steps[j].arc])) {
          ++graph.repeated;
          break;
        }
  }
}

WalkGraph graph_of(const std::vector<WalkLine>& lines, const std::function<bool(const WalkArc&)>& closed) {
  WalkGraph graph;
  NodeNumbers nodes;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].foot) continue;
    for (const Polyline& part : lines[i].lines) add_part(part, lines[i], static_cast<std::int32_t>(i), nodes, graph);
  }
  if (closed) graph.closed = std::erase_if(graph.arcs, closed);
  leave_out_short_pieces(graph, nodes.places.size());
  // Left-out arcs may have stood between two that stay: only true neighbours still continue each other.
  for (std::size_t i = 0; i < graph.arcs.size(); ++i) {
    WalkArc& arc = graph.arcs[i];
    if (arc.continues && (i == 0 || graph.arcs[i - 1].line != arc.line || !(graph.arcs[i - 1].b == arc.a))) arc.continues = false;
  }
  fill_steps(graph, renumber(graph, nodes.places));
  count_repeated(graph);
  return graph;
}

/// Hard barriers as segments, and where crossings make them passable.
class ClosedStretches {
 public:
  explicit ClosedStretches(const City& city) : city_(city) {
    std::vector<Segment> walls, ways;
    for (const Barrier& barrier : city.barriers) {
      if (city.rules.barrier_rule(barrier.barrier_class) != BarrierRule::hard) continue;
      for (const Polyline& line : barrier.lines) add(line, walls);
      add(barrier.area, walls);
    }
    for (const Crossing& crossing : city.crossings) {
      for (const Polyline& line : crossing.lines) add(line, ways);
      for (const Point p : crossing.points) ways.push_back({p, p});
      add(crossing.area, ways);
    }
    walls_ = SegmentIndex(std::move(walls), 50.0);
    ways_ = SegmentIndex(std::move(ways), 50.0);
  }

  [[nodiscard]] bool operator()(const WalkArc& arc) const {
    const WalkLine& line = city_.walk_lines[static_cast<std::size_t>(arc.line)];
    if (line.bridge || line.tunnel) return false;
    Box box;
    box.expand(arc.a), box.expand(arc.b);
    return walls_.any_near(box, [&](std::uint32_t w) {
      const Segment& wall = walls_.segments()[w];
      const double p = cross(wall.b - wall.a, arc.a - wall.a), q = cross(wall.b - wall.a, arc.b - wall.a);
      const double r = cross(arc.b - arc.a, wall.a - arc.a), s = cross(arc.b - arc.a, wall.b - arc.a);
      if (!((p > 0) != (q > 0) && (r > 0) != (s > 0))) return false;
      return !passable(arc.a + (arc.b - arc.a) * (p / (p - q)));
    });
  }

 private:
  static void add(const Polyline& line, std::vector<Segment>& out) {
    for (std::size_t i = 1; i < line.size(); ++i) out.push_back({line[i - 1], line[i]});
  }
  static void add(const MultiPolygon& area, std::vector<Segment>& out) {
    for (const Polygon& polygon : area) {
      const auto ring = [&](const Ring& r) {
        for (std::size_t i = 0; i < r.size(); ++i) out.push_back({r[i], r[(i + 1) % r.size()]});
      };
      ring(polygon.outer);
      for (const Ring& hole : polygon.holes) ring(hole);
    }
  }
  [[nodiscard]] bool passable(Point p) const {
    if (ways_.nearest(p, kCrossingReach, [](std::uint32_t, const Foot&) { return true; }).segment != SegmentIndex::kNone)
      return true;
    return std::any_of(city_.crossings.begin(), city_.crossings.end(), [&](const Crossing& c) { return contains(c.area, p); });
  }

  const City& city_;
  SegmentIndex walls_, ways_;
};

}  // namespace

WalkGraph build_walk_graph(const std::vector<WalkLine>& lines) { return graph_of(lines, {}); }

WalkGraph build_walk_graph(const City& city) {
  if (!city.circles.barriers_close_lines) return graph_of(city.walk_lines, {});
  return graph_of(city.walk_lines, ClosedStretches(city));
}

}  // namespace wangge
