#include "algorithms/cells/ring_in_window.hpp"

#include <algorithm>

namespace wangge {

namespace {

/// On which sides of the window a point lies, as bits.
unsigned sides(GridPoint p, GridPoint low, GridPoint high) {
  return (p.x < low.x ? 1u : 0u) | (p.x > high.x ? 2u : 0u) | (p.y < low.y ? 4u : 0u) | (p.y > high.y ? 8u : 0u);
}

}  // namespace

void keep_in_window(Chain& chain, GridPoint low, GridPoint high) {
  const std::vector<GridPoint>& ring = chain.points;
  const std::size_t n = ring.size();
  if (n < 3) return;
  // The box of an edge misses the window exactly when both ends lie beyond the same side.
  const auto beyond = [&](std::size_t i) { return (sides(ring[i % n], low, high) & sides(ring[(i + 1) % n], low, high)) != 0; };
  std::size_t start = 0;
  while (start < n && beyond(start)) ++start;
  start %= n;  // an edge that is kept, if there is one
  Chain out{{}, true, chain.dense, chain.owner, {}, {}};
  const auto add = [&](std::size_t from, bool far) {
    out.points.push_back(ring[from % n]);
    out.beyond.push_back(far ? 1 : 0);
    if (!chain.edge_owners.empty()) out.edge_owners.push_back(far ? -1 : chain.edge_owners[from % n]);
  };
  for (std::size_t i = start; i < start + n;) {
    if (!beyond(i)) {
      add(i++, false);
      continue;
    }
    // As far as all corners lie beyond one and the same side, a straight line misses the window, too.
    unsigned common = sides(ring[i % n], low, high);
    const std::size_t from = i;
    while (i < start + n && beyond(i) && (common & sides(ring[(i + 1) % n], low, high)) != 0)
      common &= sides(ring[++i % n], low, high);
    add(from, true);
  }
  chain = std::move(out);
}

}  // namespace wangge
