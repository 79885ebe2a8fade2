#include "algorithms/partition/prove.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/partition/exact_cover.hpp"
#include "algorithms/partition/master_lp.hpp"
#include "algorithms/partition/price.hpp"
#include "algorithms/partition/set_diagram.hpp"

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
constexpr double kLpScale = 2.0 * static_cast<double>(kCostPerPoint);  // the simplex works in points

/// All values are doubled micro-points without the price per grid, which is constant for a fixed number of grids.
class Prover {
 public:
  Prover(const PartGraph& graph, const GridCosts& costs, const ProveLimits& limits, const RunContext& run,
         const SetDiagram& diagram)
      : graph_(graph),
        full_costs_(costs),
        costs_(without_count_price(costs)),
        limits_(limits),
        run_(run),
        diagram_(diagram),
        pricer_(graph_, costs_, diagram_, &run),
        n_(at(graph.size())) {
    const std::int64_t total = graph.total();
    fewest_ = costs.fewest(total);
    most_ = std::min<std::int64_t>(costs.most(total), graph.size());
    if (graph.side.fixed_grids > 0) {
      fewest_ = std::max<std::int64_t>(fewest_, graph.side.fixed_grids);
      most_ = std::min<std::int64_t>(most_, graph.side.fixed_grids);
    }
    cheap_edges_ = dear_edges_ = 0;
    for (const PartEdge& e : graph.edges) (e.cut < 0 ? cheap_edges_ : dear_edges_) += static_cast<double>(e.cut);
    for (std::int64_t k = fewest_; k <= most_; ++k) {
      // least deviation of k grids: all equal; prices are rounded down by less than 1 each
      const double off = static_cast<double>(total) / static_cast<double>(k) - costs_.target_households;
      const double each = off * off / costs_.target_households * static_cast<double>(kCostPerPoint);
      const double deviation = costs_.deviation ? std::floor(2.0 * static_cast<double>(k) * (each - 1.0)) - 2.0 : 0.0;
      bound_.push_back(deviation + cheap_edges_);
    }
  }

  void begin(const Labels& start) {
    if (start.empty()) {
      double worst = 0;
      for (std::int64_t h = costs_.min_households; h <= costs_.max_households; ++h)
        worst = std::max(worst, 2.0 * static_cast<double>(costs_.of(h)));
      worst_ = static_cast<double>(std::max<std::int64_t>(1, most_)) * worst + dear_edges_;
      return;
    }
    label_ = start;
    best_ = 2.0 * static_cast<double>(plan_cost(graph_, full_costs_, start));
    std::int32_t count = 0;
    for (const std::int32_t l : start) count = std::max(count, l + 1);
    for (std::int32_t l = 0; l < count; ++l) {
      Column column;
      for (std::size_t v = 0; v < n_; ++v)
        if (start[v] == l) column.nodes.push_back(static_cast<std::int32_t>(v));
      pool_.push_back(std::move(column));
      pool_.back().cost = pricer_.cost_of(pool_.back().nodes);
    }
  }

  /// Best plan would cost at most this with k grids to be better than the one known.
  [[nodiscard]] double aim(std::int64_t k) const {
    if (label_.empty()) return worst_;
    return best_ - 2.0 - 2.0 * static_cast<double>(k * full_costs_.per_grid);
  }
  [[nodiscard]] double& bound(std::int64_t k) { return bound_[static_cast<std::size_t>(k - fewest_)]; }
  [[nodiscard]] bool open(std::int64_t k) { return bound(k) <= aim(k) - tolerance(); }
  /// What a better plan may be better by without being worth more work.
  [[nodiscard]] double tolerance() const { return label_.empty() ? 0.0 : std::max(0.0, limits_.gap) * std::abs(best_); }
  [[nodiscard]] bool tired() const { return run_.should_stop() || work() > limits_.work; }
  [[nodiscard]] std::int64_t work() const { return pricer_.work() + table_work_ + cover_work_ + lp_work_ / 64; }

