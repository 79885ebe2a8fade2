/// An upper bound on what any choice of sites can cover, from Lagrangian prices on the demand.
/// A class of demand counts itself for what its price leaves over, and pays its price to every chosen site that covers it: the
/// sum for the best `count` sites is never below what a choice of that many can cover, whatever the prices. Subgradients lower
/// it. Guarantees: bound() holds for every choice of at most `count` sites that respects the fixings; deterministic. Units:
/// households. Cost: O(incidences) a step. Source: Galvao & ReVelle 1996; step lengths after Polyak 1969.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "algorithms/siting/cover_problem.hpp"

namespace wangge {

enum class Fixing : std::uint8_t { open, in, out };

class CoverBound {
 public:
  CoverBound(const CoverProblem& problem, std::size_t count);

  /// Fixings by candidate; prices are kept. At most `count` may be in.
  void fix(const std::vector<Fixing>& fixing);
  /// Lowers the bound for at most `steps` steps, until it is below `target` + 1, or no longer falls. `promising` is called with
  /// the sites of a step now and then (they may be fewer than the count) and returns the best coverage known.
  void lower(int steps, std::int64_t target, const std::function<std::int64_t(const std::vector<std::uint32_t>&)>& promising);

  [[nodiscard]] std::int64_t bound() const;
  /// Candidates that must be out or in for more than `target` to be possible; changes `fixing`, returns how many were fixed.
  std::size_t fix_by_price(std::int64_t target, std::vector<Fixing>& fixing) const;
  /// How often each candidate was among the best of late, in [0,1]: nearly its share in the best mixed choice.
  [[nodiscard]] const std::vector<double>& share() const { return share_; }
  [[nodiscard]] const std::vector<double>& prices() const { return best_price_; }
  void set_prices(const std::vector<double>& prices);

 private:
  double value();
  void choose();
  double turn(const std::vector<double>& times);
  void advance(double move);

  const CoverProblem* problem_;
  std::size_t count_;
  std::vector<Fixing> fixing_;
  std::vector<double> price_, best_price_;  // by class
  std::vector<double> worth_;               // by candidate: sum of the prices of its classes
  std::vector<std::uint32_t> open_;         // candidates left to choose from, the chosen ones first after choose()
  std::vector<std::uint32_t> chosen_;       // of the last step
  std::vector<double> share_;               // by candidate
  std::vector<double> weight_, direction_;  // by class
  double best_ = 0;
};

}  // namespace wangge
