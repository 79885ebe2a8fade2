#include "algorithms/cells/meeting_points.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wangge {

namespace {

constexpr double kHair = 1;  // mm by which the fourth may be nearer: four that meet in one point are no fault

double squared_to(const NearWalls& walls, std::int32_t label, MeetingPoints::Place p) {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < walls.size(); ++i)
    if (walls.label(i) == label) least = std::min(least, walls.piece(i).squared_to(p.x, p.y));
  return least;
}

}  // namespace

bool find_meeting_points(const NearWalls& walls, std::span<const std::int32_t> label, MeetingPoints::Place from,
                         MeetingPoints& out) {
  if (label.size() == 3) {
    out.count = 1;
    out.place[0] = from;
    return equidistant(walls, {label[0], label[1], label[2]}, out.place[0].x, out.place[0].y);
  }
  out.count = 2;
  for (out.first = 0; out.first < 2; ++out.first) {
    bool holds = true;
    for (std::size_t k = 0; k < 2 && holds; ++k) {
      const std::size_t i = out.first + 2 * k;
      const std::array<std::int32_t, 3> three{label[i], label[(i + 1) % 4], label[(i + 2) % 4]};
      MeetingPoints::Place& p = out.place[k] = from;
      holds = equidistant(walls, three, p.x, p.y) &&
              std::sqrt(squared_to(walls, label[(i + 3) % 4], p)) + kHair >= std::sqrt(squared_to(walls, three[0], p));
    }
    if (holds) return true;
  }
  return false;
}

}  // namespace wangge
