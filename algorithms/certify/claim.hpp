/// What the certificate of one community claims, put plainly: a small graph and a price for every set of its nodes.
///
/// This folder checks what algorithms/partition proves and shares no code with it: no graph, no reduction, no diagram, no
/// linear programme. It lists connected sets one by one and tries all ways to cover the nodes with them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/division.hpp"

namespace wangge::certify {

/// Atoms that every admitted plan keeps together are one node. Prices are doubled, so that each set carries half of its border.
struct Claim {
  struct Neighbour {
    std::int32_t node;
    Cost apart, together;  ///< doubled half prices: paid by a set that the edge leaves, or that holds both ends
    bool connects;
  };
  std::vector<std::vector<std::int32_t>> atoms;              ///< by node
  std::vector<std::int64_t> households;                      ///< by node
  std::vector<std::vector<Neighbour>> neighbours;            ///< by node
  std::vector<std::vector<std::int64_t>> amounts;            ///< by further limit, by node
  std::vector<std::int64_t> most;                            ///< by further limit
  std::vector<std::pair<std::int32_t, std::int32_t>> apart;  ///< nodes that no set may hold both of
  std::vector<std::int32_t> alone;  ///< by node: number of a compound that shares no grid with anything else, -1 = none
  std::int64_t least_households = 0, most_households = 0, target = 0;
  bool prices_deviation = true;
  Cost each_set = 0;       ///< doubled; more than any score where the number of grids comes first
  std::int32_t grids = 0;  ///< so many sets exactly, 0 = any number
  Cost fixed = 0;          ///< doubled; what every plan pays besides
};

/// With `with_compounds`, plans that split no fitting compound and keep to themselves the larger ones that `grid` keeps so;
/// without, all plans. Nothing when a rule is asked for that this folder does not know (`change_budget`, compounds in pieces that
/// do not touch).
[[nodiscard]] std::optional<Claim> claim_of(const DivisionProblem& problem, std::span<const std::int32_t> grid,
                                            bool with_compounds);

}  // namespace wangge::certify
