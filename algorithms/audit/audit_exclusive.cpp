#include "algorithms/audit/audit_rules.hpp"

namespace wangge::audit {

void audit_exclusive(AuditWorld& world) {
  for (std::size_t i = 0; i < world.plan.grids.size(); ++i) {
    const auto g = static_cast<std::int32_t>(i);
    if (!world.counts(g)) continue;
    const bool exclusive = world.kind[i] == GridKind::exclusive;
    const std::int32_t own = exclusive ? world.unit[i] : -1;
    std::vector<std::int32_t> foreign;
    for (const std::int32_t b : world.buildings[i])
      if (world.city.buildings[at(b)].exclusive != own) foreign.push_back(b);
    if (foreign.empty()) continue;
    const std::string unit = own >= 0 ? world.city.exclusives[at(own)].name.empty() ? world.city.exclusives[at(own)].id
                                                                                    : world.city.exclusives[at(own)].name
                                      : std::string("?");
    world.add(RuleCode::exclusive_mixed, g, world.grid(g).community, static_cast<double>(foreign.size()), 0,
              exclusive ? world.say("audit_exclusive_mixed",
                                    {world.grid(g).code, unit, std::to_string(foreign.size()), world.list_buildings(foreign)})
                        : world.say("audit_exclusive_outside",
                                    {world.grid(g).code, std::to_string(foreign.size()), world.list_buildings(foreign)}),
              world.city.buildings[at(foreign.front())].point);
  }
}

}  // namespace wangge::audit
