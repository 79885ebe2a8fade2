/// Which sites for new centres cover which demand: the maximal covering problem, with equal demand merged.
/// Guarantees
///  - places that the same candidates cover are one class; places that none covers, or that are covered already, are in none:
///    the best choice and its gain are those of the places themselves;
///  - classes in the order of their first place; equal input gives an equal problem.
/// Units: households (integers). Cost: O(pairs log classes). Source: Church & ReVelle 1974 for the problem.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/reach/reach_table.hpp"

namespace wangge {

struct CoverProblem {
  std::vector<std::int64_t> weight;            ///< by class, > 0
  std::vector<std::uint32_t> first_class{0};   ///< candidates + 1 offsets into `classes`
  std::vector<std::uint32_t> classes;          ///< of each candidate, ascending
  std::vector<std::uint32_t> first_candidate;  ///< classes + 1 offsets into `candidates`
  std::vector<std::uint32_t> candidates;       ///< of each class, ascending

  [[nodiscard]] std::size_t candidate_count() const { return first_class.size() - 1; }
  [[nodiscard]] std::size_t class_count() const { return weight.size(); }
  [[nodiscard]] std::span<const std::uint32_t> classes_of(std::size_t candidate) const {
    return std::span(classes).subspan(first_class[candidate], first_class[candidate + 1] - first_class[candidate]);
  }
  [[nodiscard]] std::span<const std::uint32_t> candidates_of(std::size_t of_class) const {
    return std::span(candidates).subspan(first_candidate[of_class], first_candidate[of_class + 1] - first_candidate[of_class]);
  }
  /// What all candidates together would cover.
  [[nodiscard]] std::int64_t reachable() const;
};

/// `reached`: candidates x places; `weight` by place, 0 where there is nothing to gain (covered already, or empty).
[[nodiscard]] CoverProblem cover_problem(const ReachTable& reached, std::span<const std::int64_t> weight);

}  // namespace wangge
