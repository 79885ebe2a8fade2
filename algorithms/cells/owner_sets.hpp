/// Interned sets of owner numbers: who runs along an edge, who covers a triangle. Equal sets have equal numbers; set 0 is empty.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/number_table.hpp"

namespace wangge {

/// @cost a table look-up for a set seen before, and no memory block of its own for a new one.
class OwnerSets {
 public:
  /// Until the next set is made.
  [[nodiscard]] std::span<const std::int32_t> members(std::int32_t set) const {
    const auto s = static_cast<std::size_t>(set);
    return std::span(members_).subspan(first_[s], first_[s + 1] - first_[s]);
  }
  /// Symmetric difference: a polygon that runs along an edge twice does not separate its two sides.
  [[nodiscard]] std::int32_t toggled(std::int32_t a, std::int32_t b);
  [[nodiscard]] std::int32_t single(std::int32_t owner);
  [[nodiscard]] std::size_t size() const { return first_.size() - 1; }

 private:
  using Numbers = NumberTable<std::uint64_t, MixedHash>;

  [[nodiscard]] std::int32_t intern(std::span<const std::int32_t> members);
  std::vector<std::int32_t> members_;  ///< of all sets, one after the other
  std::vector<std::size_t> first_{0, 0};
  std::vector<std::int32_t> single_;                    ///< by owner: its own set, -1 = not yet
  Numbers pairs_;                                       ///< of sets that were toggled
  std::vector<std::int32_t> results_;                   ///< by pair
  Numbers known_;                                       ///< first set by hash of the members
  std::vector<std::int32_t> next_of_hash_{-1}, joint_;  ///< by set: another with the same hash; members in the making
};

}  // namespace wangge
