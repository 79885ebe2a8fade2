#include "algorithms/partition/improve.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "algorithms/partition/polish.hpp"

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Joins the two touching grids whose union costs least. False: no two grids touch.
bool merge_cheapest(const PartGraph& graph, const GridCosts& costs, Labels& label) {
  const std::vector<std::int64_t> sum = totals(graph, label);
  std::map<std::pair<std::int32_t, std::int32_t>, std::pair<Cost, bool>> border;  // price of the border, connects
  for (std::int32_t v = 0; v < graph.size(); ++v)
    for (const PartEdge& e : graph.around(v)) {
      const std::int32_t a = label[at(v)], b = label[at(e.to)];
      if (a >= b) continue;
      auto& entry = border[{a, b}];
      entry.first += e.cut;
      entry.second |= e.connects;
    }
  Cost best = std::numeric_limits<Cost>::max();
  std::pair<std::int32_t, std::int32_t> pair{-1, -1};
  for (const auto& [ends, entry] : border) {
    const Cost change = costs.of(sum[at(ends.first)] + sum[at(ends.second)]) - costs.of(sum[at(ends.first)]) -
                        costs.of(sum[at(ends.second)]) - entry.first;
    if (entry.second && change < best) {
      best = change;
      pair = ends;
    }
  }
  if (pair.first < 0) return false;
  for (std::int32_t& l : label)
    if (l == pair.second) l = pair.first;
  renumber(label);
  return true;
}

/// Cuts one grid in two where a tree edge of some grid costs least. False: every grid is a single node.
bool split_cheapest(const PartGraph& graph, const GridCosts& costs, TreePartitioner& partitioner, Random& random, Labels& label) {
  const std::int32_t grids = renumber(label);
  std::vector<std::int32_t> scratch(label.size(), -1), nodes, best_nodes;
  Cost best = std::numeric_limits<Cost>::max();
  Labels two, best_two;
  for (std::int32_t g = 0; g < grids; ++g) {
    nodes.clear();
    for (std::size_t v = 0; v < label.size(); ++v)
      if (label[v] == g) nodes.push_back(static_cast<std::int32_t>(v));
    if (nodes.size() < 2) continue;
    const PartGraph part = induce(graph, nodes, scratch);
    for (int attempt = 0; attempt < 4; ++attempt) {
      partitioner.draw_two(part, costs, random, two, {-1, -1}, attempt > 0);
      const Cost change = plan_cost(part, costs, two) - costs.of(part.total());
      if (change >= best) continue;
      best = change;
      best_two = two;
      best_nodes = nodes;
    }
  }
  for (std::size_t i = 0; i < best_nodes.size(); ++i)
    if (best_two[i] == 1) label[at(best_nodes[i])] = grids;
  return !best_nodes.empty();
}

}  // namespace

void adjust_count(const PartGraph& graph, const GridCosts& costs, std::int32_t grids, TreePartitioner& partitioner,
                  Random& random, Labels& label) {
  std::int32_t now = renumber(label);
  for (; now > grids && merge_cheapest(graph, costs, label); --now) {
  }
  for (; now < grids && split_cheapest(graph, costs, partitioner, random, label); ++now) {
  }
}

void part_forbidden(const PartGraph& graph, const GridCosts& costs, TreePartitioner& partitioner, Random& random, Labels& label) {
  std::vector<std::int32_t> scratch(label.size(), -1), nodes;
  Labels two;
  for (const auto& [a, b] : graph.side.cannot) {
    if (label[at(a)] != label[at(b)]) continue;
    nodes.clear();
    for (std::size_t v = 0; v < label.size(); ++v)
      if (label[v] == label[at(a)]) nodes.push_back(static_cast<std::int32_t>(v));
    const PartGraph part = induce(graph, nodes, scratch);
    const auto place = [&](std::int32_t v) {
      return static_cast<std::int32_t>(std::lower_bound(nodes.begin(), nodes.end(), v) - nodes.begin());
    };
    partitioner.draw_two(part, costs, random, two, {place(a), place(b)});
    const std::int32_t fresh = *std::max_element(label.begin(), label.end()) + 1;
    for (std::size_t i = 0; i < nodes.size(); ++i)
      if (two[i] == 1) label[at(nodes[i])] = fresh;
  }
  renumber(label);
}

