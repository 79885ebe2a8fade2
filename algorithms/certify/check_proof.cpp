#include "algorithms/certify/check_proof.hpp"

#include <algorithm>
#include <map>

#include "algorithms/certify/cover_search.hpp"

namespace wangge {

namespace {

using certify::Claim;
using certify::Cover;

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Nodes that hang together, each piece in the order of a search from its farthest end, so that few nodes are half covered at a
/// time.
std::vector<std::vector<std::int32_t>> pieces_of(const Claim& claim) {
  std::vector<std::vector<std::int32_t>> pieces;
  std::vector<std::int32_t> seen(claim.atoms.size(), -1);
  const auto walk = [&](std::int32_t start, std::int32_t mark) {
    std::vector<std::int32_t> order{start};
    seen[at(start)] = mark;
    for (std::size_t i = 0; i < order.size(); ++i)
      for (const Claim::Neighbour& n : claim.neighbours[at(order[i])])
        if (n.connects && seen[at(n.node)] != mark) {
          seen[at(n.node)] = mark;
          order.push_back(n.node);
        }
    return order;
  };
  std::int32_t mark = 0;
  for (std::int32_t v = 0; at(v) < seen.size(); ++v)
    if (seen[at(v)] < 0) {
      const std::int32_t end = walk(v, mark++).back();
      pieces.push_back(walk(end, mark++));
    }
  return pieces;
}

std::int64_t households_of(const Claim& claim, const std::vector<std::int32_t>& nodes) {
  std::int64_t sum = 0;
  for (const std::int32_t v : nodes) sum += claim.households[at(v)];
  return sum;
}

/// No piece of so many households can be a whole number of grids in range, whatever its shape.
bool total_unreachable(const Claim& claim, std::int64_t households) {
  const std::int64_t most_grids = claim.least_households > 0 ? households / claim.least_households : households + 1;
  return most_grids * claim.most_households < households || most_grids == 0;
}

ProofCheck check_infeasible(const Claim& claim, const ProofCheckLimits& limits) {
  bool all_possible = claim.grids == 0;
  for (const std::vector<std::int32_t>& piece : pieces_of(claim)) {
    if (total_unreachable(claim, households_of(claim, piece))) return ProofCheck::confirmed;
    const bool too_large =
        std::any_of(piece.begin(), piece.end(), [&](std::int32_t v) { return claim.households[at(v)] > claim.most_households; });
    if (too_large) return ProofCheck::confirmed;
    std::optional<certify::SetList> sets = certify::list_sets(claim, piece, limits.sets, limits.steps);
    if (!sets) {
      all_possible = false;
      continue;
    }
    std::fill(sets->price.begin(), sets->price.end(), 0);
    switch (certify::cover_below(*sets, piece.size(), 1, 0, limits.states)) {
      case Cover::none: return ProofCheck::confirmed;
      case Cover::found: break;
      case Cover::gave_up: all_possible = false;
    }
  }
  return all_possible ? ProofCheck::refuted : ProofCheck::not_checked;
}

/// Nodes of each grid of the plan; nothing when a grid takes a node only in part.
std::optional<std::map<std::int32_t, std::vector<std::int32_t>>> grids_of(const Claim& claim,
                                                                          const std::vector<std::int32_t>& grid) {
  std::map<std::int32_t, std::vector<std::int32_t>> grids;
  for (std::int32_t v = 0; at(v) < claim.atoms.size(); ++v) {
    const std::vector<std::int32_t>& atoms = claim.atoms[at(v)];
    for (const std::int32_t a : atoms)
      if (grid[at(a)] != grid[at(atoms[0])]) return std::nullopt;
    grids[grid[at(atoms[0])]].push_back(v);
  }
  return grids;
}

/// Is every grid of the plan in this piece among the sets? Else it does not hang together, or holds what must be apart.
bool lists_all(const certify::SetList& sets, const std::vector<std::int32_t>& piece,
               const std::map<std::int32_t, std::vector<std::int32_t>>& grids) {
  std::map<std::int32_t, std::size_t> place;
  for (std::size_t i = 0; i < piece.size(); ++i) place.emplace(piece[i], i);
  for (const auto& [label, nodes] : grids) {
    if (place.count(nodes[0]) == 0) continue;
    std::vector<std::uint64_t> bits(sets.words, 0);
    for (const std::int32_t v : nodes) {
      const auto found = place.find(v);
      if (found == place.end()) return false;
      bits[found->second / 64] |= std::uint64_t{1} << (found->second % 64);
    }
    bool listed = false;
    for (std::size_t s = 0; s < sets.size() && !listed; ++s) listed = std::ranges::equal(sets.set(s), bits);
    if (!listed) return false;
  }
  return true;
}

ProofCheck check_optimal(const Claim& claim, const Division& division, const ProofCheckLimits& limits) {
  const auto grids = grids_of(claim, division.grid);
  if (!grids) return ProofCheck::refuted;
  std::vector<Cost> paid(claim.atoms.size(), 0);  // of each grid, at its first node
  Cost sum = claim.fixed - static_cast<Cost>(grids->size()) * claim.each_set;
  for (const auto& [label, nodes] : *grids) {
    const std::int64_t households = households_of(claim, nodes);
    if (households < claim.least_households || households > claim.most_households) return ProofCheck::refuted;
    paid[at(nodes[0])] = certify::price_of(claim, nodes);
    sum += paid[at(nodes[0])];
  }
  if (sum != 2 * division.score || division.lower_bound > division.score) return ProofCheck::refuted;
  const std::vector<std::vector<std::int32_t>> pieces = pieces_of(claim);
  if (claim.grids > 0 && (pieces.size() > 1 || grids->size() != at(claim.grids)))
    return pieces.size() > 1 ? ProofCheck::not_checked : ProofCheck::refuted;
  bool all = true;
  for (const std::vector<std::int32_t>& piece : pieces) {
    Cost here = 0;
    for (const std::int32_t v : piece) here += paid[at(v)];
    const auto sets = certify::list_sets(claim, piece, limits.sets, limits.steps);
    const Cover better = sets ? certify::cover_below(*sets, piece.size(), here, claim.grids, limits.states) : Cover::gave_up;
    if (better == Cover::found) return ProofCheck::refuted;
    if (sets && !lists_all(*sets, piece, *grids)) return ProofCheck::refuted;
    all = all && better == Cover::none;
  }
  return all ? ProofCheck::confirmed : ProofCheck::not_checked;
}

}  // namespace

ProofCheck check_proof(const DivisionProblem& problem, const Division& division, const ProofCheckLimits& limits) {
  if (problem.households.empty()) return ProofCheck::nothing_claimed;
  const bool optimal = division.proof == Proof::optimal, infeasible = division.proof == Proof::infeasible;
  if (!optimal && !infeasible) return ProofCheck::nothing_claimed;
  // Splitting compounds comes before being out of range, so an impossible community is so without regard to them.
  const std::optional<Claim> claim = certify::claim_of(problem, division.grid, optimal);
  if (!claim || (optimal && division.split_households > 0)) return ProofCheck::not_checked;
  if (infeasible) return check_infeasible(*claim, limits);
  return division.out_of_range == 0 ? check_optimal(*claim, division, limits) : ProofCheck::not_checked;
}

}  // namespace wangge
