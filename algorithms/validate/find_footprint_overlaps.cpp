#include <algorithm>

#include "algorithms/validate/box_index.hpp"
#include "algorithms/validate/find_list.hpp"
#include "core/common_land.hpp"

namespace wangge {

namespace {

constexpr double kShare = 0.05;  // of the smaller footprint
constexpr double kLeast = 2.0;   // square metres
constexpr double kSame = 0.999;  // of both footprints: the same outline drawn twice; of the smaller: it lies inside

double common_box(const Box& a, const Box& b) {
  const double w = std::min(a.max_x, b.max_x) - std::max(a.min_x, b.min_x),
               h = std::min(a.max_y, b.max_y) - std::max(a.min_y, b.min_y);
  return w > 0 && h > 0 ? w * h : 0;
}

}  // namespace

void find_footprint_overlaps(FindingList& list) {
  const std::vector<Building>& buildings = list.city.buildings;
  std::vector<Box> boxes;
  std::vector<double> areas;
  for (const Building& b : buildings) {
    boxes.push_back(bounds(b.footprint));
    areas.push_back(area(b.footprint));
  }
  const BoxIndex index(boxes);
  for (std::size_t i = 0; i < buildings.size(); ++i) {
    if (boxes[i].empty()) continue;
    for (const std::int32_t other : index.query(boxes[i])) {
      const auto j = static_cast<std::size_t>(other);
      if (j <= i) continue;
      const double smaller = std::min(areas[i], areas[j]), threshold = std::min(kLeast, kShare * smaller);
      if (common_box(boxes[i], boxes[j]) <= threshold || smaller <= 0) continue;
      const CommonLand common = common_land(buildings[i].footprint, buildings[j].footprint);
      if (common.square_metres <= threshold) continue;
      const std::string &one = buildings[i].id, &two = buildings[j].id;
      if (common.square_metres >= kSame * std::max(areas[i], areas[j]))
        list.note("footprint_repeated", Severity::warning, "buildings", two, {two, one}, common.place);
      else if (common.square_metres >= kSame * smaller)
        list.note("footprint_inside", Severity::note, "buildings", areas[j] < areas[i] ? two : one,
                  {areas[j] < areas[i] ? two : one, areas[j] < areas[i] ? one : two}, common.place);
      else
        list.note("footprints_overlap", Severity::warning, "buildings", areas[j] < areas[i] ? one : two,
                  {one, two, with_decimals(common.square_metres, 1), with_decimals(100 * common.square_metres / smaller, 0)},
                  common.place);
    }
  }
}

}  // namespace wangge
