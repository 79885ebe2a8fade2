#include <vector>

#include "algorithms/audit/audit_rules.hpp"

namespace wangge::audit {

void audit_limits(AuditWorld& world) {
  const GridLimits& limits = world.city.rules.limits;
  const auto look = [&](double most, const char* name, auto&& amount) {
    if (most == GridLimits::none) return;
    for (std::size_t i = 0; i < world.plan.grids.size(); ++i) {
      if (world.kind[i] != GridKind::comprehensive) continue;
      double held = 0;
      for (const std::int32_t b : world.buildings[i]) held += amount(world.city.buildings[at(b)]);
      if (held <= most + 1e-6) continue;
      const PlanGrid& grid = world.plan.grids[i];
      world.add(RuleCode::further_limit_exceeded, static_cast<std::int32_t>(i), grid.community, held, most,
                world.say("limit_exceeded", {world.say(name), with_decimals(held, 0), with_decimals(most, 0)}),
                grid.area.empty() ? std::nullopt : std::optional<Point>(interior_point(grid.area)));
    }
  };
  look(limits.population, "limit_population", [](const Building& b) { return b.population; });
  look(limits.party_members, "limit_party_members", [](const Building& b) { return static_cast<double>(b.party_members); });
  look(limits.workload, "limit_workload", [](const Building& b) { return b.workload; });
}

}  // namespace wangge::audit
