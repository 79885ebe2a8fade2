/// How buildings and centres enter the walking network.
/// A building with entrances of its own enters from each of them (`entrance`), any other at the nearest point of the nearest arc
/// (`edge`). Where that straight leg would cross a wall (AccessWalls): inside a compound (小区) with gates through each of its
/// gates (`gate`, or `inferred_gate` where only crossing lines tell of gates), elsewhere by the nearest arc within 500 m that can
/// be reached without crossing (`detour`), and where there is none straight to the nearest all the same (`blocked`). A centre
/// always enters at the nearest point of the nearest arc (contract section 3 knows one leg of a centre), or from its entrances
/// where these are known; a leg that crosses a wall makes it `blocked`, which is worth a finding, nothing else. Guarantees
///  - without walls every kind is `edge` (`none` when the network is empty);
///  - no access is shorter than the straight line to where it enters;
///  - places with equal coordinates (to 0.1 mm) are one site and enter alike.
/// Units: metres. Cost: one nearest-arc query a site.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "algorithms/reach/access_walls.hpp"
#include "algorithms/reach/snap_to_network.hpp"
#include "core/run_context.hpp"

namespace wangge {

enum class AccessKind : std::uint8_t { edge, gate, inferred_gate, entrance, detour, blocked, none };
[[nodiscard]] std::string to_text(AccessKind kind);

/// Beyond this a leg around a barrier is no way to a street any more.
inline constexpr double kFarthestDetour = 500.0;

/// Ways onto the network of many places, in order.
struct AccessTable {
  std::vector<AccessKind> kind;
  std::vector<std::uint32_t> first{0};  ///< size() + 1 offsets into `entries`
  std::vector<NetworkEntry> entries;

  [[nodiscard]] std::size_t size() const { return kind.size(); }
  [[nodiscard]] std::span<const NetworkEntry> of(std::size_t place) const {
    return std::span(entries).subspan(first[place], first[place + 1] - first[place]);
  }
  void add(AccessKind how, std::span<const NetworkEntry> ways);
};

class AccessModel {
 public:
  AccessModel(const City& city, const WalkGraph& graph, const NetworkSnapper& snapper);

  struct Way {
    AccessKind kind = AccessKind::none;
    std::vector<NetworkEntry> entries;
  };
  /// `compound` is the one the records name, -1 = unknown.
  [[nodiscard]] Way enter(Point p, std::int32_t compound) const;
  /// From doors: each enters on its own, and the straight line from `p` to the door is part of the walk.
  [[nodiscard]] Way enter(Point p, std::int32_t compound, std::span<const Point> doors) const;
  /// By its doors, each at the street nearest to it, else by its point likewise: a centre is where people are let in, so neither
  /// a compound's edge nor a barrier moves it to another street. Where one lies in between, the kind of the point is `blocked`.
  [[nodiscard]] Way enter(const Centre& centre) const;
  [[nodiscard]] const AccessWalls& walls() const { return walls_; }
  /// Where the gates (AccessWalls::gates) enter; the way from the gate to the arc is in `metres`.
  [[nodiscard]] const std::vector<NetworkEntry>& gate_entries() const { return gate_entries_; }

 private:
  const City* city_;
  const NetworkSnapper* snapper_;
  AccessWalls walls_;
  std::vector<NetworkEntry> gate_entries_;
  bool network_empty_;
};

/// Buildings by place: stacked ones share a site.
struct Sites {
  std::vector<Point> points;
  std::vector<std::int32_t> compounds;     ///< of the first building there
  std::vector<std::vector<Point>> doors;   ///< of the first building there that has any; empty vector: no building has
  std::vector<std::uint32_t> of_building;  ///< site of every building
};
[[nodiscard]] Sites collect_sites(const std::vector<Building>& buildings);

/// Access of every site; parallel over run.threads.
[[nodiscard]] AccessTable enter_network(const Sites& sites, const AccessModel& model, const RunContext& run);

}  // namespace wangge
