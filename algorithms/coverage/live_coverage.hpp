/// Coverage that follows changes of the centres: one is added, moved or closed, and only what it touches is looked at again.
/// Guarantees
///  - after any sequence of changes covered() and nearest() are those of compute_circles for the centres as they now stand, ties
///    to the lower number included (tested against it);
///  - numbers of centres are never used again.
/// Refers to the CityReach. Units: metres, households. Cost: a bounded search and the sites it reaches a change: well below a
/// millisecond at the density of a city.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/reach/city_reach.hpp"
#include "algorithms/reach/reach_table.hpp"

namespace wangge {

class LiveCoverage {
 public:
  static constexpr std::int32_t kNobody = -1;

  struct Change {
    std::int32_t centre = kNobody;    ///< its number
    std::int64_t covered_before = 0;  ///< households
    std::int64_t covered_after = 0;
    std::vector<std::uint32_t> sites;  ///< whose nearest centre or walk changed, ascending
  };
  struct Nearest {
    double metres = kOutOfReach;  ///< infinite beyond the radius
    std::int32_t centre = kNobody;
  };

  /// Starts with centres of the city; they get the numbers 0, 1, 2 ... in this order.
  LiveCoverage(const CityReach& reach, std::span<const std::int32_t> centres, double radius, const RunContext& run);

  Change add(Point place, std::span<const Point> entrances = {});
  Change move(std::int32_t centre, Point place, std::span<const Point> entrances = {});
  Change close(std::int32_t centre);

  [[nodiscard]] std::int64_t covered() const { return covered_; }
  [[nodiscard]] Nearest nearest(std::uint32_t site) const { return at_[site].empty() ? Nearest{} : at_[site].front(); }
  /// Centres that reach a site, nearest first.
  [[nodiscard]] std::span<const Nearest> reached_by(std::uint32_t site) const { return at_[site]; }

 private:
  void put(std::int32_t centre, std::span<const PlaceReached> row);
  void take(std::int32_t centre);
  Change change(std::int32_t centre, bool keep, Point place, std::span<const Point> entrances);

  const CityReach* reach_;
  double radius_;
  ReachRow row_;
  std::vector<std::vector<PlaceReached>> rows_;  // by centre
  std::vector<std::vector<Nearest>> at_;         // by site, nearest first
  std::int64_t covered_ = 0;
};

}  // namespace wangge
