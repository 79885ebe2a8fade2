#include <algorithm>

#include "algorithms/audit/audit_rules.hpp"

namespace wangge::audit {

namespace {

/// Buildings of a grid, those with most households first: they explain the figure.
std::string largest_buildings(const AuditWorld& world, std::int32_t grid) {
  std::vector<std::int32_t> order;
  for (const std::int32_t b : world.buildings[at(grid)])
    if (world.city.buildings[at(b)].households.value() > 0) order.push_back(b);
  std::stable_sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
    return world.city.buildings[at(a)].households > world.city.buildings[at(b)].households;
  });
  std::vector<std::string> names;
  for (const std::int32_t b : order)
    names.push_back(world.say("audit_building_households",
                              {world.building_name(b), with_commas(world.city.buildings[at(b)].households.value())}));
  return world.list(names);
}

}  // namespace

void audit_households(AuditWorld& world) {
  const std::int64_t low = world.city.rules.min_households.value(), high = world.city.rules.max_households.value();
  for (std::size_t i = 0; i < world.plan.grids.size(); ++i) {
    const auto g = static_cast<std::int32_t>(i);
    if (world.kind[i] != GridKind::comprehensive) continue;
    const std::int64_t households = world.households[i];
    if (households >= low && households <= high) continue;
    const PlanGrid& grid = world.plan.grids[i];
    const bool few = households < low;
    std::string reason = world.say(few ? "audit_below_minimum" : "audit_above_maximum",
                                   {grid.code, with_commas(households), with_commas(few ? low : high),
                                    with_commas(few ? low - households : households - high), largest_buildings(world, g)});
    if (!grid.reason.empty()) reason += world.say("audit_plan_says", {grid.reason});
    world.add(few ? RuleCode::below_minimum : RuleCode::above_maximum, g, grid.community, static_cast<double>(households),
              static_cast<double>(few ? low : high), std::move(reason),
              grid.area.empty() ? std::nullopt : std::optional<Point>(interior_point(grid.area)));
  }
}

}  // namespace wangge::audit
