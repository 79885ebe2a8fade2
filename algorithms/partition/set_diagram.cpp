#include "algorithms/partition/set_diagram.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include "algorithms/partition/layer_states.hpp"
#include "core/random.hpp"

namespace wangge::partition {

namespace {

std::uint64_t hash_of(const std::uint64_t& pattern) { return mix64(pattern); }

constexpr std::int32_t kWidest = 15;  // frontier nodes in one 64-bit pattern, one place left for the node being decided

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// One greedy order from `start`; rule 0 prefers nodes beside the oldest frontier node, rule 1 those with most decided
/// neighbours. `states`: of a layer, by the width of its frontier; wider ones pass `give_up`.
std::vector<std::int32_t> greedy_order(const PartGraph& graph, std::int32_t start, int rule, std::span<const double> states,
                                       double give_up, double& work, std::int32_t& width) {
  const auto n = graph.size();
  std::vector<std::int32_t> order, undecided(at(n)), place(at(n), -1), frontier;
  for (std::int32_t v = 0; v < n; ++v) undecided[at(v)] = static_cast<std::int32_t>(graph.around(v).size());
  work = 0;
  width = 0;
  std::int32_t next = start;
  while (true) {
    place[at(next)] = static_cast<std::int32_t>(order.size());
    order.push_back(next);
    for (const PartEdge& e : graph.around(next)) --undecided[at(e.to)];
    frontier.push_back(next);
    std::erase_if(frontier, [&](std::int32_t v) { return undecided[at(v)] == 0; });
    width = std::max(width, static_cast<std::int32_t>(frontier.size()));
    work += frontier.size() < states.size() ? states[frontier.size()] : give_up;
    if (work >= give_up) return {};
    if (static_cast<std::int32_t>(order.size()) == n) return order;
    std::array<std::int32_t, 3> best{std::numeric_limits<std::int32_t>::max(), 0, 0};
    for (const std::int32_t f : frontier)
      for (const PartEdge& e : graph.around(f)) {
        const std::int32_t c = e.to;
        if (place[at(c)] >= 0) continue;
        std::int32_t growth = undecided[at(c)] > 0 ? 1 : 0, oldest = n, decided = 0;
        for (const PartEdge& d : graph.around(c)) {
          if (place[at(d.to)] < 0) continue;
          growth -= undecided[at(d.to)] == 1;
          ++decided;
          oldest = std::min(oldest, place[at(d.to)]);
        }
        const std::array<std::int32_t, 3> key{growth, rule == 0 ? oldest : -decided, c};
        if (key < best) {
          best = key;
          next = c;
        }
      }
  }
}

/// Builds one layer after the other. A state is a pattern of 4 bits a frontier node: 0 out, else the component's number.
class Builder {
 public:
  Builder(const PartGraph& graph, const GridCosts& costs, const DiagramLimits& limits, SetDiagram& out)
      : graph_(graph),
        costs_(costs),
        limit_(limits.states),
        run_(limits.run),
        out_(out),
        place_(static_cast<std::size_t>(graph.size())) {}

  bool run() {
    for (std::size_t i = 0; i < out_.order.size(); ++i) place_[at(out_.order[i])] = static_cast<std::int32_t>(i);
    std::vector<std::uint64_t> patterns{0};
    range_.lightest = {0, 0, 0};
    range_.heaviest = {0, 0, 0};
    out_.child_out = out_.child_in = {SetDiagram::dead, SetDiagram::done, SetDiagram::dead};
    out_.cost_out = out_.cost_in = {0, 0, 0};
    out_.layer_begin = {2, 3};
    for (std::size_t layer = 0; layer < out_.order.size(); ++layer)
      if ((run_ != nullptr && run_->should_stop()) || !extend(static_cast<std::int32_t>(layer), patterns)) return false;
    out_.layer_begin.pop_back();  // the last layer has no children
    prune_diagram(graph_, costs_, range_, out_);
    return true;
  }

 private:
  struct Neighbour {
    std::int32_t slot;
    double cut;
    bool connects;
  };

  bool extend(std::int32_t layer, std::vector<std::uint64_t>& patterns) {
    const std::int32_t v = out_.order[at(layer)];
    decided_.clear();
    for (const PartEdge& e : graph_.around(v))
      if (place_[at(e.to)] < layer)
        decided_.push_back({static_cast<std::int32_t>(std::find(frontier_.begin(), frontier_.end(), e.to) - frontier_.begin()),
                            static_cast<double>(e.cut), e.connects});
    frontier_.push_back(v);
    stays_.assign(frontier_.size(), 0);
    for (std::size_t f = 0; f < frontier_.size(); ++f)
      for (const PartEdge& e : graph_.around(frontier_[f])) stays_[f] |= place_[at(e.to)] > layer;
    std::size_t kept = 0;
    for (std::size_t f = 0; f < frontier_.size(); ++f)
      if (stays_[f]) frontier_[kept++] = frontier_[f];
    const std::size_t width = stays_.size();
    frontier_.resize(kept);
    if (kept > static_cast<std::size_t>(kWidest)) return false;

    const std::uint32_t begin = out_.layer_begin[at(layer)], end = out_.layer_begin[at(layer) + 1];
    next_.begin(2 * (end - begin));
    next_begin_ = end;
    const std::int64_t h = graph_.households[at(v)];
    for (std::uint32_t s = begin; s < end; ++s) {
      std::array<std::uint8_t, 16> state{};
      for (std::size_t f = 0; f + 1 < width; ++f) state[f] = static_cast<std::uint8_t>(patterns[s - begin] >> (4 * f) & 15);
      follow(s, state, width, false, 0);
      if (range_.lightest[s] + h <= costs_.max_households) follow(s, state, width, true, h);
      if (out_.states() > limit_ || overflow_) return false;
    }
    patterns.swap(next_.keys());
    out_.layer_begin.push_back(static_cast<std::uint32_t>(out_.states()));
    return true;
  }

