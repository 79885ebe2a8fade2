/// Good choices of sites: greedy, then swaps. Deterministic; ties go to the lower candidate.
/// Guarantees: covered() is exact; improve() never makes a choice worse and ends where no single swap helps.
/// Units: households. Gains of all candidates are kept up to date, so a site costs its incidences; a pass of swaps costs the
/// incidences of classes that one site alone covers, for sites around which something changed since the pass before. Source: swap
/// by gain and loss after Resende & Werneck 2007.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "algorithms/siting/cover_problem.hpp"
#include "core/random.hpp"

namespace wangge {

class CoverSearch {
 public:
  explicit CoverSearch(const CoverProblem& problem);

  void clear();
  void add(std::uint32_t candidate);
  void remove(std::uint32_t candidate);
  /// Adds the best sites until there are `count`, or none gains.
  void fill(std::size_t count);
  /// Adds the best sites until `covered` is reached, or none gains.
  void fill_to(std::int64_t covered);
  /// Single swaps, best first, until none helps.
  void improve();
  /// Drops two sites and refills, for all pairs of neighbours; true when something got better.
  bool improve_pairs();
  /// Drops `drops` sites of a random neighbourhood, adds a random one there, refills and improves.
  void kick(std::size_t drops, Random& random);
  void set(std::span<const std::uint32_t> chosen);

  [[nodiscard]] std::int64_t covered() const { return covered_; }
  [[nodiscard]] const std::vector<std::uint32_t>& chosen() const { return chosen_; }  ///< ascending
  [[nodiscard]] std::int64_t gain(std::uint32_t candidate) const { return gain_[candidate]; }

 private:
  struct Swap {
    std::int64_t better = 0;
    std::uint32_t out = 0, in = 0;
  };
  struct Loss {
    std::uint64_t at = 0;  ///< when it was looked up; 0 = never
    std::int64_t lost = 0;
    std::vector<std::pair<std::uint32_t, std::int64_t>> back;  ///< candidate, what it would gain more than now
  };
  const Loss& loss_of(std::uint32_t out);
  /// Candidates that share demand with this one, ascending.
  [[nodiscard]] std::vector<std::uint32_t> neighbours(std::uint32_t candidate) const;
  [[nodiscard]] Swap best_swap();
  [[nodiscard]] std::uint32_t best_addition() const;

  static constexpr std::uint32_t kNobody = 0xffffffffU;
  const CoverProblem* problem_;
  std::vector<std::uint32_t> times_;  // by class: chosen sites that cover it
  std::vector<std::int64_t> gain_;    // by candidate: weight of its uncovered classes
  std::vector<char> is_chosen_;
  std::vector<std::uint32_t> chosen_;
  std::vector<std::int64_t> extra_;  // work memory by candidate, zero between calls
  std::vector<std::uint32_t> touched_;
  std::uint64_t clock_ = 1;             // counts additions and removals
  std::vector<std::uint64_t> changed_;  // by class: when its times last changed
  std::vector<Loss> losses_;            // by candidate
  std::int64_t covered_ = 0;
};

}  // namespace wangge
