#include <map>
#include <set>

#include "algorithms/audit/audit_rules.hpp"

namespace wangge::audit {

void audit_compounds(AuditWorld& world) {
  if (world.city.rules.compounds == CompoundRule::ignore) return;
  struct Share {
    std::int64_t households = 0;
    std::set<std::int32_t> grids;
    Point place;
  };
  std::map<std::pair<std::int32_t, std::int32_t>, Share>
      compounds;  // (community, compound): a compound is split by borders of communities without fault
  for (std::size_t i = 0; i < world.city.buildings.size(); ++i) {
    const Building& b = world.city.buildings[i];
    if (b.community < 0 || b.compound < 0 || b.exclusive >= 0 || world.grid_of_building[i] < 0) continue;
    Share& share = compounds[{b.community, b.compound}];
    share.households += b.households.value();
    share.grids.insert(world.grid_of_building[i]);
    share.place = b.point;
  }
  for (const auto& [key, share] : compounds) {
    if (share.grids.size() < 2 || share.households > world.city.rules.max_households.value()) continue;
    std::vector<std::string> codes;
    for (const std::int32_t g : share.grids) codes.push_back(world.grid(g).code);
    world.add(RuleCode::compound_split, *share.grids.begin(), key.first, static_cast<double>(share.grids.size()), 1,
              world.say("audit_compound_split", {world.compound_name(key.second), with_commas(share.households),
                                                 std::to_string(share.grids.size()), world.list(codes)}),
              share.place);
  }
}

}  // namespace wangge::audit
