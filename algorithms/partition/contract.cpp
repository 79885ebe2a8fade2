#include "algorithms/partition/contract.hpp"

#include <algorithm>
#include <numeric>

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

void add_rows(const PartGraph& graph, Contraction& level) {
  const auto n = level.graph.households.size();
  std::vector<std::int32_t> begin(n + 1, 0), member(level.joined_into.size());
  for (const std::int32_t c : level.joined_into) ++begin[at(c) + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::int32_t> next(begin.begin(), begin.end() - 1);
  for (std::size_t v = 0; v < level.joined_into.size(); ++v)
    member[at(next[at(level.joined_into[v])]++)] = static_cast<std::int32_t>(v);
  // Rows are summed without branches, no one could foretell them: a new edge finds its place empty, an edge inside the joint
  // goes to the place behind all others, which is thrown away.
  std::vector<PartEdge>& edges = level.graph.edges;
  const auto aside = static_cast<std::int32_t>(graph.edges.size());
  edges.assign(graph.edges.size() + 1, PartEdge{-1, false, 0, 0});
  std::vector<std::int32_t> place(n, -1);
  level.graph.offset.resize(n + 1);
  level.graph.offset[0] = 0;
  std::int32_t end = 0;
  for (std::size_t c = 0; c < n; ++c) {
    const std::int32_t first = end;
    place[c] = aside;
    for (std::int32_t i = begin[c]; i < begin[c + 1]; ++i)
      for (const PartEdge& e : graph.around(member[at(i)])) {
        const std::int32_t to = level.joined_into[at(e.to)], known = place[at(to)];
        const bool fresh = known < first;
        const std::int32_t here = fresh ? end : known;
        end += static_cast<std::int32_t>(fresh);
        place[at(to)] = here;
        PartEdge& sum = edges[at(here)];
        sum.to = to;
        sum.connects |= e.connects;
        sum.cut += e.cut;
        sum.guide += e.guide;
      }
    place[c] = -1;
    level.graph.offset[c + 1] = end;
  }
  edges.resize(at(end));
}

void carry_side_rules(const SideRules& side, Contraction& level) {
  SideRules& out = level.graph.side;
  const auto to = [&](std::int32_t v) { return level.joined_into[at(v)]; };
  for (const SideRules::Group& group : side.together) {
    SideRules::Group joined{{}, group.weight, group.hard};
    for (const std::int32_t v : group.nodes) joined.nodes.push_back(to(v));
    std::sort(joined.nodes.begin(), joined.nodes.end());
    joined.nodes.erase(std::unique(joined.nodes.begin(), joined.nodes.end()), joined.nodes.end());
    if (joined.nodes.size() > 1) out.together.push_back(std::move(joined));
  }
  for (const auto& [a, b] : side.cannot) out.cannot.emplace_back(to(a), to(b));
  for (const SideRules::Old& o : side.old) out.old.push_back({to(o.node), o.old, o.households});
  for (const SideRules::Limit& limit : side.limits) {
    out.limits.push_back({std::vector<std::int64_t>(at(level.graph.size()), 0), limit.most});
    for (std::size_t v = 0; v < limit.amount.size(); ++v) out.limits.back().amount[at(level.joined_into[v])] += limit.amount[v];
  }
  out.limit_weight = side.limit_weight;
  out.cannot_weight = side.cannot_weight;
  out.olds = side.olds;
  out.may_move = side.may_move;
  out.move_weight = side.move_weight;
  out.fixed_grids = side.fixed_grids;
  out.count_weight = side.count_weight;
}

}  // namespace

Contraction contract(const PartGraph& graph, std::span<const std::int32_t> leader) {
  const auto n = leader.size();
  Contraction out;
  out.joined_into.assign(n, -1);
  std::vector<std::int32_t> number(n, -1);
  for (std::size_t v = 0; v < n; ++v) {
    const auto root = at(leader[v]);
    if (number[root] < 0) {
      number[root] = out.graph.size();
      out.graph.households.push_back(0);
    }
    out.joined_into[v] = number[root];
    out.graph.households[at(number[root])] += graph.households[v];
  }
  add_rows(graph, out);
  if (!graph.side.empty()) carry_side_rules(graph.side, out);
  return out;
}

Labels expand(const Contraction& joined, std::span<const std::int32_t> label) {
  Labels out(joined.joined_into.size());
  for (std::size_t v = 0; v < out.size(); ++v) out[v] = label[at(joined.joined_into[v])];
  return out;
}

Labels project(const Contraction& joined, std::span<const std::int32_t> label) {
  Labels out(at(joined.graph.size()));
  for (std::size_t v = 0; v < label.size(); ++v) out[at(joined.joined_into[v])] = label[v];
  return out;
}

}  // namespace wangge::partition
