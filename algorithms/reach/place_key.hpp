/// Places told apart to 0.1 mm: the resolution at which sites, network nodes and centres count as one place.
#pragma once

#include <cmath>
#include <cstdint>
#include <unordered_map>

#include "core/geometry.hpp"
#include "core/number_table.hpp"
#include "core/random.hpp"

namespace wangge {

struct PlaceKey {
  std::int64_t x = 0, y = 0;  ///< tenths of a millimetre
  PlaceKey() = default;
  explicit PlaceKey(Point p) : x(std::llround(p.x * 1e4)), y(std::llround(p.y * 1e4)) {}
  friend bool operator==(const PlaceKey& a, const PlaceKey& b) { return a.x == b.x && a.y == b.y; }
};

struct PlaceKeyHash {
  std::size_t operator()(const PlaceKey& k) const {
    return mix64(static_cast<std::uint64_t>(k.x) ^ mix64(static_cast<std::uint64_t>(k.y)));
  }
};

template <class Value>
using PlaceMap = std::unordered_map<PlaceKey, Value, PlaceKeyHash>;
using PlaceNumbers = NumberTable<PlaceKey, PlaceKeyHash>;

}  // namespace wangge
