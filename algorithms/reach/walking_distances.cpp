#include "algorithms/reach/walking_distances.hpp"

#include <algorithm>
#include <cmath>
#include <queue>
#include <tuple>

namespace wangge {

namespace {
constexpr double kBucket = 16.0;  // metres; about half an arc: few corrections, few empty buckets
}

BoundedSearch::BoundedSearch(const WalkGraph& graph) : graph_(&graph), metres_(graph.node_count(), kOutOfReach) {}

void BoundedSearch::run(std::span<const NetworkEntry> starts, double limit) {
  for (const std::uint32_t node : touched_) metres_[node] = kOutOfReach;
  touched_.clear();
  starts_.assign(starts.begin(), starts.end());
  buckets_.resize(static_cast<std::size_t>(std::max(limit, 0.0) / kBucket) + 1);
  auto improve = [&](std::uint32_t node, double metres) {
    if (!(metres <= limit) || !(metres < metres_[node])) return;
    if (metres_[node] == kOutOfReach) touched_.push_back(node);
    metres_[node] = metres;
    buckets_[static_cast<std::size_t>(metres / kBucket)].emplace_back(metres, node);
  };
  for (const NetworkEntry& start : starts_) {
    const WalkArc& arc = graph_->arcs[start.arc];
    improve(arc.from, start.metres + start.along);
    improve(arc.to, start.metres + (arc.metres - start.along));
  }
  for (auto& bucket : buckets_) {
    while (!bucket.empty()) {
      const auto [metres, node] = bucket.back();
      bucket.pop_back();
      if (metres > metres_[node]) continue;
      for (const WalkStep& step : graph_->from(node)) improve(step.to, metres + step.metres);
    }
  }
}

double BoundedSearch::to(const NetworkEntry& entry) const {
  const WalkArc& arc = graph_->arcs[entry.arc];
  double metres = std::min(metres_[arc.from] + entry.along, metres_[arc.to] + (arc.metres - entry.along));
  for (const NetworkEntry& start : starts_)
    if (start.arc == entry.arc) metres = std::min(metres, start.metres + std::abs(start.along - entry.along));
  return metres + entry.metres;
}

namespace {

struct Label {
  double metres = kOutOfReach;
  std::int32_t centre = -1;
  [[nodiscard]] bool before(const Label& o) const { return metres < o.metres || (metres == o.metres && centre < o.centre); }
};

std::vector<Label> label_nodes(const WalkGraph& graph, const AccessTable& centres) {
  std::vector<Label> labels(graph.node_count());
  using Item = std::tuple<double, std::int32_t, std::uint32_t>;
  std::priority_queue<Item, std::vector<Item>, std::greater<>> queue;
  auto improve = [&](std::uint32_t node, Label label) {
    if (!label.before(labels[node])) return;
    labels[node] = label;
    queue.emplace(label.metres, label.centre, node);
  };
  for (std::size_t c = 0; c < centres.size(); ++c)
    for (const NetworkEntry& start : centres.of(c)) {
      const WalkArc& arc = graph.arcs[start.arc];
      improve(arc.from, {start.metres + start.along, static_cast<std::int32_t>(c)});
      improve(arc.to, {start.metres + (arc.metres - start.along), static_cast<std::int32_t>(c)});
    }
  while (!queue.empty()) {
    const auto [metres, centre, node] = queue.top();
    queue.pop();
    if (labels[node].metres != metres || labels[node].centre != centre) continue;
    for (const WalkStep& step : graph.from(node)) improve(step.to, {metres + step.metres, centre});
  }
  return labels;
}

}  // namespace

std::vector<NearestCentre> nearest_centres(const WalkGraph& graph, const AccessTable& centres, const AccessTable& places) {
  const std::vector<Label> labels = label_nodes(graph, centres);
  // Centres by arc, for the way along a shared arc.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> on_arc;  // arc, entry
  std::vector<std::int32_t> centre_of(centres.entries.size());
  for (std::size_t c = 0; c < centres.size(); ++c)
    for (std::uint32_t e = centres.first[c]; e < centres.first[c + 1]; ++e) {
      on_arc.emplace_back(centres.entries[e].arc, e);
      centre_of[e] = static_cast<std::int32_t>(c);
    }
  std::sort(on_arc.begin(), on_arc.end());

  std::vector<NearestCentre> nearest(places.size());
  for (std::size_t p = 0; p < places.size(); ++p) {
    Label best;
    for (const NetworkEntry& entry : places.of(p)) {
      const WalkArc& arc = graph.arcs[entry.arc];
      auto offer = [&](double to_foot, std::int32_t centre) {
        const Label label{to_foot + entry.metres, centre};
        if (centre < 0 || !label.before(best)) return;
        best = label;
        nearest[p] = {centre, label.metres, entry.metres};
      };
      offer(labels[arc.from].metres + entry.along, labels[arc.from].centre);
      offer(labels[arc.to].metres + (arc.metres - entry.along), labels[arc.to].centre);
      for (auto at = std::lower_bound(on_arc.begin(), on_arc.end(), std::pair{entry.arc, 0U});
           at != on_arc.end() && at->first == entry.arc; ++at) {
        const NetworkEntry& start = centres.entries[at->second];
        offer(start.metres + std::abs(start.along - entry.along), centre_of[at->second]);
      }
    }
  }
  return nearest;
}

}  // namespace wangge
