#include "algorithms/partition/grid_pricer.hpp"

#include <algorithm>
#include <cmath>

namespace wangge::partition {

namespace {
std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
}  // namespace

GridPricer::GridPricer(const PartGraph& graph, const GridCosts& costs, const SetDiagram& diagram, const GridPricerLimits& limits,
                       const RunContext& run)
    : graph_(graph), pricer_(graph, costs, diagram, &run), filter_(graph, costs), limits_(limits), inside_(at(graph.size()), 0) {
  some_empty_ = std::find(graph.households.begin(), graph.households.end(), 0) != graph.households.end();
}

void GridPricer::set_cuts(std::vector<TripleCut> cuts) {
  if (listed_ == nullptr) find_places(pricer_.layers(), cuts);
  cuts_ = std::move(cuts);
  if (listed_ == nullptr)
    pricer_.set_cuts(cuts_);
  else
    listed_->set_cuts(cuts_);
}

void GridPricer::set_point(std::span<const double> point) {
  const std::size_t n = at(graph_.size());
  sum_ = 0;
  for (const double d : point) sum_ += d;
  for (std::size_t c = 0; c < cuts_.size(); ++c) cuts_[c].price = -point[n + c];
  if (listed_ != nullptr) {
    listed_->price(point);
    work_ += static_cast<std::int64_t>(listed_->size() / 4);
    return;
  }
  pricer_.set_duals(point.first(n));
  if (!cuts_.empty()) pricer_.set_cuts(cuts_);
}

bool GridPricer::minimise(double first_step, double limit) {
  fresh_.clear();
  if (listed_ != nullptr) {
    least_ = listed_->least();
    if (least_ <= limit) fresh_ = listed_->cheapest(limits_.fresh);
    return true;
  }
  bool known = true;
  least_ = pricer_.minimise(first_step, limit, limits_.labels, known);
  if (known && least_ <= limit) pricer_.diverse(limits_.fresh, fresh_);
  return known;
}

bool GridPricer::list(double threshold, std::int64_t k, std::size_t cap, std::size_t shown, std::vector<Column>& columns) {
  return list_those(threshold, limits_.labels, cap, shown, k, columns);
}

bool GridPricer::list_few(double threshold, std::size_t cap, std::vector<Column>& columns) {
  return list_those(threshold, std::min<std::size_t>(limits_.labels, 30'000), cap, 4 * cap, 0, columns);
}

bool GridPricer::list_those(double threshold, std::size_t labels, std::size_t cap, std::size_t shown, std::int64_t k,
                            std::vector<Column>& columns) {
  if (listed_ != nullptr) {
    columns = listed_->within(threshold);
    looked_ = columns.size();
    return columns.size() <= cap;
  }
  columns.clear();
  looked_ = 0;
  if (!pricer_.search(threshold, labels)) return false;
  const bool complete = pricer_.list(threshold, shown, [&](std::span<const std::int32_t> nodes, double reduced) {
    ++looked_;
    const ComplementFilter::Rest rest = rest_of(nodes);
    if (k == 0 ? rest.fewest <= rest.most : rest.holds(k - 1)) columns.push_back(pricer_.column(nodes, reduced));
    return columns.size() <= cap;
  });
  work_ += static_cast<std::int64_t>(2 * looked_);  // the filter costs more than a label
  return complete;
}

ComplementFilter::Rest GridPricer::rest_of(std::span<const std::int32_t> nodes) {
  if (!keeps_side_rules(nodes) || improvable(nodes)) return {1, 0};
  return filter_.rest_of(nodes);
}

/// An atom without households would do better in the grid of a neighbour outside, whichever that is, and the set holds together
/// without it: no best plan uses the set.
bool GridPricer::improvable(std::span<const std::int32_t> nodes) {
  if (!limits_.best_plans_only || !some_empty_ || nodes.size() < 2 || !graph_.side.empty()) return false;
  for (const std::int32_t v : nodes) inside_[at(v)] = 1;
  bool found = false;
  for (const std::int32_t v : nodes) {
    if (graph_.households[at(v)] != 0 || found) continue;
    Cost held = 0, offered = 0, repelled = 0;
    for (const PartEdge& e : graph_.around(v)) {
      if (inside_[at(e.to)] != 0)
        held += e.cut;
      else if (e.cut < 0)
        repelled += e.cut;
      else if (e.connects)
        offered = std::max(offered, e.cut);
    }
    found = offered + repelled > held && holds_without(nodes, v);
  }
  for (const std::int32_t v : nodes) inside_[at(v)] = 0;
  return found;
}

/// Whether the nodes inside are connected without one of them.
bool GridPricer::holds_without(std::span<const std::int32_t> nodes, std::int32_t without) {
  queue_.clear();
  inside_[at(without)] = 2;
  queue_.push_back(nodes[nodes[0] == without ? 1 : 0]);
  inside_[at(queue_[0])] = 2;
  for (std::size_t i = 0; i < queue_.size(); ++i)
    for (const PartEdge& e : graph_.around(queue_[i]))
      if (e.connects && inside_[at(e.to)] == 1) {
        inside_[at(e.to)] = 2;
        queue_.push_back(e.to);
      }
  for (const std::int32_t v : nodes) inside_[at(v)] = 1;
  return queue_.size() + 1 == nodes.size();
}

/// No group cut, no limit passed, no two nodes that must part.
bool GridPricer::keeps_side_rules(std::span<const std::int32_t> nodes) const {
  const SideRules& side = graph_.side;
  if (side.empty()) return true;
  const auto has = [&](std::int32_t v) { return std::find(nodes.begin(), nodes.end(), v) != nodes.end(); };
  for (const SideRules::Group& g : side.together) {
    if (!g.hard) continue;
    const auto inside = std::count_if(g.nodes.begin(), g.nodes.end(), has);
    if (inside != 0 && static_cast<std::size_t>(inside) != g.nodes.size()) return false;
  }
  for (const SideRules::Limit& limit : side.limits) {
    std::int64_t held = 0;
    for (const std::int32_t v : nodes) held += limit.amount[at(v)];
    if (held > limit.most) return false;
  }
  return std::none_of(side.cannot.begin(), side.cannot.end(), [&](const auto& p) { return has(p.first) && has(p.second); });
}

}  // namespace wangge::partition
