/// Rows that every plan keeps and fractional plans break: of any three nodes, at most one grid holds two or more.
///
/// Subset-row inequalities (Jepsen, Petersen, Spoorendonk & Pisinger 2008). A few dozen of them close most of what the master
/// programme leaves between its bound and the best plan where atoms are chunky (compounds kept whole). A set that holds two of
/// the three pays the price of the cut, so the pricer must know whether one has been taken: one bit a cut between the first and
/// the last of its nodes in the diagram's order.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::partition {

struct TripleCut {
  std::array<std::int32_t, 3> node{};
  double price = 0;         ///< >= 0, whole doubled micro-points; what a set with two of the nodes pays
  std::uint8_t place = 64;  ///< bit that remembers, see `find_places`
};

/// At most this many cuts can be open at once.
inline constexpr std::size_t kTriplePlaces = 64;

[[nodiscard]] bool holds_two(const TripleCut& cut, std::span<const std::int32_t> nodes);  ///< `nodes` ascending

/// One set of a fractional plan.
struct ShareOfSet {
  std::span<const std::int32_t> nodes;
  double share = 0;
};

/// The cuts that a fractional plan breaks most, at most `most` of them and no node in more than a few. O(pairs of nodes that some
/// sets hold in part, times nodes).
[[nodiscard]] std::vector<TripleCut> broken_triples(std::int32_t nodes, std::span<const ShareOfSet> plan, std::size_t most);

/// Gives each cut a bit that no other uses between its nodes; drops those for which none is left. `layer`: by node.
void find_places(std::span<const std::int32_t> layer, std::vector<TripleCut>& cuts);

}  // namespace wangge::partition
