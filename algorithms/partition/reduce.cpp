#include "algorithms/partition/reduce.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include "algorithms/partition/disjoint_sets.hpp"

namespace wangge::partition {

namespace {

struct PlainEdge {
  std::int32_t a, b;
  Cost cut, guide;
  bool connects;
};

/// Compressed rows from edges with a != b; parallel edges are added up.
void build_rows(PartGraph& graph, std::vector<PlainEdge>& edges) {
  const auto n = graph.households.size();
  std::vector<std::int32_t> at(n + 1, 0);
  for (PlainEdge& e : edges) {
    if (e.a > e.b) std::swap(e.a, e.b);
    ++at[static_cast<std::size_t>(e.a) + 1];
  }
  std::partial_sum(at.begin(), at.end(), at.begin());
  const std::vector<std::int32_t> begin = at;
  std::vector<PlainEdge> sorted(edges.size());
  for (const PlainEdge& e : edges) sorted[static_cast<std::size_t>(at[static_cast<std::size_t>(e.a)]++)] = e;
  for (std::size_t v = 0; v < n; ++v)  // few edges each
    std::sort(sorted.begin() + begin[v], sorted.begin() + begin[v + 1],
              [](const PlainEdge& x, const PlainEdge& y) { return x.b < y.b; });
  std::size_t kept = 0;
  for (const PlainEdge& e : sorted) {
    if (kept > 0 && edges[kept - 1].a == e.a && edges[kept - 1].b == e.b) {
      edges[kept - 1].cut += e.cut;
      edges[kept - 1].guide += e.guide;
      edges[kept - 1].connects |= e.connects;
    } else {
      edges[kept++] = e;
    }
  }
  edges.resize(kept);
  graph.offset.assign(n + 1, 0);
  for (const PlainEdge& e : edges) {
    ++graph.offset[static_cast<std::size_t>(e.a) + 1];
    ++graph.offset[static_cast<std::size_t>(e.b) + 1];
  }
  std::partial_sum(graph.offset.begin(), graph.offset.end(), graph.offset.begin());
  graph.edges.resize(2 * kept);
  at.assign(graph.offset.begin(), graph.offset.end() - 1);
  for (const PlainEdge& e : edges) {
    graph.edges[static_cast<std::size_t>(at[static_cast<std::size_t>(e.a)]++)] = {e.b, e.connects, e.cut, e.guide};
    graph.edges[static_cast<std::size_t>(at[static_cast<std::size_t>(e.b)]++)] = {e.a, e.connects, e.cut, e.guide};
  }
}

std::int32_t value(const std::vector<std::int32_t>& of, std::size_t i) { return i < of.size() ? of[i] : -1; }

/// Contracts touching atoms with equal number in `number` where `use` allows.
template <class Use>
void contract_equal(const DivisionProblem& p, const std::vector<std::int32_t>& number, DisjointSets& sets, Use&& use) {
  if (number.empty()) return;
  for (const AtomEdge& e : p.edges) {
    const std::int32_t x = number[static_cast<std::size_t>(e.a)];
    if (e.connects && x >= 0 && x == number[static_cast<std::size_t>(e.b)] && use(x)) sets.join(e.a, e.b);
  }
}

/// Numbers whose atoms became several nodes: they should be together but do not touch.
template <class Use>
void collect_groups(const std::vector<std::int32_t>& number, const std::vector<std::int32_t>& node_of, Use&& use, bool hard,
                    std::vector<SideRules::Group>& groups) {
  std::vector<std::pair<std::int32_t, std::int32_t>> pair;
  for (std::size_t i = 0; i < number.size(); ++i)
    if (number[i] >= 0 && node_of[i] >= 0 && use(number[i]) != 0) pair.emplace_back(number[i], node_of[i]);
  std::sort(pair.begin(), pair.end());
  pair.erase(std::unique(pair.begin(), pair.end()), pair.end());
  for (std::size_t i = 0; i < pair.size();) {
    std::size_t j = i;
    SideRules::Group group;
    for (; j < pair.size() && pair[j].first == pair[i].first; ++j) group.nodes.push_back(pair[j].second);
    group.weight = use(pair[i].first);
    group.hard = hard;
    if (group.nodes.size() > 1) groups.push_back(std::move(group));
    i = j;
  }
}

std::vector<std::int64_t> compound_sizes(const DivisionProblem& p) {
  std::vector<std::int64_t> size;
  for (std::size_t i = 0; i < p.compound.size(); ++i) {
    if (p.compound[i] < 0) continue;
    const auto c = static_cast<std::size_t>(p.compound[i]);
    if (size.size() <= c) size.resize(c + 1, 0);
    size[c] += p.households[i];
  }
  return size;
}

void add_side_rules(const DivisionProblem& p, const CompoundPlan& compounds, const LevelWeights& w, Reduction& r) {
  SideRules& side = r.graph.side;
  const Cost broken = w.hard * std::max(1, p.max_households);
  collect_groups(
      p.must_link, r.node_of, [&](std::int32_t) { return broken; }, true, side.together);
  const std::vector<std::int64_t> size = compound_sizes(p);
  const auto price = [&](std::int32_t c) { return w.split * std::max<std::int64_t>(1, size[static_cast<std::size_t>(c)]); };
  if (p.compounds != CompoundRule::ignore)
    collect_groups(
        p.compound, r.node_of, [&](std::int32_t c) { return compounds.whole[static_cast<std::size_t>(c)] ? price(c) : Cost{0}; },
        true, side.together);
  if (p.compounds != CompoundRule::ignore)
    collect_groups(
        p.compound, r.node_of, [&](std::int32_t c) { return compounds.soft[static_cast<std::size_t>(c)] ? price(c) : Cost{0}; },
        false, side.together);
  for (const auto& [a, b] : p.cannot_link) {
    const std::int32_t x = r.node_of[static_cast<std::size_t>(a)], y = r.node_of[static_cast<std::size_t>(b)];
    if (x >= 0 && y >= 0 && x != y) side.cannot.emplace_back(x, y);
  }
  side.cannot_weight = broken;
  for (const FurtherLimit& limit : p.limits) {
    side.limits.push_back({std::vector<std::int64_t>(static_cast<std::size_t>(r.graph.size()), 0), limit.most});
    for (std::size_t i = 0; i < limit.amount.size(); ++i)
      if (r.node_of[i] >= 0) side.limits.back().amount[static_cast<std::size_t>(r.node_of[i])] += limit.amount[i];
  }
  side.limit_weight = w.hard;
  if (!p.previous.empty() && p.change_budget < 1.0) {
    for (std::size_t i = 0; i < p.previous.size(); ++i)
      if (p.previous[i] >= 0 && r.node_of[i] >= 0) {
        side.old.push_back({r.node_of[i], p.previous[i], p.households[i]});
        side.olds = std::max(side.olds, p.previous[i] + 1);
      }
    const auto total = std::accumulate(p.households.begin(), p.households.end(), std::int64_t{0});
    side.may_move = static_cast<std::int64_t>(std::floor(std::max(0.0, p.change_budget) * static_cast<double>(total) + 1e-9));
    side.move_weight = w.hard;
  }
  if (p.count == GridCount::fixed) {
    std::vector<std::int32_t> locked;  // their grids count, too
    std::copy_if(p.locked.begin(), p.locked.end(), std::back_inserter(locked), [](std::int32_t l) { return l >= 0; });
    std::sort(locked.begin(), locked.end());
    const auto done = std::unique(locked.begin(), locked.end()) - locked.begin();
    side.fixed_grids = std::max(0, p.fixed_grids - static_cast<std::int32_t>(done));
    side.count_weight = broken;
  }
}

}  // namespace

LevelWeights level_weights(const DivisionProblem& p) {
  LevelWeights w;
  const auto total = std::accumulate(p.households.begin(), p.households.end(), std::int64_t{0});
  Cost edges = 1;
  for (const AtomEdge& e : p.edges) edges += std::abs(e.apart_cost - e.together_cost);
  const std::int64_t grids = p.min_households > 0 ? total / p.min_households + 1 : total + 1;
  Cost range = edges;
  if (p.count == GridCount::target || p.count == GridCount::fixed) {
    const Cost worst =
        std::max(deviation_cost(p.min_households, p.target_households), deviation_cost(p.max_households, p.target_households));
    range += worst * grids + deviation_cost(std::min<std::int64_t>(total, 20'000), std::max(1, p.target_households));
  } else {
    range += edges * static_cast<Cost>(p.households.size());
  }
  w.score_range = range;
  w.split = range;
  const std::vector<std::int64_t> size = compound_sizes(p);
  const Cost in_compounds = p.compounds == CompoundRule::ignore ? 0 : std::accumulate(size.begin(), size.end(), std::int64_t{0});
  // caps keep every sum below 4e18 at the price of mere near-lexicographic order on the very largest problems
  const Cost cap = Cost{1'000'000'000'000'000'000} / (total + 1);
  w.out = std::min(cap / 4, in_compounds > 0 && range < cap / (in_compounds + 1) ? range * (in_compounds + 1) : range);
  w.out = std::max<Cost>(w.out, 1);
  w.split = std::min(w.split, std::max<Cost>(1, w.out / (in_compounds + 1)));
  // Side rules go before the range: one unit of them outweighs every household out of range, as far as sums can hold that.
  Cost broken = total + std::int64_t{std::max(1, p.max_households)} *
                            static_cast<std::int64_t>(p.cannot_link.size() + p.must_link.size() + p.households.size());
  for (const FurtherLimit& limit : p.limits) broken += std::accumulate(limit.amount.begin(), limit.amount.end(), std::int64_t{0});
  w.hard = std::clamp(Cost{1'000'000'000'000'000'000} / (broken + 1), 3 * w.out, std::max(3 * w.out, w.out * (total + 1)));
  return w;
}

GridCosts grid_costs(const DivisionProblem& p, const LevelWeights& w) {
  GridCosts costs;
  costs.min_households = p.min_households;
  costs.max_households = p.max_households;
  costs.target_households = std::max(1, p.target_households);
  costs.deviation = p.count == GridCount::target || p.count == GridCount::fixed;
  Cost edges = 1;
  for (const AtomEdge& e : p.edges) edges += std::abs(e.apart_cost - e.together_cost);
  if (p.count == GridCount::fewest) costs.per_grid = edges;
  if (p.count == GridCount::most) costs.per_grid = -edges;
  costs.out_weight = w.out;
  costs.fill(std::accumulate(p.households.begin(), p.households.end(), std::int64_t{0}));
  return costs;
}

std::vector<std::int32_t> part_of_atoms(const DivisionProblem& p) {
  const std::size_t n = p.households.size();
  DisjointSets sets(n);
  const auto locked = [&](std::int32_t a) { return value(p.locked, static_cast<std::size_t>(a)); };
  for (const AtomEdge& e : p.edges)
    if (e.connects && locked(e.a) < 0 && locked(e.b) < 0) sets.join(e.a, e.b);
  std::vector<std::pair<std::int32_t, std::int32_t>> first;  // locked grid, its first atom
  for (std::size_t i = 0; i < n; ++i)
    if (value(p.locked, i) >= 0) first.emplace_back(p.locked[i], static_cast<std::int32_t>(i));
  std::sort(first.begin(), first.end());
  for (std::size_t i = 1; i < first.size(); ++i)
    if (first[i].first == first[i - 1].first) sets.join(first[i - 1].second, first[i].second);
  std::vector<std::int32_t> part(n);
  for (std::size_t i = 0; i < n; ++i) part[i] = sets.find(static_cast<std::int32_t>(i));
  return part;
}

Reduction reduce(const DivisionProblem& p, const CompoundPlan& compounds, const LevelWeights& weights) {
  const std::size_t n = p.households.size();
  DisjointSets sets(n);
  contract_equal(p, p.must_link, sets, [](std::int32_t) { return true; });
  contract_equal(p, p.compound, sets, [&](std::int32_t c) { return compounds.whole[static_cast<std::size_t>(c)] != 0; });
  Reduction r;
  r.node_of.assign(n, -1);
  for (std::size_t i = 0; i < n; ++i) {
    if (value(p.locked, i) >= 0) continue;
    const auto root = static_cast<std::size_t>(sets.find(static_cast<std::int32_t>(i)));
    if (r.node_of[root] < 0) {
      r.node_of[root] = r.graph.size();
      r.graph.households.push_back(0);
    }
    r.node_of[i] = r.node_of[root];
    r.graph.households[static_cast<std::size_t>(r.node_of[i])] += p.households[i];
  }
  const auto closed = [&](std::size_t i) {
    const std::int32_t c = value(p.compound, i);
    return c >= 0 && compounds.closed[static_cast<std::size_t>(c)] ? c : -1;
  };
  r.constant = p.constant;
  std::vector<PlainEdge> edges;
  for (const AtomEdge& e : p.edges) {
    const auto a = static_cast<std::size_t>(e.a), b = static_cast<std::size_t>(e.b);
    const std::int32_t x = r.node_of[a], y = r.node_of[b];
    if (x < 0 || y < 0) {  // at least one end is locked
      const bool same = x < 0 && y < 0 && p.locked[a] == p.locked[b];
      r.constant += same ? e.together_cost : e.apart_cost;
      continue;
    }
    r.constant += e.together_cost;
    if (x == y) continue;
    const Cost cut = e.apart_cost - e.together_cost;
    const bool same_old = value(p.previous, a) >= 0 && value(p.previous, a) == value(p.previous, b) && p.change_budget < 1.0;
    edges.push_back({x, y, cut, cut + (same_old ? 20 * kCostPerPoint : 0), e.connects && closed(a) == closed(b)});
  }
  build_rows(r.graph, edges);
  add_side_rules(p, compounds, weights, r);
  return r;
}

namespace {

/// Side rules of one part; rules that concern nodes of several parts cannot be met or cannot be broken and fall away.
SideRules side_of_part(const SideRules& side, const std::vector<std::int32_t>& part_of, const std::vector<std::int32_t>& local,
                       std::int32_t part, bool only_part) {
  SideRules out;
  const auto here = [&](std::int32_t v) { return part_of[static_cast<std::size_t>(v)] == part; };
  const auto at = [&](std::int32_t v) { return local[static_cast<std::size_t>(v)]; };
  for (const SideRules::Group& g : side.together) {
    if (!std::all_of(g.nodes.begin(), g.nodes.end(), here)) continue;
    out.together.push_back({{}, g.weight, g.hard});
    for (const std::int32_t v : g.nodes) out.together.back().nodes.push_back(at(v));
  }
  for (const auto& [a, b] : side.cannot)
    if (here(a) && here(b)) out.cannot.emplace_back(at(a), at(b));
  out.cannot_weight = side.cannot_weight;
  for (const SideRules::Limit& limit : side.limits) {
    out.limits.push_back({{}, limit.most});
    for (std::size_t v = 0; v < limit.amount.size(); ++v)  // nodes of a part keep their order
      if (here(static_cast<std::int32_t>(v))) out.limits.back().amount.push_back(limit.amount[v]);
  }
  out.limit_weight = side.limit_weight;
  std::int64_t all = 0, mine = 0;
  for (const SideRules::Old& o : side.old) {
    all += o.households;
    if (!here(o.node)) continue;
    mine += o.households;
    out.old.push_back({at(o.node), o.old, o.households});
  }
  out.olds = side.olds;
  out.move_weight = side.move_weight;
  out.may_move = all > 0 ? static_cast<std::int64_t>(static_cast<__int128>(side.may_move) * mine / all) : 0;
  if (only_part) {
    out.fixed_grids = side.fixed_grids;
    out.count_weight = side.count_weight;
  }
  return out;
}

}  // namespace

std::vector<ConnectedPart> connected_parts(const PartGraph& graph, Cost& constant) {
  const auto n = static_cast<std::size_t>(graph.size());
  std::vector<std::int32_t> part_of(n, -1), local(n, -1), scratch(n, -1);
  std::vector<ConnectedPart> parts;
  for (std::size_t s = 0; s < n; ++s) {
    if (part_of[s] >= 0) continue;
    const auto id = static_cast<std::int32_t>(parts.size());
    std::vector<std::int32_t> nodes{static_cast<std::int32_t>(s)};
    part_of[s] = id;
    for (std::size_t i = 0; i < nodes.size(); ++i)
      for (const PartEdge& e : graph.around(nodes[i]))
        if (e.connects && part_of[static_cast<std::size_t>(e.to)] < 0) {
          part_of[static_cast<std::size_t>(e.to)] = id;
          nodes.push_back(e.to);
        }
    std::sort(nodes.begin(), nodes.end());
    for (std::size_t i = 0; i < nodes.size(); ++i) local[static_cast<std::size_t>(nodes[i])] = static_cast<std::int32_t>(i);
    parts.push_back({induce(graph, nodes, scratch), std::move(nodes)});
  }
  for (std::size_t v = 0; v < n; ++v)
    for (const PartEdge& e : graph.around(static_cast<std::int32_t>(v)))
      if (static_cast<std::size_t>(e.to) > v && part_of[static_cast<std::size_t>(e.to)] != part_of[v]) constant += e.cut;
  if (!graph.side.empty())
    for (std::size_t i = 0; i < parts.size(); ++i)
      parts[i].graph.side = side_of_part(graph.side, part_of, local, static_cast<std::int32_t>(i), parts.size() == 1);
  return parts;
}

}  // namespace wangge::partition
