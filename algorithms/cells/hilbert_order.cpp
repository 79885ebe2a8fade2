#include "algorithms/cells/hilbert_order.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "core/random.hpp"

namespace wangge {

namespace {

constexpr int kCells = 10;  // the curve runs through 2^10 x 2^10 cells
constexpr int kRounds = 4;  // of which the last holds half of the points, the one before a quarter

/// Distance along the curve.
std::uint32_t hilbert_key(std::uint32_t x, std::uint32_t y) {
  std::uint32_t key = 0;
  for (std::uint32_t s = 1u << (kCells - 1); s > 0; s >>= 1) {
    const std::uint32_t rx = (x & s) ? 1 : 0, ry = (y & s) ? 1 : 0;
    key = (key << 2) | ((3 * rx) ^ ry);
    // Where ry is 0: mirror both if rx is 1, then swap them. Without jumps, which would be guessed wrong half of the time.
    const std::uint32_t turn = ry - 1, mirror = turn & (0 - rx) & ((1u << kCells) - 1);
    x ^= mirror;
    y ^= mirror;
    const std::uint32_t differ = (x ^ y) & turn;
    x ^= differ;
    y ^= differ;
  }
  return key;
}

/// By place alone, so that of two points beside each other the same one comes first whatever lies elsewhere.
std::uint32_t round_of(GridPoint p) {
  const std::uint64_t coins = mix64((std::uint64_t{static_cast<std::uint32_t>(p.x)} << 32) | static_cast<std::uint32_t>(p.y));
  for (int round = kRounds - 1; round > 0; --round)
    if ((coins >> round & 1) != 0) return static_cast<std::uint32_t>(round);
  return 0;
}

/// Sorted by their upper halves, of which this many bits are used; equal ones stay in order.
void sort_by_upper_half(std::vector<std::uint64_t>& values, int bits) {
  constexpr int kDigit = 11;
  std::vector<std::uint64_t> sorted(values.size());
  for (int shift = 32; shift < 32 + bits; shift += kDigit) {
    std::array<std::uint32_t, (1u << kDigit) + 1> first{};
    const auto digit = [&](std::uint64_t v) { return (v >> shift) & ((1u << kDigit) - 1); };
    for (const std::uint64_t v : values) ++first[digit(v) + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    for (const std::uint64_t v : values) sorted[first[digit(v)]++] = v;
    values.swap(sorted);
  }
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
  const double scale =
      ((1 << kCells) - 1) / std::max({static_cast<double>(high.x) - low.x, static_cast<double>(high.y) - low.y, 1.0});
  const auto cell = [scale](std::int32_t from, std::int32_t to) {
    return static_cast<std::uint32_t>(std::clamp((static_cast<double>(to) - from) * scale, 0.0, (1 << kCells) - 1.0));
  };
  std::vector<std::uint64_t> keyed(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::uint32_t key = hilbert_key(cell(low.x, points[i].x), cell(low.y, points[i].y));
    keyed[i] = (std::uint64_t{(round_of(points[i]) << 2 * kCells) | key} << 32) | i;
  }
  sort_by_upper_half(keyed, 2 * kCells + 2);
  for (std::size_t i = 0; i < keyed.size(); ++i) order[i] = static_cast<std::size_t>(keyed[i] & 0xffffffffu);
  return order;
}

}  // namespace wangge