Labels previous_plan(const PartGraph& graph) {
  const auto n = static_cast<std::size_t>(graph.size());
  // the old grid of a node is that of most of its households
  std::vector<std::map<std::int32_t, std::int64_t>> share(n);
  for (const SideRules::Old& o : graph.side.old) share[at(o.node)][o.old] += o.households;
  std::vector<std::int32_t> old(n, -1);
  for (std::size_t v = 0; v < n; ++v) {
    std::int64_t most = -1;
    for (const auto& [number, h] : share[v])
      if (h > most) {
        most = h;
        old[v] = number;
      }
  }
  Labels label(n, -1);
  std::int32_t next = 0;
  std::vector<std::int32_t> queue;
  const auto flood = [&](std::size_t s, auto&& joins) {
    for (queue.assign(1, static_cast<std::int32_t>(s)); !queue.empty();) {
      const std::int32_t v = queue.back();
      queue.pop_back();
      for (const PartEdge& e : graph.around(v))
        if (e.connects && label[at(e.to)] < 0 && joins(e.to)) {
          label[at(e.to)] = label[s];
          queue.push_back(e.to);
        }
    }
  };
  for (std::size_t s = 0; s < n; ++s) {
    if (label[s] >= 0 || old[s] < 0) continue;
    label[s] = next++;
    flood(s, [&](std::int32_t to) { return old[at(to)] == old[s]; });
  }
  for (std::size_t s = 0; s < n; ++s)
    if (label[s] >= 0 && old[s] >= 0) flood(s, [&](std::int32_t to) { return old[at(to)] < 0; });
  if (next == 0) label.assign(n, 0);
  return label;
}

Labels feasible_start(const PartGraph& graph, const GridCosts& costs, std::int32_t trees, TreePartitioner& partitioner,
                      Random& random) {
  Labels best, label;
  Cost best_cost = std::numeric_limits<Cost>::max();
  Polisher polisher;
  for (std::int32_t t = 0; t < trees; ++t) {
    TreeOptions options;
    options.cap = t % 3 == 2 ? 2LL * costs.max_households : costs.max_households;
    options.cut_factor = 0.5 + 0.5 * random.uniform();
    options.edge_bias = t == 0 ? 2.0 : 3.0 * random.uniform();
    if (graph.side.fixed_grids > 0) {  // push the number of grids towards the wanted one
      const std::int64_t free = graph.total() / costs.target_households;
      options.per_part = static_cast<Cost>(random.uniform(0, 100) * (graph.side.fixed_grids < free ? 1e6 : -1e6));
      options.cap = std::max<std::int64_t>(options.cap, 2 * graph.total() / graph.side.fixed_grids);
    }
    partitioner.draw(graph, costs, options, random, label);
    polisher.polish(graph, costs, label);
    if (graph.side.fixed_grids > 0) adjust_count(graph, costs, graph.side.fixed_grids, partitioner, random, label);
    if (!graph.side.cannot.empty()) part_forbidden(graph, costs, partitioner, random, label);
    const Cost cost = polisher.cost(graph, costs, label) + side_cost(graph, label);
    if (cost < best_cost) {
      best_cost = cost;
      best = label;
    }
  }
  if (!graph.side.old.empty()) {
    label = previous_plan(graph);
    if (plan_cost(graph, costs, label) + side_cost(graph, label) < best_cost) best = label;
  }
  return best;
}

std::vector<std::int32_t> draw_window(const PartGraph& graph, const std::vector<std::vector<std::int32_t>>& members,
                                      std::span<const std::int32_t> label, std::int32_t first, std::int32_t count,
                                      Random& random) {
  std::vector<std::int32_t> window{first}, border;
  border.reserve(64);
  const auto inside = [&](std::int32_t g) { return std::find(window.begin(), window.end(), g) != window.end(); };
  while (static_cast<std::int32_t>(window.size()) < count) {
    const std::int32_t g = window.back();  // it lies at the border no more, what is around it may
    std::erase(border, g);
    for (const std::int32_t v : members[at(g)])
      for (const PartEdge& e : graph.around(v))
        if (e.connects && label[at(e.to)] != g && !inside(label[at(e.to)])) border.push_back(label[at(e.to)]);
    if (border.empty()) break;
    window.push_back(border[static_cast<std::size_t>(random.below(border.size()))]);
  }
  return window;
}

