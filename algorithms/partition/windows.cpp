#include "algorithms/partition/windows.hpp"

#include <algorithm>
#include <set>

#include "algorithms/partition/improve.hpp"
#include "algorithms/partition/prove.hpp"

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class WindowSearch {
 public:
  WindowSearch(const PartGraph& graph, const GridCosts& costs, const WindowLimits& limits, Random& random, const RunContext& run,
               Labels& label)
      : graph_(graph), costs_(costs), limits_(limits), random_(random), run_(run), label_(label), scratch_(label.size(), -1) {
    side_ = side_cost(graph, label);
    collect();
  }

  void run() {
    // grids whose neighbourhood may still hold a better plan; those of a solved window wait until a neighbour changes
    std::vector<std::int32_t> fruitless(members_.size(), 0);
    while (work_ < limits_.work && !run_.should_stop()) {
      std::vector<std::int32_t> candidates;
      for (std::size_t g = 0; g < members_.size(); ++g)
        if (fruitless[g] < 4) candidates.push_back(static_cast<std::int32_t>(g));
      if (candidates.empty()) return;
      const std::int32_t first = candidates[static_cast<std::size_t>(random_.below(candidates.size()))];
      const std::vector<std::int32_t> window = draw(first);
      std::vector<std::int32_t> key = window;
      std::sort(key.begin(), key.end());
      const bool known = window.size() < 2 || !tried_.insert(key).second;
      if (known || !solve(window)) {
        ++fruitless[at(first)];
        continue;
      }
      // labels were given anew: forget what was tried only around the change would need stable names; all is simpler
      tried_.clear();
      fruitless.assign(members_.size(), 0);
    }
  }

 private:
  void collect() {
    members_.assign(at(renumber(label_)), {});
    for (std::size_t v = 0; v < label_.size(); ++v) members_[at(label_[v])].push_back(static_cast<std::int32_t>(v));
  }
  /// Neighbouring grids as long as they have few nodes together.
  std::vector<std::int32_t> draw(std::int32_t first) {
    const auto wanted = static_cast<std::int32_t>(3 + random_.below(static_cast<std::uint64_t>(std::max(1, limits_.grids - 2))));
    std::vector<std::int32_t> window = draw_window(graph_, members_, label_, first, wanted, random_);
    std::size_t nodes = 0, kept = 0;
    while (kept < window.size() && nodes + members_[at(window[kept])].size() <= at(limits_.nodes))
      nodes += members_[at(window[kept++])].size();
    window.resize(kept);
    return window;
  }
  /// True when a better plan of the window was found and taken.
  bool solve(const std::vector<std::int32_t>& window) {
    std::vector<std::int32_t> nodes;
    for (const std::int32_t g : window) nodes.insert(nodes.end(), members_[at(g)].begin(), members_[at(g)].end());
    std::sort(nodes.begin(), nodes.end());
    const PartGraph part = induce(graph_, nodes, scratch_);
    Labels start(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) start[i] = label_[at(nodes[i])];
    renumber(start);
    const std::vector<std::int64_t> held = totals(part, start);
    if (std::any_of(held.begin(), held.end(), [&](std::int64_t h) { return costs_.out(h) > 0; })) start.clear();
    ProveLimits limits;
    limits.states = 20'000;
    limits.starts = 6;
    limits.labels = 100'000;
    limits.columns = 3'000;
    limits.work = 1'500'000;
    const ProveAnswer answer = prove_part(part, costs_, start, limits, run_);
    work_ += answer.work + 20'000;
    if (answer.label.empty() || answer.label == start) return false;
    const Labels before = label_;
    std::int32_t next = static_cast<std::int32_t>(members_.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) label_[at(nodes[i])] = next + answer.label[i];
    renumber(label_);
    if (!graph_.side.empty()) {
      const Cost side = side_cost(graph_, label_);
      if (plan_cost(graph_, costs_, label_) + side >= plan_cost(graph_, costs_, before) + side_) {
        label_ = before;
        return false;
      }
      side_ = side;
    }
    collect();
    return true;
  }

  const PartGraph& graph_;
  const GridCosts& costs_;
  const WindowLimits& limits_;
  Random& random_;
  const RunContext& run_;
  Labels& label_;
  std::vector<std::int32_t> scratch_;
  std::vector<std::vector<std::int32_t>> members_;
  std::set<std::vector<std::int32_t>> tried_;
  Cost side_ = 0;
  std::int64_t work_ = 0;
};

}  // namespace

Cost improve_windows(const PartGraph& graph, const GridCosts& costs, const WindowLimits& limits, Random& random,
                     const RunContext& run, Labels& label) {
  renumber(label);
  WindowSearch(graph, costs, limits, random, run, label).run();
  return plan_cost(graph, costs, label) + side_cost(graph, label);
}

}  // namespace wangge::partition
