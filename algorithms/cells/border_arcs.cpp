#include "algorithms/cells/border_arcs.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

struct Joint {
  std::array<std::int32_t, 2> segment{-1, -1};
  std::int32_t count = 0;
};

bool alike(const BorderSegment& s, const BorderSegment& t) {
  const bool turned = s.left != t.left;
  return (turned ? s.left == t.right && s.right == t.left : s.right == t.right) && s.barrier == t.barrier &&
         s.softer == t.softer && s.wall == t.wall && s.within == t.within && s.ring_edge < 0 && t.ring_edge < 0;
}

/// Turns an arc so that it begins at its western end; a closed one begins at its westernmost point and leaves it to the west.
void run_from_west(const TiledCommunity& tiled, BorderArc& arc) {
  std::vector<std::int32_t>& p = arc.points;
  const auto place = [&](std::int32_t i) { return tiled.points[at(i)]; };
  if (p.front() == p.back()) {
    if (p.size() > 3) {
      const auto west = std::min_element(p.begin(), p.end() - 1, [&](auto i, auto j) { return place(i) < place(j); });
      // Only an arc without a fixed end may begin elsewhere.
      if (arc.open_ring) {
        p.pop_back();
        std::rotate(p.begin(), west, p.end());
        p.push_back(p.front());
      }
    }
    if (!(place(p[p.size() - 2]) < place(p[1]))) return;
  } else if (place(p.front()) < place(p.back())) {
    return;
  }
  std::reverse(p.begin(), p.end());
  std::swap(arc.like.left, arc.like.right);
}

/// By the places of their first two points.
std::vector<BorderArc> sorted_by_place(const TiledCommunity& tiled, std::vector<BorderArc>& arcs) {
  struct Place {
    std::uint64_t first, second;
    std::size_t arc;
  };
  const auto key = [&](std::int32_t p) { return order_key(tiled.points[at(p)]); };
  std::vector<Place> order(arcs.size());
  for (std::size_t i = 0; i < arcs.size(); ++i) order[i] = {key(arcs[i].points[0]), key(arcs[i].points[1]), i};
  std::sort(order.begin(), order.end(),
            [](const Place& x, const Place& y) { return x.first != y.first ? x.first < y.first : x.second < y.second; });
  std::vector<BorderArc> sorted;
  sorted.reserve(arcs.size());
  for (const Place& place : order) sorted.push_back(std::move(arcs[place.arc]));
  return sorted;
}

}  // namespace

std::vector<BorderArc> border_arcs(const TiledCommunity& tiled) {
  const std::vector<BorderSegment>& segments = tiled.segments;
  std::vector<Joint> joints(tiled.points.size());
  for (std::int32_t i = 0; at(i) < segments.size(); ++i)
    for (const std::int32_t p : {segments[at(i)].a, segments[at(i)].b}) {
      Joint& joint = joints[at(p)];
      if (joint.count < 2) joint.segment[at(joint.count)] = i;
      ++joint.count;
    }
  const auto passes = [&](std::int32_t p) {
    const Joint& joint = joints[at(p)];
    return joint.count == 2 && alike(segments[at(joint.segment[0])], segments[at(joint.segment[1])]);
  };
  std::vector<char> taken(segments.size(), 0);
  std::vector<BorderArc> arcs;
  std::vector<std::int32_t> forward, backward;
  // Follows the chain from segment i over its end `to`; the points after it go to `out`. False when it comes back to `stop`.
  const auto follow = [&](std::int32_t i, std::int32_t to, std::int32_t stop, std::vector<std::int32_t>& out) {
    out.push_back(to);
    while (to != stop && passes(to)) {
      const Joint& joint = joints[at(to)];
      i = joint.segment[0] == i ? joint.segment[1] : joint.segment[0];
      taken[at(i)] = 1;
      to = segments[at(i)].a == to ? segments[at(i)].b : segments[at(i)].a;
      out.push_back(to);
    }
    return to != stop;
  };
  for (std::int32_t i = 0; at(i) < segments.size(); ++i) {
    if (taken[at(i)] != 0) continue;
    taken[at(i)] = 1;
    const BorderSegment& s = segments[at(i)];
    BorderArc arc{s, {}, false};
    forward.clear();
    backward.clear();
    if (follow(i, s.b, s.a, forward)) {
      follow(i, s.a, s.b, backward);
      std::reverse(backward.begin(), backward.end());
      arc.points.reserve(backward.size() + forward.size());
      arc.points.assign(backward.begin(), backward.end());
    } else {
      arc.points.reserve(forward.size() + 1);
      arc.points.push_back(s.a);
      arc.open_ring = passes(s.a);
    }
    arc.points.insert(arc.points.end(), forward.begin(), forward.end());
    run_from_west(tiled, arc);
    arcs.push_back(std::move(arc));
  }
  return sorted_by_place(tiled, arcs);
}

}  // namespace wangge
