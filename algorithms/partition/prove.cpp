#include "algorithms/partition/prove.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "algorithms/partition/count_bounds.hpp"
#include "algorithms/partition/count_search.hpp"
#include "algorithms/partition/exact_cover.hpp"
#include "algorithms/partition/grid_pricer.hpp"
#include "algorithms/partition/plan_columns.hpp"
#include "algorithms/partition/set_diagram.hpp"
#include "algorithms/partition/two_sided_diagram.hpp"

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

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
        bounds_(graph, costs_),
        pricer_(graph_, costs_, diagram_, {limits.labels, 150, limits.two_sided > 0}, run),
        n_(at(graph.size())),
        starts_(bounds_.size()) {}

  void begin(const Labels& start) {
    if (start.empty()) {
      double worst = 0;
      for (std::int64_t h = costs_.min_households; h <= costs_.max_households; ++h)
        worst = std::max(worst, 2.0 * static_cast<double>(costs_.of(h)));
      worst_ = static_cast<double>(std::max<std::int64_t>(1, bounds_.most())) * worst;
      for (const PartEdge& e : graph_.edges) worst_ += static_cast<double>(std::max<Cost>(0, e.cut));
      return;
    }
    label_ = start;
    best_ = 2.0 * static_cast<double>(plan_cost(graph_, full_costs_, start));
    known_ = plan_columns(graph_, costs_, start);
    // what the diagram may have left out would make the master programme promise too little
    if (limits_.two_sided > 0) std::erase_if(known_, [&](const Column& c) { return !pricer_.usable(c.nodes); });
  }

  /// Best plan would cost at most this with k grids to be better than the one known.
  [[nodiscard]] double aim(std::int64_t k) const {
    if (label_.empty()) return worst_;
    return best_ - 2.0 - 2.0 * static_cast<double>(k * full_costs_.per_grid);
  }
  [[nodiscard]] double bound(std::int64_t k) const { return bounds_.of(k); }
  [[nodiscard]] bool open(std::int64_t k) const { return bound(k) <= aim(k) - tolerance(); }
  /// A search goes up to the aim, or to what its list of sets was made for.
  [[nodiscard]] double reach(const CountSearch& s) const { return s.listed ? std::min(aim(s.k), s.listed_aim) : aim(s.k); }
  [[nodiscard]] bool open(const CountSearch& s) const { return open(s.k) && bound(s.k) <= reach(s); }
  /// What a better plan may be better by without being worth more work.
  [[nodiscard]] double tolerance() const { return label_.empty() ? 0.0 : std::max(0.0, limits_.gap) * std::abs(best_); }
  [[nodiscard]] bool tired() const { return run_.should_stop() || work() > limits_.work; }
  [[nodiscard]] std::int64_t work() const { return pricer_.work() + table_work_ + cover_work_ + lp_work_ / 64; }

  void run() {
    if (diagram_.empty()) {
      bounds_.close_all();
      return;
    }
    std::vector<double> duals(n_, 0.0);
    const double level = label_.empty() ? worst_ / 4 : best_ - 2.0 * static_cast<double>(full_costs_.per_grid * grids_of_plan());
    const double total = static_cast<double>(std::max<std::int64_t>(1, graph_.total()));
    for (std::size_t v = 0; v < n_; ++v) duals[v] = std::round(level / total * graph_.households[v]);
    if (price(duals)) close_all_by_listing();
    if (limits_.listing_only) return;
    searches_.resize(bounds_.size());
    while (!tired()) {  // always on the number of grids whose bound is least
      std::int64_t next = -1;
      for (std::int64_t k = bounds_.fewest(); k <= bounds_.most(); ++k)
        if (open(k) && !given_up(k) && (next < 0 || bound(k) - aim(k) < bound(next) - aim(next))) next = k;
      if (next < 0) return;
      std::optional<CountSearch>& search = searches_[bounds_.place(next)];
      if (!search) search = begin_search(next);
      if (!advance(*search)) gave_up_.push_back(next);
      if (!open(next)) search.reset();
    }
  }

  ProveAnswer answer() {
    ProveAnswer out;
    out.ran = true;
    out.work = work() + static_cast<std::int64_t>(diagram_.states());
    out.label = label_;
    out.closed = true;
    double lower = label_.empty() ? Pricer::never : best_;
    for (std::int64_t k = bounds_.fewest(); k <= bounds_.most(); ++k) {
      if (bound(k) <= aim(k)) out.closed = false;
      lower = std::min(lower, bound(k) + 2.0 * static_cast<double>(k * full_costs_.per_grid));
    }
    out.cost = static_cast<Cost>(best_ / 2);
    out.lower = lower > 1e17 ? Cost{100'000'000'000'000'000} : static_cast<Cost>(std::ceil(lower / 2));
    if (out.closed && !label_.empty()) out.lower = out.cost;
    return out;
  }

 private:
  /// The best point without cuts for a number of grids, from whichever search.
  struct Start {
    double value = -Pricer::never;
    std::vector<double> point;
  };

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

  /// Prices duals of nodes and cuts over the diagram and lifts every bound. False: too many labels (a weaker bound was used).
  bool price(const std::vector<double>& point) {
    pricer_.set_point(point);
    table_work_ += static_cast<std::int64_t>(limits_.two_sided > 0 ? diagram_.states() / 3 : diagram_.states());
    // beyond this reduced cost every open number is closed, so no more needs to be known
    double limit = 0;
    for (std::int64_t i = bounds_.fewest(); i <= bounds_.most(); ++i)
      if (open(i)) limit = std::max(limit, std::ceil((aim(i) - pricer_.sum()) / static_cast<double>(i)));
    const bool known = pricer_.minimise(step_, limit);
    for (std::int64_t i = bounds_.fewest(); i <= bounds_.most(); ++i) {
      bounds_.lift(i, value(i));
      Start& start = starts_[bounds_.place(i)];
      if (!pricer_.cuts().empty() || value(i) <= start.value) continue;
      start.value = value(i);
      start.point = point;
    }
    return known;
  }
  /// The same for one search, which may be down to a list of sets.
  bool price(CountSearch& s, const std::vector<double>& point) {
    if (!s.listed) return price(point);
    pricer_.set_point(point);
    const bool known = pricer_.minimise(step_, std::ceil((aim(s.k) - pricer_.sum()) / static_cast<double>(s.k)));
    // plans dearer than what was aimed at when the list was made may use other sets
    bounds_.lift(s.k, std::min(value(s.k), s.listed_aim + 1));
    return known;
  }
  /// Bound of plans of k grids at the point last priced.
  [[nodiscard]] double value(std::int64_t k) const { return pricer_.sum() + static_cast<double>(k) * pricer_.least(); }

  /// Lists all sets that a plan of k grids within `gap` of value(k) may use and covers exactly. True: k is settled up to there.
  /// Works at the point last priced.
  bool cover(std::int64_t k, double gap, std::size_t cap) {
    std::vector<Column> columns;
    if (!pricer_.list(pricer_.least() + gap, k, cap, 4 * limits_.columns, columns)) return false;
    return cover_with(k, gap, columns, limits_.cover_nodes);
  }
  bool cover_with(std::int64_t k, double gap, const std::vector<Column>& columns, std::int64_t nodes) {
    const double least = pricer_.least(), base = pricer_.sum(), budget = static_cast<double>(k) * least + gap;
    const CoverAnswer found = exact_cover(graph_, costs_, columns, k, {base, least, budget, nodes}, run_);
    cover_work_ += found.nodes * 4 + static_cast<std::int64_t>(columns.size()) * 4;
    if (!found.chosen.empty() && found.cost <= aim(k)) {
      std::vector<const Column*> chosen;
      for (const std::size_t c : found.chosen) chosen.push_back(&columns[c]);
      take(chosen, found.cost, k);
    }
    if (!found.complete) return false;
    bounds_.lift(k, found.chosen.empty() ? base + budget + 1 : found.cost);
    return true;
  }
  void take(const std::vector<const Column*>& chosen, double cost, std::int64_t k) {
    best_ = cost + 2.0 * static_cast<double>(k * full_costs_.per_grid);
    label_.assign(n_, 0);
    for (std::size_t next = 0; next < chosen.size(); ++next)
      for (const std::int32_t v : chosen[next]->nodes) label_[at(v)] = static_cast<std::int32_t>(next);
    for (const Column* column : chosen) known_.push_back(*column);
  }

  /// Small parts: the first duals already leave few sets; one list serves every k.
  void close_all_by_listing() {
    double reach = -Pricer::never;
    for (std::int64_t k = bounds_.fewest(); k <= bounds_.most(); ++k)
      if (open(k)) reach = std::max(reach, pricer_.least() + aim(k) - value(k));
    std::vector<Column> columns;
    if (reach < -Pricer::never / 2 || !pricer_.list_few(reach, std::min<std::size_t>(limits_.columns, 1'500), columns)) return;
    for (std::int64_t k = bounds_.fewest(); k <= bounds_.most(); ++k) {
      if (!open(k)) continue;
      std::vector<Column> usable;
      for (const Column& c : columns)
        if (pricer_.usable(c.nodes, k)) usable.push_back(c);
      cover_with(k, aim(k) - value(k), usable, limits_.cover_nodes);
    }
  }

  CountSearch begin_search(std::int64_t k) {
    const double scale = std::max(std::abs(label_.empty() ? worst_ : best_), kLpScale) / static_cast<double>(k);
    CountSearch s(graph_.size(), k, scale, starts_[bounds_.place(k)].point, known_);
    turn_to(s);
    lift(s);
    s.refill();
    return s;
  }
  /// Another number of grids wants other prices of a household: climbs along them, in steps that double, then halve.
  void lift(CountSearch& s) {
    const double total = static_cast<double>(std::max<std::int64_t>(1, graph_.total()));
    const std::vector<double> from = s.centre;
    std::vector<double> point(n_);
    double t = 0, step = 0.02 * s.scale * static_cast<double>(s.k) / total, best = -Pricer::never, best_t = 0;
    bool turned = false;
    for (int tries = 0; tries < 8 && !tired(); ++tries) {
      for (std::size_t v = 0; v < n_; ++v) point[v] = std::round(from[v] + t * graph_.households[v]);
      if (!price(point) || pricer_.fresh().empty()) return;
      const double now = value(s.k);
      if (now > best) {
        best = now;
        best_t = t;
        s.centre = point;
      }
      std::int64_t held = 0;
      for (const std::int32_t v : pricer_.fresh().front().nodes) held += graph_.households[at(v)];
      const double wanted = total - static_cast<double>(held * s.k);  // slope of the bound
      if (tries == 0) {
        if (wanted == 0) return;
        step = std::copysign(step, wanted);
      } else {
        turned |= now < best || (wanted > 0) != (step > 0);
        step *= turned ? 0.5 : 2.0;
      }
      if (turned && tries > 4) return;
      t = best_t + step;
    }
  }
  void add_fresh(CountSearch& s) {
    for (Column& c : pricer_.fresh()) {
      s.add(c);
      known_.push_back(std::move(c));
    }
    pricer_.fresh().clear();
  }

  /// One stage: column generation, then what closes the number of grids, or cuts for the next stage. False: nothing is left to
  /// do.
  bool advance(CountSearch& s) {
    if (s.listed && !open(s)) leave_list(s);
    if (s.stages > 0 && !tighten(s)) return deepen(s);
    ++s.stages;
    s.bound_before = bound(s.k);
    turn_to(s);
    if (!generate(s)) return deepen(s);
    if (!open(s) || tired()) return true;
    if (!price(s, s.centre)) return false;
    shorten_list(s);
    // a small share of the gap often holds a better plan, and with it the whole gap is small enough to list
    double share = 1.0 / 16, before = 0, looked = 0;
    const auto next = [&] { return looked * (before > 30 ? std::max(2.0, looked / before) : 3.0); };  // expected
    for (; open(s) && share <= 1 && next() < static_cast<double>(4 * limits_.columns); share *= 2) {
      if (!cover(s.k, std::floor(share * (reach(s) - value(s.k))), limits_.columns / 4)) break;
      before = looked;
      looked = static_cast<double>(pricer_.looked());
    }
    const double left = aim(s.k) - value(s.k);
    if (open(s) && !s.listed && looked > 0 && left < 0.7 * s.too_wide &&
        looked * std::pow(next() / looked, std::log2(2 / share)) < static_cast<double>(24 * limits_.columns) &&
        !list_up_to(s, aim(s.k), 8 * limits_.columns))
      s.too_wide = left;
    return true;
  }
  void turn_to(CountSearch& s) {
    pricer_.look_at(s.listed ? &*s.listed : nullptr);
    pricer_.set_cuts(s.cuts);
    s.cuts = pricer_.cuts();
  }
  /// Goes on with a list of all sets that plans up to `most` may use, when it is short.
  bool list_up_to(CountSearch& s, double most, std::size_t cap) {
    std::vector<Column> columns;
    if (!pricer_.list(pricer_.least() + most - value(s.k), s.k, cap, 3 * cap, columns)) return false;
    s.listed.emplace(graph_.size(), columns);
    s.listed_aim = most;
    turn_to(s);
    return true;
  }
  /// No plan that the list was made for is left, but dearer ones may be better than the one known: prices over the diagram again,
  /// with the cuts that count.
  void leave_list(CountSearch& s) {
    s.listed.reset();
    s.cuts = s.cuts_that_count();
    turn_to(s);
    s.take_cuts(pricer_.cuts());
  }

  /// At the point last priced: what no plan as good as the aim can use is forgotten.
  void shorten_list(CountSearch& s) {
    if (!s.listed) return;
    s.listed_aim = reach(s);
    s.listed->drop_above(pricer_.least() + s.listed_aim - value(s.k));
  }

  /// More cuts. False: the fractional plan breaks none, or the last ones said little.
  bool tighten(CountSearch& s) {
    if (s.stages > 1 && bound(s.k) - s.bound_before < 0.02 * (reach(s) - bound(s.k))) return false;
    std::vector<TripleCut> cuts = s.more_cuts();
    if (cuts.empty()) return false;
    s.cuts = std::move(cuts);
    turn_to(s);  // some may find no place
    s.take_cuts(pricer_.cuts());
    return true;
  }

  /// Rounds of master programme and pricing until the bound rises no more. False: prices have too many labels.
  bool generate(CountSearch& s) {
    const std::int64_t k = s.k;
    if (!price(s, s.centre)) return false;
    double best_value = value(k);
    const double count_price = 4 * s.scale + std::abs(pricer_.least());
    int null_steps = 0, unpriced = 0;
    for (int round = 0; round < 400 && open(s) && !tired(); ++round) {
      add_fresh(s);
      const std::int64_t begun = s.lp.work();
      const std::vector<double> trial = s.solve(count_price);
      lp_work_ += s.lp.work() - begun;
      offer_whole_plan(s);
      bool at_box = false;
      for (std::size_t r = 0; r < trial.size(); ++r) at_box |= std::abs(trial[r] - s.centre[r]) > 0.99 * s.box;
      if (!price(s, trial)) {  // too far out
        if (++unpriced > 3) return false;
        s.box *= 0.3;
        continue;
      }
      const double now = value(k), promised = s.promised();
      const bool better = now > best_value;
      const double kept = (now - best_value) / std::max(1.0, promised - best_value);  // of what was promised
      if (better) {
        best_value = now;
        s.centre = trial;
        shorten_list(s);
        null_steps = 0;
        if (at_box) s.box *= kept > 0.9 ? 3.0 : kept > 0.5 ? 1.6 : 1.0;
      } else if (++null_steps >= 2) {
        s.box = std::max(0.7 * s.box, 1e-6 * s.scale);
        null_steps = 0;
      }
      // the bound is concave: where nothing better lies in the box around the centre, nothing better lies anywhere
      const double left = promised - best_value;
      if (!at_box ? left < std::max(1e-4 * s.scale, 0.02 * (reach(s) - best_value)) : !better && left < 1e-5 * s.scale) break;
    }
    return true;
  }
  void offer_whole_plan(const CountSearch& s) {
    const std::vector<const Column*> chosen = s.whole_plan();
    double cost = 0;
    for (const Column* c : chosen) cost += c->cost;
    if (chosen.empty() || cost > aim(s.k)) return;
    if (std::all_of(chosen.begin(), chosen.end(), [&](const Column* c) { return pricer_.usable(c->nodes, s.k); }))
      take(chosen, cost, s.k);
  }

  /// Covers within growing gaps at the best point until k is closed or a limit strikes; then a longer list, which prices and cuts
  /// look at, goes further.
  bool deepen(CountSearch& s) {
    const std::int64_t k = s.k;
    turn_to(s);
    if (!price(s, s.centre)) return false;
    double done = 0, step = 1.0 / 64;  // of the gap
    const std::size_t most = s.listed ? 4 * limits_.columns : limits_.columns;
    for (int failures = 0; open(s) && !tired();) {
      const double share = std::min(1.0, done + step);
      if (cover(k, std::floor(share * (reach(s) - value(k))), most)) {
        if (share >= 1.0) break;
        done = share;
        if (failures == 0) step = done;
      } else {  // too many sets: half the way may still find a better plan, which brings the aim nearer
        const bool may_list = limits_.two_sided > 0 && !s.listed;
        if (++failures > (may_list ? 1 : 3)) return may_list && list_part(s, done + step);
        step /= 2;
      }
    }
    return !open(s);
  }
  bool list_part(CountSearch& s, double share) {
    if (bound(s.k) - s.bound_listed < 0.05 * (aim(s.k) - bound(s.k))) return false;  // the last one brought little
    s.bound_listed = bound(s.k);
    for (int tries = 0; tries < 3; ++tries, share *= 0.7)
      if (list_up_to(s, value(s.k) + std::floor(share * (aim(s.k) - value(s.k))), 4 * limits_.columns)) return true;
    return false;
  }

  const PartGraph& graph_;
  const GridCosts& full_costs_;
  const GridCosts costs_;
  const ProveLimits& limits_;
  const RunContext& run_;
  const SetDiagram& diagram_;
  CountBounds bounds_;
  GridPricer pricer_;
  std::size_t n_;
  double worst_ = 0, best_ = 0, step_ = 1e6;
  std::vector<std::int64_t> gave_up_;
  std::vector<std::optional<CountSearch>> searches_;
  std::vector<Start> starts_;
  std::vector<Column> known_;  ///< of plans and of all searches
  Labels label_;
  std::int64_t table_work_ = 0, cover_work_ = 0, lp_work_ = 0;
};

}  // namespace

ProveAnswer prove_part(const PartGraph& graph, const GridCosts& costs, const Labels& start, const ProveLimits& limits,
                       const RunContext& run) {
  SetDiagram diagram;
  ProveAnswer nothing;
  nothing.label = start;
  const GridCosts tight = within_total(costs, graph);
  if (!build_diagram(graph, tight, {limits.states, limits.starts, &run}, diagram)) return nothing;
  std::int64_t built = 0;
  if (limits.two_sided > 0) built = without_stranding_sets(graph, tight, limits.two_sided, run, diagram);
  Prover prover(graph, tight, limits, run, diagram);
  prover.begin(start);
  prover.run();
  ProveAnswer answer = prover.answer();
  answer.work += built;
  return answer;
}

}  // namespace wangge::partition
