/// Where the land of three or four labels meets.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "algorithms/cells/near_walls.hpp"

namespace wangge {

/// Points where three labels meet, of those that follow one another round a face. Three have one. Four have two: of the label
/// `first` with the two after it, and of the other three; the label after `first` and the last one do not touch.
struct MeetingPoints {
  struct Place {
    double x, y;
  };
  std::array<Place, 2> place{};
  std::size_t count = 0, first = 0;
};

/// @param label  three or four, all different.
/// @param from   where to begin the search.
/// @return false when there are none, or the labels meet otherwise than said.
[[nodiscard]] bool find_meeting_points(const NearWalls& walls, std::span<const std::int32_t> label, MeetingPoints::Place from,
                                       MeetingPoints& out);

}  // namespace wangge