  void run() {
    if (diagram_.empty()) {
      for (double& b : bound_) b = Pricer::never;
      return;
    }
    std::vector<double> duals(n_, 0.0);
    const double level = label_.empty() ? worst_ / 4 : best_ - 2.0 * static_cast<double>(full_costs_.per_grid * grids_of_plan());
    const double total = static_cast<double>(std::max<std::int64_t>(1, graph_.total()));
    for (std::size_t v = 0; v < n_; ++v) duals[v] = std::round(level / total * graph_.households[v]);
    if (price(duals)) close_all_by_listing();
    if (limits_.listing_only) return;
    while (!tired()) {
      std::int64_t next = -1;
      for (std::int64_t k = fewest_; k <= most_; ++k)
        if (open(k) && !given_up(k) && (next < 0 || bound(k) - aim(k) < bound(next) - aim(next))) next = k;
      if (next < 0) return;
      if (!close_by_columns(next, duals)) gave_up_.push_back(next);
    }
  }

  ProveAnswer answer() {
    ProveAnswer out;
    out.ran = true;
    out.work = work() + static_cast<std::int64_t>(diagram_.states());
    out.label = label_;
    out.closed = true;
    double lower = label_.empty() ? Pricer::never : best_;
    for (std::int64_t k = fewest_; k <= most_; ++k) {
      if (bound(k) <= aim(k)) out.closed = false;
      lower = std::min(lower, bound(k) + 2.0 * static_cast<double>(k * full_costs_.per_grid));
    }
    out.cost = static_cast<Cost>(best_ / 2);
    out.lower = lower > 1e17 ? Cost{100'000'000'000'000'000} : static_cast<Cost>(std::ceil(lower / 2));
    if (out.closed && !label_.empty()) out.lower = out.cost;
    return out;
  }

 private:
  static GridCosts without_count_price(GridCosts costs) {
    costs.per_grid = 0;
    costs.fill(costs.max_households);
    return costs;
  }
  [[nodiscard]] std::int64_t grids_of_plan() const {
    std::int32_t count = 0;
    for (const std::int32_t l : label_) count = std::max(count, l + 1);
    return count;
  }
  [[nodiscard]] bool given_up(std::int64_t k) const { return std::find(gave_up_.begin(), gave_up_.end(), k) != gave_up_.end(); }

  /// Prices the duals and lifts every bound. False: too many labels (a weaker bound was used).
  bool price(const std::vector<double>& duals) {
    pricer_.set_duals(duals);
    table_work_ += static_cast<std::int64_t>(diagram_.states());
    sum_ = 0;
    for (const double d : duals) sum_ += d;
    // beyond this reduced cost every open k is closed, so no more needs to be known
    double limit = 0;
    for (std::int64_t k = fewest_; k <= most_; ++k)
      if (open(k)) limit = std::max(limit, std::ceil((aim(k) - sum_) / static_cast<double>(k)));
    bool ok = true;
    least_ = pricer_.minimise(std::max(1.0, step_), limit, limits_.labels, ok);
    for (std::int64_t k = fewest_; k <= most_; ++k)
      bound(k) = std::max(bound(k), least_ >= Pricer::never / 2 ? Pricer::never : value(k));
    return ok;
  }
  [[nodiscard]] double value(std::int64_t k) const { return sum_ + static_cast<double>(k) * least_; }

  /// A column can lie in a grid plan only if it breaks no group, no limit and no cannot-link.
  [[nodiscard]] bool allowed(const Column& column) const {
    const auto has = [&](std::int32_t v) { return std::binary_search(column.nodes.begin(), column.nodes.end(), v); };
    for (const SideRules::Group& g : graph_.side.together) {
      if (!g.hard) continue;
      const auto inside = std::count_if(g.nodes.begin(), g.nodes.end(), has);
      if (inside != 0 && static_cast<std::size_t>(inside) != g.nodes.size()) return false;
    }
    for (const SideRules::Limit& limit : graph_.side.limits) {
      std::int64_t held = 0;
      for (const std::int32_t v : column.nodes) held += limit.amount[at(v)];
      if (held > limit.most) return false;
    }
    return std::none_of(graph_.side.cannot.begin(), graph_.side.cannot.end(),
                        [&](const auto& p) { return has(p.first) && has(p.second); });
  }

  /// Lists all sets that a plan of k grids within `gap` of value(k) may use and covers exactly. True: k is settled up to there.
  /// Works at the duals last priced.
  bool cover(std::int64_t k, double gap) {
    std::vector<Column> columns;
    if (!pricer_.search(least_ + gap, limits_.labels) || !pricer_.list(least_ + gap, limits_.columns, columns)) return false;
    return cover_with(k, gap, columns);
  }
  bool cover_with(std::int64_t k, double gap, std::vector<Column>& columns) {
    std::erase_if(columns, [&](const Column& c) { return !allowed(c); });
    const CoverAnswer found =
        exact_cover(graph_, costs_, columns, k, least_, static_cast<double>(k) * least_ + gap, limits_.cover_nodes, run_);
    cover_work_ += found.nodes * 4 + static_cast<std::int64_t>(columns.size()) * 4;
    if (!found.chosen.empty() && sum_ + found.reduced <= aim(k)) take(found, columns, k);
    if (!found.complete) return false;
    bound(k) = std::max(bound(k), found.chosen.empty() ? value(k) + gap + 1 : sum_ + found.reduced);
    return true;
  }
  void take(const CoverAnswer& found, const std::vector<Column>& columns, std::int64_t k) {
    best_ = sum_ + found.reduced + 2.0 * static_cast<double>(k * full_costs_.per_grid);
    label_.assign(n_, 0);
    std::int32_t next = 0;
    for (const std::size_t c : found.chosen) {
      for (const std::int32_t v : columns[c].nodes) label_[at(v)] = next;
      ++next;
      pool_.push_back(columns[c]);
    }
  }

  /// Small parts: the first duals already leave few sets; one list serves every k.
  void close_all_by_listing() {
    double gap = -1;
    for (std::int64_t k = fewest_; k <= most_; ++k)
      if (open(k)) gap = std::max(gap, aim(k) - value(k));
    std::vector<Column> columns;
    if (gap < 0 || !pricer_.search(least_ + gap, std::min<std::size_t>(limits_.labels, 30'000)) ||
        !pricer_.list(least_ + gap, std::min<std::size_t>(limits_.columns, 1'500), columns))
      return;
    for (std::int64_t k = fewest_; k <= most_; ++k)
      if (open(k)) cover_with(k, aim(k) - value(k), columns);
  }

  void add_columns(MasterLp& lp, const std::vector<Column>& columns, std::size_t from) const {
    for (std::size_t i = from; i < columns.size(); ++i) lp.add(columns[i].nodes, columns[i].cost / kLpScale);
  }

  /// The columns of the pool that look best at these duals; the others would only slow the simplex.
  void keep_cheapest(const std::vector<double>& duals, std::size_t count) {
    for (Column& c : pool_) {
      c.reduced = c.cost;
      for (const std::int32_t v : c.nodes) c.reduced -= duals[at(v)];
    }
    std::stable_sort(pool_.begin(), pool_.end(), [](const Column& a, const Column& b) { return a.reduced < b.reduced; });
    if (pool_.size() > count) pool_.resize(count);
  }

  /// Column generation for k grids, then deepening of the gap. False: k stays open.
  bool close_by_columns(std::int64_t k, std::vector<double>& duals) {
    MasterLp lp(graph_.size());
    keep_cheapest(duals, 20 * n_ + 500);
    add_columns(lp, pool_, 0);
    lp.begin(static_cast<double>(k));
    std::vector<double> centre = duals;
    price(centre);
    double best_value = value(k), tried_gap = -1, near_gap = -1;
    const double scale = std::max(std::abs(label_.empty() ? worst_ : best_), kLpScale) / static_cast<double>(k);
    double box = 0.02 * scale, count_price = 4 * scale + std::abs(least_);
    step_ = 0.002 * scale;
    int null_steps = 0;
    std::vector<Column> fresh;
    std::vector<double> scaled(n_), trial(n_);
    for (int round = 0; round < 400 && open(k) && !tired(); ++round) {
      std::size_t before = pool_.size();
      pricer_.diverse(150, fresh);
      pool_.insert(pool_.end(), fresh.begin(), fresh.end());
      add_columns(lp, pool_, before);
      for (std::size_t v = 0; v < n_; ++v) scaled[v] = centre[v] / kLpScale;
      lp.set_box(scaled, box / kLpScale, count_price / kLpScale);
      const std::int64_t begun = lp.work();
      lp.solve(4000);
      lp_work_ += lp.work() - begun;
      bool at_box = false;
      for (std::size_t v = 0; v < n_; ++v) {
        trial[v] = std::round(lp.duals()[v] * kLpScale);
        at_box |= std::abs(trial[v] - centre[v]) > 0.99 * box;
      }
      const bool priced = price(trial);
      if (!priced) return deepen(k, centre);
      const double now = value(k), promised = lp.value() * kLpScale;
      if (now > best_value) {
        best_value = now;
        centre = trial;
        null_steps = 0;
        if (at_box) box *= 1.6;
        const double gap = aim(k) - now;
        if (gap >= 0 && (tried_gap < 0 || gap < 0.5 * tried_gap)) {
          tried_gap = gap;
          if (cover_cheaply(k, gap)) break;
        }
        if (gap > 0 && promised - now < gap / 16 && (near_gap < 0 || gap < 0.5 * near_gap)) {
          near_gap =
              gap;  // the bound is near its end, the plan at hand far off: a better plan is worth more than further columns
          cover(k, std::floor(gap / 16));
        }
      } else if (++null_steps >= 2) {
        box *= 0.7;
        null_steps = 0;
      }
      if (!at_box && promised - best_value < 1e-4 * scale) break;
      if (box < 1e-6 * scale) break;
    }
    duals = centre;
    return !open(k) || deepen(k, centre);
  }
  bool cover_cheaply(std::int64_t k, double gap) {
    std::vector<Column> columns;
    if (!pricer_.search(least_ + gap, limits_.labels / 4) || !pricer_.list(least_ + gap, limits_.columns / 2, columns)) {
      pricer_.search(least_ + std::min(gap, step_), limits_.labels);  // columns for the next round
      return false;
    }
    return cover_with(k, gap, columns) && !open(k);
  }

  /// Covers within growing gaps at the best duals until k is closed or a limit strikes.
  bool deepen(std::int64_t k, const std::vector<double>& centre) {
    if (!price(centre)) return false;
    double done = 0, step = 1.0 / 64;  // of the gap
    for (int failures = 0; open(k) && !tired();) {
      const double share = std::min(1.0, done + step);
      if (cover(k, std::floor(share * (aim(k) - value(k))))) {
        if (share >= 1.0) break;
        done = share;
        if (failures == 0) step = done;
      } else {  // too many sets: half the way may still find a better plan, which brings the aim nearer
        if (++failures > 3) return false;
        step /= 2;
      }
    }
    return !open(k);
  }

  const PartGraph& graph_;
  const GridCosts& full_costs_;
  const GridCosts costs_;
  const ProveLimits& limits_;
  const RunContext& run_;
  const SetDiagram& diagram_;
  Pricer pricer_;
  std::size_t n_;
  std::int64_t fewest_ = 1, most_ = 0;
  double cheap_edges_ = 0, dear_edges_ = 0, worst_ = 0, best_ = 0;
  double sum_ = 0, least_ = 0, step_ = 1e6;
  std::vector<double> bound_;
  std::vector<std::int64_t> gave_up_;
  std::vector<Column> pool_;
  Labels label_;
  std::int64_t table_work_ = 0, cover_work_ = 0, lp_work_ = 0;
};

}  // namespace

ProveAnswer prove_part(const PartGraph& graph, const GridCosts& costs, const Labels& start, const ProveLimits& limits,
                       const RunContext& run) {
  SetDiagram diagram;
  ProveAnswer nothing;
  nothing.label = start;
  if (!build_diagram(graph, costs, {limits.states, limits.starts, &run}, diagram)) return nothing;
  Prover prover(graph, costs, limits, run, diagram);
  prover.begin(start);
  prover.run();
  return prover.answer();
}

}  // namespace wangge::partition
