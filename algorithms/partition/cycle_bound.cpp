#include "algorithms/partition/cycle_bound.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

#include "algorithms/partition/cycle_price.hpp"
#include "algorithms/partition/master_lp.hpp"

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
constexpr Cost kUnit = 64;  ///< micro-points; doubled amounts of up to 536 points stay exact in floats
constexpr double kUnitsOfPoint = 2.0 * static_cast<double>(kCostPerPoint) / static_cast<double>(kUnit);
constexpr Cost kNone = std::numeric_limits<Cost>::min() / 4;
constexpr double kMostUnits = 4'000'000;

class CycleBounder {
 public:
  CycleBounder(const PartGraph& graph, const GridCosts& costs, const Labels& plan, const CycleLimits& limits,
               const RunContext& run)
      : graph_(graph), costs_(costs), plan_(plan), limits_(limits), run_(run), total_(graph.total()) {
    fewest_ = graph.side.fixed_grids > 0 ? graph.side.fixed_grids : costs.fewest(total_);
    most_ = graph.side.fixed_grids > 0 ? graph.side.fixed_grids : costs.most(total_);
  }

  CycleBound run() {
    CycleBound out;
    if (costs_.min_households < 1 || fewest_ > most_ || most_ - fewest_ > 1000) return out;
    if (draw()) {
      set_prices();
      make_clusters();
      first_prices();
      begin();
      while (prepare() && iterate()) continue;
    }
    out.work = work();
    if (best_.empty() || *std::min_element(best_.begin(), best_.end()) == kNone) return out;
    out.ran = true;
    out.lower = *std::min_element(best_.begin(), best_.end());
    for (const PartEdge& e : graph_.edges) negative_ += std::min<Cost>(0, e.cut);
    out.lower += negative_ / 2;
    return out;
  }

 private:
  [[nodiscard]] std::int64_t work() const {
    return std::accumulate(pricers_.begin(), pricers_.end(), lp_work_,
                           [](std::int64_t sum, const CyclePricer& p) { return sum + p.work(); });
  }

  bool draw() {
    std::int64_t inside = 0;
    for (PlanarDual& dual : draw_parts(graph_)) {
      if (dual.total() <= costs_.max_households) continue;
      inside += dual.total();
      pricers_.emplace_back(std::move(dual), costs_.min_households, costs_.max_households, kUnit);
    }
    // grids in several parts, or outside of all that are looked at
    mixed_ = inside < total_ || pricers_.size() > 1;
    return !pricers_.empty();
  }

  /// Scores of grids against the cheapest one, doubled, in units, rounded down.
  void set_prices() {
    base_ = costs_.of(costs_.min_households);
    for (std::int32_t h = costs_.min_households; h <= costs_.max_households; ++h) base_ = std::min(base_, costs_.of(h));
    // the others must fit, too
    low_ = static_cast<std::int32_t>(std::max<std::int64_t>(costs_.min_households, total_ - (most_ - 1) * costs_.max_households));
    high_ =
        static_cast<std::int32_t>(std::min<std::int64_t>(costs_.max_households, total_ - (fewest_ - 1) * costs_.min_households));
    grid_price_.assign(at(costs_.max_households) + 1, std::numeric_limits<float>::infinity());
    for (std::int32_t h = low_; h <= high_; ++h)
      grid_price_[at(h)] = static_cast<float>(std::min<Cost>((costs_.of(h) - base_) * 2 / kUnit, static_cast<Cost>(kMostUnits)));
  }

