#include "algorithms/partition/choose_compounds.hpp"

#include <algorithm>
#include <queue>

namespace wangge::partition {

namespace {

/// For plans that only show which compounds may stay whole.
PartLimits light_of(PartLimits limits) {
  limits.effort *= 0.5;
  limits.windows = 0;
  limits.proof = std::min<std::int64_t>(limits.proof, limits.prove ? 300'000 : 30'000);
  return limits;
}

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
  std::vector<std::int32_t> first(task.compound_size.size(), -1);
  std::vector<char> split(task.compound_size.size(), 0);
  for (std::size_t i = 0; i < task.problem.compound.size(); ++i) {
    if (task.problem.compound[i] < 0) continue;
    const auto c = static_cast<std::size_t>(task.problem.compound[i]);
    if (first[c] < 0) first[c] = grid[i];
    split[c] |= first[c] != grid[i];
  }
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
  int tries = 8;
  for (std::size_t i = places.size(); i-- > 0 && tries > 0 && !task.run.should_stop(); --tries) {
    std::vector<std::size_t> fewer = places;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    const Attempt now = attempt(task, without(base, order, fewer), light);
    if (now.division.out_of_range <= freed.division.out_of_range && now.hard <= freed.hard) places = std::move(fewer);
  }
  return attempt(task, without(base, order, places), limits);
}

/// Level 1 is above zero with every fitting compound whole: which may stay whole?
/// First the compounds that a free plan splits; then, where parts are few, subsets in order of their households, so that the
/// first that reaches the level of `freed` is least at level 2. `proven`: every cheaper subset was shown impossible.
Attempt split_fewest(const Task& task, const CompoundPlan& base, const Attempt& whole, const Attempt& freed,
                     const PartLimits& limits, bool& proven) {
  const std::vector<std::size_t> order = splittable(task);
  PartLimits light = light_of(limits);
  light.only_feasibility = true;
  Attempt best = freed.rank() < whole.rank() ? freed : whole;
  proven = whole.impossible;
  if (order.size() > 12) {
    Attempt found = split_as_found(task, base, freed, light, limits);
    if (found.rank() <= best.rank()) best = std::move(found);
  }
  using Entry = std::pair<std::int64_t, std::vector<std::size_t>>;  // households, ascending places in `order`
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  const auto size = [&](std::size_t place) { return task.compound_size[order[place]]; };
  if (!order.empty()) queue.push({size(0), {0}});
  for (int tries = limits.proof > 5'000'000 ? 64
                   : order.size() > 12      ? 8
                                            : 16;
       tries > 0 && !queue.empty() && !task.run.should_stop(); --tries) {
    const auto [households, places] = queue.top();
    queue.pop();
    if (best.division.out_of_range <= freed.division.out_of_range &&
        households + task.torn_households > best.division.split_households)
      return best;
    const CompoundPlan plan = without(base, order, places);
    Attempt now = attempt(task, plan, light);
    if (now.hard <= freed.hard && now.division.out_of_range <= freed.division.out_of_range) now = attempt(task, plan, limits);
    if (now.rank() <= best.rank()) best = now;
    proven &= now.impossible || now.optimal;
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
  if (!good(attempt(task, few, light))) return open;
  int tries = 12;
  for (const std::size_t c : order) {  // the largest is closed again first
    if (few.closed[c] || --tries < 0 || task.run.should_stop()) continue;
    few.closed[c] = 1;
    if (!good(attempt(task, few, light))) few.closed[c] = 0;
  }
  return few;
}

}  // namespace

CompoundPlan keep_all(const Task& task) {
  CompoundPlan plan;
  const std::size_t n = task.compound_size.size();
  plan.whole.assign(n, 0);
  plan.closed.assign(n, 0);
  plan.soft.assign(n, 0);
  if (task.problem.compounds == CompoundRule::ignore) return plan;
  for (std::size_t c = 0; c < n; ++c) {
    const bool fits = task.compound_size[c] <= task.problem.max_households;
    plan.whole[c] = fits && !task.compound_torn[c];
    plan.closed[c] = !fits && task.costs.reachable(task.compound_size[c]);
  }
  return plan;
}

Treatment choose_compounds(const Task& task, const PartLimits& limits) {
  const PartLimits light = light_of(limits);
  CompoundPlan plan = keep_all(task);
  const auto closed = std::count(plan.closed.begin(), plan.closed.end(), 1);
  const bool conflict = !splittable(task).empty() || closed > 0;
  Treatment out;
  Attempt best = attempt(task, plan, conflict ? light : limits);
  const auto good = [&] {
    return best.hard == 0 && best.division.out_of_range == 0 && best.division.split_households <= task.torn_households;
  };
  PartLimits further = limits;
  further.more_cycles = std::max(further.more_cycles, 4);
  if (conflict && good()) {
    const std::vector<std::int32_t> found = best.division.grid;
    best = attempt(task, plan, task.start.empty() ? further : limits, found);
  }
  out.proven = best.optimal;
  out.impossible = best.impossible;
  if (!good() && closed > 0) {
    const bool closed_impossible = best.impossible;
    CompoundPlan open = plan;
    std::fill(open.closed.begin(), open.closed.end(), 0);
    Attempt opened = attempt(task, open, light);
    out.impossible = opened.impossible;
    if (opened.rank() < best.rank()) {
      plan = open_few(task, plan, best, opened, light);
      const std::vector<std::int32_t> found = opened.division.grid;
      Attempt few = attempt(task, plan, further, found);
      if (few.division.out_of_range > 0) {  // level 1 goes before the rule that closes compounds
        opened = attempt(task, open, further, found);
        if (std::pair(opened.hard, opened.division.out_of_range) < std::pair(few.hard, few.division.out_of_range)) {
          few = std::move(opened);
          plan = open;
        }
      }
      out.proven = few.optimal && closed_impossible;
      best = std::move(few);
    } else {
      plan = open;
    }
  }
  if (!good() && !splittable(task).empty()) {
    std::fill(plan.closed.begin(), plan.closed.end(), 0);
    CompoundPlan none = plan;
    none.soft = none.whole;
    std::fill(none.whole.begin(), none.whole.end(), 0);
    const Attempt freed = attempt(task, none, light);
    out.impossible = freed.impossible;
    if (freed.hard < best.hard || freed.division.out_of_range < best.division.out_of_range ||
        best.division.split_households > task.torn_households) {
      bool least = false;
      best = split_fewest(task, plan, best, freed, limits, least);
      out.proven = least && best.division.out_of_range == 0 && best.optimal;
    }
  }
  out.attempt = std::move(best);
  return out;
}

}  // namespace wangge::partition
