/// The whole table of walks from centres to places within a limit: the one basis of coverage, overlap, capacity and siting.
/// Guarantees
///  - exactly the pairs whose walk is <= limit, with the distance that BoundedSearch::to gives, by centre, in the order of the
///  search;
///  - the table does not depend on the number of threads.
/// Units: metres. Cost: one bounded search a centre and a look at every place on the arcs it reaches.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/reach/places_on_arcs.hpp"
#include "algorithms/reach/walking_distances.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// A place (row of the table of access) within the limit.
struct PlaceReached {
  std::uint32_t place = 0;
  double metres = 0;
};

struct ReachTable {
  std::vector<std::uint32_t> first{0};  ///< centres + 1 offsets into `pairs`
  std::vector<PlaceReached> pairs;

  [[nodiscard]] std::size_t centres() const { return first.size() - 1; }
  [[nodiscard]] std::span<const PlaceReached> of(std::size_t centre) const {
    return std::span(pairs).subspan(first[centre], first[centre + 1] - first[centre]);
  }
};

/// Reusable memory for rows of the table; one object a thread.
class ReachRow {
 public:
  ReachRow(const WalkGraph& graph, const PlacesOnArcs& places);
  /// Places within `limit` of the starts, each once; valid until the next call.
  std::span<const PlaceReached> find(std::span<const NetworkEntry> starts, double limit);
  [[nodiscard]] const BoundedSearch& search() const { return search_; }

 private:
  const WalkGraph* graph_;
  const PlacesOnArcs* places_;
  BoundedSearch search_;
  std::vector<PlaceReached> found_;
  std::vector<double> least_;  // by place; only where places have several ways in
};

[[nodiscard]] ReachTable reach_table(const WalkGraph& graph, const AccessTable& centres, const PlacesOnArcs& places, double limit,
                                     const RunContext& run);

}  // namespace wangge
