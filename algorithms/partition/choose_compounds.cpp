#include "algorithms/partition/choose_compounds.hpp"

#include <algorithm>
#include <limits>
#include <queue>

#include "algorithms/partition/compound_plan.hpp"
#include "algorithms/partition/rejoin_compounds.hpp"

namespace wangge::partition {

namespace {

constexpr int kMostPassed = 100'000;  ///< sets of compounds that need no look

/// For plans that only show which compounds may stay whole.
PartLimits light_of(PartLimits limits) {
  limits.effort *= 0.5;
  limits.light = true;
  limits.windows = 0;
  limits.proof = std::min<std::int64_t>(limits.proof, limits.prove ? 300'000 : 30'000);
  return limits;
}

/// For plans that only show whether level 1 can be zero: the first one in range, or a short search.
PartLimits look_of(const PartLimits& light) {
  PartLimits look = light;
  look.only_feasibility = true;
  return look;
}

/// With `prove`: a look long enough to show that level 1 cannot be zero, where a short one ended without an answer.
Attempt look_longer(const Task& task, const CompoundPlan& plan, const PartLimits& light, const PartLimits& limits) {
  PartLimits look = look_of(light);
  look.proof = std::max(look.proof, limits.proof / 4);
  return attempt(task, plan, look);
}

/// The same search, but proofs only as far as `light` goes.
PartLimits without_proof(PartLimits limits, const PartLimits& light) {
  limits.proof = light.proof;
  limits.windows = light.windows;
  return limits;
}

bool all_in_range(const Attempt& a) { return a.hard == 0 && a.division.out_of_range == 0; }

/// Compounds that fit, consist of several atoms and hold households: what level 2 may cost. Smallest first.
std::vector<std::size_t> splittable(const Task& task) {
  std::vector<std::size_t> out;
  for (std::size_t c = 0; c < task.compound_size.size(); ++c)
    if (task.compound_atoms[c] > 1 && !task.compound_torn[c] && task.compound_size[c] <= task.problem.max_households)
      out.push_back(c);
  std::stable_sort(out.begin(), out.end(),
                   [&](std::size_t a, std::size_t b) { return task.compound_size[a] < task.compound_size[b]; });
  return out;
}

/// Places in `order` of the compounds that the plan splits.
std::vector<std::size_t> split_places(const Task& task, const std::vector<std::size_t>& order,
                                      const std::vector<std::int32_t>& grid) {
  const std::vector<char> split = split_compounds(task, grid);
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < order.size(); ++place)
    if (split[order[place]]) places.push_back(place);
  return places;
}

CompoundPlan without(const CompoundPlan& base, const std::vector<std::size_t>& order, const std::vector<std::size_t>& places) {
  CompoundPlan plan = base;
  for (const std::size_t place : places) plan.whole[order[place]] = 0;
  return plan;
}

/// From the compounds that the free plan splits, takes back the largest ones as long as level 1 stays where it is.
Attempt split_as_found(const Task& task, const CompoundPlan& base, const Attempt& freed, const PartLimits& light,
                       const PartLimits& limits) {
  const std::vector<std::size_t> order = splittable(task);
  std::vector<std::size_t> places = split_places(task, order, freed.division.grid);
  int tries = 5;
  for (std::size_t i = places.size(); i-- > 0 && tries > 0 && !task.run.should_stop(); --tries) {
    std::vector<std::size_t> fewer = places;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    const Attempt now = attempt(task, without(base, order, fewer), light);
    if (now.division.out_of_range <= freed.division.out_of_range && now.hard <= freed.hard) places = std::move(fewer);
  }
  return attempt(task, without(base, order, places), limits);
}

/// Sets of compounds (places in `order`) that are not enough to be split: no plan in range keeps all others whole.
class NotEnough {
 public:
  [[nodiscard]] bool holds(const std::vector<std::size_t>& places) const {
    return std::any_of(sets_.begin(), sets_.end(), [&](const std::vector<char>& set) {
      return std::all_of(places.begin(), places.end(), [&](std::size_t p) { return set[p] != 0; });
    });
  }
  void add(std::vector<char> set) { sets_.push_back(std::move(set)); }
  std::int64_t work_until = 0;  ///< of the task: where looking for larger sets ends

