/// All connected sets of nodes that may be a grid in range.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "algorithms/certify/claim.hpp"

namespace wangge::certify {

/// Sets of positions in some order of the nodes of one connected piece, as bits; `words` whole words a set.
struct SetList {
  std::size_t words = 0;
  std::vector<std::uint64_t> bits;
  std::vector<Cost> price;           ///< doubled
  std::vector<std::int32_t> lowest;  ///< the set's lowest position; ascending
  [[nodiscard]] std::size_t size() const { return price.size(); }
  [[nodiscard]] std::span<const std::uint64_t> set(std::size_t i) const { return {bits.data() + i * words, words}; }
};

/// `order`: the nodes of one connected piece. Every set once, by the well-known scheme of growing a set from its lowest member
/// and forbidding what was left out (Avis & Fukuda 1996). Nothing when there are more than `most_sets`, or the search would take
/// more than `most_steps` steps.
[[nodiscard]] std::optional<SetList> list_sets(const Claim& claim, std::span<const std::int32_t> order, std::int64_t most_sets,
                                               std::int64_t most_steps);

/// Doubled price of one set of nodes.
[[nodiscard]] Cost price_of(const Claim& claim, std::span<const std::int32_t> nodes);

}  // namespace wangge::certify
