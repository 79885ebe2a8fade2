#include "core/rules.hpp"

#include <algorithm>
#include <cmath>

namespace wangge {

BarrierRule GridRules::barrier_rule(const std::string& barrier_class) const {
  if (const auto found = barriers.find(barrier_class); found != barriers.end()) return found->second;
  if (barrier_class == "river" || barrier_class == "railway" || barrier_class == "expressway") return BarrierRule::hard;
  if (barrier_class == "main_road") return BarrierRule::soft;
  return BarrierRule::none;
}

std::vector<double> CircleRules::radii() const {
  std::vector<double> all;
  for (const double m : minutes) all.push_back(std::round(m * 60 * speed.value() * 1000) / 1000);
  all.insert(all.end(), metres.begin(), metres.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end(), [](double a, double b) { return std::abs(a - b) < 0.005; }), all.end());
  return all;
}

}  // namespace wangge
