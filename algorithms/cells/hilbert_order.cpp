#include "algorithms/cells/hilbert_order.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "core/random.hpp"

namespace wangge {

namespace {

constexpr int kCells = 10;  // the curve runs through 2^10 x 2^10 cells; even
constexpr int kRounds = 4;  // of which the last holds half of the points, the one before a quarter

/// How the curve runs through 4 x 4 cells, by how it is turned there (bit 0: x and y swapped, bit 1: both mirrored).
struct Stretch {
  std::uint8_t key, turn;  ///< distance along it, and how it is turned inside the cell
};

constexpr Stretch stretch(std::uint32_t turn, std::uint32_t x, std::uint32_t y) {
  std::uint32_t key = 0;
  for (const std::uint32_t bit : {1u, 0u}) {
    std::uint32_t rx = (x >> bit & 1) ^ (turn >> 1), ry = (y >> bit & 1) ^ (turn >> 1);
    if ((turn & 1) != 0) std::swap(rx, ry);
    key = key << 2 | ((3 * rx) ^ ry);
    if (ry == 0) turn ^= 1 | rx << 1;
  }
  return {static_cast<std::uint8_t>(key), static_cast<std::uint8_t>(turn)};
}

/// By turn, then two bits of x, then two of y: looked up, as the turns cannot be guessed.
constexpr std::array<Stretch, 64> kStretches = [] {
  std::array<Stretch, 64> all{};
  for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = stretch(i >> 4, i >> 2 & 3, i & 3);
  return all;
}();

/// Distance along the curve.
std::uint32_t hilbert_key(std::uint32_t x, std::uint32_t y) {
  std::uint32_t key = 0, turn = 0;
  for (int shift = kCells - 2; shift >= 0; shift -= 2) {
    const Stretch& next = kStretches[turn << 4 | (x >> shift & 3) << 2 | (y >> shift & 3)];
    key = key << 4 | next.key;
    turn = next.turn;
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
