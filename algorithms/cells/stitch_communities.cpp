#include "algorithms/cells/stitch_communities.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>

#include "algorithms/cells/point_bins.hpp"
#include "core/parallel.hpp"

namespace wangge {

namespace {

constexpr double kSameNode = 5;  // mm

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

struct Place {
  std::int64_t x = 0, y = 0;  ///< absolute millimetres
  friend bool operator==(Place a, Place b) { return a.x == b.x && a.y == b.y; }
  friend bool operator<(Place a, Place b) { return a.x != b.x ? a.x < b.x : a.y < b.y; }
};

Place absolute(const TiledCommunity& t, std::int32_t v) {
  return {std::llround(t.frame.origin_x * 1000) + t.points[at(v)].x, std::llround(t.frame.origin_y * 1000) + t.points[at(v)].y};
}

GridPoint local(const TiledCommunity& t, Place p) {
  return {static_cast<std::int32_t>(p.x - std::llround(t.frame.origin_x * 1000)),
          static_cast<std::int32_t>(p.y - std::llround(t.frame.origin_y * 1000))};
}

/// One border edge as one community sees it: its segments in order along the edge.
struct Side {
  std::size_t community;
  std::vector<BorderSegment> chain;
};

using Key = std::array<Place, 2>;

double along(const Key& key, Place p) {
  const double dx = static_cast<double>(key[1].x - key[0].x), dy = static_cast<double>(key[1].y - key[0].y);
  return (static_cast<double>(p.x - key[0].x) * dx + static_cast<double>(p.y - key[0].y) * dy) / std::hypot(dx, dy);
}

/// Groups the border segments of a community by edge and orders them; removes them from `segments`.
std::vector<Side> take_sides(std::size_t c, TiledCommunity& tiled) {
  std::vector<BorderSegment> border;
  std::erase_if(tiled.segments, [&](const BorderSegment& s) {
    if (s.ring_edge >= 0) border.push_back(s);
    return s.ring_edge >= 0;
  });
  std::stable_sort(border.begin(), border.end(),
                   [](const BorderSegment& a, const BorderSegment& b) { return a.ring_edge < b.ring_edge; });
  std::vector<Side> sides;
  for (std::size_t i = 0; i < border.size();) {
    std::size_t j = i;
    std::map<std::int32_t, std::size_t> by_start;
    std::map<std::int32_t, int> ends;
    for (; j < border.size() && border[j].ring_edge == border[i].ring_edge; ++j) {
      by_start[border[j].a] = j;
      ++ends[border[j].b];
    }
    Side side{c, {}};
    std::size_t start = i;
    for (std::size_t k = i; k < j; ++k)
      if (ends.find(border[k].a) == ends.end()) start = k;
    for (std::size_t k = start, n = 0; n < j - i; ++n) {
      side.chain.push_back(border[k]);
      const auto next = by_start.find(border[k].b);
      if (next == by_start.end()) break;
      k = next->second;
    }
    if (side.chain.size() == j - i) {
      sides.push_back(std::move(side));
    } else {
      tiled.segments.insert(tiled.segments.end(), border.begin() + static_cast<std::ptrdiff_t>(i),
                            border.begin() + static_cast<std::ptrdiff_t>(j));
    }
    i = j;
  }
  return sides;
}

struct Node {
  double position;
  Place place;
  bool needed;  ///< a border inside one of the communities ends here, or what runs along the edge changes
};

/// What stitching has to know of a community besides its borders.
struct Inside {
  std::vector<char> inner;          ///< by point: a border inside the community uses it
  std::unique_ptr<PointBins> bins;  ///< of the points as they were before stitching
};

/// Vertices of either side in order along the edge, near ones once.
std::vector<Node> common_nodes(const Key& key, const std::vector<Side*>& sides, const std::vector<TiledCommunity>& communities,
                               const std::vector<Inside>& inside) {
  std::vector<Node> nodes;
  for (const Side* side : sides) {
    const TiledCommunity& tiled = communities[side->community];
    for (std::size_t i = 0; i + 1 < side->chain.size(); ++i) {
      const BorderSegment &s = side->chain[i], &t = side->chain[i + 1];
      const Place p = absolute(tiled, s.b);
      const bool changes = s.left != t.left || s.barrier != t.barrier || s.softer != t.softer || s.wall != t.wall;
      nodes.push_back({along(key, p), p, changes || inside[side->community].inner[at(s.b)] != 0});
    }
  }
  std::stable_sort(nodes.begin(), nodes.end(), [](const Node& a, const Node& b) { return a.position < b.position; });
  std::vector<Node> kept;
  for (const Node& node : nodes)
    if (kept.empty() || node.position - kept.back().position > kSameNode)
      kept.push_back(node);
    else
      kept.back().needed = kept.back().needed || node.needed;
  return kept;
}

/// Leaves out the nodes that nobody needs. They lie up to 0.7 mm beside the straight edge; where something else (a wall drawn
/// along the border) runs in between, they stay.
std::vector<Node> needed_nodes(const Key& key, const std::vector<Node>& nodes, const std::vector<Side*>& sides,
                               const std::vector<TiledCommunity>& communities, const std::vector<Inside>& inside) {
  std::vector<Node> kept;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Place before = kept.empty() ? key[0] : kept.back().place, after = i + 1 < nodes.size() ? nodes[i + 1].place : key[1];
    const auto in_the_way = [&](const Side* side) {
      const TiledCommunity& tiled = communities[side->community];
      return !inside[side->community].bins->free_of_points(local(tiled, before), local(tiled, nodes[i].place),
                                                           local(tiled, after));
    };
    if (nodes[i].needed || std::any_of(sides.begin(), sides.end(), in_the_way)) kept.push_back(nodes[i]);
  }
  return kept;
}

/// Writes one side anew with a vertex at every common node.
void rewrite(const Key& key, const std::vector<Node>& nodes, Side& side, TiledCommunity& tiled,
             std::vector<std::int32_t>& same_as) {
  const bool forward = absolute(tiled, side.chain.front().a) == key[0];
  std::vector<std::int32_t> vertex(nodes.size(), -1);
  // Own vertices move onto the common node; the others are added.
  for (std::size_t i = 0; i + 1 < side.chain.size(); ++i) {
    const std::int32_t v = side.chain[i].b;
    const double position = along(key, absolute(tiled, v));
    for (std::size_t k = 0; k < nodes.size(); ++k)
      if (std::abs(nodes[k].position - position) <= kSameNode) {
        // Two own vertices on one node: the second is replaced wherever it is used.
        if (vertex[k] < 0)
          vertex[k] = v;
        else
          same_as[at(v)] = vertex[k];
        tiled.points[at(v)] = local(tiled, nodes[k].place);
        break;
      }
  }
  auto place_of = [&](std::size_t k) { return forward ? k : nodes.size() - 1 - k; };
  std::size_t segment = 0;
  std::int32_t from = side.chain.front().a;
  for (std::size_t i = 0; i <= nodes.size(); ++i) {
    std::int32_t to = side.chain.back().b;
    if (i < nodes.size()) {
      std::int32_t& v = vertex[place_of(i)];
      if (v < 0) {
        v = static_cast<std::int32_t>(tiled.points.size());
        tiled.points.push_back(local(tiled, nodes[place_of(i)].place));
      }
      to = v;
    }
    BorderSegment piece = side.chain[segment];
    piece.a = from;
    piece.b = to;
    tiled.segments.push_back(piece);
    // Step on to the segment that starts at this node, if the node is one of this side's own.
    for (std::size_t s = segment; s + 1 < side.chain.size(); ++s)
      if (side.chain[s].b == to || same_as[at(side.chain[s].b)] == to) segment = s + 1;
    from = to;
  }
}

Inside inside_of(const TiledCommunity& tiled) {
  Inside out;
  out.inner.assign(tiled.points.size(), 0);
  for (const BorderSegment& s : tiled.segments) out.inner[at(s.a)] = out.inner[at(s.b)] = 1;
  out.bins = std::make_unique<PointBins>(tiled.points);
  return out;
}

}  // namespace

