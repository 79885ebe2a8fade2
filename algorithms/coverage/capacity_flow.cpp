#include "algorithms/coverage/capacity_flow.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

namespace wangge {

namespace {

/// Source, sites, centres, sink; every arc beside its reverse.
class FlowGraph {
 public:
  FlowGraph(std::size_t nodes, std::size_t arcs) : first_(nodes + 1, 0) { arcs_.reserve(2 * arcs); }

  void add(std::uint32_t from, std::uint32_t to, std::int64_t room) {
    arcs_.push_back({to, room});
    arcs_.push_back({from, 0});
    ++first_[from + 1];
    ++first_[to + 1];
  }
  void finish() {
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    around_.resize(arcs_.size());
    next_.assign(first_.begin(), first_.end() - 1);
    for (std::uint32_t e = 0; e < arcs_.size(); ++e) around_[next_[arcs_[e ^ 1U].to]++] = e;
  }

  std::int64_t most(std::uint32_t source, std::uint32_t sink) {
    std::int64_t sum = 0;
    while (lay(source, sink)) {
      next_.assign(first_.begin(), first_.end() - 1);
      while (const std::int64_t pushed = push(source, sink)) sum += pushed;
    }
    return sum;
  }

 private:
  struct Arc {
    std::uint32_t to;
    std::int64_t room;
  };

  /// Layers of nodes by steps from the source; false: the sink is cut off.
  bool lay(std::uint32_t source, std::uint32_t sink) {
    layer_.assign(first_.size() - 1, -1);
    layer_[source] = 0;
    std::vector<std::uint32_t> queue{source};
    for (std::size_t i = 0; i < queue.size() && layer_[sink] < 0; ++i)
      for (std::uint32_t a = first_[queue[i]]; a < first_[queue[i] + 1]; ++a) {
        const Arc& arc = arcs_[around_[a]];
        if (arc.room == 0 || layer_[arc.to] >= 0) continue;
        layer_[arc.to] = layer_[queue[i]] + 1;
        queue.push_back(arc.to);
      }
    return layer_[sink] >= 0;
  }
  /// One way through the layers, without recursion: ways may be as long as there are centres.
  std::int64_t push(std::uint32_t source, std::uint32_t sink) {
    way_.clear();
    for (std::uint32_t at = source; at != sink;) {
      bool further = false;
      for (std::uint32_t& a = next_[at]; a < first_[at + 1]; ++a) {
        const Arc& arc = arcs_[around_[a]];
        if (arc.room == 0 || layer_[arc.to] != layer_[at] + 1) continue;
        way_.push_back(around_[a]);
        at = arc.to;
        further = true;
        break;
      }
      if (further) continue;
      if (way_.empty()) return 0;
      at = arcs_[way_.back() ^ 1U].to;  // a dead end: back, and never here again
      way_.pop_back();
      ++next_[at];
    }
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (const std::uint32_t e : way_) least = std::min(least, arcs_[e].room);
    for (const std::uint32_t e : way_) arcs_[e].room -= least, arcs_[e ^ 1U].room += least;
    return least;
  }

  std::vector<Arc> arcs_;
  std::vector<std::uint32_t> first_, around_, next_, way_;
  std::vector<std::int32_t> layer_;
};

}  // namespace

std::int64_t most_served(std::span<const std::int64_t> homes, std::span<const std::int64_t> room,
                         std::span<const std::pair<std::uint32_t, std::uint32_t>> pairs) {
  const auto sites = static_cast<std::uint32_t>(homes.size()), centres = static_cast<std::uint32_t>(room.size());
  const std::uint32_t source = sites + centres, sink = source + 1;
  FlowGraph graph(sites + centres + 2, homes.size() + room.size() + pairs.size());
  for (std::uint32_t s = 0; s < sites; ++s) graph.add(source, s, homes[s]);
  for (std::uint32_t c = 0; c < centres; ++c) graph.add(sites + c, sink, room[c]);
  for (const auto& [site, centre] : pairs) graph.add(site, sites + centre, homes[site]);
  graph.finish();
  return graph.most(source, sink);
}

}  // namespace wangge
