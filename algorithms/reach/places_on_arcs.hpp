/// The table of access the other way round: who enters at each arc of the network.
/// Guarantee: entries of an arc in the order of the places. Units: metres. Cost: O(arcs + entries) once.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/reach/building_access.hpp"

namespace wangge {

class PlacesOnArcs {
 public:
  struct Entrance {
    std::uint32_t place = 0;
    NetworkEntry entry;
  };
  PlacesOnArcs(std::size_t arcs, const AccessTable& places);

  [[nodiscard]] std::span<const Entrance> on(std::uint32_t arc) const {
    return std::span(entrances_).subspan(first_[arc], first_[arc + 1] - first_[arc]);
  }
  [[nodiscard]] std::size_t places() const { return places_; }
  /// True when no place has more than one way onto the network: no pair then comes twice.
  [[nodiscard]] bool single() const { return single_; }

 private:
  std::size_t places_ = 0;
  bool single_ = true;
  std::vector<std::uint32_t> first_;  // by arc
  std::vector<Entrance> entrances_;
};

}  // namespace wangge
