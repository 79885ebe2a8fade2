/// Interned sets of owner numbers: who runs along an edge, who covers a triangle. Equal sets have equal numbers; set 0 is empty.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace wangge {

/// @cost a table look-up for a set seen before; memory grows with the number of different sets only.
class OwnerSets {
 public:
  OwnerSets() : sets_{{}} {}
  [[nodiscard]] std::span<const std::int32_t> members(std::int32_t set) const { return sets_[static_cast<std::size_t>(set)]; }
  /// Symmetric difference: a polygon that runs along an edge twice does not separate its two sides.
  [[nodiscard]] std::int32_t toggled(std::int32_t a, std::int32_t b);
  [[nodiscard]] std::int32_t single(std::int32_t owner);
  [[nodiscard]] std::size_t size() const { return sets_.size(); }

 private:
  std::int32_t intern(std::vector<std::int32_t> members);
  std::vector<std::vector<std::int32_t>> sets_;
  std::vector<std::int32_t> single_;                            ///< by owner: its own set, -1 = not yet
  std::unordered_map<std::uint64_t, std::int32_t> toggled_;     ///< by pair of sets
  std::unordered_multimap<std::uint64_t, std::int32_t> known_;  ///< by hash of the members
};

}  // namespace wangge
