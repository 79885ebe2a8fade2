#include <algorithm>
#include <cctype>
#include <map>

#include "algorithms/audit/audit_rules.hpp"

namespace wangge::audit {

namespace {

/// Readers stand in "#17" (the row) for a code that is missing.
bool blank(const std::string& code) {
  if (code.size() > 1 && code[0] == '#')
    return std::all_of(code.begin() + 1, code.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  return std::all_of(code.begin(), code.end(), [](unsigned char c) { return std::isspace(c) != 0; });
}

std::optional<Point> place_of(const PlanGrid& grid) {
  return grid.area.empty() ? std::nullopt : std::optional<Point>(interior_point(grid.area));
}

}  // namespace

void audit_codes(AuditWorld& world) {
  std::map<std::string, std::vector<std::int32_t>> by_code;
  for (std::size_t g = 0; g < world.plan.grids.size(); ++g) {
    const PlanGrid& grid = world.plan.grids[g];
    if (blank(grid.code))
      world.add(RuleCode::duplicate_code, static_cast<std::int32_t>(g), grid.community, 0, 1,
                world.say("audit_code_blank", {std::to_string(g + 1), world.community_name(grid.community)}), place_of(grid));
    else
      by_code[grid.code].push_back(static_cast<std::int32_t>(g));
  }
  for (const auto& [code, grids] : by_code) {
    if (grids.size() < 2) continue;
    std::vector<std::string> where;
    for (const std::int32_t g : grids) where.push_back(world.community_name(world.grid(g).community));
    world.add(RuleCode::duplicate_code, grids[1], world.grid(grids[1]).community, static_cast<double>(grids.size()), 1,
              world.say("audit_code_repeated", {code, std::to_string(grids.size()), world.list(where)}),
              place_of(world.grid(grids[1])));
  }
}

}  // namespace wangge::audit
