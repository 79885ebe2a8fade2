#include "algorithms/cells/hilbert_order.hpp"

#include <algorithm>

namespace wangge {

namespace {

/// Distance along a Hilbert curve of 2^16 x 2^16 cells.
std::uint32_t hilbert_key(std::uint32_t x, std::uint32_t y) {
  std::uint32_t key = 0;
  for (std::uint32_t s = 1u << 15; s > 0; s >>= 1) {
    const std::uint32_t rx = (x & s) ? 1 : 0, ry = (y & s) ? 1 : 0;
    key = (key << 2) | ((3 * rx) ^ ry);
    // Where ry is 0: mirror both if rx is 1, then swap them. Without jumps, which would be guessed wrong half of the time.
    const std::uint32_t turn = ry - 1, mirror = turn & (0 - rx) & 0xffffu;
    x ^= mirror;
    y ^= mirror;
    const std::uint32_t differ = (x ^ y) & turn;
    x ^= differ;
    y ^= differ;
  }
  return key;
}

}  // namespace

std::vector<std::size_t> hilbert_order(std::span<const GridPoint> points) {
  if (points.empty()) return {};
  GridPoint low = points[0], high = points[0];
  for (const GridPoint p : points) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  return hilbert_order(points, low, high);
}

std::vector<std::size_t> hilbert_order(std::span<const GridPoint> points, GridPoint low, GridPoint high) {
  std::vector<std::size_t> order(points.size());
  const std::int64_t span = std::max<std::int64_t>({std::int64_t{high.x} - low.x, std::int64_t{high.y} - low.y, 1});
  std::vector<std::uint64_t> keyed(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::int64_t right = std::clamp<std::int64_t>(std::int64_t{points[i].x} - low.x, 0, span),
                       up = std::clamp<std::int64_t>(std::int64_t{points[i].y} - low.y, 0, span);
    const auto x = static_cast<std::uint32_t>(right * 65535 / span), y = static_cast<std::uint32_t>(up * 65535 / span);
    keyed[i] = (std::uint64_t{hilbert_key(x, y)} << 32) | i;
  }
  std::sort(keyed.begin(), keyed.end());
  for (std::size_t i = 0; i < keyed.size(); ++i) order[i] = static_cast<std::size_t>(keyed[i] & 0xffffffffu);
  return order;
}

}  // namespace wangge