  void follow(std::uint32_t s, std::array<std::uint8_t, 16> state, std::size_t width, bool in, std::int64_t h) {
    double cost = 0;
    if (in) state[width - 1] = 16;  // a component of its own, until it meets others
    for (const Neighbour& d : decided_) {
      const std::uint8_t other = state[at(d.slot)];
      if ((other != 0) != in) cost += d.cut;
      if (in && other != 0 && d.connects && other != 16)
        for (std::size_t f = 0; f < width; ++f)
          if (state[f] == other) state[f] = 16;
    }
    const std::uint32_t child = arrive(state, width, range_.lightest[s] + h, range_.heaviest[s] + h);
    (in ? out_.child_in : out_.child_out)[s] = child;
    (in ? out_.cost_in : out_.cost_out)[s] = cost;
  }

  /// The state after nodes left the frontier; `done` when the only component closed, `dead` when one closed beside others.
  std::uint32_t arrive(const std::array<std::uint8_t, 16>& state, std::size_t width, std::int64_t lightest,
                       std::int64_t heaviest) {
    std::uint32_t staying = 0, leaving = 0;
    for (std::size_t f = 0; f < width; ++f)
      if (state[f]) (stays_[f] ? staying : leaving) |= 1U << state[f];
    const std::uint32_t closed = leaving & ~staying;
    if (closed != 0) {
      if (staying != 0 || std::popcount(closed) > 1 || heaviest < costs_.min_households) return SetDiagram::dead;
      return SetDiagram::done;
    }
    std::array<std::uint8_t, 17> name{};
    std::uint8_t names = 0;
    std::uint64_t pattern = 0;
    unsigned shift = 0;
    for (std::size_t f = 0; f < width; ++f) {
      if (!stays_[f]) continue;
      if (state[f]) {
        if (!name[state[f]]) name[state[f]] = ++names;
        pattern |= static_cast<std::uint64_t>(name[state[f]]) << shift;
      }
      shift += 4;
    }
    overflow_ |= names > 15;
    const auto [number, fresh] = next_.number_of(pattern);
    reach_state(out_, range_, next_begin_ + number, fresh, lightest, heaviest);
    return next_begin_ + number;
  }

  const PartGraph& graph_;
  const GridCosts& costs_;
  std::size_t limit_;
  const RunContext* run_;
  SetDiagram& out_;
  std::vector<std::int32_t> place_, frontier_;
  std::vector<char> stays_;
  std::vector<Neighbour> decided_;
  StateRanges range_;
  LayerStates<std::uint64_t, hash_of> next_;
  std::uint32_t next_begin_ = 0;
  bool overflow_ = false;
};

}  // namespace

std::vector<std::int32_t> frontier_order(const PartGraph& graph, std::int32_t starts, double& work, std::int32_t& width) {
  std::vector<std::int32_t> best;
  std::array<double, 48> states{};
  for (std::size_t w = 0; w < states.size(); ++w) states[w] = std::pow(2.6, static_cast<double>(w));
  // a wide graph shows from any start, and an order of it costs more
  const std::int32_t n = graph.size(), wanted = std::min(starts, std::max(4, 20'000 / std::max(1, n)));
  const std::int32_t step = std::max(1, n / std::max(1, wanted));
  const std::int32_t enough = n > 150 ? 2 * step : n;  // where two starts fail, a large graph is wide
  for (std::int32_t start = 0; start < n && (start < enough || !best.empty()); start += step)
    for (int rule = 0; rule < 2; ++rule) {
      double now = 0;
      std::int32_t wide = 0;
      std::vector<std::int32_t> order = greedy_order(graph, start, rule, states, work, now, wide);
      if (now < work) {
        work = now;
        width = wide;
        best = std::move(order);
      }
    }
  return best;
}

bool build_diagram(const PartGraph& graph, const GridCosts& costs, const DiagramLimits& limits, SetDiagram& diagram) {
  // the sum of 2.6^width overrates the states, which weight prunes, by less than this
  double work = 1000.0 * static_cast<double>(limits.states);
  std::int32_t width = 0;
  diagram.order = frontier_order(graph, limits.starts, work, width);
  if (diagram.order.empty() || width > kWidest) return false;
  return Builder(graph, costs, limits, diagram).run();
}

}  // namespace wangge::partition