namespace {

/// The plan under search: labels, members of every label, and the price of the whole.
class Search {
 public:
  Search(const PartGraph& graph, const GridCosts& costs, TreePartitioner& partitioner, Random& random, Labels& label)
      : graph_(graph), costs_(costs), partitioner_(partitioner), random_(random), label_(label), scratch_(label.size(), -1) {
    members_.resize(static_cast<std::size_t>(renumber(label_)));
    for (std::size_t v = 0; v < label_.size(); ++v) members_[at(label_[v])].push_back(static_cast<std::int32_t>(v));
    side_ = side_cost(graph_, label_);
    cost_ = plan_cost(graph_, costs_, label_) + side_;
  }
  [[nodiscard]] Cost cost() const { return cost_; }
  [[nodiscard]] const Labels& label() const { return label_; }

  /// One window; a plan dearer by at most `allowance` is taken too.
  void round(Cost allowance) {
    nodes_.clear();
    const std::vector<std::int32_t> window = draw_window(graph_, members_, label_, draw_first(), draw_count(), random_);
    slot_.resize(members_.size());
    for (std::size_t i = 0; i < window.size(); ++i) {  // members ascend
      const std::vector<std::int32_t>& more = members_[at(window[i])];
      merged_.resize(nodes_.size() + more.size());
      std::merge(nodes_.begin(), nodes_.end(), more.begin(), more.end(), merged_.begin());
      nodes_.swap(merged_);
      slot_[at(window[i])] = static_cast<std::int32_t>(i);
    }
    if (nodes_.size() < 2) return;
    induce(graph_, nodes_, scratch_, part_);
    const PartGraph& part = part_;
    old_.resize(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) old_[i] = slot_[at(label_[at(nodes_[i])])];
    const Cost before = polisher_.cost(part, costs_, old_);
    if (window.size() == 2 && graph_.side.fixed_grids == 0 && random_.chance(0.8)) {
      draw_pair(part);
    } else {
      partitioner_.draw(part, costs_, draw_options(part, static_cast<std::int32_t>(window.size())), random_, fresh_);
    }
    polisher_.polish(part, costs_, fresh_);
    const Cost change = polisher_.cost(part, costs_, fresh_) - before;
    if (change > allowance || (change == 0 && fresh_ == old_)) return;
    take(window, change, allowance);
  }