 private:
  std::vector<std::vector<char>> sets_;
};

/// All but one of the compounds that `best` splits: where that is not enough, the one is split in every plan. One look settles
/// all sets without it.
void find_needed(const Task& task, const CompoundPlan& base, const std::vector<std::size_t>& order, const Attempt& best,
                 const PartLimits& light, NotEnough& not_enough) {
  for (const std::size_t needed : split_places(task, order, best.division.grid)) {
    if (task.work > not_enough.work_until || task.run.should_stop()) return;
    std::vector<std::size_t> others;
    std::vector<char> set(order.size(), 1);
    set[needed] = 0;
    for (std::size_t place = 0; place < order.size(); ++place)
      if (place != needed) others.push_back(place);
    if (attempt(task, without(base, order, others), light).impossible) not_enough.add(std::move(set));
  }
}

/// The set, known not to be enough, with as many others as still are not: halves of them first. Sets with all of `enough` are.
void add_grown(const Task& task, const CompoundPlan& base, const std::vector<std::size_t>& order,
               const std::vector<std::size_t>& places, std::vector<std::size_t> enough, const PartLimits& light,
               NotEnough& not_enough) {
  std::sort(enough.begin(), enough.end());
  std::vector<char> set(order.size(), 0);
  for (const std::size_t place : places) set[place] = 1;
  std::vector<std::vector<std::size_t>> groups(1);
  for (std::size_t place = 0; place < order.size(); ++place)
    if (set[place] == 0) groups[0].push_back(place);
  int undecided = 2;  // others would hardly end better
  const std::int64_t until = task.work + (not_enough.work_until - task.work) / 4;
  while (undecided > 0 && !groups.empty() && task.work <= until && !task.run.should_stop()) {
    const std::vector<std::size_t> group = std::move(groups.back());
    groups.pop_back();
    if (group.empty()) continue;
    std::vector<std::size_t> more = group;
    for (std::size_t place = 0; place < order.size(); ++place)
      if (set[place] != 0) more.push_back(place);
    std::sort(more.begin(), more.end());
    bool impossible = false;
    if (!std::includes(more.begin(), more.end(), enough.begin(), enough.end())) {
      const Attempt now = attempt(task, without(base, order, more), light);
      impossible = now.impossible;
      if (!impossible && !all_in_range(now)) --undecided;
    }
    if (impossible) {
      for (const std::size_t place : group) set[place] = 1;
    } else if (group.size() > 1) {
      const auto half = group.begin() + static_cast<std::ptrdiff_t>(group.size() / 2);
      groups.emplace_back(half, group.end());
      groups.emplace_back(group.begin(), half);
    }
  }
  not_enough.add(std::move(set));
}

/// Level 1 is above zero with every fitting compound whole: which may stay whole?
/// First the compounds that a free plan splits; then, where parts are few, subsets in order of their households, so that the
/// first that reaches the level of `freed` is least at level 2. `proven`: every cheaper subset was shown impossible.
Attempt split_fewest(const Task& task, const CompoundPlan& base, const Attempt& whole, const Attempt& freed,
                     const PartLimits& limits, bool& proven) {
  const std::vector<std::size_t> order = splittable(task);
  PartLimits light = light_of(limits);
  light.only_feasibility = true;
  if (limits.prove) light.proof = std::max(light.proof, limits.proof / 20);
  Attempt best = freed.rank() < whole.rank() ? freed : whole;
  proven = whole.impossible || (limits.prove && look_longer(task, base, light, limits).impossible);
  if (order.size() > 12) {
    Attempt found = split_as_found(task, base, freed, light, limits);
    if (found.rank() <= best.rank()) best = std::move(found);
  }
  const bool in_range = all_in_range(best), prove_least = limits.prove && in_range;
  if (prove_least) {  // level 3 first: what is known of the split at hand stays, whatever ends the rest
    Attempt found = attempt(task, treatment_of(task, base, best.division.grid), limits);
    if (found.rank() <= best.rank()) best = std::move(found);
  }
  // with nothing left to prove of the score, all there is goes into the compounds
  const bool score_settled = prove_least && best.optimal;
  const PartLimits brief = light;
  if (score_settled) light.proof = std::max(light.proof, limits.proof / 4);
  NotEnough not_enough;
  not_enough.work_until = task.work + (score_settled ? limits.proof : limits.proof / 8);
  if (prove_least) find_needed(task, base, order, best, light, not_enough);
  using Entry = std::pair<std::int64_t, std::vector<std::size_t>>;  // households, ascending places in `order`
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  const auto size = [&](std::size_t place) { return task.compound_size[order[place]]; };
  if (!order.empty()) queue.push({size(0), {0}});
  // a proof may take long: out of range, subsets together get three times the time of one
  const std::int64_t enough = prove_least    ? not_enough.work_until
                              : limits.prove ? task.work + 3 * limits.proof
                                             : std::numeric_limits<std::int64_t>::max();
  int tries = limits.proof > 5'000'000 ? 64 : order.size() > 12 ? 8 : 16;
  int undecided = prove_least ? 4 : tries;  // more would seldom end better
  for (int passed = 0;
       tries > 0 && undecided > 0 && passed < kMostPassed && !queue.empty() && task.work <= enough && !task.run.should_stop();) {
    const auto [households, places] = queue.top();
    queue.pop();
    if (best.division.out_of_range <= freed.division.out_of_range &&
        households + task.torn_households > best.division.split_households)
      return best;
    if (not_enough.holds(places)) {
      ++passed;
    } else {
      --tries;
      const CompoundPlan plan = without(base, order, places);
      Attempt now = attempt(task, plan, light);
      if (now.hard <= freed.hard && now.division.out_of_range <= freed.division.out_of_range) now = attempt(task, plan, limits);
      if (now.rank() <= best.rank()) best = now;
      proven &= now.impossible || now.optimal;
      if (!now.impossible && !all_in_range(now)) --undecided;
      if (prove_least && now.impossible)
        add_grown(task, base, order, places, split_places(task, order, best.division.grid), brief, not_enough);
    }
    const std::size_t last = places.back();
    if (last + 1 == order.size()) continue;
    std::vector<std::size_t> more = places;
    more.push_back(last + 1);
    queue.push({households + size(last + 1), more});
    more = places;
    more.back() = last + 1;
    queue.push({households - size(last) + size(last + 1), std::move(more)});
  }
  proven &= queue.empty();
  return best;
}

/// By compound: it is larger than a grid and touches, or holds, a grid out of range.
std::vector<char> beside_faults(const Task& task, const std::vector<std::int32_t>& grid) {
  const DivisionProblem& problem = task.problem;
  std::vector<std::int64_t> held;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    if (held.size() <= static_cast<std::size_t>(grid[i])) held.resize(static_cast<std::size_t>(grid[i]) + 1, 0);
    held[static_cast<std::size_t>(grid[i])] += problem.households[i];
  }
  std::vector<char> beside(task.compound_size.size(), 0);
  const auto look = [&](std::int32_t a, std::int32_t b) {
    const std::int32_t c = problem.compound[static_cast<std::size_t>(a)];
    if (c >= 0 && task.costs.out(held[static_cast<std::size_t>(grid[static_cast<std::size_t>(b)])]) > 0)
      beside[static_cast<std::size_t>(c)] = 1;
  };
  for (const AtomEdge& e : problem.edges) {
    if (!e.connects) continue;
    look(e.a, e.a);
    look(e.a, e.b);
    look(e.b, e.a);
    look(e.b, e.b);
  }
  return beside;
}

