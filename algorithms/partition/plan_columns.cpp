#include "algorithms/partition/plan_columns.hpp"

#include <algorithm>

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class Neighbours {
 public:
  Neighbours(const PartGraph& graph, const GridCosts& costs, std::span<const std::int32_t> label)
      : graph_(graph), costs_(costs), label_(label), held_(totals(graph, label)), grid_(held_.size()) {
    for (std::int32_t v = 0; v < graph.size(); ++v) grid_[at(label[at(v)])].push_back(v);
  }

  std::vector<Column> run() {
    for (const std::vector<std::int32_t>& nodes : grid_) offer(nodes);
    for (std::int32_t v = 0; v < graph_.size(); ++v) {
      const std::int32_t own = label_[at(v)], h = graph_.households[at(v)];
      const std::vector<std::int32_t> others = grids_beside(v);
      for (const std::int32_t g : others)
        if (costs_.out(held_[at(g)] + h) == 0) offer_with(g, v);
      if (!others.empty() && costs_.out(held_[at(own)] - h) == 0) offer_without(own, v);
    }
    return std::move(columns_);
  }

 private:
  [[nodiscard]] std::vector<std::int32_t> grids_beside(std::int32_t v) const {
    std::vector<std::int32_t> out;
    for (const PartEdge& e : graph_.around(v))
      if (e.connects && label_[at(e.to)] != label_[at(v)]) out.push_back(label_[at(e.to)]);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }
  void offer(std::vector<std::int32_t> nodes) {
    Column column;
    column.nodes = std::move(nodes);
    column.cost = set_cost(graph_, costs_, column.nodes);
    columns_.push_back(std::move(column));
  }
  void offer_with(std::int32_t grid, std::int32_t v) {
    std::vector<std::int32_t> nodes = grid_[at(grid)];
    nodes.insert(std::lower_bound(nodes.begin(), nodes.end(), v), v);
    offer(std::move(nodes));
  }
  void offer_without(std::int32_t grid, std::int32_t v) {
    std::vector<std::int32_t> nodes = grid_[at(grid)];
    std::erase(nodes, v);
    if (!nodes.empty() && hang_together(nodes, v)) offer(std::move(nodes));
  }
  [[nodiscard]] bool hang_together(const std::vector<std::int32_t>& nodes, std::int32_t without) const {
    std::vector<char> seen(label_.size(), 0);
    std::vector<std::int32_t> queue{nodes.front()};
    seen[at(nodes.front())] = seen[at(without)] = 1;
    for (std::size_t i = 0; i < queue.size(); ++i)
      for (const PartEdge& e : graph_.around(queue[i]))
        if (e.connects && !seen[at(e.to)] && label_[at(e.to)] == label_[at(without)]) {
          seen[at(e.to)] = 1;
          queue.push_back(e.to);
        }
    return queue.size() == nodes.size();
  }

  const PartGraph& graph_;
  const GridCosts& costs_;
  std::span<const std::int32_t> label_;
  std::vector<std::int64_t> held_;
  std::vector<std::vector<std::int32_t>> grid_;
  std::vector<Column> columns_;
};

}  // namespace

double set_cost(const PartGraph& graph, const GridCosts& costs, std::span<const std::int32_t> nodes) {
  std::int64_t h = 0;
  Cost cut = 0;
  for (const std::int32_t v : nodes) {
    h += graph.households[at(v)];
    for (const PartEdge& e : graph.around(v))
      if (!std::binary_search(nodes.begin(), nodes.end(), e.to)) cut += e.cut;
  }
  return 2.0 * static_cast<double>(costs.of(h)) + static_cast<double>(cut);
}

std::vector<Column> plan_columns(const PartGraph& graph, const GridCosts& costs, std::span<const std::int32_t> label) {
  return Neighbours(graph, costs, label).run();
}

}  // namespace wangge::partition
