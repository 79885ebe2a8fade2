/// Divides a large community again after an edit, near the edit only: every grid that lies apart from it stays as it is.
///
/// A small community is divided anew in a few milliseconds. A region of ten thousand buildings takes a tenth of a second, and a
/// search from nothing may move borders kilometres away from a building that was added. Here the grids that hold what changed,
/// those beside it and the next ones round about are a problem of their own, which goes on from the plan at hand.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "algorithms/graph/division_problem.hpp"
#include "algorithms/partition/divide_community.hpp"

namespace wangge {

/// Atoms of a community from which on its grids are kept like that.
inline constexpr std::size_t kLargeCommunity = 2000;

/// Its atoms are known by what stays when they get other numbers.
struct KeptReason {
  InfeasibleReason reason;
  std::vector<std::uint64_t> atoms;
};

/// A division, by what stays when atoms get other numbers.
class KeptDivision {
 public:
  KeptDivision() = default;
  /// @param community  its cells' buildings name the atoms.
  KeptDivision(const ProblemOfCells& community, const TiledCommunity& tiled, const City& city, const Division& division);

  /// The kept division with the grids near what has changed since divided again; nullopt when the plan cannot be kept so: it
  /// would have more households out of range or more compounds split than before, or the rules look at the whole community
  /// (numbers of grids, a budget of change). lower_bound is `constant` of the problem, which every plan pays.
  [[nodiscard]] std::optional<Division> divide_again(const ProblemOfCells& community, const TiledCommunity& tiled,
                                                     const City& city, const DivideOptions& options, const RunContext& run) const;

 private:
  struct Atom {
    std::uint64_t mark = 0;  ///< changes with the atom's figures, its neighbours and its borders
    std::int32_t grid = -1;
  };
  std::unordered_map<std::uint64_t, Atom> atoms_;  ///< by digest of the building's id; land without a building: by its mark
  std::vector<KeptReason> reasons_;
  std::int64_t out_of_range_ = 0, split_households_ = 0;
  bool sound_ = false;  ///< no rule broken, no compound among the reasons
};

}  // namespace wangge
