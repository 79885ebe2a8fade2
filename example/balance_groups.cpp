#include "example/balance_groups.hpp"

#include <algorithm>
#include <cmath>

namespace wangge::example {

namespace {

double penalty(double households, const GroupRange& range) {
  const double out = std::max({0.0, households - range.high, range.low - households});
  // A fixed part: one group far out is better than two a little out; a square: a slope out of deep holes.
  const double off = households - range.aim;
  return 0.5 * out + (out > 0 ? 40 : 0) + off * off / 400;
}

class Balancer {
 public:
  Balancer(const std::vector<double>& households, const std::vector<std::vector<Neighbour>>& neighbours, const GroupRange& range,
           std::vector<int>& group_of)
      : households_(households), neighbours_(neighbours), range_(range), group_of_(group_of) {
    sum_.assign(static_cast<std::size_t>(*std::max_element(group_of.begin(), group_of.end())) + 1, 0);
    for (std::size_t k = 0; k < group_of.size(); ++k) sum_[group_of[k]] += households[k];
    seen_.assign(group_of.size(), 0);
  }

  void anneal(Random& random, int steps) {
    const std::size_t n = group_of_.size();
    for (int step = 0; step < steps; ++step) {
      const double heat = 60.0 * std::pow(0.02, static_cast<double>(step) / steps);
      const int k = static_cast<int>(random.below(n));
      const double dice = random.uniform();
      if (neighbours_[k].empty()) continue;
      const int to = group_of_[neighbours_[k][random.below(neighbours_[k].size())].area];
      if (to == group_of_[k]) continue;
      const double change = cost_of_move(k, to);
      if (change > 0 && dice >= std::exp(-change / heat)) continue;
      move(k, to);
    }
  }

  bool descend() {
    bool moved = false;
    for (int k = 0; k < static_cast<int>(group_of_.size()); ++k) {
      int best = -1;
      double least = -1e-6;
      for (const Neighbour& next : neighbours_[k]) {
        const int to = group_of_[next.area];
        if (to == group_of_[k]) continue;
        if (const double change = cost_of_move(k, to); change < least) least = change, best = to;
      }
      if (best >= 0 && move(k, best)) moved = true;
    }
    return moved;
  }

 private:
  [[nodiscard]] double cost_of_move(int k, int to) const {
    const int own = group_of_[k];
    const double w = households_[k];
    double change =
        penalty(sum_[own] - w, range_) + penalty(sum_[to] + w, range_) - penalty(sum_[own], range_) - penalty(sum_[to], range_);
    for (const Neighbour& next : neighbours_[k]) {
      if (group_of_[next.area] == own) change += 0.05 * next.pull;
      if (group_of_[next.area] == to) change -= 0.05 * next.pull;
    }
    return change;
  }

  bool move(int k, int to) {
    if (!connected_without(k)) return false;
    sum_[group_of_[k]] -= households_[k], sum_[to] += households_[k];
    group_of_[k] = to;
    return true;
  }

  /// The group of `area` is not empty and still in one piece without it.
  bool connected_without(int area) {
    const int group = group_of_[area];
    std::vector<int> own;  // neighbours of the same group: all must be reached from the first
    for (const Neighbour& next : neighbours_[area])
      if (group_of_[next.area] == group) own.push_back(next.area);
    if (own.empty()) return false;
    if (own.size() == 1) return true;
    ++mark_;
    todo_.assign(1, own.front());
    seen_[own.front()] = mark_;
    while (!todo_.empty()) {
      const int at = todo_.back();
      todo_.pop_back();
      for (const Neighbour& next : neighbours_[at])
        if (seen_[next.area] != mark_ && next.area != area && group_of_[next.area] == group)
          seen_[next.area] = mark_, todo_.push_back(next.area);
    }
    return std::all_of(own.begin(), own.end(), [&](int k) { return seen_[k] == mark_; });
  }

  const std::vector<double>& households_;
  const std::vector<std::vector<Neighbour>>& neighbours_;
  GroupRange range_;
  std::vector<int>& group_of_;
  std::vector<double> sum_;
  std::vector<int> seen_, todo_;
  int mark_ = 0;
};

}  // namespace

void balance_groups(const std::vector<double>& households, const std::vector<std::vector<Neighbour>>& neighbours,
                    const GroupRange& range, Random random, std::vector<int>& group_of) {
  if (group_of.size() < 2) return;
  Balancer balancer(households, neighbours, range, group_of);
  balancer.anneal(random, static_cast<int>(group_of.size()) * 200);
  for (int pass = 0; pass < 20 && balancer.descend(); ++pass) {
  }
}

}  // namespace wangge::example
