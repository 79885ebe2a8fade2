#include "algorithms/partition/two_sided_diagram.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "algorithms/partition/disjoint_sets.hpp"
#include "algorithms/partition/layer_states.hpp"
#include "core/random.hpp"

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

constexpr std::size_t kSlots = 16;  ///< frontier nodes, that being decided among them
constexpr std::uint16_t kNoName = 0xff;
using Weight = std::uint16_t;

/// Components of a state: of the set (in) and of the rest (out) alike, by slot of the frontier.
struct Shape {
  std::array<std::uint8_t, kSlots> name{};     ///< component of a slot
  std::array<bool, kSlots> in{};               ///< by component
  std::array<Weight, kSlots> least{}, most{};  ///< households of an outer component, among all ways that were merged
  std::uint8_t names = 0;
};

struct Key {
  std::uint64_t names = 0, in = 0;
  std::array<std::uint64_t, 3> weights{};
  friend bool operator==(const Key&, const Key&) = default;
};

std::uint64_t hash_of(const Key& key) {
  std::uint64_t h = mix64(key.names ^ mix64(key.in));
  for (const std::uint64_t w : key.weights) h = mix64(h ^ w);
  return h;
}

/// What is not decided after a layer: its connected pieces, and which of them each frontier node touches.
struct Beyond {
  std::vector<std::int64_t> households;
  std::vector<std::vector<std::int32_t>> touched;  ///< by slot
};

