/// Cuts a random spanning tree of a graph into parts of least estimated price.
///
/// On a tree the best partition into parts of bounded weight is a dynamic programme over (subtree, weight of the open part)
/// (Ito, Nishizeki, Schroeder, Uno & Zhou, Algorithmica 62, 2012). The price of a cut is that of ALL edges of the graph that
/// leave the subtree, which is exact when only one tree edge is cut (every balanced edge of a recombination step is thus
/// scored: DeFord, Duchin & Solomon, HDSR 2021) and at most twice the truth otherwise.
/// Parts are always connected; parts out of range are priced, not forbidden, so a plan always results.
/// Cost: O(n * cap) time, at most; memory alike.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "algorithms/partition/part_graph.hpp"
#include "core/random.hpp"

namespace wangge::partition {

struct TreeOptions {
  std::int64_t cap = 500;   ///< heaviest part; raised to fit the heaviest node
  double cut_factor = 1.0;  ///< weight of the estimated cut price
  double edge_bias = 1.0;   ///< 0: trees uniform in edge order; larger: costly edges more often inside the tree
  Cost per_part = 0;        ///< added for each part: shifts the number of parts
};

class TreePartitioner {
 public:
  /// Labels 0.. of a partition of the connected graph; returns the number of parts.
  std::int32_t draw(const PartGraph& graph, const GridCosts& costs, const TreeOptions& options, Random& random, Labels& label);
  /// Two parts, n >= 2: the tree edge whose cut gives the least price; with `apart` one that parts these two nodes.
  /// Returns that price, by `guide`. `same_graph`: the call before was draw_two with this graph, too.
  Cost draw_two(const PartGraph& graph, const GridCosts& costs, Random& random, Labels& label,
                std::pair<std::int32_t, std::int32_t> apart = {-1, -1}, bool same_graph = false);
  /// Elementary steps done so far: the deterministic measure of effort.
  [[nodiscard]] std::int64_t work() const { return work_; }

 private:
  struct State {
    std::int32_t weight, before, child;  ///< indices of the states this one was made of; child -1: the child was cut off
    Cost cost;
  };
  static constexpr Cost kNever = std::numeric_limits<Cost>::max();
  /// The cheapest state of a weight while a child is merged.
  struct Best {
    Cost cost = kNever;
    std::int32_t before = -1, child = -1;
  };
  struct Step {
    std::size_t begin, end;
    std::int32_t previous, child;  ///< step before the child was merged, node merged; -1 for the first
  };
  /// An edge of the graph, once.
  struct End {
    std::int32_t a, b;
    Cost guide;
  };
  void weigh_edges(const PartGraph& graph, double bias);
  void draw_keys(Random& random);
  void join_tree(std::size_t n);
  void draw_tree(const PartGraph& graph, Random& random);
  void sum_cuts();
  /// Nodes of the dynamic programme are places in `order_`.
  void merge(std::int32_t node, std::int32_t child, std::int64_t cap);
  void close(std::int32_t node, const GridCosts& costs, const TreeOptions& options);
  void read_labels(Labels& label);

  std::vector<State> states_;
  std::vector<Step> steps_;
  std::vector<std::int32_t> order_, place_, up_;  ///< nodes from the root down; places of nodes; by place: that of the parent
  std::vector<std::int32_t> last_step_, closed_state_, set_, next_, set_size_, tree_offset_, tree_to_;
  std::vector<Cost> cut_, closed_;      ///< by place
  std::vector<Best> best_;              ///< by weight, dense
  std::vector<std::uint64_t> touched_;  ///< bit w: best_[w] is set
  std::vector<std::uint64_t> drawn_, keyed_;
  std::vector<std::size_t> stretch_;
  std::vector<double> pull_;       ///< by edge of `ends_`
  std::vector<End> ends_, apart_;  ///< edges that connect, that do not
  std::vector<End> tree_, rest_;   ///< edges of the tree at hand, all others
  std::vector<std::int64_t> below_;
  std::vector<char> odd_;
  std::vector<std::array<std::int32_t, 3>> to_read_;  ///< place, state of its last list, label
  std::int64_t work_ = 0;
};

}  // namespace wangge::partition
