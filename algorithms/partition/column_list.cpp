#include "algorithms/partition/column_list.hpp"

#include <algorithm>
#include <numeric>

namespace wangge::partition {

namespace {
std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
}  // namespace

ColumnList::ColumnList(std::int32_t nodes, std::span<const Column> columns) : graph_nodes_(at(nodes)) {
  for (const Column& c : columns) {
    nodes_.insert(nodes_.end(), c.nodes.begin(), c.nodes.end());
    begin_.push_back(static_cast<std::uint32_t>(nodes_.size()));
    cost_.push_back(c.cost);
  }
  reduced_ = cost_;
  cut_begin_.assign(size() + 1, 0);
}

void ColumnList::set_cuts(std::span<const TripleCut> cuts) {
  cut_of_.clear();
  cut_begin_.assign(1, 0);
  std::vector<char> held(graph_nodes_, 0);
  for (std::size_t i = 0; i < size(); ++i) {
    for (const std::int32_t v : nodes_of(i)) held[at(v)] = 1;
    for (std::size_t c = 0; c < cuts.size(); ++c)
      if (held[at(cuts[c].node[0])] + held[at(cuts[c].node[1])] + held[at(cuts[c].node[2])] >= 2)
        cut_of_.push_back(static_cast<std::int32_t>(c));
    for (const std::int32_t v : nodes_of(i)) held[at(v)] = 0;
    cut_begin_.push_back(static_cast<std::uint32_t>(cut_of_.size()));
  }
}

void ColumnList::price(std::span<const double> point) {
  least_ = Pricer::never;
  const std::span<const double> cut_dual = point.subspan(graph_nodes_);
  for (std::size_t i = 0; i < size(); ++i) {
    double reduced = cost_[i];
    for (const std::int32_t v : nodes_of(i)) reduced -= point[at(v)];
    for (std::uint32_t c = cut_begin_[i]; c < cut_begin_[i + 1]; ++c) reduced -= cut_dual[at(cut_of_[c])];
    reduced_[i] = reduced;
    least_ = std::min(least_, reduced);
  }
}

std::vector<Column> ColumnList::cheapest(std::size_t count) const {
  std::vector<std::size_t> order(size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::size_t looked = std::min(order.size(), 10 * count);
  const auto cheaper = [&](std::size_t a, std::size_t b) {
    return reduced_[a] != reduced_[b] ? reduced_[a] < reduced_[b] : a < b;
  };
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(looked), order.end(), cheaper);
  std::vector<std::size_t> used(graph_nodes_, 0);
  const std::size_t often = std::max<std::size_t>(4, count / 3);
  std::vector<Column> out;
  for (std::size_t i = 0; i < looked && out.size() < count; ++i) {
    const std::span<const std::int32_t> nodes = nodes_of(order[i]);
    if (!std::all_of(nodes.begin(), nodes.end(), [&](std::int32_t v) { return used[at(v)] < often; })) continue;
    for (const std::int32_t v : nodes) ++used[at(v)];
    out.push_back(column(order[i]));
  }
  return out;
}

std::vector<Column> ColumnList::within(double threshold) const {
  std::vector<Column> out;
  for (std::size_t i = 0; i < size(); ++i)
    if (reduced_[i] <= threshold) out.push_back(column(i));
  return out;
}

void ColumnList::drop_above(double threshold) {
  std::size_t kept = 0;
  std::uint32_t node = 0, cut = 0;
  for (std::size_t i = 0; i < size(); ++i) {
    if (reduced_[i] > threshold) continue;
    const std::uint32_t begin = begin_[i], end = begin_[i + 1], cut_begin = cut_begin_[i], cut_end = cut_begin_[i + 1];
    begin_[kept] = node;
    cut_begin_[kept] = cut;
    for (std::uint32_t j = begin; j < end; ++j) nodes_[node++] = nodes_[j];
    for (std::uint32_t j = cut_begin; j < cut_end; ++j) cut_of_[cut++] = cut_of_[j];
    cost_[kept] = cost_[i];
    reduced_[kept++] = reduced_[i];
  }
  begin_.resize(kept + 1);
  begin_[kept] = node;
  cut_begin_.resize(kept + 1);
  cut_begin_[kept] = cut;
  nodes_.resize(node);
  cut_of_.resize(cut);
  cost_.resize(kept);
  reduced_.resize(kept);
}

Column ColumnList::column(std::size_t i) const {
  Column out;
  out.nodes.assign(nodes_of(i).begin(), nodes_of(i).end());
  out.cost = cost_[i];
  out.reduced = reduced_[i];
  return out;
}

}  // namespace wangge::partition