class TwoSidedBuilder {
 public:
  TwoSidedBuilder(const PartGraph& graph, const GridCosts& costs, const TwoSidedLimits& limits, SetDiagram& out)
      : graph_(graph), costs_(costs), limits_(limits), out_(out), place_(at(graph.size())) {
    cap_ = 1;
    for (std::int64_t w = 1; w < 4'000; ++w)
      if (!costs.reachable(w)) cap_ = w + 1;
    possible_.assign(static_cast<std::size_t>(cap_) + 2, 0);  // prefix sums
    for (std::int64_t w = 0; w <= cap_; ++w)
      possible_[static_cast<std::size_t>(w) + 1] =
          possible_[static_cast<std::size_t>(w)] + static_cast<std::int32_t>(w == cap_ || (w > 0 && costs.reachable(w)));
  }

  bool run() {
    if (cap_ >= 4'000) return false;
    for (std::size_t i = 0; i < out_.order.size(); ++i) place_[at(out_.order[i])] = static_cast<std::int32_t>(i);
    std::vector<Shape> shapes(1);
    range_.lightest = {0, 0, 0};
    range_.heaviest = {0, 0, 0};
    out_.child_out = out_.child_in = {SetDiagram::dead, SetDiagram::done, SetDiagram::dead};
    out_.cost_out = out_.cost_in = {0, 0, 0};
    out_.layer_begin = {2, 3};
    for (std::size_t layer = 0; layer < out_.order.size(); ++layer) {
      if ((limits_.run != nullptr && limits_.run->should_stop()) || !extend(static_cast<std::int32_t>(layer), shapes))
        return false;
    }
    out_.layer_begin.pop_back();
    made_ = out_.states();
    prune_diagram(graph_, costs_, range_, out_);
    join_equal_states(out_);
    return true;
  }

  [[nodiscard]] std::int64_t made() const { return static_cast<std::int64_t>(std::max(made_, out_.states())); }

 private:
  struct Neighbour {
    std::size_t slot;
    double cut;
    bool connects;
  };

  /// Whether some weight of an outer piece between the two can be divided into grids.
  [[nodiscard]] bool possible(std::int64_t least, std::int64_t most) const {
    if (most >= cap_) return true;
    return possible_[static_cast<std::size_t>(most) + 1] > possible_[static_cast<std::size_t>(least)];
  }
  [[nodiscard]] Weight capped(std::int64_t w) const { return static_cast<Weight>(std::min(w, cap_)); }

  bool extend(std::int32_t layer, std::vector<Shape>& shapes) {
    const std::int32_t v = out_.order[at(layer)];
    decided_.clear();
    for (const PartEdge& e : graph_.around(v))
      if (place_[at(e.to)] < layer)
        decided_.push_back({static_cast<std::size_t>(std::find(frontier_.begin(), frontier_.end(), e.to) - frontier_.begin()),
                            static_cast<double>(e.cut), e.connects});
    frontier_.push_back(v);
    if (frontier_.size() > kSlots) return false;
    stays_.assign(frontier_.size(), 0);
    for (std::size_t f = 0; f < frontier_.size(); ++f)
      for (const PartEdge& e : graph_.around(frontier_[f])) stays_[f] |= static_cast<char>(place_[at(e.to)] > layer);
    look_beyond(layer);

    const std::uint32_t begin = out_.layer_begin[at(layer)], end = out_.layer_begin[at(layer) + 1];
    next_shapes_.clear();
    next_keys_.begin(2 * static_cast<std::size_t>(end - begin));
    next_begin_ = end;
    const std::int64_t h = graph_.households[at(v)];
    for (std::uint32_t s = begin; s < end; ++s) {
      follow(s, shapes[s - begin], false, h);
      if (range_.lightest[s] + h <= costs_.max_households) follow(s, shapes[s - begin], true, h);
      if (out_.states() > limits_.states || overflow_) return false;
    }
    std::size_t kept = 0;
    for (std::size_t f = 0; f < frontier_.size(); ++f)
      if (stays_[f]) frontier_[kept++] = frontier_[f];
    frontier_.resize(kept);
    shapes.swap(next_shapes_);
    out_.layer_begin.push_back(static_cast<std::uint32_t>(out_.states()));
    return true;
  }

  void look_beyond(std::int32_t layer) {
    const std::size_t n = at(graph_.size());
    DisjointSets sets(n);
    for (std::size_t v = 0; v < n; ++v)
      for (const PartEdge& e : graph_.around(static_cast<std::int32_t>(v)))
        if (e.connects && place_[v] > layer && place_[at(e.to)] > layer) sets.join(static_cast<std::int32_t>(v), e.to);
    std::vector<std::int32_t> number(n, -1);
    beyond_.households.clear();
    for (std::size_t v = 0; v < n; ++v) {
      if (place_[v] <= layer) continue;
      std::int32_t& own = number[at(sets.find(static_cast<std::int32_t>(v)))];
      if (own < 0) {
        own = static_cast<std::int32_t>(beyond_.households.size());
        beyond_.households.push_back(0);
      }
      beyond_.households[at(own)] += graph_.households[v];
    }
    beyond_.touched.assign(frontier_.size(), {});
    for (std::size_t f = 0; f < frontier_.size(); ++f) {
      std::vector<std::int32_t>& touched = beyond_.touched[f];
      for (const PartEdge& e : graph_.around(frontier_[f]))
        if (e.connects && place_[at(e.to)] > layer) touched.push_back(number[at(sets.find(e.to))]);
      std::sort(touched.begin(), touched.end());
      touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    }
  }

  void follow(std::uint32_t s, Shape shape, bool in, std::int64_t h) {
    const std::size_t width = frontier_.size();
    const std::uint8_t own = shape.names++;
    double cost = 0;
    shape.in[own] = in;
    shape.least[own] = shape.most[own] = in ? Weight{0} : capped(h);
    shape.name[width - 1] = own;
    for (const Neighbour& d : decided_) {
      const std::uint8_t other = shape.name[d.slot];
      if (shape.in[other] != in) {
        cost += d.cut;
        continue;
      }
      if (!d.connects || other == own) continue;
      for (std::size_t f = 0; f + 1 < width; ++f)
        if (shape.name[f] == other) shape.name[f] = own;
      if (in) continue;
      shape.least[own] = capped(shape.least[own] + shape.least[other]);
      shape.most[own] = capped(shape.most[own] + shape.most[other]);
    }
    const std::uint32_t child =
        arrive(shape, in ? range_.lightest[s] + h : range_.lightest[s], in ? range_.heaviest[s] + h : range_.heaviest[s]);
    (in ? out_.child_in : out_.child_out)[s] = child;
    (in ? out_.cost_in : out_.cost_out)[s] = cost;
  }

  std::uint32_t arrive(const Shape& shape, std::int64_t lightest, std::int64_t heaviest) {
    const std::size_t width = frontier_.size();
    std::uint32_t staying = 0, leaving = 0, inner = 0;
    for (std::size_t f = 0; f < width; ++f) (stays_[f] ? staying : leaving) |= 1U << shape.name[f];
    for (std::uint8_t c = 0; c < shape.names; ++c) inner |= static_cast<std::uint32_t>(shape.in[c]) << c;
    const std::uint32_t closed = leaving & ~staying;
    for (std::uint32_t rest = closed & ~inner; rest != 0; rest &= rest - 1) {
      const auto c = static_cast<std::size_t>(std::countr_zero(rest));
      if (!possible(shape.least[c], shape.most[c])) return SetDiagram::dead;
    }
    if ((closed & inner) != 0) {
      if ((staying & inner) != 0 || std::popcount(closed & inner) > 1 || heaviest < costs_.min_households)
        return SetDiagram::dead;
      return rest_possible(shape, staying & ~inner) ? SetDiagram::done : SetDiagram::dead;
    }
    return find_or_add(shape, lightest, heaviest);
  }

  /// The set is complete: the outer components and what is beyond fall into pieces that can all be divided.
  [[nodiscard]] bool rest_possible(const Shape& shape, std::uint32_t outer) {
    const std::size_t pieces = beyond_.households.size();
    joined_.resize(kSlots + 1 + pieces);
    for (std::size_t i = 0; i < joined_.size(); ++i) joined_[i] = static_cast<std::int32_t>(i);
    const auto find = [&](std::int32_t i) {
      while (joined_[at(i)] != i) i = joined_[at(i)] = joined_[at(joined_[at(i)])];
      return i;
    };
    for (std::size_t f = 0; f < frontier_.size(); ++f)
      if (stays_[f] && (outer >> shape.name[f] & 1) != 0)
        for (const std::int32_t piece : beyond_.touched[f])
          joined_[at(find(shape.name[f]))] = find(static_cast<std::int32_t>(kSlots) + 1 + piece);
    least_.assign(joined_.size(), 0);
    most_.assign(joined_.size(), 0);
    for (std::size_t c = 0; c < kSlots; ++c)
      if ((outer >> c & 1) != 0) {
        least_[at(find(static_cast<std::int32_t>(c)))] += shape.least[c];
        most_[at(find(static_cast<std::int32_t>(c)))] += shape.most[c];
      }
    for (std::size_t p = 0; p < pieces; ++p) {
      const std::size_t root = at(find(static_cast<std::int32_t>(kSlots + 1 + p)));
      least_[root] += beyond_.households[p];
      most_[root] += beyond_.households[p];
    }
    for (std::size_t i = 0; i < joined_.size(); ++i) {
      const bool used = i > kSlots || (i < kSlots && (outer >> i & 1) != 0);
      if (used && joined_[i] == static_cast<std::int32_t>(i) && !possible(least_[i], most_[i])) return false;
    }
    return true;
  }

  std::uint32_t find_or_add(const Shape& shape, std::int64_t lightest, std::int64_t heaviest) {
    Shape next;
    std::array<std::uint8_t, kSlots + 1> name{};
    name.fill(kNoName);
    Key key;
    std::size_t slot = 0;
    for (std::size_t f = 0; f < frontier_.size(); ++f) {
      if (!stays_[f]) continue;
      const std::uint8_t c = shape.name[f];
      if (name[c] == kNoName) {
        name[c] = next.names;
        next.in[next.names] = shape.in[c];
        next.least[next.names] = shape.least[c];
        next.most[next.names] = shape.most[c];
        key.in |= static_cast<std::uint64_t>(shape.in[c]) << next.names;
        if (!shape.in[c]) {
          const std::uint64_t w = shape.most[c] >= cap_ ? 4'095U : static_cast<std::uint64_t>(shape.most[c] / limits_.bucket);
          key.weights[next.names / 5U] |= w << (12 * (next.names % 5U));
        }
        ++next.names;
      }
      next.name[slot] = name[c];
      key.names |= static_cast<std::uint64_t>(name[c]) << (4 * slot);
      ++slot;
    }
    if (slot >= kSlots || next.names >= kSlots - 1) {
      overflow_ = true;
      return SetDiagram::dead;
    }
    const auto [number, fresh] = next_keys_.number_of(key);
    if (fresh) next_shapes_.push_back(next);
    Shape& there = next_shapes_[number];
    for (std::uint8_t c = 0; c < next.names; ++c) {
      there.least[c] = std::min(there.least[c], next.least[c]);
      there.most[c] = std::max(there.most[c], next.most[c]);
    }
    reach_state(out_, range_, next_begin_ + number, fresh, lightest, heaviest);
    return next_begin_ + number;
  }

  const PartGraph& graph_;
  const GridCosts& costs_;
  const TwoSidedLimits& limits_;
  SetDiagram& out_;
  std::int64_t cap_ = 0;                ///< from here on every weight can be divided
  std::vector<std::int32_t> possible_;  ///< how many weights below can be
  std::vector<std::int32_t> place_, frontier_;
  std::vector<char> stays_;
  std::vector<Neighbour> decided_;
  Beyond beyond_;
  StateRanges range_;
  std::vector<Shape> next_shapes_;
  LayerStates<Key, hash_of> next_keys_;
  std::vector<std::int32_t> joined_;
  std::vector<std::int64_t> least_, most_;
  std::uint32_t next_begin_ = 0;
  std::size_t made_ = 0;
  bool overflow_ = false;
};

}  // namespace

bool build_two_sided(const PartGraph& graph, const GridCosts& costs, std::vector<std::int32_t> order,
                     const TwoSidedLimits& limits, SetDiagram& diagram, std::int64_t& work) {
  diagram = {};
  diagram.order = std::move(order);
  TwoSidedBuilder builder(graph, costs, limits, diagram);
  const bool built = builder.run();
  work += builder.made();
  return built;
}

std::int64_t without_stranding_sets(const PartGraph& graph, const GridCosts& costs, std::size_t states, const RunContext& run,
                                    SetDiagram& diagram) {
  std::int64_t work = 0;
  if (diagram.empty()) return work;
  constexpr std::int32_t kNoWeights = 1 << 12;
  for (const std::int32_t bucket : {1, kNoWeights}) {
    if (diagram.states() > states / (bucket == 1 ? 5 : 2)) continue;  // it grows several times
    SetDiagram both;
    const bool built = build_two_sided(graph, costs, diagram.order, {states, bucket, &run}, both, work);
    if (!built) continue;
    diagram = std::move(both);
    break;
  }
  return work;
}

}  // namespace wangge::partition