void stitch_communities(std::vector<TiledCommunity>& communities, int threads) {
  std::vector<std::size_t> every(communities.size());
  std::iota(every.begin(), every.end(), std::size_t{0});
  std::vector<std::vector<std::int32_t>> same_as(communities.size());
  std::vector<std::vector<Side>> sides_of(communities.size());
  std::vector<Inside> inside(communities.size());
  for_each_parallel(every, threads, [&](std::size_t c) {
    sides_of[c] = take_sides(c, communities[c]);
    same_as[c].assign(communities[c].points.size(), -1);
    inside[c] = inside_of(communities[c]);
  });
  std::map<Key, std::vector<Side*>> edges;
  for (std::vector<Side>& sides : sides_of)
    for (Side& side : sides) {
      const TiledCommunity& tiled = communities[side.community];
      const Place a = absolute(tiled, side.chain.front().a), b = absolute(tiled, side.chain.back().b);
      edges[a < b ? Key{a, b} : Key{b, a}].push_back(&side);
    }
  for (const auto& [key, sides] : edges) {
    const std::vector<Node> nodes = needed_nodes(key, common_nodes(key, sides, communities, inside), sides, communities, inside);
    for (Side* side : sides) rewrite(key, nodes, *side, communities[side->community], same_as[side->community]);
  }
  for_each_parallel(every, threads, [&](std::size_t c) {
    for (BorderSegment& s : communities[c].segments) {
      if (at(s.a) < same_as[c].size() && same_as[c][at(s.a)] >= 0) s.a = same_as[c][at(s.a)];
      if (at(s.b) < same_as[c].size() && same_as[c][at(s.b)] >= 0) s.b = same_as[c][at(s.b)];
    }
    std::erase_if(communities[c].segments, [](const BorderSegment& s) { return s.a == s.b; });
  });
}

}  // namespace wangge
