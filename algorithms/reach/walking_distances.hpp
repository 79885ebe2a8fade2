/// Walking distances along the network: bounded from one centre, and to the nearest centre for everybody.
/// A walk is the leg at the centre + the shortest way along arcs + the leg at the other end; an arc is entered anywhere, and two
/// places on the same arc may walk along it directly.
/// Guarantees
///  - distances are sums of the same doubles in the same order whichever function is asked: the nearest centre's distance is the
///    least of the bounded ones, exactly;
///  - of equally near centres the first wins; no walk is shorter than the straight line beyond rounding.
/// Units: metres; infinity = out of reach. Cost: bounded search O(nodes within the limit); nearest centre O(n log n) once.
/// Source: bucket queue after Dial 1969, label correcting inside a bucket.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "algorithms/reach/building_access.hpp"
#include "algorithms/reach/walk_graph.hpp"

namespace wangge {

inline constexpr double kOutOfReach = std::numeric_limits<double>::infinity();

/// Reusable memory for searches on one graph; one object a thread.
class BoundedSearch {
 public:
  explicit BoundedSearch(const WalkGraph& graph);

  /// Distances from the starts to every node within `limit` metres; replaces the search before.
  void run(std::span<const NetworkEntry> starts, double limit);

  [[nodiscard]] double to_node(std::uint32_t node) const { return metres_[node]; }
  /// Whole walk to a place that enters at `entry`; exact when it is within the limit.
  [[nodiscard]] double to(const NetworkEntry& entry) const;
  [[nodiscard]] std::span<const std::uint32_t> reached_nodes() const { return touched_; }
  [[nodiscard]] std::span<const NetworkEntry> starts() const { return starts_; }

  /// Calls visit(arc) once for every arc that has a reached end or holds a start.
  template <class Visit>
  void each_reached_arc(Visit&& visit) const;

 private:
  const WalkGraph* graph_;
  std::vector<double> metres_;
  std::vector<std::uint32_t> touched_;
  std::vector<NetworkEntry> starts_;
  std::vector<std::vector<std::pair<double, std::uint32_t>>> buckets_;
};

template <class Visit>
void BoundedSearch::each_reached_arc(Visit&& visit) const {
  for (const std::uint32_t node : touched_)
    // From its end with the lower number, or the only one that was reached: each arc comes once and need not be looked up.
    for (const WalkStep& step : graph_->from(node))
      if (node <= step.to || metres_[step.to] == kOutOfReach) visit(step.arc);
  for (std::size_t i = 0; i < starts_.size(); ++i) {
    const WalkArc& arc = graph_->arcs[starts_[i].arc];
    bool seen = (metres_[arc.from] != kOutOfReach || metres_[arc.to] != kOutOfReach);
    for (std::size_t j = 0; j < i; ++j) seen |= starts_[j].arc == starts_[i].arc;
    if (!seen) visit(starts_[i].arc);
  }
}

struct NearestCentre {
  std::int32_t centre = -1;  ///< row of the centres' table, -1 = none can be reached
  double metres = kOutOfReach;
  double access_metres = 0;  ///< the place's own part of it off the network
};

/// Nearest centre for every row of `places`, without limit.
[[nodiscard]] std::vector<NearestCentre> nearest_centres(const WalkGraph& graph, const AccessTable& centres,
                                                         const AccessTable& places);

}  // namespace wangge
