#include "algorithms/cells/arrange_community.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "algorithms/cells/building_slices.hpp"
#include "algorithms/cells/hilbert_order.hpp"

namespace wangge {

namespace {

constexpr std::int32_t kSnap = 5;                // mm: nearer vertices are the same corner drawn twice
constexpr std::int32_t kBorderSpacing = 10'000;  // mm between vertices of borders and barriers, so that labels follow them
constexpr double kSteinerShare = 0.5;            // spacing of free points in shares of the mean distance between buildings
constexpr double kSteinerFloor = 6'000;          // mm

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

struct Chain {
  std::vector<GridPoint> points;
  bool closed = true;
  bool dense = false;  ///< split long edges
  std::int32_t owners = 0;
  std::vector<std::int32_t> edge_owners;  ///< one set per edge instead of `owners`
};

/// Points between a and b at most `kBorderSpacing` apart; the same from either end, so that two communities agree.
void append_dense(GridPoint a, GridPoint b, std::vector<GridPoint>& out) {
  const bool turned = b.x < a.x || (b.x == a.x && b.y < a.y);
  const GridPoint from = turned ? b : a, to = turned ? a : b;
  const auto pieces = static_cast<std::int64_t>(std::ceil(grid_distance(a, b) / kBorderSpacing));
  for (std::int64_t k = 1; k < pieces; ++k) {
    const std::int64_t i = turned ? pieces - k : k;
    const double share = static_cast<double>(i) / static_cast<double>(pieces);
    out.push_back({from.x + static_cast<std::int32_t>(std::llround(share * (static_cast<double>(to.x) - from.x))),
                   from.y + static_cast<std::int32_t>(std::llround(share * (static_cast<double>(to.y) - from.y)))});
  }
}

/// Cuts a ring to a box (Sutherland & Hodgman 1974): a river through the whole city must not be triangulated in every community.
Ring clip_to_box(Ring ring, const Box& box) {
  auto clip = [&](auto inside, auto cut) {
    Ring out;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Point a = ring[i], b = ring[(i + 1) % ring.size()];
      if (inside(a)) out.push_back(a);
      if (inside(a) != inside(b)) out.push_back(cut(a, b));
    }
    ring = std::move(out);
  };
  auto at_x = [](double x) { return [x](Point a, Point b) { return Point{x, a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)}; }; };
  auto at_y = [](double y) { return [y](Point a, Point b) { return Point{a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y), y}; }; };
  clip([&](Point p) { return p.x >= box.min_x; }, at_x(box.min_x));
  clip([&](Point p) { return p.x <= box.max_x; }, at_x(box.max_x));
  clip([&](Point p) { return p.y >= box.min_y; }, at_y(box.min_y));
  clip([&](Point p) { return p.y <= box.max_y; }, at_y(box.max_y));
  return ring;
}

class Builder {
 public:
  explicit Builder(const CommunityScene& scene) : scene_(scene), city_(*scene.city) {
    const Community& community = city_.communities[at(scene.community)];
    box_ = bounds(community.area);
    frame_ = {std::floor(box_.centre().x), std::floor(box_.centre().y)};
    box_.grow(5);
  }

