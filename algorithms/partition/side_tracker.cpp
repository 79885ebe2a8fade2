#include "algorithms/partition/side_tracker.hpp"

#include <algorithm>
#include <cstdlib>

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

template <class Count>
void add(Count& count, std::int32_t label, std::int64_t amount) {
  const auto found = std::find_if(count.begin(), count.end(), [&](const auto& c) { return c.first == label; });
  if (found == count.end()) {
    count.emplace_back(label, amount);
  } else if ((found->second += amount) == 0) {
    *found = count.back();
    count.pop_back();
  }
}

/// Largest share when `amount` goes from one label to another.
template <class Count>
std::int64_t largest(const Count& count, std::int32_t from, std::int32_t to, std::int64_t amount) {
  std::int64_t most = amount;
  for (const auto& [label, share] : count)
    most = std::max(most, share + (label == to ? amount : 0) - (label == from ? amount : 0));
  return most;
}

}  // namespace

SideTracker::SideTracker(const PartGraph& graph, std::span<const std::int32_t> label) : side_(graph.side), empty_(side_.empty()) {
  if (empty_) return;
  const std::size_t n = label.size();
  label_.assign(label.begin(), label.end());
  groups_of_.resize(n);
  enemies_of_.resize(n);
  olds_of_.resize(n);
  group_.resize(side_.together.size());
  for (std::size_t g = 0; g < side_.together.size(); ++g)
    for (const std::int32_t v : side_.together[g].nodes) {
      groups_of_[at(v)].push_back(static_cast<std::int32_t>(g));
      add(group_[g], label[at(v)], 1);
    }
  for (const auto& [a, b] : side_.cannot) {
    enemies_of_[at(a)].push_back(b);
    enemies_of_[at(b)].push_back(a);
  }
  old_.resize(at(side_.olds));
  for (const SideRules::Old& o : side_.old) {
    if (o.households == 0) continue;
    olds_of_[at(o.node)].emplace_back(o.old, o.households);
    add(old_[at(o.old)], label[at(o.node)], o.households);
  }
  for (const Count& count : old_) {
    std::int64_t all = 0, most = 0;
    for (const auto& [l, h] : count) {
      all += h;
      most = std::max(most, h);
    }
    moved_ += all - most;
  }
  for (const SideRules::Limit& limit : side_.limits) {
    held_.emplace_back(n + 1, 0);
    for (std::size_t v = 0; v < n; ++v) held_.back()[at(label[v])] += limit.amount[v];
  }
  Labels sorted(label.begin(), label.end());
  std::sort(sorted.begin(), sorted.end());
  grids_ = std::unique(sorted.begin(), sorted.end()) - sorted.begin();
}

std::int64_t SideTracker::households_moved_change(std::int32_t v, std::int32_t from, std::int32_t to) const {
  std::int64_t change = 0;
  for (const auto& [old, h] : olds_of_[at(v)]) change += largest(old_[at(old)], -1, -1, 0) - largest(old_[at(old)], from, to, h);
  return change;
}

Cost SideTracker::change(std::int32_t v, std::int32_t from, std::int32_t to, bool last) const {
  if (empty_) return 0;
  Cost cost = 0;
  for (const std::int32_t g : groups_of_[at(v)]) {
    const Count& count = group_[at(g)];
    const SideRules::Group& rule = side_.together[at(g)];
    const bool whole = count.size() == 1;
    // whole afterwards: v was the only one apart, and all others are where it goes
    const bool becomes = std::any_of(count.begin(), count.end(), [&](const auto& c) {
      return c.first == to && c.second + 1 == static_cast<std::int64_t>(rule.nodes.size());
    });
    if (whole && rule.nodes.size() > 1) cost += rule.weight;
    if (!whole && becomes) cost -= rule.weight;
  }
  for (const std::int32_t enemy : enemies_of_[at(v)]) {
    if (label_[at(enemy)] == from) cost -= side_.cannot_weight;
    if (label_[at(enemy)] == to) cost += side_.cannot_weight;
  }
  const auto over = [](std::int64_t held, std::int64_t most) { return std::max<std::int64_t>(0, held - most); };
  for (std::size_t i = 0; i < held_.size(); ++i) {
    const std::int64_t most = side_.limits[i].most, amount = side_.limits[i].amount[at(v)];
    const std::int64_t leaves = held_[i][at(from)], meets = held_[i][at(to)];
    cost +=
        side_.limit_weight * (over(leaves - amount, most) - over(leaves, most) + over(meets + amount, most) - over(meets, most));
  }
  if (!side_.old.empty()) {
    const std::int64_t then = moved_ + households_moved_change(v, from, to);
    cost += side_.move_weight *
            (std::max<std::int64_t>(0, then - side_.may_move) - std::max<std::int64_t>(0, moved_ - side_.may_move));
  }
  if (last && side_.fixed_grids > 0)
    cost += side_.count_weight * (std::abs(grids_ - 1 - side_.fixed_grids) - std::abs(grids_ - side_.fixed_grids));
  return cost;
}

void SideTracker::move(std::int32_t v, std::int32_t from, std::int32_t to, bool last) {
  if (empty_) return;
  moved_ += households_moved_change(v, from, to);
  for (const std::int32_t g : groups_of_[at(v)]) {
    add(group_[at(g)], from, -1);
    add(group_[at(g)], to, 1);
  }
  for (const auto& [old, h] : olds_of_[at(v)]) {
    add(old_[at(old)], from, -h);
    add(old_[at(old)], to, h);
  }
  for (std::size_t i = 0; i < held_.size(); ++i) {
    held_[i][at(from)] -= side_.limits[i].amount[at(v)];
    held_[i][at(to)] += side_.limits[i].amount[at(v)];
  }
  label_[at(v)] = to;
  grids_ -= last ? 1 : 0;
}

}  // namespace wangge::partition