/// Level 1 is above zero with every larger compound closed: opens those beside grids out of range, the smallest first, as long as
/// that helps; then closes again what need not be open. Light attempts only.
CompoundPlan open_few(const Task& task, const CompoundPlan& closed, const Attempt& all_closed, const Attempt& all_open,
                      const PartLimits& light) {
  CompoundPlan open = closed;
  std::fill(open.closed.begin(), open.closed.end(), 0);
  const std::vector<char> beside = beside_faults(task, all_closed.division.grid);
  std::vector<std::size_t> order;
  for (std::size_t c = 0; c < closed.closed.size(); ++c)
    if (closed.closed[c]) order.push_back(c);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return task.compound_size[a] != task.compound_size[b] ? task.compound_size[a] > task.compound_size[b] : a < b;
  });
  const auto good = [&](const Attempt& a) {
    return a.hard <= all_open.hard && a.division.out_of_range <= all_open.division.out_of_range &&
           a.division.split_households <= all_open.division.split_households;
  };
  CompoundPlan few = closed;
  for (const std::size_t c : order)
    if (beside[c]) few.closed[c] = 0;
  const PartLimits limits = all_in_range(all_open) ? look_of(light) : light;
  if (!good(attempt(task, few, limits))) return open;
  int tries = 12;
  for (const std::size_t c : order) {  // the largest is closed again first
    if (few.closed[c] || --tries < 0 || task.run.should_stop()) continue;
    few.closed[c] = 1;
    if (!good(attempt(task, few, limits))) few.closed[c] = 0;
  }
  return few;
}

/// A plan in range, or as near to it as was found where none is, is gone on with under its own treatment; which one that is was
/// found out when it was made.
bool go_on(const Task& task, const CompoundPlan& usual, const PartLimits& limits, Treatment& out) {
  const CompoundPlan own = treatment_of(task, usual, task.start);
  out.attempt = attempt(task, own, limits);
  out.proven = out.attempt.optimal && own.whole == usual.whole && own.closed == usual.closed;
  out.impossible = task.impossible;
  return task.impossible || all_in_range(out.attempt);
}

