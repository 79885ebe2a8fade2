/// A divided city kept for edits: after one inside a community only that community is tiled and divided anew.
///
/// Guarantees
///  - communities whose content an edit does not change keep every building in its grid; in large communities grids apart from
///    the edit do so, too (divide_around.hpp);
///  - without edits `plan` is what divide_city makes of the same city and options, but for the proofs that its budget for the
///    whole city would have paid for;
///  - equal on any number of threads.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/cells/city_tiling.hpp"
#include "algorithms/plan/divide_around.hpp"
#include "algorithms/plan/divide_city.hpp"
#include "algorithms/plan/lay_out_city.hpp"

namespace wangge {

class CityDivision {
 public:
  /// @param city  as prepare_city left it; not kept.
  CityDivision(const City& city, const DivideCityOptions& options, const RunContext& run);
  /// The city after an edit, communities in the order of before. Returns those divided anew, ascending.
  /// @cost one pass over the city to see what changed, then that of the changed communities.
  std::vector<std::size_t> update(const City& city, const RunContext& run);
  /// @param city  of the last update.
  [[nodiscard]] Plan plan(const City& city, const RunContext& run) const;
  /// By community: grid of every atom and its figures.
  [[nodiscard]] const std::vector<Division>& divisions() const { return divisions_; }

 private:
  void keep(std::size_t community, const CommunityDraft& draft, const City& city);
  DivideCityOptions options_;
  CityTiling tiling_;
  std::vector<std::uint64_t> content_;  ///< by community: what the division looks at beside the cells
  std::vector<Division> divisions_;
  std::vector<std::vector<BarrierToOpen>> openings_;  ///< by community
  std::vector<KeptDivision> kept_;                    ///< of large communities
};

}  // namespace wangge
