/// Finds the sets of least reduced cost in a decision diagram of connected sets.
///
/// Costs are DOUBLED micro-points so that every part carries half of each border edge: cost(S) = 2 g(h(S)) + edges leaving S,
/// and a plan's cost is the sum of its parts, an even whole number. Duals must be whole numbers too; then every value here is
/// an exact integer in a double and no rounding margin is needed (all sums stay below 2^53).
/// Bound tables: V_b(state) = least completion of (cut - dual + b * households) for 16 slopes b. As g is at least
/// b h - g*(b) on the range (conjugate), a label (state, W, cost) cannot finish below cost + max_b [b W + V_b - g*(b)].
/// Cuts cost a set something only where it holds two of their nodes; labels remember one of three by a bit each, the tables know
/// nothing of them (prices are >= 0, so bounds stay bounds).
/// Cost: 16 * states for the tables, plus the labels that survive.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "algorithms/partition/set_diagram.hpp"
#include "algorithms/partition/triple_cuts.hpp"

namespace wangge::partition {

/// One possible grid.
struct Column {
  std::vector<std::int32_t> nodes;  ///< ascending
  double cost = 0;                  ///< doubled micro-points
  double reduced = 0;               ///< cost - sum of duals + prices of cuts, at the prices of the search that found it
};

class Pricer {
 public:
  static constexpr double never = 1e300;

  /// A stop of `run` (may be null) ends a search as too many labels do.
  Pricer(const PartGraph& graph, const GridCosts& costs, const SetDiagram& diagram, const RunContext* run = nullptr);
  /// Whole numbers, by node. O(16 * states).
  void set_duals(std::span<const double> dual);
  /// Cuts with places (find_places by `layers()`) and whole prices; forgets those of before.
  void set_cuts(std::span<const TripleCut> cuts);
  /// By node: the layer that decides it.
  [[nodiscard]] const std::vector<std::int32_t>& layers() const { return layer_of_node_; }
  /// Reduced cost of a root path is at least this.
  [[nodiscard]] double root_bound() const;
  /// Finds all labels that lie on a set of reduced cost <= threshold. False: more than `cap` labels, nothing usable.
  bool search(double threshold, std::size_t cap);
  /// After `search`: the least reduced cost, exact if <= its threshold, else `never`.
  [[nodiscard]] double least() const;
  /// After `search`: shows all sets with reduced cost <= threshold (at most that of the search), nodes in the diagram's order.
  /// False: more than `cap`, or the visitor wants no more.
  using Visitor = std::function<bool(std::span<const std::int32_t> nodes, double reduced)>;
  bool list(double threshold, std::size_t cap, const Visitor& visit);
  /// The set as a column; `nodes` in any order.
  [[nodiscard]] Column column(std::span<const std::int32_t> nodes, double reduced) const;
  /// After `search`: by node, whether some set within the threshold contains it.
  [[nodiscard]] std::vector<char> used_nodes();
  /// After `search`: up to `count` cheap sets that differ, cheapest first.
  void diverse(std::size_t count, std::vector<Column>& columns) const;
  /// Exact least reduced cost by growing thresholds from the bound, or just above `limit` when it exceeds that; `ok` false: too
  /// many labels, the answer is then a lower bound only.
  double minimise(double first_step, double limit, std::size_t cap, bool& ok);
  /// Labels made so far: the deterministic measure of effort.
  [[nodiscard]] std::int64_t work() const { return work_; }

 private:
  static constexpr std::size_t slopes = 16;
  static constexpr std::uint32_t none = 0xffffffff, finished = 0xfffffffe;
  struct Label {
    std::uint32_t state, weight;
    std::uint64_t open;     ///< cuts of which one node is in
    double cost;            ///< best way here
    double finish;          ///< cost of the cheapest completion, once `completed_`
    std::uint32_t before;   ///< last label on the best way here whose node was taken in
    std::uint32_t out, in;  ///< labels of the children, `finished`, or `none`
    std::uint8_t slope;     ///< where the bound was best
  };
  /// A cut at one of its three layers.
  struct Turn {
    std::uint64_t bit;
    double price;
    bool last;
  };
  struct Finish {
    double reduced;
    std::uint32_t label;
    bool in;
  };
  void choose_slopes();
  /// Lower bound of any completion; climbs from slope `hint` to the best one (the bound is concave in the slope).
  [[nodiscard]] double bound(std::uint32_t state, std::uint32_t weight, std::uint8_t& hint) const;
  /// What taking the node of `layer` in pays to cuts; `open` becomes what holds behind it.
  [[nodiscard]] double pay(std::int32_t layer, std::uint64_t& open) const {
    double paid = 0;
    for (std::size_t t = turn_begin_[static_cast<std::size_t>(layer)]; t < turn_begin_[static_cast<std::size_t>(layer) + 1];
         ++t) {
      if ((open & turns_[t].bit) != 0) paid += turns_[t].price;
      open = turns_[t].last ? open & ~turns_[t].bit : open ^ turns_[t].bit;
    }
    return paid;
  }
  [[nodiscard]] std::uint64_t pass(std::int32_t layer, std::uint64_t open) const {
    return open & keep_[static_cast<std::size_t>(layer)];
  }
  std::uint32_t arrive(const Label& from, std::uint32_t from_index, std::uint32_t child, std::uint32_t weight, std::uint64_t open,
                       double cost, bool in);
  void complete_backwards();
  void read_path(std::uint32_t label, bool in, Column& column) const;

  const PartGraph& graph_;
  const GridCosts& costs_;
  const SetDiagram& diagram_;
  const RunContext* run_;
  std::vector<std::int32_t> layer_of_, layer_of_node_;  ///< by state; by node
  std::vector<TripleCut> cuts_;
  std::vector<Turn> turns_;  ///< of layer i: [turn_begin_[i], turn_begin_[i + 1])
  std::vector<std::size_t> turn_begin_;
  std::vector<std::uint64_t> keep_;  ///< by layer: cuts that are not over when the node stays out
  std::array<double, slopes> slope_{}, conjugate_{};
  double steepest_ = 0;               ///< of g, doubled micro-points a household
  std::vector<double> dual_, price_;  ///< price_: doubled g by households
  std::vector<double> table_;         ///< states x slopes
  double threshold_ = 0, spread_ = 0;
  std::vector<Label> labels_;
  std::vector<Finish> finishes_;
  std::vector<std::uint32_t> hash_;
  bool completed_ = false;  ///< the labels know their cheapest completions
  std::int64_t work_ = 0;
};

}  // namespace wangge::partition