/// Larger compounds open to their neighbours where that comes nearer to level 1 than `out`, which closes them all.
/// `plan` becomes the treatment chosen.
void open_larger(const Task& task, const PartLimits& light, const PartLimits& further, CompoundPlan& plan, Treatment& out) {
  if (further.prove && !out.impossible) {
    Attempt longer = look_longer(task, plan, light, further);
    out.impossible = longer.impossible;
    if (all_in_range(longer)) {
      out.attempt = attempt(task, plan, further, longer.division.grid);
      out.proven = out.attempt.optimal;
      return;
    }
  }
  const bool closed_impossible = out.impossible;
  CompoundPlan open = plan;
  std::fill(open.closed.begin(), open.closed.end(), 0);
  Attempt opened = attempt(task, open, look_of(light));
  if (!all_in_range(opened)) {  // neither is: which comes nearer shows in longer searches
    out.attempt = attempt(task, plan, light);
    opened = attempt(task, open, light);
  }
  out.impossible = opened.impossible;
  if (opened.rank() >= out.attempt.rank()) {
    plan = open;
    return;
  }
  plan = open_few(task, plan, out.attempt, opened, light);
  const std::vector<std::int32_t> found = opened.division.grid;
  PartLimits enough = further;
  if (further.prove && !all_in_range(opened)) enough = without_proof(further, light);  // other treatments follow
  Attempt few = attempt(task, plan, enough, found);
  if (few.division.out_of_range > 0 && !is_nearest(task, few)) {  // level 1 goes before the rule that closes compounds
    opened = attempt(task, open, enough, found);
    if (std::pair(opened.hard, opened.division.out_of_range) < std::pair(few.hard, few.division.out_of_range)) {
      few = std::move(opened);
      plan = open;
    }
  }
  out.proven = few.optimal && closed_impossible;
  out.attempt = std::move(few);
}

/// Fitting compounds are split where that comes nearer to level 1, or where `out` splits some that need not be.
void split_fitting(const Task& task, const PartLimits& light, const PartLimits& limits, CompoundPlan plan, Treatment& out) {
  const Attempt& best = out.attempt;
  if (is_nearest(task, best) && best.division.split_households <= task.torn_households) {
    out.impossible = task.least_out > 0;
    return;
  }
  std::fill(plan.closed.begin(), plan.closed.end(), 0);
  CompoundPlan none = plan;
  none.soft = none.whole;
  std::fill(none.whole.begin(), none.whole.end(), 0);
  const Attempt freed = attempt(task, none, light);  // a good plan: what it splits is where the search for fewest begins
  out.impossible = freed.impossible;
  if (freed.hard >= best.hard && freed.division.out_of_range >= best.division.out_of_range &&
      best.division.split_households <= task.torn_households)
    return;
  bool least = false;
  out.attempt = split_fewest(task, plan, best, freed, limits, least);
  out.proven = least && out.attempt.division.out_of_range == 0 && out.attempt.optimal;
}

}  // namespace

Treatment choose_compounds(const Task& task, const PartLimits& limits) {
  CompoundPlan plan = keep_all(task);
  const bool some_closed = std::count(plan.closed.begin(), plan.closed.end(), 1) > 0, some_fit = !splittable(task).empty();
  Treatment out;
  if ((some_closed || some_fit) && !task.start.empty() && !limits.prove && go_on(task, plan, limits, out)) return out;
  const PartLimits light = light_of(limits);
  PartLimits further = limits;
  further.more_cycles = std::max(further.more_cycles, 4);
  // a look first: most communities are in range at once, and others need no good plan under this treatment
  out.attempt = attempt(task, plan, some_closed || some_fit ? look_of(light) : limits);
  const auto good = [&] { return all_in_range(out.attempt) && out.attempt.division.split_households <= task.torn_households; };
  if (good() && (some_closed || some_fit)) {
    const std::vector<std::int32_t> found = out.attempt.division.grid;
    out.attempt = attempt(task, plan, further, found);
  } else if (!some_closed && some_fit) {
    out.attempt = attempt(task, plan, limits.prove ? without_proof(limits, light) : limits);
  }
  out.proven = out.attempt.optimal;
  out.impossible = out.attempt.impossible;
  if (!good() && some_closed) open_larger(task, light, further, plan, out);
  if (!good() && some_fit) split_fitting(task, light, limits, plan, out);
  if (rejoin_compounds(task, limits, out.attempt)) out.proven = false;
  return out;
}

}  // namespace wangge::partition