  void make_clusters() {
    const double wanted = static_cast<double>(limits_.clusters) * static_cast<double>(total_) / costs_.target_households;
    std::int64_t weight = std::max<std::int64_t>(1, static_cast<std::int64_t>(static_cast<double>(total_) / wanted));
    for (int i = 0; i < 8; ++i) {
      cluster_households_.clear();
      cluster_.assign(pricers_.size(), {});
      for (std::size_t p = 0; p < pricers_.size(); ++p) cluster_[p] = clusters_of(pricers_[p].dual(), weight);
      if (static_cast<double>(cluster_households_.size()) >= 0.8 * wanted || weight == 1) break;
      weight = std::max<std::int64_t>(1, weight * 2 / 3);
    }
  }
  /// Breadth first from vertex after vertex until a cluster is heavy enough.
  std::vector<std::int32_t> clusters_of(const PlanarDual& dual, std::int64_t weight) {
    std::vector<std::int32_t> out(dual.households.size(), -1);
    out[at(dual.outside())] = 0;
    for (std::int32_t v = 0; v < dual.outside(); ++v) {
      if (out[at(v)] >= 0) continue;
      const auto number = static_cast<std::int32_t>(cluster_households_.size());
      std::vector<std::int32_t> queue{v};
      std::int64_t sum = dual.households[at(v)];
      out[at(v)] = number;
      for (std::size_t i = 0; i < queue.size() && sum < weight; ++i)
        for (std::int32_t j = dual.around_offset[at(queue[i])]; j < dual.around_offset[at(queue[i]) + 1] && sum < weight; ++j) {
          const PlanarDual::Edge& e = dual.edges[at(dual.around[at(j)])];
          const std::int32_t w = e.a == queue[i] ? e.b : e.a;
          if (out[at(w)] >= 0) continue;
          out[at(w)] = number;
          sum += dual.households[at(w)];
          queue.push_back(w);
        }
      cluster_households_.push_back(sum);
    }
    return out;
  }

  /// Where to start: every atom pays its share of its grid in the plan, averaged over the cluster.
  void first_prices() {
    std::int32_t grids = 0;
    for (const std::int32_t l : plan_) grids = std::max(grids, l + 1);
    std::vector<double> price(at(grids), 0), households(at(grids), 0);
    double sum = 0;
    for (std::int32_t v = 0; v < graph_.size() && grids > 0; ++v) {
      households[at(plan_[at(v)])] += graph_.households[at(v)];
      for (const PartEdge& e : graph_.around(v))
        if (plan_[at(v)] != plan_[at(e.to)]) price[at(plan_[at(v)])] += static_cast<double>(std::max<Cost>(0, e.cut)) / 2;
    }
    for (std::size_t g = 0; g < price.size(); ++g) {
      price[g] += static_cast<double>(costs_.of(static_cast<std::int64_t>(households[g])) - base_);
      price[g] /= static_cast<double>(kCostPerPoint);
      sum += price[g];
    }
    known_ = grids > 0 ? sum : std::numeric_limits<double>::infinity();
    const double even = grids > 0 ? sum / static_cast<double>(total_) : 0.1;
    plan_price_ = price;
    plan_households_ = households;
    centre_.assign(cluster_households_.size(), 0);
    for (std::size_t p = 0; p < pricers_.size(); ++p) {
      const PlanarDual& dual = pricers_[p].dual();
      for (std::int32_t v = 0; v < dual.outside(); ++v) {
        const double share = even;
        centre_[at(cluster_[p][at(v)])] += share * dual.households[at(v)];
      }
    }
    even_ = even;
  }

