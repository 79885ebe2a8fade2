#include <algorithm>
#include <numbers>

#include "algorithms/audit/audit_plan.hpp"
#include "algorithms/audit/audit_world.hpp"

namespace wangge {

AuditFigures audit_figures(const City& prepared, const Plan& plan) {
  using namespace audit;
  const AuditWorld world = audit_world(prepared, plan, Language::english);
  AuditFigures figures;
  const bool stated =
      std::any_of(plan.grids.begin(), plan.grids.end(), [](const PlanGrid& g) { return g.households.value() != 0; });
  double compactness = 0, outlines = 0, borders = 0;
  for (std::size_t g = 0; g < plan.grids.size(); ++g) {
    if (world.kind[g] == GridKind::micro) continue;
    const double round = perimeter(plan.grids[g].area);
    const std::int64_t households = world.households[g];
    ++figures.grids;
    figures.households += households;
    outlines += round;
    if (stated && plan.grids[g].households.value() != households && figures.stated_wrong++ == 0) {
      figures.stated_example = static_cast<std::int32_t>(g);
      figures.example_households = households;
    }
    if (world.kind[g] != GridKind::comprehensive) continue;
    ++figures.comprehensive;
    figures.in_range +=
        households >= prepared.rules.min_households.value() && households <= prepared.rules.max_households.value() ? 1 : 0;
    compactness += round > 0 ? 4 * std::numbers::pi * area(plan.grids[g].area) / (round * round) : 0;
  }
  for (std::size_t c = 0; c < prepared.communities.size(); ++c)
    if (!world.grids_of_community[c].empty()) borders += perimeter(prepared.communities[c].area);
  figures.inner_boundary = std::max(0.0, (outlines - borders) / 2);
  if (figures.comprehensive > 0) figures.mean_compactness = compactness / static_cast<double>(figures.comprehensive);
  return figures;
}

}  // namespace wangge
