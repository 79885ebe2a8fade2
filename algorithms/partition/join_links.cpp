#include "algorithms/partition/join_links.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <queue>
#include <set>
#include <utility>

#include "algorithms/partition/compound_plan.hpp"

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class LinkGrower {
 public:
  LinkGrower(const Task& task, const Reduction& reduction)
      : graph_(reduction.graph), most_(task.problem.max_households), owner_(at(graph_.size()), -1), foes_(at(graph_.size())) {
    const DivisionProblem& problem = task.problem;
    for (std::size_t i = 0; i < problem.must_link.size(); ++i)
      if (const std::int32_t v = reduction.node_of[i]; problem.must_link[i] >= 0 && v >= 0) {
        members_[problem.must_link[i]].insert(v);
        owner_[at(v)] = problem.must_link[i];
      }
    for (const auto& [a, b] : problem.cannot_link) {
      const std::int32_t x = reduction.node_of[at(a)], y = reduction.node_of[at(b)];
      if (x < 0 || y < 0) continue;
      foes_[at(x)].push_back(y);
      foes_[at(y)].push_back(x);
    }
  }

  /// By node: the link whose grid it is to be in, -1 = any. Empty when no group has grown.
  std::vector<std::int32_t> grow() {
    bool grown = false;
    for (const auto& [link, nodes] : members_)
      if (nodes.size() > 1) grown |= grow(link, nodes);
    return grown ? owner_ : std::vector<std::int32_t>{};
  }

 private:
  bool grow(std::int32_t link, const std::set<std::int32_t>& nodes) {
    std::vector<std::int32_t> held{*nodes.begin()}, added;
    std::set<std::int32_t> missing(std::next(nodes.begin()), nodes.end());
    std::int64_t households = 0;
    for (const std::int32_t v : nodes) households += graph_.households[at(v)];
    while (!missing.empty() && households <= most_) {
      const std::vector<std::int32_t> path = nearest(link, held, missing);
      if (path.empty()) break;
      for (const std::int32_t v : path) {
        held.push_back(v);
        if (missing.erase(v) > 0) continue;
        households += graph_.households[at(v)];
        owner_[at(v)] = link;
        added.push_back(v);
      }
    }
    const bool joined = missing.empty() && households <= most_;
    if (!joined)
      for (const std::int32_t v : added) owner_[at(v)] = -1;
    return joined && !added.empty();
  }

  /// A way of fewest households from what is held to the nearest of the missing nodes, without the node it starts at.
  std::vector<std::int32_t> nearest(std::int32_t link, const std::vector<std::int32_t>& held,
                                    const std::set<std::int32_t>& missing) const {
    constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();
    std::vector<std::int64_t> away(owner_.size(), far);
    std::vector<std::int32_t> before(owner_.size(), -1);
    std::vector<char> closed(owner_.size(), 0);
    for (std::size_t v = 0; v < owner_.size(); ++v)
      if (owner_[v] == link)
        for (const std::int32_t foe : foes_[v]) closed[at(foe)] = 1;
    using Entry = std::pair<std::int64_t, std::int32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    for (const std::int32_t v : held) queue.emplace(away[at(v)] = 0, v);
    while (!queue.empty()) {
      const auto [so_far, v] = queue.top();
      queue.pop();
      if (so_far > away[at(v)]) continue;
      if (missing.contains(v)) {
        std::vector<std::int32_t> path;
        for (std::int32_t p = v; away[at(p)] > 0; p = before[at(p)]) path.push_back(p);
        return path;
      }
      for (const PartEdge& e : graph_.around(v)) {
        if (!e.connects || closed[at(e.to)] != 0 || (owner_[at(e.to)] >= 0 && owner_[at(e.to)] != link)) continue;
        const std::int64_t there = so_far + graph_.households[at(e.to)] + 1;  // of ways through empty land the shortest
        if (there >= away[at(e.to)]) continue;
        away[at(e.to)] = there;
        before[at(e.to)] = v;
        queue.emplace(there, e.to);
      }
    }
    return {};
  }

  const PartGraph& graph_;
  const std::int64_t most_;
  std::map<std::int32_t, std::set<std::int32_t>> members_;  ///< nodes of every link
  std::vector<std::int32_t> owner_;
  std::vector<std::vector<std::int32_t>> foes_;  ///< by node: those it cannot share a grid with
};

}  // namespace

bool join_links(const Task& task, DivisionProblem& narrower) {
  narrower = task.problem;
  if (narrower.must_link.empty()) return false;
  CompoundPlan open = keep_all(task);
  std::fill(open.closed.begin(), open.closed.end(), 0);
  const Reduction reduction = reduce(task.problem, open, task.weights);
  const std::vector<std::int32_t> owner = LinkGrower(task, reduction).grow();
  if (owner.empty()) return false;
  for (std::size_t i = 0; i < narrower.must_link.size(); ++i)
    if (const std::int32_t v = reduction.node_of[i]; v >= 0 && owner[at(v)] >= 0) narrower.must_link[i] = owner[at(v)];
  return true;
}

}  // namespace wangge::partition
