#include "render/border_lines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace wangge {

namespace {

constexpr double kTouching = 0.005;  // metres

/// One edge of a ring with its ends as whole millimetres in ascending order.
struct EdgeUse {
  std::array<std::int64_t, 4> key;
  std::int32_t area;
  std::int32_t number;  ///< running number over all rings
};

struct Edge {
  Point from, to;
  std::int32_t area = -1;
  std::int32_t other = -1;
};

std::vector<std::span<const Point>> rings_of(const MultiPolygon& area) {
  std::vector<std::span<const Point>> rings;
  for (const Polygon& polygon : area) {
    rings.emplace_back(polygon.outer);
    for (const Ring& hole : polygon.holes) rings.emplace_back(hole);
  }
  return rings;
}

std::vector<Edge> edges_of(const AreaList& areas) {
  std::vector<Edge> edges;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    for (const std::span<const Point> ring : rings_of(*areas[i])) {
      for (std::size_t k = 0; k < ring.size(); ++k) {
        edges.push_back({ring[k], ring[(k + 1) % ring.size()], static_cast<std::int32_t>(i), -1});
      }
    }
  }
  return edges;
}

EdgeUse edge_use(const Edge& edge, std::int32_t number) {
  const std::pair<std::int64_t, std::int64_t> from{std::llround(edge.from.x * 1000), std::llround(edge.from.y * 1000)};
  const std::pair<std::int64_t, std::int64_t> to{std::llround(edge.to.x * 1000), std::llround(edge.to.y * 1000)};
  const auto [low, high] = std::minmax(from, to);
  return {{low.first, low.second, high.first, high.second}, edge.area, number};
}

void match_equal_edges(std::vector<Edge>& edges) {
  std::vector<EdgeUse> uses;
  uses.reserve(edges.size());
  for (std::size_t i = 0; i < edges.size(); ++i) uses.push_back(edge_use(edges[i], static_cast<std::int32_t>(i)));
  std::sort(uses.begin(), uses.end(),
            [](const EdgeUse& a, const EdgeUse& b) { return a.key != b.key ? a.key < b.key : a.number < b.number; });
  for (std::size_t i = 0; i + 1 < uses.size(); ++i) {
    EdgeUse &one = uses[i], &two = uses[i + 1];
    if (one.key != two.key || one.area == two.area) continue;
    Edge &first = edges[static_cast<std::size_t>(one.number)], &second = edges[static_cast<std::size_t>(two.number)];
    if (first.other >= 0 || second.other >= 0) continue;
    first.other = two.area;
    second.other = one.area;
  }
}

/// Buckets of edges that found no partner, for the search along lines with unequal vertices.
class EdgeBuckets {
 public:
  explicit EdgeBuckets(const std::vector<Edge>& edges) : edges_(edges) {
    for (const Edge& edge : edges) {
      if (edge.other < 0) grow(edge);
    }
    if (all_.empty()) return;
    size_ = std::max({20.0, all_.width() / 200, all_.height() / 200});
    columns_ = static_cast<std::size_t>(all_.width() / size_) + 1;
    buckets_.resize(columns_ * (static_cast<std::size_t>(all_.height() / size_) + 1));
    for (std::size_t i = 0; i < edges.size(); ++i) {
      if (edges[i].other < 0) insert(static_cast<std::int32_t>(i));
    }
  }

  /// The lowest other area whose open edge passes within kTouching of p; -1 = none.
  [[nodiscard]] std::int32_t touching(Point p, std::int32_t area) const {
    std::int32_t found = -1;
    for (const std::int32_t i : buckets_[bucket(p)]) {
      const Edge& edge = edges_[static_cast<std::size_t>(i)];
      if (edge.area == area || distance_to_segment(p, edge.from, edge.to) > kTouching) continue;
      if (found < 0 || edge.area < found) found = edge.area;
    }
    return found;
  }

 private:
  void grow(const Edge& edge) {
    all_.expand(edge.from);
    all_.expand(edge.to);
  }
  [[nodiscard]] std::size_t column(double x) const { return static_cast<std::size_t>((x - all_.min_x) / size_); }
  [[nodiscard]] std::size_t row(double y) const { return static_cast<std::size_t>((y - all_.min_y) / size_); }
  [[nodiscard]] std::size_t bucket(Point p) const { return row(p.y) * columns_ + column(p.x); }
  void insert(std::int32_t number) {
    const Edge& edge = edges_[static_cast<std::size_t>(number)];
    const std::size_t left = column(std::min(edge.from.x, edge.to.x)), right = column(std::max(edge.from.x, edge.to.x));
    const std::size_t low = row(std::min(edge.from.y, edge.to.y)), high = row(std::max(edge.from.y, edge.to.y));
    for (std::size_t y = low; y <= high; ++y) {
      for (std::size_t x = left; x <= right; ++x) buckets_[y * columns_ + x].push_back(number);
    }
  }

  const std::vector<Edge>& edges_;
  Box all_;
  double size_ = 20;
  std::size_t columns_ = 1;
  std::vector<std::vector<std::int32_t>> buckets_;
};

void match_touching_edges(std::vector<Edge>& edges) {
  const EdgeBuckets buckets(edges);
  std::vector<std::pair<std::size_t, std::int32_t>> found;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (edges[i].other >= 0) continue;
    const std::int32_t other = buckets.touching((edges[i].from + edges[i].to) * 0.5, edges[i].area);
    if (other >= 0) found.emplace_back(i, other);
  }
  for (const auto& [edge, other] : found) edges[edge].other = other;
}

Neighbours neighbours_of(const std::vector<Edge>& edges, std::size_t areas) {
  Neighbours neighbours(areas);
  for (const Edge& edge : edges) {
    if (edge.other < 0) continue;
    neighbours[static_cast<std::size_t>(edge.area)].push_back(edge.other);
    neighbours[static_cast<std::size_t>(edge.other)].push_back(edge.area);
  }
  for (std::vector<std::int32_t>& row : neighbours) {
    std::sort(row.begin(), row.end());
    row.erase(std::unique(row.begin(), row.end()), row.end());
  }
  return neighbours;
}

/// Runs of edges of one ring with the same neighbour; a run over the ring's start is kept in one piece.
void add_runs(std::span<const Edge> ring, std::vector<BorderLine>& lines) {
  std::size_t start = 0;
  while (start < ring.size() && ring[start].other == ring[(start + ring.size() - 1) % ring.size()].other) ++start;
  const bool one_neighbour = start == ring.size();
  if (one_neighbour) start = 0;
  for (std::size_t done = 0; done < ring.size();) {
    const Edge& first = ring[(start + done) % ring.size()];
    BorderLine run{first.area, first.other, {first.from}};
    while (done < ring.size() && ring[(start + done) % ring.size()].other == first.other) {
      run.line.push_back(ring[(start + done) % ring.size()].to);
      ++done;
    }
    // Both sides see the stretch; the lower numbered one reports it.
    if (run.b < 0 || run.a < run.b) lines.push_back(std::move(run));
  }
}

}  // namespace

Borders find_borders(const AreaList& areas) {
  std::vector<Edge> edges = edges_of(areas);
  match_equal_edges(edges);
  match_touching_edges(edges);
  Borders borders;
  borders.neighbours = neighbours_of(edges, areas.size());
  std::size_t at = 0;
  for (const MultiPolygon* area : areas) {
    for (const std::span<const Point> ring : rings_of(*area)) {
      add_runs(std::span<const Edge>(edges).subspan(at, ring.size()), borders.lines);
      at += ring.size();
    }
  }
  return borders;
}

}  // namespace wangge
