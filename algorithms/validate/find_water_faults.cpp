#include <algorithm>

#include "algorithms/validate/find_list.hpp"
#include "core/box_index.hpp"
#include "core/common_land.hpp"

namespace wangge {

namespace {

constexpr double kLeast = 5;    // square metres
constexpr double kWidth = 0.5;  // metres: less is drawing accuracy

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

/// Compounds and buildings that reach into a barrier drawn as an area (a river, a railway's land).
void find_water_faults(FindingList& list) {
  const City& city = list.city;
  std::vector<Box> boxes;
  for (const Barrier& b : city.barriers) boxes.push_back(bounds(b.area));
  if (std::all_of(boxes.begin(), boxes.end(), [](const Box& b) { return b.empty(); })) return;
  const BoxIndex index(boxes);
  const auto look = [&](const char* code, const char* layer, const std::string& id, const std::string& name,
                        const MultiPolygon& area) {
    const Box box = bounds(area);
    if (box.empty()) return;
    for (const std::int32_t b : index.query(box)) {
      const Barrier& barrier = city.barriers[at(b)];
      if (barrier.area.empty()) continue;
      const CommonLand common = common_land(area, barrier.area);
      if (common.square_metres < kLeast || common.width < kWidth) continue;
      const std::string what = barrier.name.empty() ? barrier.barrier_class : barrier.name;
      list.note(code, Severity::warning, layer, id,
                {name, with_decimals(common.square_metres, 0), with_decimals(common.width, 1), what}, common.place);
    }
  };
  for (const Compound& c : city.compounds) look("compound_in_barrier", "compounds", c.id, c.name.empty() ? c.id : c.name, c.area);
  for (const Building& b : city.buildings) look("building_in_barrier", "buildings", b.id, b.id, b.footprint);
}

}  // namespace wangge
