#include "algorithms/partition/grid_pricer.hpp"

#include <algorithm>
#include <cmath>

namespace wangge::partition {

namespace {
std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
}  // namespace

GridPricer::GridPricer(const PartGraph& graph, const GridCosts& costs, const SetDiagram& diagram, std::int64_t fewest,
                       std::int64_t most, const GridPricerLimits& limits, const RunContext& run)
    : graph_(graph),
      pricer_(graph, costs, diagram, &run),
      filter_(graph, costs),
      limits_(limits),
      fewest_(fewest),
      most_(most),
      least_(static_cast<std::size_t>(std::max<std::int64_t>(1, most - fewest + 1)), 0.0) {}

void GridPricer::set_cuts(std::vector<TripleCut> cuts) {
  find_places(pricer_.layers(), cuts);
  cuts_ = std::move(cuts);
  pricer_.set_cuts(cuts_);
}

void GridPricer::set_point(std::span<const double> point) {
  const std::size_t n = at(graph_.size());
  pricer_.set_duals(point.first(n));
  if (!cuts_.empty()) {
    for (std::size_t c = 0; c < cuts_.size(); ++c) cuts_[c].price = -point[n + c];
    pricer_.set_cuts(cuts_);
  }
  sum_ = 0;
  for (const double d : point) sum_ += d;
}

bool GridPricer::minimise(double first_step, double limit, std::int64_t k, bool usable) {
  bool known = true;
  const double least = pricer_.minimise(first_step, limit, limits_.labels, known);
  std::fill(least_.begin(), least_.end(), least);
  fresh_.clear();
  if (!known || least > limit) return known;
  if (usable) return skip_useless(first_step, limit, k);
  pricer_.diverse(limits_.fresh, fresh_);
  return true;
}

bool GridPricer::skip_useless(double first_step, double limit, std::int64_t k) {
  const double from = least(k);
  std::vector<Shown> found;
  std::vector<double> settled = least_;
  double step = std::max(1.0, std::round(first_step + skipped_)), sure = from - 1;  // nothing usable is as cheap as `sure`
  for (int failures = 0;;) {
    const double reach = std::min(limit, std::max(sure + 1, from + step));
    if (!pricer_.search(reach, limits_.labels) || !look(reach, k, found)) {
      least_ = settled;
      if (++failures > 3) return false;
      step = std::floor((sure - from + step) / 2);
      continue;
    }
    if (!found.empty()) {
      skipped_ = least(k) - from;
      take_fresh(found);
      return true;
    }
    if (reach >= limit) return true;
    sure = reach;
    settled = least_;
    step *= 2;
  }
}

/// Sets up to the threshold that k grids can use, and the least of them for each number of grids.
bool GridPricer::look(double threshold, std::int64_t k, std::vector<Shown>& found) {
  found.clear();
  nodes_.clear();
  std::fill(least_.begin(), least_.end(), threshold + 1);
  std::size_t looked = 0;
  const bool complete = pricer_.list(threshold, limits_.shown, [&](std::span<const std::int32_t> nodes, double reduced) {
    ++looked;
    const ComplementFilter::Rest rest = rest_of(nodes);
    if (rest.fewest > rest.most) return true;
    for (std::int64_t grids = std::max(fewest_, rest.fewest + 1); grids <= std::min(most_, rest.most + 1); ++grids) {
      double& least = least_[static_cast<std::size_t>(grids - fewest_)];
      least = std::min(least, reduced);
    }
    if (!rest.holds(k - 1)) return true;
    const auto begin = static_cast<std::uint32_t>(nodes_.size());
    nodes_.insert(nodes_.end(), nodes.begin(), nodes.end());
    found.push_back({reduced, begin, static_cast<std::uint32_t>(nodes_.size())});
    return true;
  });
  work_ += static_cast<std::int64_t>(looked);
  return complete;
}

void GridPricer::take_fresh(std::vector<Shown>& found) {
  std::sort(found.begin(), found.end(),
            [](const Shown& a, const Shown& b) { return a.reduced != b.reduced ? a.reduced < b.reduced : a.begin < b.begin; });
  std::vector<std::size_t> used(at(graph_.size()), 0);
  const std::size_t often = std::max<std::size_t>(4, limits_.fresh / 3);
  for (const Shown& set : found) {
    if (fresh_.size() >= limits_.fresh) return;
    const std::span<const std::int32_t> nodes(nodes_.data() + set.begin, set.end - set.begin);
    if (!std::all_of(nodes.begin(), nodes.end(), [&](std::int32_t v) { return used[at(v)] < often; })) continue;
    for (const std::int32_t v : nodes) ++used[at(v)];
    fresh_.push_back(pricer_.column(nodes, set.reduced));
  }
}

bool GridPricer::list(double threshold, std::int64_t k, std::size_t cap, std::vector<Column>& columns) {
  return list_those(threshold, limits_.labels, cap, k, columns);
}

bool GridPricer::list_few(double threshold, std::size_t cap, std::vector<Column>& columns) {
  return list_those(threshold, std::min<std::size_t>(limits_.labels, 30'000), cap, 0, columns);
}

bool GridPricer::list_those(double threshold, std::size_t labels, std::size_t cap, std::int64_t k, std::vector<Column>& columns) {
  columns.clear();
  if (!pricer_.search(threshold, labels)) return false;
  std::size_t looked = 0;
  const bool complete = pricer_.list(threshold, limits_.shown, [&](std::span<const std::int32_t> nodes, double reduced) {
    ++looked;
    const ComplementFilter::Rest rest = rest_of(nodes);
    if (k == 0 ? rest.fewest <= rest.most : rest.holds(k - 1)) columns.push_back(pricer_.column(nodes, reduced));
    return columns.size() <= cap;
  });
  work_ += static_cast<std::int64_t>(looked);
  return complete;
}

bool GridPricer::usable(std::span<const std::int32_t> nodes, std::int64_t k) { return rest_of(nodes).holds(k - 1); }

ComplementFilter::Rest GridPricer::rest_of(std::span<const std::int32_t> nodes) {
  if (!keeps_side_rules(nodes)) return {1, 0};
  return filter_.rest_of(nodes);
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
