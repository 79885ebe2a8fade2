/// Are two tilings the same, byte for byte?
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

/// What differs first, in words; empty when nothing does.
inline std::string difference(const TiledCommunity& s, const TiledCommunity& t) {
  if (s.frame.origin_x != t.frame.origin_x || s.frame.origin_y != t.frame.origin_y) return "frame";
  if (s.building != t.building || s.exclusive != t.exclusive) return "cells";
  if (s.shared_site != t.shared_site || s.noding_failed != t.noding_failed) return "shared sites";
  if (s.points != t.points) return "points";
  if (s.segments.size() != t.segments.size() || s.inside.size() != t.inside.size()) return "number of borders";
  const auto all_of = [](const BorderSegment& x) {
    return std::tie(x.a, x.b, x.left, x.right, x.barrier, x.softer, x.ring_edge, x.wall, x.within);
  };
  for (std::size_t i = 0; i < s.segments.size(); ++i)
    if (all_of(s.segments[i]) != all_of(t.segments[i])) return "border " + std::to_string(i);
  for (std::size_t i = 0; i < s.inside.size(); ++i)
    if (std::tie(s.inside[i].cell, s.inside[i].barrier, s.inside[i].metres) !=
        std::tie(t.inside[i].cell, t.inside[i].barrier, t.inside[i].metres))
      return "inside barrier " + std::to_string(i);
  return {};
}

inline std::string difference(const std::vector<TiledCommunity>& x, const std::vector<TiledCommunity>& y) {
  if (x.size() != y.size()) return "number of communities";
  for (std::size_t c = 0; c < x.size(); ++c)
    if (const std::string what = difference(x[c], y[c]); !what.empty()) return "community " + std::to_string(c) + ": " + what;
  return {};
}

}  // namespace wangge
