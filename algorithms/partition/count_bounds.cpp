#include "algorithms/partition/count_bounds.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/partition/price.hpp"

namespace wangge::partition {

GridCosts within_total(GridCosts costs, const PartGraph& graph) {
  const std::int64_t total = graph.total();
  std::int64_t fewest = costs.fewest(total), most = costs.most(total);
  if (const std::int64_t fixed = graph.side.fixed_grids; fixed > 0) {
    fewest = std::max(fewest, fixed);
    most = std::min(most, fixed);
  }
  if (fewest < 1 || fewest > most) return costs;
  const std::int64_t least = costs.min_households, largest = costs.max_households;
  costs.max_households = static_cast<std::int32_t>(std::min(largest, total - (fewest - 1) * least));
  costs.min_households = static_cast<std::int32_t>(std::max(least, total - (most - 1) * largest));
  return costs;
}

CountBounds::CountBounds(const PartGraph& graph, const GridCosts& costs)
    : fewest_(costs.fewest(graph.total())), most_(std::min<std::int64_t>(costs.most(graph.total()), graph.size())) {
  if (graph.side.fixed_grids > 0) {
    fewest_ = std::max<std::int64_t>(fewest_, graph.side.fixed_grids);
    most_ = std::min<std::int64_t>(most_, graph.side.fixed_grids);
  }
  double cheap_edges = 0;
  for (const PartEdge& e : graph.edges) cheap_edges += static_cast<double>(std::min<Cost>(0, e.cut));
  const auto total = static_cast<double>(graph.total());
  for (std::int64_t k = fewest_; k <= most_; ++k) {
    // prices are rounded down by less than 1 each
    const double off = total / static_cast<double>(k) - costs.target_households;
    const double each = off * off / costs.target_households * static_cast<double>(kCostPerPoint);
    bound_.push_back(cheap_edges + (costs.deviation ? std::floor(2.0 * static_cast<double>(k) * (each - 1.0)) - 2.0 : 0.0));
  }
}

void CountBounds::lift(std::int64_t k, double value) {
  double& bound = bound_[place(k)];
  bound = std::max(bound, value >= Pricer::never / 2 ? Pricer::never : value);
}

void CountBounds::close_all() { std::fill(bound_.begin(), bound_.end(), Pricer::never); }

}  // namespace wangge::partition
