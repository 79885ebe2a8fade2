#include "algorithms/cells/arrange_community.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/cells/hilbert_order.hpp"

namespace wangge {

namespace {

constexpr std::int32_t kSnap = 5;        // mm: nearer vertices are the same corner drawn twice
constexpr std::int32_t kBorderSnap = 2;  // mm that a community's border may bend to a corner drawn beside it

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Points between a and b at most `spacing` mm apart; the same from either end, so that two communities agree.
void append_dense(GridPoint a, GridPoint b, double spacing, std::vector<GridPoint>& out) {
  const bool turned = b.x < a.x || (b.x == a.x && b.y < a.y);
  const GridPoint from = turned ? b : a, to = turned ? a : b;
  const auto pieces = static_cast<std::int64_t>(std::ceil(grid_distance(a, b) / spacing));
  for (std::int64_t k = 1; k < pieces; ++k) {
    const std::int64_t i = turned ? pieces - k : k;
    const double share = static_cast<double>(i) / static_cast<double>(pieces);
    out.push_back({from.x + static_cast<std::int32_t>(std::llround(share * (static_cast<double>(to.x) - from.x))),
                   from.y + static_cast<std::int32_t>(std::llround(share * (static_cast<double>(to.y) - from.y)))});
  }
}

/// Vertices of all chains, one after the other.
struct Corners {
  std::vector<GridPoint> place;
  std::vector<std::int32_t> edge_owners;  ///< set of owners of the edge that starts here
  std::vector<std::size_t> first;         ///< by chain; one more at the end
};

Corners corners_of(const SceneLines& lines, OwnerSets& sets) {
  Corners out;
  for (const Chain& chain : lines.chains) {
    out.first.push_back(out.place.size());
    const std::size_t n = chain.points.size(), edges = chain.closed ? n : n - 1;
    const std::int32_t own = sets.single(chain.owner);
    for (std::size_t i = 0; i < n; ++i) {
      out.place.push_back(chain.points[i]);
      if (i < edges && chain.dense && (chain.beyond.empty() || chain.beyond[i] == 0))
        append_dense(chain.points[i], chain.points[(i + 1) % n], lines.spacing, out.place);
      const bool known = i < edges && !chain.edge_owners.empty() && chain.edge_owners[i] >= 0;
      const std::int32_t set = known ? sets.toggled(own, sets.single(chain.edge_owners[i])) : own;
      out.edge_owners.resize(out.place.size(), set);
    }
  }
  out.first.push_back(out.place.size());
  return out;
}

void insert_corners(const SceneLines& lines, const Corners& corners, Arrangement& out) {
  // Corners of community borders go in first and unsnapped: they must come out exactly as they went in. Then everything else
  // in Hilbert order, which keeps the walk to each new vertex short.
  std::vector<std::int32_t> vertex(corners.place.size(), -1);
  std::vector<char> on_border(corners.place.size(), 0);
  for (std::size_t c = 0; c < lines.chains.size(); ++c)
    if (!lines.chains[c].edge_owners.empty())
      std::fill(on_border.begin() + static_cast<std::ptrdiff_t>(corners.first[c]),
                on_border.begin() + static_cast<std::ptrdiff_t>(corners.first[c + 1]), char{1});
  const std::vector<std::size_t> order = hilbert_order(corners.place, lines.low, lines.high);
  for (const char border : {char{1}, char{0}})
    for (const std::size_t k : order)
      if (on_border[k] == border) vertex[k] = out.mesh.insert_vertex(corners.place[k], border != 0 ? 0 : kSnap);
  for (std::size_t c = 0; c < lines.chains.size(); ++c) {
    const std::size_t from = corners.first[c], to = corners.first[c + 1];
    const double near = on_border[from] != 0 ? kBorderSnap : kSnap;
    for (std::size_t i = from; i + (lines.chains[c].closed ? 0 : 1) < to; ++i)
      if (!out.mesh.insert_constraint(vertex[i], vertex[i + 1 < to ? i + 1 : from], corners.edge_owners[i], near))
        out.noding_failed = true;
  }
}

/// Flood from outside: crossing an edge of areas enters or leaves them.
void classify(const CommunityScene& scene, const SceneLines& lines, Arrangement& out) {
  Triangulation& mesh = out.mesh;
  OwnerSets& sets = mesh.owner_sets();
  std::vector<std::int32_t> area_part;  // by set of edge owners: those of them that are areas, -1 = not asked yet
  auto areas = [&](std::int32_t set) {
    if (area_part.size() <= at(set)) area_part.resize(sets.size(), -1);
    if (area_part[at(set)] < 0) {
      std::int32_t sum = 0;
      const std::vector<std::int32_t> members(sets.members(set).begin(), sets.members(set).end());
      for (const std::int32_t o : members)
        if (lines.owners[at(o)].kind != OwnerKind::ring_edge && lines.owners[at(o)].kind != OwnerKind::barrier_line)
          sum = sets.toggled(sum, sets.single(o));
      area_part[at(set)] = sum;
    }
    return area_part[at(set)];
  };
  std::vector<std::int32_t> stack{mesh.triangle_at(mesh.point(0))};
  mesh.set_face(stack[0], 0);
  while (!stack.empty()) {
    const std::int32_t t = stack.back(), here = mesh.face(t);
    stack.pop_back();
    for (const std::int32_t h : Triangulation::edges_of(t)) {
      const std::int32_t g = mesh.twin(h);
      if (g < 0 || mesh.face(Triangulation::triangle_of(g)) >= 0) continue;
      mesh.set_face(Triangulation::triangle_of(g), mesh.owners(h) == 0 ? here : sets.toggled(here, areas(mesh.owners(h))));
      stack.push_back(Triangulation::triangle_of(g));
    }
  }
  for (std::int32_t s = 0; at(s) < sets.size(); ++s) {
    out.face_meaning.push_back(meaning_of_face(*scene.city, lines.owners, sets.members(s)));
    out.edge_meaning.push_back(meaning_of_edge(*scene.city, lines.owners, sets.members(s)));
  }
}

Arrangement arrange(const CommunityScene& scene, const std::vector<std::int32_t>& sliced) {
  const SceneLines lines = scene_lines(scene, sliced);
  OwnerSets sets;
  const Corners corners = corners_of(lines, sets);
  GridPoint low{0, 0}, high{0, 0};
  for (const GridPoint p : corners.place) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  Arrangement out{lines.frame, Triangulation(low, high, corners.place.size() + 64), {}, {}, sliced, false};
  out.mesh.owner_sets() = std::move(sets);
  insert_corners(lines, corners, out);
  classify(scene, lines, out);
  return out;
}

}  // namespace

Arrangement arrange_community(const CommunityScene& scene) {
  std::vector<std::int32_t> sliced;
  for (std::size_t i = 0; i < scene.buildings.size(); ++i)
    if (scene.city->buildings[at(scene.buildings[i])].footprint.empty()) sliced.push_back(static_cast<std::int32_t>(i));
  Arrangement out = arrange(scene, sliced);
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
  return arrange(scene, again);
}

}  // namespace wangge
