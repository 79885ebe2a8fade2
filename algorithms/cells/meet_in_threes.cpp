/// The part of the cutter that lets three or more labels meet inside a face.
#include <utility>

#include "algorithms/cells/land_face.hpp"
#include "algorithms/cells/meeting_points.hpp"
#include "algorithms/cells/triangle_cut.hpp"
#include "algorithms/cells/ways.hpp"

namespace wangge {

void TriangleCutter::add_bends(const TriangleRim& rim, std::int32_t label, std::int32_t other, std::vector<GridPoint>& way) {
  const GridPoint from = way.front(), to = way.back();
  bends_.clear();
  if (squared_distance(from, to) > kShortestBend * kShortestBend)
    if (const WallDuel duel(walls_, label, other); duel.possible()) bend_from_west(rim, from, to, duel);
  way.insert(way.begin() + 1, bends_.begin(), bends_.end());
}

bool TriangleCutter::meet_in_threes(const TriangleRim& rim, TriangleCut& cut) {
  const std::size_t n = rim.nodes.size();
  std::array<std::int32_t, 4> label{};
  MeetingPoints::Place middle{0, 0};
  for (std::size_t k = 0; k < n; ++k) {
    const Stop& node = rim.stops[rim.nodes[k]];
    label[k] = node.label;
    middle.x += point(node.point).x / static_cast<double>(n);
    middle.y += point(node.point).y / static_cast<double>(n);
  }
  if (n == 4 && (label[0] == label[2] || label[1] == label[3])) return false;
  gather_walls(rim);
  MeetingPoints meeting;
  if (!find_meeting_points(walls_, std::span(label.data(), n), middle, meeting)) return false;
  std::array<GridPoint, 2> centre{};
  for (std::size_t k = 0; k < meeting.count; ++k) {
    centre[k] = nearest_place(meeting.place[k].x, meeting.place[k].y);
    if (!well_inside(rim, centre[k])) return false;
  }
  cut.shape.centres = static_cast<std::uint8_t>(meeting.count);
  cut.shape.first = static_cast<std::uint8_t>((meeting.first + 1) % n);  // a node lies before its label
  const bool calm = tame(rim);
  if (!calm && (meeting.count == 2 || !sees_all(rim, centre[0]))) return false;
  const std::size_t ways = n + meeting.count - 1;
  for (std::size_t k = 0; k < n; ++k) ways_[k] = {point(rim.stops[rim.nodes[k]].point), centre[cut.shape.centre_of(k)]};
  if (meeting.count == 2) ways_[n] = {centre[0], centre[1]};
  if (calm) {
    for (std::size_t k = 0; k < n; ++k) add_bends(rim, label[(k + n - 1) % n], label[k], ways_[k]);
    if (meeting.count == 2) add_bends(rim, label[(cut.shape.first + 1) % n], label[(cut.shape.first + 3) % n], ways_[n]);
    if (!ways_part(cut.shape, n)) {
      for (std::size_t k = 0; k < ways; ++k) ways_[k] = {ways_[k].front(), ways_[k].back()};
      if (meeting.count == 2 ? !ways_part(cut.shape, n) : !sees_all(rim, centre[0])) return false;
    }
  }
  for (std::size_t k = 0; k < meeting.count; ++k) cut.via.push_back(add_point(centre[k]));
  for (std::size_t k = 0; k < ways; ++k) {
    cut.shape.leg[k] = static_cast<std::uint8_t>(ways_[k].size() - 2);
    for (std::size_t i = 1; i + 1 < ways_[k].size(); ++i) cut.via.push_back(add_point(ways_[k][i]));
  }
  return true;
}

bool TriangleCutter::ways_part(const CutShape& shape, std::size_t nodes) const {
  const std::size_t ways = nodes + shape.centres - 1;
  for (std::size_t k = 0; k < ways; ++k) {
    if (!leads_on(ways_[k].front(), ways_[k].back(), std::span(ways_[k]).subspan(1, ways_[k].size() - 2),
                  [](GridPoint p) { return p; }))
      return false;
    for (std::size_t i = 0; i < k; ++i)
      if (ways_touch(ways_[i], ways_[k])) return false;
  }
  return true;
}

bool TriangleCutter::meet_in_the_middle(const TriangleRim& rim, TriangleCut& cut) {
  double x = 0, y = 0;
  for (const std::size_t k : rim.nodes) x += point(rim.stops[k].point).x, y += point(rim.stops[k].point).y;
  const GridPoint p = nearest_place(x / static_cast<double>(rim.nodes.size()), y / static_cast<double>(rim.nodes.size()));
  if (!well_inside(rim, p) || !sees_all(rim, p)) return false;
  cut.shape.centres = 1;
  cut.via.push_back(add_point(p));
  return true;
}

}  // namespace wangge
