#include "example/agglomerate.hpp"

#include <algorithm>
#include <map>
#include <queue>
#include <tuple>

namespace wangge::example {

namespace {

struct Region {
  double size = 0, perimeter = 0;
  bool locked = false, alive = true;
  int version = 0;
  std::map<int, double> neighbours;  // region -> pull
};

/// Long easy border and a fitting joint size are good; a border that is nearly all river, tracks or expressway is bad.
double worth(const Region& a, const Region& b, double pull, double limit) {
  const double size = a.size + b.size, ease = pull / std::min(a.perimeter, b.perimeter);
  const double over = size > limit ? 4.0 * (size - limit) + 1.0 : 0.0;
  return ease - (ease < 0.04 ? 1.5 : 0.0) - over - 0.25 * b.size;
}

}  // namespace

std::vector<int> agglomerate(const std::vector<AreaToJoin>& areas, const std::vector<Border>& borders, int wanted, double limit) {
  const int n = static_cast<int>(areas.size());
  std::vector<Region> regions(areas.size());
  std::vector<int> parent(areas.size());
  for (int i = 0; i < n; ++i) {
    regions[i].size = areas[i].size, regions[i].perimeter = std::max(areas[i].perimeter, 1.0),
    regions[i].locked = areas[i].locked;
    parent[i] = i;
  }
  for (const Border& border : borders) {
    if (border.a == border.b) continue;
    regions[border.a].neighbours[border.b] += border.pull;
    regions[border.b].neighbours[border.a] += border.pull;
  }
  using Entry = std::tuple<double, int, int>;  // size, region, version
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  for (int i = 0; i < n; ++i)
    if (!regions[i].locked) queue.push({regions[i].size, i, 0});
  int alive = n;
  while (alive > wanted && !queue.empty()) {
    const auto [size, r, version] = queue.top();
    queue.pop();
    Region& region = regions[r];
    if (!region.alive || version != region.version) continue;
    int best = -1;
    double best_worth = -1e18;
    for (const auto& [other, pull] : region.neighbours) {
      if (regions[other].locked) continue;
      if (const double w = worth(region, regions[other], pull, limit); w > best_worth) best_worth = w, best = other;
    }
    if (best < 0) continue;  // an island stays alone
    Region& into = regions[best];
    into.perimeter +=
        region.perimeter - 1.4 * std::min(region.neighbours[best], std::min(region.perimeter, into.perimeter) * 0.7);
    into.size += region.size;
    for (const auto& [other, pull] : region.neighbours) {
      regions[other].neighbours.erase(r);
      if (other == best) continue;
      into.neighbours[other] += pull;
      regions[other].neighbours[best] += pull;
    }
    region.alive = false;
    region.neighbours.clear();
    parent[r] = best;
    queue.push({into.size, best, ++into.version});
    --alive;
  }
  std::vector<int> label(areas.size(), -1), out(areas.size());
  int next = 0;
  for (int i = 0; i < n; ++i) {
    int root = i;
    while (parent[root] != root) root = parent[root];
    if (label[root] < 0) label[root] = next++;
    out[i] = label[root];
  }
  return out;
}

}  // namespace wangge::example