  /// Most that `h` households can hold of the prices (units, doubled), were the dearest taken together: for every h.
  [[nodiscard]] std::vector<double> dearest(const std::vector<double>& prices) const {
    std::vector<std::size_t> order(prices.size());
    std::iota(order.begin(), order.end(), 0);
    const auto share = [&](std::size_t j) {
      return cluster_households_[j] > 0 ? prices[j] / static_cast<double>(cluster_households_[j]) : 0.0;
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return share(a) > share(b); });
    std::vector<double> out(at(costs_.max_households) + 1, 0);
    std::size_t h = 0;
    for (const std::size_t j : order)
      for (std::int64_t i = 0; i < cluster_households_[j] && h + 1 < out.size(); ++i, ++h)
        out[h + 1] = out[h] + std::max(0.0, share(j)) * kUnitsOfPoint;
    for (++h; h < out.size(); ++h) out[h] = out[h - 1];
    for (double& x : out) x = x * (1 + 1e-9) + 1;  // sums of floating point numbers
    return out;
  }
  /// Least of (score - the dearest atoms) over all households: a grid whose boundary is `length` costs at least that more.
  [[nodiscard]] double far_price(const std::vector<double>& dearest) const {
    double least = 1e18;
    for (std::int32_t h = low_; h <= high_; ++h)
      least = std::min(least, static_cast<double>(grid_price_[at(h)]) - dearest[at(h)]);
    return least;
  }

  /// Walks are looked at further than so far, if the work that is left allows.
  bool prepare() {
    constexpr double shares[] = {0.4, 0.47, 0.55, 0.63, 0.72, 0.82, 0.93, 1.05, 1.18, 1.3};
    const std::int64_t left = (limits_.work - work()) *
                              (share_ < 0 ? 2
                               : mixed_   ? 4
                                          : 6) /
                              10;  // first something, then as far as it goes
    std::int32_t next = -1;
    double reach = 0;
    for (std::int32_t i = share_ + 1; i < static_cast<std::int32_t>(std::size(shares)); ++i) {
      std::vector<double> most(first_.size());
      for (std::size_t j = 0; j < most.size(); ++j) most[j] = first_[j] * shares[i];
      const double further = std::min(kMostUnits, std::max(1.0, -far_price(dearest(most))));
      std::int64_t expected = 0;
      for (CyclePricer& pricer : pricers_) {
        if (run_.should_stop()) return false;
        expected += pricer.estimate(static_cast<float>(std::floor(further)), std::max<std::int64_t>(0, left));
      }
      if ((next >= 0 || share_ >= 0) && expected > left) break;
      next = i;
      reach = further;
    }
    if (next < 0) return false;
    share_ = next;
    for (CyclePricer& pricer : pricers_)
      if (run_.should_stop() || !pricer.prepare(static_cast<float>(std::floor(reach)), limits_.work - work())) return false;
    start_programme();
    return true;
  }

  /// One pricing: bounds for every k; its cycles become columns. False when it failed or was stopped.
  bool evaluate(const std::vector<double>& prices, double count_price, std::int64_t target) {
    // within a cluster one whole number of units a household
    std::vector<float> share(prices.size(), 0);
    for (std::size_t j = 0; j < prices.size(); ++j)
      if (cluster_households_[j] > 0)
        share[j] = static_cast<float>(std::floor(prices[j] * kUnitsOfPoint / static_cast<double>(cluster_households_[j])));
    CycleTask task;
    task.grid_price = grid_price_;
    task.threshold = static_cast<float>(std::floor(std::clamp(count_price * kUnitsOfPoint, -kMostUnits, kMostUnits)));
    if (mixed_) task.threshold = std::min(0.0F, task.threshold);
    task.piece_slope = std::min(0.0F, task.threshold) / static_cast<float>(costs_.max_households);
    std::vector<double> used(prices.size());
    for (std::size_t j = 0; j < used.size(); ++j)
      used[j] = static_cast<double>(share[j]) * static_cast<double>(cluster_households_[j]) / kUnitsOfPoint;
    const auto dear = dearest(used);
    double sum = 0, least = static_cast<double>(task.threshold), reach = 1e18, loose = 0;
    for (std::size_t p = 0; p < pricers_.size(); ++p) {
      const PlanarDual& dual = pricers_[p].dual();
      task.gain.assign(dual.households.size(), 0);
      for (std::int32_t v = 0; v < dual.outside(); ++v)
        task.gain[at(v)] = share[at(cluster_[p][at(v)])] * static_cast<float>(dual.households[at(v)]);
      if (run_.should_stop()) return false;
      const CyclePricer::Answer answer = pricers_[p].price(task, limits_.work - work());
      for (const Cycle& cycle : answer.cycles) add_column(p, cycle);
      if (!answer.valid) return false;
      sum += answer.gain;
      least = std::min(least, static_cast<double>(answer.least));
      if (mixed_) least = std::min(least, std::floor(answer.piece_slope * costs_.max_households - 1e-3));
      const double far = std::min(pricers_[p].reach(), pricers_[p].hole_reach());
      reach = std::min(reach, far);
      loose += std::max(0.0, answer.gain / static_cast<double>(dual.total())) *
               static_cast<double>(std::min<std::int64_t>(pricers_[p].loose_households(), costs_.max_households));
    }
    least = std::min(least, std::floor(reach - loose + far_price(dear) - 1));
    for (std::size_t i = 0; i < best_.size(); ++i) {
      const auto k = fewest_ + static_cast<std::int64_t>(i);
      const Cost lower =
          static_cast<Cost>(std::floor((sum + static_cast<double>(k) * least) * static_cast<double>(kUnit) / 2)) + k * base_;
      if (lower <= best_[i]) continue;
      best_[i] = lower;
      centres_[i] = used;
      if (k == target) improved_ = true;
    }
    return true;
  }

  void add_column(std::size_t part, const Cycle& cycle) {
    std::map<std::int32_t, double> sums;
    const PlanarDual& dual = pricers_[part].dual();
    for (std::int32_t v = 0; v < dual.outside(); ++v)
      if (cycle.times[at(v)] != 0)
        sums[cluster_[part][at(v)]] += static_cast<double>(cycle.times[at(v)]) * dual.households[at(v)];
    double price = cycle.length / kUnitsOfPoint;
    if (!cycle.piece) price += static_cast<double>(grid_price_[at(cycle.households)]) / kUnitsOfPoint;
    add_column(sums, cycle.piece ? static_cast<double>(cycle.households) / costs_.max_households : 1.0, price, true);
  }
  void add_column(const std::map<std::int32_t, double>& sums, double count, double price, bool keep) {
    std::vector<std::int32_t> rows;
    std::vector<double> weights;
    for (const auto& [j, sum] : sums) {
      if (sum == 0) continue;
      rows.push_back(j);
      weights.push_back(sum / static_cast<double>(cluster_households_[at(j)]));
    }
    lp_->add(rows, weights, count, price);
    if (keep) kept_.push_back({rows, weights, count, price});
  }
  void add_plan() {
    for (std::size_t g = 0; g < plan_price_.size(); ++g) {
      std::map<std::int32_t, double> sums;
      for (std::size_t p = 0; p < pricers_.size(); ++p) {
        const PlanarDual& dual = pricers_[p].dual();
        for (std::int32_t v = 0; v < dual.outside(); ++v)
          if (plan_[at(dual.nodes[at(v)])] == static_cast<std::int32_t>(g)) sums[cluster_[p][at(v)]] += dual.households[at(v)];
      }
      add_column(sums, 1.0, plan_price_[g], true);
    }
  }

  void start_programme() {
    lp_.emplace(static_cast<std::int32_t>(cluster_households_.size()), std::span<const TripleCut>{});
    for (const Kept& c : kept_) lp_->add(c.rows, c.weights, c.count, c.price);
    if (kept_.empty()) add_plan();
    // longer walks than were looked at: no cluster so dear that it would pay for one
    for (std::size_t p = 0; p < pricers_.size(); ++p) {
      const double far = static_cast<double>(std::min(pricers_[p].reach(), pricers_[p].hole_reach()));
      for (std::size_t j = 0; j < cluster_households_.size(); ++j)
        for (int i = 0; i < 5 && cluster_households_[j] > 0; ++i) {
          const std::int32_t h = low_ + (high_ - low_) * i / 4;
          add_column({{static_cast<std::int32_t>(j), static_cast<double>(h)}}, 1.0,
                     (far + static_cast<double>(grid_price_[at(h)])) / kUnitsOfPoint, false);
        }
    }
    if (mixed_) add_column({}, 1.0, 0.0, false);  // the price of the number of grids is not positive
  }

  void begin() {
    first_ = centre_;
    // half of what the plan pays: too high prices are repaired slowly, too low ones soon
    for (double& x : centre_) x *= 0.5;
    best_.assign(static_cast<std::size_t>(most_ - fewest_ + 1), kNone);
    centres_.assign(best_.size(), centre_);
    current_ = centre_;
    target_ = static_cast<std::int64_t>(plan_price_.size());
    if (target_ < fewest_ || target_ > most_)
      target_ = std::clamp<std::int64_t>(total_ / costs_.target_households, fewest_, most_);
  }

  /// Prices and bounds in turns; true when walks that go further could raise the bound.
  bool iterate() {
    std::vector<double> box(best_.size(), 0.35);
    for (std::int32_t round = 0; round < limits_.rounds; ++round) {
      improved_ = false;
      if (!evaluate(current_, count_price_, target_) && (run_.should_stop() || work() >= limits_.work)) return false;
      const std::size_t worst = static_cast<std::size_t>(std::min_element(best_.begin(), best_.end()) - best_.begin());
      const bool any = best_[worst] > kNone;
      if (any && !improved_) box[static_cast<std::size_t>(target_ - fewest_)] *= 0.7;
      const double at_hand = static_cast<double>(best_[worst]) / static_cast<double>(kCostPerPoint);
      const double others = static_cast<double>(base_) / static_cast<double>(kCostPerPoint);  // a grid
      if (any && at_hand >= (1 - limits_.gap) * (known_ + others * static_cast<double>(plan_price_.size()))) return false;
      if (any) target_ = fewest_ + static_cast<std::int64_t>(worst);
      const double ceiling = solve(target_, box[worst]);
      if (any && ceiling + others * static_cast<double>(target_) - at_hand < 0.005 * std::abs(ceiling)) return true;
    }
    return best_.front() > kNone;
  }

  /// Next prices; the value of the linear programme, which no bound with these clusters can pass.
  double solve(std::int64_t k, double box) {
    const auto& centre = centres_[static_cast<std::size_t>(k - fewest_)];
    std::vector<double> least(centre.size()), most(centre.size());
    for (std::size_t j = 0; j < centre.size(); ++j) {
      const auto held = static_cast<double>(cluster_households_[j]);
      least[j] = centre[j] - box * even_ * held - 1e-9;
      most[j] = centre[j] + box * even_ * held + 1e-9;
    }
    lp_->set_box(least, most, 1e4);
    lp_->begin(static_cast<double>(k));
    const std::int64_t before = lp_->work();
    lp_->solve(2000);
    lp_work_ += lp_->work() - before;
    current_.assign(lp_->duals().begin(), lp_->duals().end() - 1);
    count_price_ = lp_->duals().back();
    return lp_->value();
  }

  const PartGraph& graph_;
  const GridCosts& costs_;
  const Labels& plan_;
  const CycleLimits& limits_;
  const RunContext& run_;
  std::int64_t total_, fewest_ = 0, most_ = 0;
  std::vector<CyclePricer> pricers_;
  bool mixed_ = false;
  std::int32_t low_ = 0, high_ = 0;  ///< households of a grid
  Cost base_ = 0, negative_ = 0;
  std::vector<float> grid_price_;
  std::vector<std::vector<std::int32_t>> cluster_;  ///< by part and vertex
  std::vector<std::int64_t> cluster_households_;
  std::vector<double> centre_, plan_price_, plan_households_;
  struct Kept {
    std::vector<std::int32_t> rows;
    std::vector<double> weights;
    double count, price;
  };
  std::vector<Kept> kept_;  ///< columns, for the next linear programme
  std::vector<double> first_, current_;
  double even_ = 0, known_ = 0, count_price_ = 0;
  std::int64_t target_ = 0;  ///< number of grids the prices are made for
  std::int32_t share_ = -1;  ///< how far walks are looked at
  std::optional<MasterLp> lp_;
  std::int64_t lp_work_ = 0;
  std::vector<Cost> best_;  ///< by number of grids
  std::vector<std::vector<double>> centres_;
  bool improved_ = false;
};

}  // namespace

CycleBound cycle_bound(const PartGraph& graph, const GridCosts& costs, const Labels& plan, const CycleLimits& limits,
                       const RunContext& run) {
  constexpr std::int64_t kMostHouseholds = 1'000'000;  // rows are as wide as half of them, a row for every corner of the part
  if (graph.total() > kMostHouseholds) return {};
  return CycleBounder(graph, costs, plan, limits, run).run();
}

}  // namespace wangge::partition
