#include "algorithms/partition/diagram_pruning.hpp"

#include <algorithm>
#include <bit>

#include "core/random.hpp"

namespace wangge::partition {

namespace {
std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
}  // namespace

void prune_diagram(const PartGraph& graph, const GridCosts& costs, const StateRanges& range, SetDiagram& diagram) {
  const std::size_t n = diagram.states();
  constexpr std::int64_t never = std::int64_t{1} << 60;
  std::vector<std::int64_t> light(n, never), heavy(n, -never);
  light[SetDiagram::done] = heavy[SetDiagram::done] = 0;
  for (std::size_t layer = diagram.order.size(); layer-- > 0;) {
    const std::int64_t h = graph.households[at(diagram.order[layer])];
    for (std::uint32_t s = diagram.layer_begin[layer]; s < diagram.layer_begin[layer + 1]; ++s) {
      const auto keep = [&](std::uint32_t& child, std::int64_t own) {
        if (range.lightest[s] + own + light[child] > costs.max_households ||
            range.heaviest[s] + own + heavy[child] < costs.min_households) {
          child = SetDiagram::dead;
          return;
        }
        light[s] = std::min(light[s], own + light[child]);
        heavy[s] = std::max(heavy[s], own + heavy[child]);
      };
      keep(diagram.child_out[s], 0);
      keep(diagram.child_in[s], h);
    }
  }
  std::vector<std::uint32_t> name(n, 0);
  std::vector<char> reached(n, 0);
  reached[SetDiagram::done] = 1;
  reached[2] = diagram.child_out[2] != SetDiagram::dead || diagram.child_in[2] != SetDiagram::dead;
  name[SetDiagram::done] = SetDiagram::done;
  std::uint32_t kept = 2;
  std::vector<std::uint32_t> begin;
  for (std::size_t layer = 0; layer < diagram.order.size(); ++layer) {
    const std::uint32_t from = diagram.layer_begin[layer], to = diagram.layer_begin[layer + 1];
    begin.push_back(kept);
    for (std::uint32_t s = from; s < to; ++s) {
      if (!reached[s]) continue;
      name[s] = kept;
      reached[diagram.child_out[s]] = reached[diagram.child_in[s]] = 1;
      diagram.child_out[kept] = diagram.child_out[s];
      diagram.child_in[kept] = diagram.child_in[s];
      diagram.cost_out[kept] = diagram.cost_out[s];
      diagram.cost_in[kept++] = diagram.cost_in[s];
    }
  }
  begin.push_back(kept);
  name[SetDiagram::dead] = SetDiagram::dead;
  for (std::uint32_t s = 2; s < kept; ++s) {
    diagram.child_out[s] = name[diagram.child_out[s]];
    diagram.child_in[s] = name[diagram.child_in[s]];
  }
  diagram.child_out.resize(kept);
  diagram.child_in.resize(kept);
  diagram.cost_out.resize(kept);
  diagram.cost_in.resize(kept);
  diagram.layer_begin = std::move(begin);
}

void join_equal_states(SetDiagram& diagram) {
  const std::size_t n = diagram.states();
  if (n <= 2) return;
  std::vector<std::uint32_t> stands_for(n);
  for (std::size_t s = 0; s < n; ++s) stands_for[s] = static_cast<std::uint32_t>(s);
  std::vector<std::uint32_t> table;
  for (std::size_t layer = diagram.order.size(); layer-- > 0;) {
    const std::uint32_t from = diagram.layer_begin[layer], to = diagram.layer_begin[layer + 1];
    table.assign(std::bit_ceil(2 * static_cast<std::size_t>(to - from) + 2), 0);
    for (std::uint32_t s = from; s < to; ++s) {
      std::uint32_t &out = diagram.child_out[s], &in = diagram.child_in[s];
      out = stands_for[out];
      in = stands_for[in];
      // what an arc to nowhere costs does not matter
      if (out == SetDiagram::dead) diagram.cost_out[s] = 0;
      if (in == SetDiagram::dead) diagram.cost_in[s] = 0;
      const std::uint64_t cost =
          std::bit_cast<std::uint64_t>(diagram.cost_out[s]) ^ mix64(std::bit_cast<std::uint64_t>(diagram.cost_in[s]));
      std::size_t place = mix64((static_cast<std::uint64_t>(out) << 32 | in) ^ mix64(cost)) & (table.size() - 1);
      const auto equal = [&](std::uint32_t t) {
        return diagram.child_out[t] == out && diagram.child_in[t] == in && diagram.cost_out[t] == diagram.cost_out[s] &&
               diagram.cost_in[t] == diagram.cost_in[s];
      };
      while (table[place] != 0 && !equal(table[place])) place = (place + 1) & (table.size() - 1);
      if (table[place] == 0)
        table[place] = s;
      else
        stands_for[s] = table[place];
    }
  }
  std::vector<std::uint32_t> name(n, 0);
  name[SetDiagram::done] = SetDiagram::done;
  std::uint32_t kept = 2;
  for (std::size_t layer = 0; layer < diagram.order.size(); ++layer) {
    const std::uint32_t from = diagram.layer_begin[layer], to = diagram.layer_begin[layer + 1];
    diagram.layer_begin[layer] = kept;
    for (std::uint32_t s = from; s < to; ++s) {
      if (stands_for[s] != s) continue;
      name[s] = kept;
      diagram.child_out[kept] = diagram.child_out[s];
      diagram.child_in[kept] = diagram.child_in[s];
      diagram.cost_out[kept] = diagram.cost_out[s];
      diagram.cost_in[kept++] = diagram.cost_in[s];
    }
  }
  diagram.layer_begin.back() = kept;
  diagram.child_out.resize(kept);
  diagram.child_in.resize(kept);
  diagram.cost_out.resize(kept);
  diagram.cost_in.resize(kept);
  for (std::uint32_t s = 2; s < kept; ++s) {
    diagram.child_out[s] = name[diagram.child_out[s]];
    diagram.child_in[s] = name[diagram.child_in[s]];
  }
}

}  // namespace wangge::partition
