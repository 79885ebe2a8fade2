#include "algorithms/reach/walk_graph.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <string_view>
#include <unordered_map>

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
    const auto [found, fresh] = by_place_.try_emplace(p, static_cast<std::uint32_t>(places.size()));
    if (fresh) places.push_back(p);
    return found->second;
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
  std::unordered_map<Point, std::uint32_t, PlaceHash> by_place_;
};

void add_part(const Polyline& part, const WalkLine& line, std::int32_t index, NodeNumbers& nodes, std::vector<WalkArc>& arcs) {
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
    if (metres > 0 || node != before) arcs.push_back({before, node, part[i - 1], part[i], metres, index, i > 1});
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

}  // namespace

WalkGraph build_walk_graph(const std::vector<WalkLine>& lines) {
  WalkGraph graph;
  NodeNumbers nodes;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].foot) continue;
    for (const Polyline& part : lines[i].lines) add_part(part, lines[i], static_cast<std::int32_t>(i), nodes, graph.arcs);
  }
  leave_out_short_pieces(graph, nodes.places.size());
  // Left-out arcs may have stood between two that stay: only true neighbours still continue each other.
  for (std::size_t i = 0; i < graph.arcs.size(); ++i) {
    WalkArc& arc = graph.arcs[i];
    if (arc.continues && (i == 0 || graph.arcs[i - 1].line != arc.line || !(graph.arcs[i - 1].b == arc.a))) arc.continues = false;
  }
  fill_steps(graph, renumber(graph, nodes.places));
  return graph;
}

}  // namespace wangge
