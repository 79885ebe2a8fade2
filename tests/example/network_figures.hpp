/// A20 and A21: is the walking network one, and how long are walks against straight lines.
#pragma once

#include "tests/example/city_statistics.hpp"

namespace wangge::test {

class WalkGraph {
 public:
  explicit WalkGraph(const City& city) {
    for (const WalkLine& line : city.walk_lines) {
      if (!line.foot) continue;
      for (const Polyline& l : line.lines)
        for (std::size_t i = 0; i + 1 < l.size(); ++i) link(node(l[i]), node(l[i + 1]), distance(l[i], l[i + 1]));
    }
  }
  std::vector<Point> points;
  std::vector<std::vector<std::pair<int, double>>> next;
  double metres = 0;

  [[nodiscard]] std::vector<int> components() const {
    std::vector<int> label(points.size(), -1);
    int count = 0;
    for (int start = 0; start < static_cast<int>(points.size()); ++start) {
      if (label[start] >= 0) continue;
      std::vector<int> todo{start};
      label[start] = count;
      while (!todo.empty()) {
        const int n = todo.back();
        todo.pop_back();
        for (const auto& [m, w] : next[n])
          if (label[m] < 0) label[m] = count, todo.push_back(m);
      }
      ++count;
    }
    return label;
  }
  /// Walks from several starts with a way already walked.
  [[nodiscard]] std::vector<double> distances(const std::vector<std::pair<int, double>>& starts) const {
    std::vector<double> d(points.size(), 1e18);
    std::priority_queue<std::pair<double, int>, std::vector<std::pair<double, int>>, std::greater<>> queue;
    for (const auto& [from, metres_before] : starts)
      queue.push({metres_before, from}), d[from] = std::min(d[from], metres_before);
    while (!queue.empty()) {
      const auto [at, n] = queue.top();
      queue.pop();
      if (at > d[n]) continue;
      for (const auto& [m, w] : next[n])
        if (at + w < d[m]) d[m] = at + w, queue.push({d[m], m});
    }
    return d;
  }

 private:
  int node(Point p) {
    const auto [it, fresh] = index_.try_emplace({p.x, p.y}, static_cast<int>(points.size()));
    if (fresh) points.push_back(p), next.emplace_back();
    return it->second;
  }
  void link(int a, int b, double w) {
    if (a == b) return;
    next[a].push_back({b, w}), next[b].push_back({a, w});
    metres += w;
  }
  std::map<std::pair<double, double>, int> index_;
};

/// A place on a line: between nodes a and b, `along` metres from a.
struct LinePlace {
  Point at;
  int a = -1, b = -1;
  double along = 0, whole = 0;
};

inline Figures network_figures(const ExampleCity& city, std::size_t most_centres = 40) {
  Figures f;
  const WalkGraph graph(city.city);
  const std::vector<int> label = graph.components();
  std::map<int, double> lengths;
  double ends = 0, junctions = 0;
  for (int n = 0; n < static_cast<int>(graph.points.size()); ++n) {
    for (const auto& [m, w] : graph.next[n]) lengths[label[n]] += w / 2;
    ends += graph.next[n].size() == 1, junctions += graph.next[n].size() >= 3;
  }
  int largest = 0;
  for (const auto& [k, sum] : lengths)
    if (sum > lengths[largest]) largest = k;
  f["A20.largest"] = lengths[largest] / graph.metres, f["A20.components"] = static_cast<double>(lengths.size());
  f["A20.edges"] = static_cast<double>(graph.points.size()), f["A20.dead_ends"] = ends / static_cast<double>(graph.points.size());
  // Dense points along the lines: distance from buildings to the network.
  std::vector<Point> samples;
  std::vector<LinePlace> places;
  for (int n = 0; n < static_cast<int>(graph.points.size()); ++n)
    for (const auto& [m, w] : graph.next[n]) {
      if (m < n || label[n] != largest) continue;
      const int steps = std::max(1, static_cast<int>(w / 10));
      for (int k = 0; k <= steps; ++k) {
        const double share = static_cast<double>(k) / steps;
        places.push_back({graph.points[n] + (graph.points[m] - graph.points[n]) * share, n, m, w * share, w});
        samples.push_back(places.back().at);
      }
    }
  const PointGrid grid(samples, 40);
  double near = 0, all = 0, gates_on = 0;
  std::vector<int> access(city.city.buildings.size(), -1);
  for (std::size_t b = 0; b < city.city.buildings.size(); ++b) {
    double best = 1e9;
    for (const Point p : city.city.buildings[b].footprint[0].outer)
      grid.near(p, 60, [&](int k) {
        if (const double d = distance(p, samples[k]); d < best) best = d, access[b] = k;
      });
    ++all, near += best <= 60;
  }
  f["A20.near"] = near / all;
  std::set<std::pair<double, double>> vertices;
  for (int n = 0; n < static_cast<int>(graph.points.size()); ++n)
    if (label[n] == largest) vertices.insert({graph.points[n].x, graph.points[n].y});
  for (const Gate& g : city.city.gates) gates_on += vertices.count({g.point.x, g.point.y}) > 0;
  f["A20.gates_on"] = city.city.gates.empty() ? 1 : gates_on / static_cast<double>(city.city.gates.size());
  std::vector<double> ratios;
  std::size_t used = 0;
  for (std::size_t c = 0; c < city.city.centres.size(); ++c) {
    const Centre& centre = city.city.centres[c];
    if (centre.level != 4 || ++used > most_centres) continue;
    int start = -1;
    double best = 1e9;
    for (int k = 0; k < static_cast<int>(samples.size()); ++k)
      if (const double d = distance(samples[k], centre.entrances[0]); d < best) best = d, start = k;
    const LinePlace& from = places[start];
    const std::vector<double> walk = graph.distances({{from.a, from.along}, {from.b, from.whole - from.along}});
    for (std::size_t b = 0; b < city.city.buildings.size(); ++b) {
      const Building& building = city.city.buildings[b];
      const double straight = distance(building.point, centre.point);
      if (building.community != city.centre_columns[c].community || building.households.value() == 0 || access[b] < 0 ||
          straight < 60)
        continue;
      const LinePlace& to = places[access[b]];
      const double along = std::min(walk[to.a] + to.along, walk[to.b] + to.whole - to.along);
      ratios.push_back((along + distance(to.at, building.point) + distance(from.at, centre.point)) / straight);
    }
  }
  f["A21.p50"] = percentile(ratios, .5), f["A21.p95"] = percentile(ratios, .95);
  return f;
}

}  // namespace wangge::test