 private:
  /// Two grids: the best edge of a few trees, each found without the dynamic programme.
  void draw_pair(const PartGraph& part) {
    Cost best = std::numeric_limits<Cost>::max();
    for (int tree = 0; tree < 4; ++tree) {
      const Cost cost = partitioner_.draw_two(part, costs_, random_, pair_, {-1, -1}, tree > 0);
      if (cost >= best) continue;
      best = cost;
      fresh_.swap(pair_);
    }
  }
  std::int32_t draw_first() {
    if (random_.chance(0.5))
      for (int attempt = 0; attempt < 4; ++attempt) {  // prefer grids out of range
        const auto g = static_cast<std::int32_t>(random_.below(members_.size()));
        if (out_of(g) > 0) return g;
      }
    return static_cast<std::int32_t>(random_.below(members_.size()));
  }
  std::int64_t out_of(std::int32_t g) const {
    std::int64_t h = 0;
    for (const std::int32_t v : members_[at(g)]) h += graph_.households[at(v)];
    return costs_.out(h);
  }
  std::int32_t draw_count() {
    const std::uint64_t draw = random_.below(10);
    return draw < 4 ? 2 : draw < 7 ? 3 : draw < 9 ? 4 : 5;
  }
  TreeOptions draw_options(const PartGraph& part, std::int32_t grids) {
    TreeOptions options;
    options.cap = costs_.max_households;
    const std::int64_t total = part.total();
    if (!costs_.reachable(total) || random_.chance(0.1)) options.cap = 2LL * costs_.max_households;
    options.cut_factor = grids == 2 ? 1.0 : 0.5 + 0.5 * random_.uniform();
    options.edge_bias = 3.0 * random_.uniform();
    if (graph_.side.fixed_grids > 0) {
      options.per_part = static_cast<Cost>(random_.uniform(-50, 50) * 1e6);
      options.cap = std::max<std::int64_t>(options.cap, 2 * total / grids);
    }
    return options;
  }
  /// Replaces the window's labels; undone when side rules forbid it.
  void take(const std::vector<std::int32_t>& window, Cost change, Cost allowance) {
    std::int32_t parts = 0;
    for (const std::int32_t l : fresh_) parts = std::max(parts, l + 1);
    std::vector<std::int32_t> name(window);
    for (std::int32_t next = static_cast<std::int32_t>(members_.size()); static_cast<std::int32_t>(name.size()) < parts; ++next)
      name.push_back(next);
    for (std::size_t i = 0; i < nodes_.size(); ++i) label_[at(nodes_[i])] = name[at(fresh_[i])];
    if (!graph_.side.empty()) {
      const Cost side = side_cost(graph_, label_);
      if (change + side - side_ > allowance) {
        for (std::size_t i = 0; i < nodes_.size(); ++i) label_[at(nodes_[i])] = window[at(old_[i])];
        return;
      }
      change += side - side_;
      side_ = side;
    }
    cost_ += change;
    if (static_cast<std::size_t>(parts) > window.size()) members_.resize(members_.size() + at(parts) - window.size());
    for (const std::int32_t g : name) members_[at(g)].clear();
    for (std::size_t i = 0; i < nodes_.size(); ++i) members_[at(name[at(fresh_[i])])].push_back(nodes_[i]);
    for (std::size_t i = static_cast<std::size_t>(parts); i < window.size(); ++i) drop(window, name, i);
  }
  /// Fills the place of an emptied label with the last one.
  void drop(const std::vector<std::int32_t>&, std::vector<std::int32_t>& name, std::size_t i) {
    const std::int32_t gone = name[i], last = static_cast<std::int32_t>(members_.size()) - 1;
    if (gone != last) {
      members_[at(gone)] = std::move(members_[at(last)]);
      for (const std::int32_t v : members_[at(gone)]) label_[at(v)] = gone;
      for (std::size_t j = i + 1; j < name.size(); ++j)
        if (name[j] == last) name[j] = gone;
    }
    members_.pop_back();
  }

  const PartGraph& graph_;
  const GridCosts& costs_;
  TreePartitioner& partitioner_;
  Random& random_;
  Labels& label_;
  std::vector<std::int32_t> scratch_, nodes_, merged_;
  std::vector<std::int32_t> slot_;  ///< by grid of the window: its place there
  PartGraph part_;                  ///< of the window
  Polisher polisher_;
  Labels old_, fresh_, pair_;
  std::vector<std::vector<std::int32_t>> members_;
  Cost side_ = 0, cost_ = 0;
};

}  // namespace

Cost improve(const PartGraph& graph, const GridCosts& costs, const SearchLimits& limits, TreePartitioner& partitioner,
             Random& random, const RunContext& run, Labels& label) {
  Labels best = label;
  Search search(graph, costs, partitioner, random, label);
  Cost best_cost = search.cost();
  const std::int64_t begin = partitioner.work();
  for (std::int64_t r = 0; r < limits.rounds && partitioner.work() - begin < limits.work; ++r) {
    if (r % 16 == 0 && run.should_stop()) break;
    // annealing: early rounds may lose up to ten points (a grid's share of the score), the last tenth none
    const double done =
        std::max(static_cast<double>(r) / static_cast<double>(limits.rounds),
                 static_cast<double>(partitioner.work() - begin) / static_cast<double>(std::max<std::int64_t>(1, limits.work)));
    const double left = 1.0 - 1.1 * done;
    const auto allowance =
        left > 0 ? static_cast<Cost>(left * random.uniform() * random.uniform() * 10.0 * static_cast<double>(kCostPerPoint)) : 0;
    search.round(allowance);
    if (search.cost() < best_cost) {
      best_cost = search.cost();
      best = search.label();
    }
  }
  label = std::move(best);
  renumber(label);
  return best_cost;
}

}  // namespace wangge::partition
