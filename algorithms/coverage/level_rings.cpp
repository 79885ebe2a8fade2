#include "algorithms/coverage/level_rings.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

namespace wangge {

namespace {

constexpr std::uint32_t kNone = 0xffffffffU;
constexpr double kMargin = 0.1;     // share of an edge that a cut keeps from its ends
constexpr double kSteepest = 3.0;   // more than this per metre is a jump: leg and way along grow by at most sqrt 2 together
constexpr double kJumpSlope = 2.0;  // slope assumed on the inner side of a jump
constexpr double kStraight = 1e-8;  // metres a vertex may lie off its neighbours' line and still be dropped

/// Plain root of squares: sides are metres long, the guards of hypot would only cost.
double side_metres(Point a, Point b) { return std::sqrt(dot(b - a, b - a)); }

/// A hole on its way to its outer ring.
struct Hole {
  Ring ring;
  std::size_t polygon = static_cast<std::size_t>(-1);
  bool inside = false;  // of the outer ring that is being asked
};

/// Gives the outer ring the holes that lie in it and have no home yet. `holes` by the height of their first corners.
void claim_holes(const Ring& outer, std::size_t polygon, std::vector<Hole*>& holes) {
  for (std::size_t i = 0, j = outer.size() - 1; i < outer.size(); j = i++) {
    const Point a = outer[i], b = outer[j];
    const double low = std::min(a.y, b.y), high = std::max(a.y, b.y);
    auto at = std::lower_bound(holes.begin(), holes.end(), low, [](const Hole* h, double y) { return h->ring[0].y < y; });
    for (; at != holes.end() && (*at)->ring[0].y < high; ++at) {
      const Point p = (*at)->ring[0];
      if (p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) (*at)->inside = !(*at)->inside;
    }
  }
  std::erase_if(holes, [&](Hole* hole) {
    if (hole->inside) hole->polygon = polygon;
    return hole->inside;
  });
}

/// Appends p; the vertex before goes when it lies on the straight line to p.
void append(Ring& ring, Point p) {
  if (ring.size() >= 2) {
    const Point a = ring[ring.size() - 2], b = ring.back();
    if (std::abs(cross(b - a, p - b)) <= kStraight * side_metres(a, p) && dot(b - a, p - b) > 0) ring.pop_back();
  }
  ring.push_back(p);
}

// Squares looked at in one go where nothing happens: their corners are one more, and eight bytes are one number.
constexpr std::int32_t kTogether = 7;

/// True when the eight corners of either row have one and the same rank.
bool all_equal(const std::uint8_t* south, const std::uint8_t* north) {
  std::uint64_t below = 0, above = 0;
  std::memcpy(&below, south, sizeof below);
  std::memcpy(&above, north, sizeof above);
  return below == above && below == 0x0101010101010101U * south[0];
}

}  // namespace

MultiPolygon rings_to_polygons(std::vector<Ring> rings) {
  MultiPolygon polygons;
  std::vector<std::pair<double, std::size_t>> outers;  // area, polygon
  std::vector<Hole> holes;
  for (Ring& ring : rings) {
    const double area = signed_area(ring);
    if (area > 0) {
      outers.emplace_back(area, polygons.size());
      polygons.push_back({std::move(ring), {}});
    } else {
      holes.push_back({std::move(ring)});
    }
  }
  std::vector<Hole*> homeless;
  for (Hole& hole : holes) homeless.push_back(&hole);
  std::stable_sort(homeless.begin(), homeless.end(), [](const Hole* a, const Hole* b) { return a->ring[0].y < b->ring[0].y; });
  std::sort(outers.begin(), outers.end());  // the smallest outer ring around a hole is its home
  for (const auto& [area, polygon] : outers) {
    if (homeless.empty()) break;
    claim_holes(polygons[polygon].outer, polygon, homeless);
  }
  for (Hole& hole : holes)
    if (hole.polygon < polygons.size()) polygons[hole.polygon].holes.push_back(std::move(hole.ring));
  return polygons;
}

std::uint8_t LevelTracer::rank(double value) const {
  std::uint8_t rank = 0;
  for (const double level : levels_) rank = static_cast<std::uint8_t>(rank + (value <= level ? 0 : 1));
  return rank;
}

std::uint32_t LevelTracer::side_key(std::int32_t column, std::int32_t row, std::uint32_t side) const {
  // Sides belong to the node at their west or south end: 2 * node for eastward ones, + 1 for northward ones.
  if (side == 1) ++column;
  if (side == 2) ++row;
  return 2 * static_cast<std::uint32_t>(window_.at(column, row)) + (side == 1 || side == 3 ? 1U : 0U);
}

LevelTracer::Corner LevelTracer::node_corner(std::int32_t column, std::int32_t row) const {
  return {mesh_->lattice().node(column, row), static_cast<double>(nodes_[window_.at(column, row)])};
}

LevelTracer::Corner LevelTracer::corner(const PointMesh::Cell& cell, std::uint32_t name) const {
  if (name >= PointMesh::kFirstPoint)
    return {mesh_->points()[name - PointMesh::kFirstPoint], points_[name - PointMesh::kFirstPoint]};
  return node_corner(cell.column + (name == 1 || name == 2 ? 1 : 0), cell.row + (name >= 2 ? 1 : 0));
}

Point LevelTracer::cut_place(std::uint32_t key, double level) const {
  const std::size_t sides = 2 * window_.size();
  Corner in, out;
  if (key < sides) {
    const auto node = static_cast<std::int32_t>(key / 2);
    const std::int32_t column = window_.column + node % window_.columns, row = window_.row + node / window_.columns;
    in = node_corner(column, row);
    out = key % 2 == 0 ? node_corner(column + 1, row) : node_corner(column, row + 1);
  } else {
    const PointMesh::Edge& edge = mesh_->edge(key - sides);
    in = corner(mesh_->cell(edge.cell), edge.a);
    out = corner(mesh_->cell(edge.cell), edge.b);
  }
  if (!(in.value <= level)) std::swap(in, out);
  const double metres = side_metres(in.place, out.place), rise = out.value - in.value;
  const bool jump = !(rise <= kSteepest * metres);
  // Both rules move the cut outwards as the level rises, which is what keeps the levels nested.
  const double share = jump ? std::clamp((level - in.value) / (kJumpSlope * metres), kMargin, 0.5)
                            : std::clamp((level - in.value) / rise, kMargin, 1 - kMargin);
  return in.place + (out.place - in.place) * share;
}

void LevelTracer::cut_square(std::int32_t column, std::int32_t row) {
  const std::uint8_t ranks[4] = {ranks_[window_.at(column, row)], ranks_[window_.at(column + 1, row)],
                                 ranks_[window_.at(column + 1, row + 1)], ranks_[window_.at(column, row + 1)]};
  const std::uint8_t low = *std::min_element(ranks, ranks + 4), high = *std::max_element(ranks, ranks + 4);
  for (std::size_t level = low; level < high; ++level) {
    auto inside = [&](std::uint32_t i) { return ranks[i & 3U] <= level; };
    for (std::uint32_t i = 0; i < 4; ++i) {
      if (!inside(i) || inside(i + 1)) continue;
      // The border leaves the cell's side i and comes back where this run of inner corners began.
      std::uint32_t begin = i;
      while (inside(begin + 3)) begin += 3;
      segments_[level].emplace_back(side_key(column, row, i), side_key(column, row, (begin + 3) & 3U));
    }
  }
}

void LevelTracer::cut_triangles(const PointMesh::Cell& cell) {
  const auto sides = static_cast<std::uint32_t>(2 * window_.size());
  const std::uint8_t* south = &ranks_[window_.at(cell.column, cell.row)];
  const std::uint8_t* north = south + window_.columns;
  const std::uint8_t corners[4] = {south[0], south[1], north[1], north[0]};
  const auto points = mesh_->points_of(cell);
  // Most cells lie inside or outside as a whole.
  if (corners[0] == corners[1] && corners[0] == corners[2] && corners[0] == corners[3] &&
      std::all_of(points.begin(), points.end(), [&](std::uint32_t p) { return point_ranks_[p] == corners[0]; }))
    return;
  for (const PointMesh::Triangle& triangle : mesh_->triangles_of(cell)) {
    std::uint8_t ranks[3];
    for (std::size_t i = 0; i < 3; ++i) {
      const std::uint32_t name = triangle.corner[i];
      ranks[i] = name < PointMesh::kFirstPoint ? corners[name] : point_ranks_[name - PointMesh::kFirstPoint];
    }
    const std::uint8_t low = std::min({ranks[0], ranks[1], ranks[2]}), high = std::max({ranks[0], ranks[1], ranks[2]});
    auto key = [&](std::size_t i) {
      const std::uint32_t edge = triangle.edge[i];
      return edge < PointMesh::kFirstEdge ? side_key(cell.column, cell.row, edge) : sides + edge - PointMesh::kFirstEdge;
    };
    for (std::size_t level = low; level < high; ++level) {
      std::uint32_t from = kNone, to = kNone;
      for (std::size_t i = 0; i < 3; ++i) {
        const bool here = ranks[i] <= level, there = ranks[(i + 1) % 3] <= level;
        if (here && !there) from = key(i);
        if (!here && there) to = key(i);
      }
      segments_[level].emplace_back(from, to);
    }
  }
}

void LevelTracer::scan_row(std::int32_t row) {
  const std::uint8_t* south = &ranks_[window_.at(window_.column, row)];
  const std::uint8_t* north = south + window_.columns;
  const auto cells = mesh_->cells_of_row(row);
  auto next = std::lower_bound(cells.begin(), cells.end(), window_.column,
                               [](const PointMesh::Cell& c, std::int32_t column) { return c.column < column; });
  for (std::int32_t i = 0; i + 1 < window_.columns; ++i) {
    const bool more = next != cells.end() && next->column < window_.column + window_.columns - 1;
    const std::int32_t end = more ? next->column - window_.column : window_.columns - 1;
    while (i < end) {
      if (i + kTogether <= end && all_equal(south + i, north + i)) {
        i += kTogether;
        continue;
      }
      if (south[i] != south[i + 1] || south[i] != north[i] || south[i] != north[i + 1]) cut_square(window_.column + i, row);
      ++i;
    }
    if (more) cut_triangles(*next++);
  }
}

MultiPolygon LevelTracer::join_segments(std::size_t level) {
  for (const auto& [from, to] : segments_[level]) next_[from] = to;
  std::vector<Ring> rings;
  for (const auto& segment : segments_[level]) {
    if (next_[segment.first] == kNone) continue;
    ring_.clear();
    for (std::uint32_t at = segment.first; next_[at] != kNone;) {
      append(ring_, cut_place(at, levels_[level]));
      at = std::exchange(next_[at], kNone);
    }
    if (ring_.size() >= 3) rings.push_back(ring_);
  }
  return rings_to_polygons(std::move(rings));
}

std::vector<MultiPolygon> LevelTracer::trace(const LatticeWindow& window, std::span<const float> nodes,
                                             std::span<const double> points, std::span<const std::uint32_t> valued,
                                             std::span<const double> levels) {
  window_ = window, nodes_ = nodes, points_ = points, levels_ = levels;
  ranks_.assign(window.size(), 0);
  for (const double level : levels) {
    // The greatest float that is <= level: comparing floats then equals comparing doubles, at twice the width of vector.
    auto limit = static_cast<float>(level);
    if (static_cast<double>(limit) > level) limit = std::nextafter(limit, -std::numeric_limits<float>::infinity());
    for (std::size_t i = 0; i < ranks_.size(); ++i)
      ranks_[i] = static_cast<std::uint8_t>(ranks_[i] + (nodes[i] <= limit ? 0 : 1));
  }
  const auto outside = static_cast<std::uint8_t>(levels.size());
  point_ranks_.resize(mesh_->points().size());
  if (outside_ != outside) std::fill(point_ranks_.begin(), point_ranks_.end(), outside_ = outside);
  for (const std::uint32_t p : valued) point_ranks_[p] = rank(points[p]);
  segments_.resize(levels.size());
  for (auto& of_level : segments_) of_level.clear();
  if (next_.size() < 2 * window.size() + mesh_->edge_count()) next_.resize(2 * window.size() + mesh_->edge_count(), kNone);
  for (std::int32_t row = window.row; row + 1 < window.row + window.rows; ++row) scan_row(row);
  std::vector<MultiPolygon> areas;
  for (std::size_t level = 0; level < levels.size(); ++level) areas.push_back(join_segments(level));
  for (const std::uint32_t p : valued) point_ranks_[p] = outside;
  return areas;
}

LatticeWindow window_around(const Lattice& lattice, Point place, double half) {
  const auto range = [](double from, double to, double step, std::int32_t count) {
    const double first = std::clamp(std::floor(from / step), 0.0, count - 1.0),
                 last = std::clamp(std::ceil(to / step), 0.0, count - 1.0);
    return std::pair{static_cast<std::int32_t>(first), static_cast<std::int32_t>(last - first) + 1};
  };
  const auto [column, columns] = range(place.x - half - lattice.x0, place.x + half - lattice.x0, lattice.step, lattice.columns);
  const auto [row, rows] = range(place.y - half - lattice.y0, place.y + half - lattice.y0, lattice.step, lattice.rows);
  return {column, row, columns, rows};
}

}  // namespace wangge