  Arrangement build(const std::vector<std::int32_t>& sliced) {
    owners_.clear();
    chains_.clear();
    add_community();
    add_areas();
    add_barrier_lines();
    add_buildings(sliced);
    GridPoint low{0, 0}, high{0, 0};
    std::size_t expected = 64;
    for (const Chain& chain : chains_) {
      expected += chain.points.size() * 2;
      for (const GridPoint p : chain.points) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
      }
    }
    Arrangement out{frame_, Triangulation(low, high, expected), {}, {}, {}, {}, sliced, false};
    insert_chains(out);
    out.owners = owners_;
    classify(out);
    add_free_points(out);
    classify(out);
    return out;
  }

 private:
  std::int32_t own(OwnerKind kind, std::int32_t index, double area = 0) {
    owners_.push_back({kind, index, area});
    return static_cast<std::int32_t>(owners_.size()) - 1;
  }

  std::vector<GridPoint> to_grid(const Ring& ring) const {
    std::vector<GridPoint> out;
    for (const Point p : ring) {
      const GridPoint g = frame_.to_grid(p);
      if (out.empty() || !(out.back() == g)) out.push_back(g);
    }
    while (out.size() > 1 && out.front() == out.back()) out.pop_back();
    return out;
  }

  void add_rings(const MultiPolygon& area, std::int32_t owner, bool dense, bool clip) {
    auto add = [&](const Ring& ring) {
      std::vector<GridPoint> points = to_grid(clip ? clip_to_box(ring, box_) : ring);
      if (points.size() >= 3) chains_.push_back({std::move(points), true, dense, owner, {}});
    };
    for (const Polygon& polygon : area) {
      add(polygon.outer);
      for (const Ring& hole : polygon.holes) add(hole);
    }
  }

  void add_community() {
    const std::int32_t area_owner = own(OwnerKind::community, scene_.community);
    std::int32_t number = 0;
    auto add = [&](const Ring& ring) {
      Chain chain{to_grid(ring), true, true, area_owner, {}};
      for (std::size_t i = 0; i < chain.points.size(); ++i) chain.edge_owners.push_back(own(OwnerKind::ring_edge, number++));
      if (chain.points.size() >= 3) chains_.push_back(std::move(chain));
    };
    for (const Polygon& polygon : city_.communities[at(scene_.community)].area) {
      add(polygon.outer);
      for (const Ring& hole : polygon.holes) add(hole);
    }
  }

  void add_areas() {
    auto larger = [&](const Box& box) { return box.width() > 3 * box_.width() || box.height() > 3 * box_.height(); };
    for (const std::int32_t b : scene_.barriers) {
      const Barrier& barrier = city_.barriers[at(b)];
      if (!barrier.area.empty()) add_rings(barrier.area, own(OwnerKind::barrier_area, b), true, larger(bounds(barrier.area)));
    }
    for (const std::int32_t c : scene_.compounds)
      add_rings(city_.compounds[at(c)].area, own(OwnerKind::compound, c), true, false);
    for (const std::int32_t e : scene_.exclusives)
      add_rings(city_.exclusives[at(e)].area, own(OwnerKind::exclusive, e), true, false);
  }

  void add_barrier_lines() {
    for (const std::int32_t b : scene_.barriers) {
      const Barrier& barrier = city_.barriers[at(b)];
      if (barrier.lines.empty()) continue;
      const std::int32_t owner = own(OwnerKind::barrier_line, b);
      for (const Polyline& line : barrier.lines) {
        Chain chain{{}, false, true, owner, {}};
        auto flush = [&] {
          if (chain.points.size() >= 2) chains_.push_back(chain);
          chain.points.clear();
        };
        for (std::size_t i = 1; i < line.size(); ++i) {
          Box box;
          box.expand(line[i - 1]);
          box.expand(line[i]);
          if (!box.intersects(box_)) {
            flush();
            continue;
          }
          if (chain.points.empty()) chain.points.push_back(frame_.to_grid(line[i - 1]));
          chain.points.push_back(frame_.to_grid(line[i]));
        }
        flush();
      }
    }
  }

  void add_buildings(const std::vector<std::int32_t>& sliced) {
    std::vector<char> slice(scene_.buildings.size(), 0);
    for (const std::int32_t i : sliced) slice[at(i)] = 1;
    for (std::size_t i = 0; i < scene_.buildings.size(); ++i) {
      const Building& building = city_.buildings[at(scene_.buildings[i])];
      if (slice[i] || building.footprint.empty()) continue;
      add_rings(building.footprint, own(OwnerKind::building, static_cast<std::int32_t>(i), area(building.footprint)), false,
                false);
    }
    std::vector<GridPoint> spots;
    for (const std::int32_t i : sliced) spots.push_back(frame_.to_grid(city_.buildings[at(scene_.buildings[at(i)])].point));
    const auto rings = building_slices(spots);
    for (std::size_t k = 0; k < sliced.size(); ++k)
      chains_.push_back({rings[k], true, false, own(OwnerKind::building, sliced[k], -1), {}});
  }

  void insert_chains(Arrangement& out) {
    // Community borders go in first and unsnapped: they must come out exactly as they went in. Then everything else in
    // Hilbert order, which keeps the walk to each new vertex short.
    struct Corner {
      std::size_t chain, position;
    };
    std::vector<std::vector<GridPoint>> dense(chains_.size());
    std::vector<std::vector<std::int32_t>> owner(chains_.size()), vertex(chains_.size());
    std::vector<Corner> corners;
    std::vector<GridPoint> where;
    for (std::size_t c = 0; c < chains_.size(); ++c) {
      const Chain& chain = chains_[c];
      const std::size_t n = chain.points.size(), edges = chain.closed ? n : n - 1;
      for (std::size_t i = 0; i < n; ++i) {
        dense[c].push_back(chain.points[i]);
        if (i < edges && chain.dense) append_dense(chain.points[i], chain.points[(i + 1) % n], dense[c]);
        while (i < edges && owner[c].size() < dense[c].size())
          owner[c].push_back(
              out.mesh.owner_sets().toggled(out.mesh.owner_sets().single(chain.owners),
                                            chain.edge_owners.empty() ? 0 : out.mesh.owner_sets().single(chain.edge_owners[i])));
      }
      vertex[c].assign(dense[c].size(), -1);
      for (std::size_t i = 0; i < dense[c].size(); ++i) corners.push_back({c, i}), where.push_back(dense[c][i]);
    }
    const std::vector<std::size_t> order = hilbert_order(where);
    for (const bool border : {true, false})
      for (const std::size_t k : order) {
        const Corner corner = corners[k];
        if (chains_[corner.chain].edge_owners.empty() == border) continue;
        vertex[corner.chain][corner.position] = out.mesh.insert_vertex(where[k], border ? 0 : kSnap);
      }
    for (std::size_t c = 0; c < chains_.size(); ++c) {
      const std::size_t n = vertex[c].size();
      for (std::size_t i = 0; i < owner[c].size(); ++i)
        if (!out.mesh.insert_constraint(vertex[c][i], vertex[c][(i + 1) % n], owner[c][i])) out.noding_failed = true;
    }
  }

  FaceMeaning meaning_of_face(std::span<const std::int32_t> set) const {
    FaceMeaning face;
    double smallest = 0;
    for (const std::int32_t o : set) {
      const Owner& owner = owners_[at(o)];
      switch (owner.kind) {
        case OwnerKind::community: face.inside = true; break;
        case OwnerKind::compound: face.compound = owner.index; break;
        case OwnerKind::exclusive: face.exclusive = owner.index; break;
        case OwnerKind::barrier_area: face.barrier = owner.index; break;
        case OwnerKind::building:
          // A contained or overlapping smaller footprint keeps its own ground.
          if (face.building < 0 || owner.area < smallest) face.building = owner.index, smallest = owner.area;
          break;
        default: break;
      }
    }
    return face;
  }

  EdgeMeaning meaning_of_edge(std::span<const std::int32_t> set) const {
    EdgeMeaning edge;
    for (const std::int32_t o : set) {
      const Owner& owner = owners_[at(o)];
      switch (owner.kind) {
        case OwnerKind::ring_edge:
          edge.ring_edge = owner.index;
          edge.encloses = true;
          break;
        case OwnerKind::community: edge.encloses = true; break;
        case OwnerKind::compound:
        case OwnerKind::exclusive: edge.encloses = edge.wall = true; break;
        case OwnerKind::barrier_area:
        case OwnerKind::barrier_line:
          edge.encloses = true;
          edge.barrier = harder(edge.barrier, owner.index);
          break;
        case OwnerKind::building: break;
      }
    }
    return edge;
  }

  std::int32_t harder(std::int32_t a, std::int32_t b) const {
    if (a < 0) return b;
    const auto rule = [&](std::int32_t i) { return city_.rules.barrier_rule(city_.barriers[at(i)].barrier_class); };
    return rule(b) < rule(a) ? b : a;  // BarrierRule is ordered hard < soft < none
  }

  void classify(Arrangement& out) const {
    Triangulation& mesh = out.mesh;
    // Only areas count for "inside"; lines and the numbers of border edges do not.
    std::vector<std::int32_t> area_part;
    auto areas = [&](std::int32_t set) {
      while (area_part.size() <= at(set)) area_part.push_back(-1);
      if (area_part[at(set)] < 0) {
        std::int32_t sum = 0;
        const std::vector<std::int32_t> members(mesh.owner_sets().members(set).begin(), mesh.owner_sets().members(set).end());
        for (const std::int32_t o : members) {
          const OwnerKind kind = owners_[at(o)].kind;
          if (kind != OwnerKind::ring_edge && kind != OwnerKind::barrier_line)
            sum = mesh.owner_sets().toggled(sum, mesh.owner_sets().single(o));
        }
        while (area_part.size() <= at(set)) area_part.push_back(-1);
        area_part[at(set)] = sum;
      }
      return area_part[at(set)];
    };
    out.face_set.assign(mesh.triangle_count(), -1);
    std::vector<std::int32_t> queue{mesh.triangle_at(mesh.point(0))};
    out.face_set[at(queue[0])] = 0;
    for (std::size_t i = 0; i < queue.size(); ++i) {
      for (std::int32_t h = 3 * queue[i]; h < 3 * queue[i] + 3; ++h) {
        const std::int32_t g = mesh.twin(h);
        if (g < 0 || out.face_set[at(g / 3)] >= 0) continue;
        const std::int32_t here = out.face_set[at(queue[i])];
        out.face_set[at(g / 3)] = mesh.owners(h) == 0 ? here : mesh.owner_sets().toggled(here, areas(mesh.owners(h)));
        queue.push_back(g / 3);
      }
    }
    const std::int32_t sets = 1 + std::max(*std::max_element(out.face_set.begin(), out.face_set.end()), [&] {
                                std::int32_t most = 0;
                                for (std::size_t h = 0; h < mesh.triangle_count() * 3; ++h)
                                  most = std::max(most, mesh.owners(static_cast<std::int32_t>(h)));
                                return most;
                              }());
    out.face_meaning.clear();
    out.edge_meaning.clear();
    for (std::int32_t s = 0; s < sets; ++s) {
      out.face_meaning.push_back(meaning_of_face(mesh.owner_sets().members(s)));
      out.edge_meaning.push_back(meaning_of_edge(mesh.owner_sets().members(s)));
    }
  }

  /// Points of a hexagonal lattice on free land: without them the borders in wide empty land are metres off.
  void add_free_points(Arrangement& out) const {
    if (city_.building_geometry == BuildingGeometry::cells) return;
    Triangulation& mesh = out.mesh;
    double free_land = 0;
    for (std::int32_t t = 0; t < static_cast<std::int32_t>(mesh.triangle_count()); ++t)
      if (out.face(t).inside && out.face(t).building < 0)
        free_land += 0.5 * static_cast<double>(orientation(mesh.point(mesh.origin(3 * t)), mesh.point(mesh.origin(3 * t + 1)),
                                                           mesh.point(mesh.origin(3 * t + 2))));
    const double count = static_cast<double>(std::max<std::size_t>(scene_.buildings.size(), 1));
    const double step = std::max(kSteinerFloor, kSteinerShare * std::sqrt(free_land / count));
    const GridPoint low = frame_.to_grid({box_.min_x, box_.min_y}), high = frame_.to_grid({box_.max_x, box_.max_y});
    std::vector<GridPoint> wanted;
    int row = 0;
    for (double y = low.y; y < high.y; y += step * 0.8660254037844386, ++row)
      for (double x = low.x + (row % 2 != 0 ? step / 2 : 0); x < high.x; x += step)
        wanted.push_back({static_cast<std::int32_t>(x), static_cast<std::int32_t>(y)});
    for (const std::size_t k : hilbert_order(wanted)) {
      const GridPoint p = wanted[k];
      const std::int32_t t = mesh.triangle_at(p);
      // Triangles made by earlier free points lie in the same face as the one they came from.
      if (at(t) >= out.face_set.size()) out.face_set.resize(mesh.triangle_count(), -1);
      if (!free_triangle(out, t)) continue;
      bool near = false;
      for (std::int32_t h = 3 * t; h < 3 * t + 3; ++h)
        near = near || grid_distance(mesh.point(mesh.origin(h)), p) < step / 2 || far_too_close(mesh, h, p, step / 4);
      if (near) continue;
      mesh.insert_vertex(p);
      spread_faces(out, t);
    }
  }

  static bool far_too_close(const Triangulation& mesh, std::int32_t h, GridPoint p, double limit) {
    if (mesh.owners(h) == 0) return false;
    const GridPoint a = mesh.point(mesh.origin(h)), b = mesh.point(mesh.target(h));
    return static_cast<double>(orientation(a, b, p)) < limit * grid_distance(a, b);
  }

  static bool free_triangle(const Arrangement& out, std::int32_t t) {
    return out.face_set[at(t)] >= 0 && out.face(t).inside && out.face(t).building < 0;
  }

  /// After an insertion triangles around the new vertex have changed; all lie in the face of the old one, because flips never
  /// cross a constraint.
  static void spread_faces(Arrangement& out, std::int32_t t) {
    const std::int32_t set = out.face_set[at(t)];
    out.face_set.resize(out.mesh.triangle_count(), set);
  }

  const CommunityScene& scene_;
  const City& city_;
  Box box_;
  GridFrame frame_;
  std::vector<Owner> owners_;
  std::vector<Chain> chains_;
};

}  // namespace

Arrangement arrange_community(const CommunityScene& scene) {
  Builder builder(scene);
  std::vector<std::int32_t> sliced;
  for (std::size_t i = 0; i < scene.buildings.size(); ++i)
    if (scene.city->buildings[at(scene.buildings[i])].footprint.empty()) sliced.push_back(static_cast<std::int32_t>(i));
  Arrangement out = builder.build(sliced);
  // Buildings wholly under smaller ones, or outside the community but for their point, have no triangle: slice them too.
  std::vector<char> grounded(scene.buildings.size(), 0);
  for (std::int32_t t = 0; t < static_cast<std::int32_t>(out.mesh.triangle_count()); ++t)
    if (out.face(t).inside && out.face(t).building >= 0) grounded[at(out.face(t).building)] = 1;
  std::vector<std::int32_t> again = sliced;
  for (std::size_t i = 0; i < grounded.size(); ++i)
    if (!grounded[i] && !std::binary_search(sliced.begin(), sliced.end(), static_cast<std::int32_t>(i)))
      again.push_back(static_cast<std::int32_t>(i));
  if (again.size() == sliced.size()) return out;
  std::sort(again.begin(), again.end());
  return builder.build(again);
}

}  // namespace wangge
