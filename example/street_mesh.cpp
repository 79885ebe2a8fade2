#include "example/street_mesh.hpp"

#include <algorithm>

namespace wangge::example {

StreetMesh::StreetMesh(const Ring& outline, EdgeData edge) {
  const int n = static_cast<int>(outline.size());
  for (const Point p : outline) vertices.push_back(to_millimetre(p));
  for (int i = 0; i < n; ++i) {
    halves.push_back({i, 2 * ((i + 1) % n), 2 * ((i + n - 1) % n), 0});
    halves.push_back({(i + 1) % n, 2 * ((i + n - 1) % n) + 1, 2 * ((i + 1) % n) + 1, -1});
    edges.push_back(edge);
  }
  faces.push_back({});
  faces[0].edge = 0;
}

std::vector<int> StreetMesh::ring_halves(int face) const {
  std::vector<int> out;
  const int first = faces[face].edge;
  int half = first;
  do {
    out.push_back(half);
    half = halves[half].next;
  } while (half != first);
  return out;
}

Ring StreetMesh::ring(int face) const {
  Ring out;
  for (const int half : ring_halves(face)) out.push_back(start(half));
  return out;
}

std::vector<int> StreetMesh::around(int half) const {
  std::vector<int> out;
  int h = half;
  do {
    out.push_back(h);
    h = halves[h].previous ^ 1;
  } while (h != half && out.size() < 64);
  return out;
}

int StreetMesh::split_edge(int half, Point at, double tolerance) {
  if (distance(at, start(half)) < tolerance || distance(at, end(half)) < tolerance)
    return distance(at, start(half)) < distance(at, end(half)) ? halves[half].origin : target(half);
  const int twin = half ^ 1, vertex = static_cast<int>(vertices.size()), fresh = static_cast<int>(halves.size());
  vertices.push_back(to_millimetre(at));
  // half: a -> vertex, fresh: vertex -> b; twin: b -> vertex becomes fresh ^ 1, vertex -> a stays twin.
  halves.push_back({vertex, halves[half].next, half, halves[half].face});
  halves.push_back({halves[twin].origin, twin, halves[twin].previous, halves[twin].face});
  edges.push_back(edges[half / 2]);
  halves[halves[half].next].previous = fresh;
  halves[half].next = fresh;
  halves[halves[twin].previous].next = fresh + 1;
  halves[twin].previous = fresh + 1;
  halves[twin].origin = vertex;
  return vertex;
}

int StreetMesh::split_face(int from_half, int to_half, const Polyline& inner, EdgeData edge) {
  const int old_face = halves[from_half].face, new_face = static_cast<int>(faces.size());
  const int before_from = halves[from_half].previous, before_to = halves[to_half].previous;
  std::vector<int> chain{halves[from_half].origin};
  for (const Point p : inner) {
    chain.push_back(static_cast<int>(vertices.size()));
    vertices.push_back(to_millimetre(p));
  }
  chain.push_back(halves[to_half].origin);
  const int first = static_cast<int>(halves.size()), steps = static_cast<int>(chain.size()) - 1;
  for (int k = 0; k < steps; ++k) {
    const int forward = first + 2 * k;
    halves.push_back({chain[k], forward + 2, forward - 2, old_face});
    halves.push_back({chain[k + 1], forward - 1, forward + 3, new_face});
    edges.push_back(edge);
  }
  const int last = first + 2 * (steps - 1);
  halves[first].previous = before_from;
  halves[before_from].next = first;
  halves[last].next = to_half;
  halves[to_half].previous = last;
  halves[first + 1].next = from_half;
  halves[from_half].previous = first + 1;
  halves[last + 1].previous = before_to;
  halves[before_to].next = last + 1;
  faces.push_back(faces[old_face]);
  faces[old_face].edge = first;
  faces[new_face].edge = from_half;
  for (const int half : ring_halves(new_face)) halves[half].face = new_face;
  return new_face;
}

std::optional<Cut> StreetMesh::probe(int face, Point inside, Point direction) const {
  const std::vector<int> ring = ring_halves(face);
  Cut cut;
  double nearest_ahead = 1e18, nearest_behind = -1e18;
  for (const int half : ring) {
    const Point a = start(half) - inside, b = end(half) - inside;
    const double side_a = cross(direction, a), side_b = cross(direction, b);
    if ((side_a > 0) == (side_b > 0)) continue;
    const double share = side_a / (side_a - side_b);
    const Point at = a + (b - a) * share;
    const double along = dot(at, direction);
    if (along > 0 && along < nearest_ahead) nearest_ahead = along, cut.to = {half, inside + at};
    if (along <= 0 && along > nearest_behind) nearest_behind = along, cut.from = {half, inside + at};
  }
  if (cut.from.half_edge < 0 || cut.to.half_edge < 0 || cut.from.half_edge == cut.to.half_edge) return std::nullopt;
  return cut;
}

int StreetMesh::half_from(int face, int vertex) const {
  for (const int half : ring_halves(face))
    if (halves[half].origin == vertex) return half;
  return -1;
}

int StreetMesh::apply(int face, const Cut& cut, const Polyline& inner, EdgeData edge, double tolerance) {
  const int from_vertex = split_edge(cut.from.half_edge, cut.from.at, tolerance);
  // The first split may have shortened the edge of the other end when both lie on neighbours; the half keeps its start.
  const int to_vertex = split_edge(cut.to.half_edge, cut.to.at, tolerance);
  if (from_vertex == to_vertex) return -1;
  const int from = half_from(face, from_vertex), to = half_from(face, to_vertex);
  if (from < 0 || to < 0 || halves[from].next == to || halves[to].next == from) return -1;
  return split_face(from, to, inner, edge);
}

int StreetMesh::common_face(int a, int b, Point middle) const {
  for (int face = 0; face < static_cast<int>(faces.size()); ++face) {
    if (half_from(face, a) < 0 || half_from(face, b) < 0) continue;
    if (contains(Polygon{ring(face), {}}, middle)) return face;
  }
  return -1;
}

void StreetMesh::cut_along(const Polyline& line, EdgeData edge, double tolerance) {
  struct Hit {
    double along;
    int half;
    Point at;
  };
  std::vector<Hit> hits;
  const int count = static_cast<int>(halves.size());
  for (int half = 0; half < count; half += 2) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
      if (const auto c = cross_segments(line[i], line[i + 1], start(half), end(half)))
        hits.push_back({static_cast<double>(i) + c->share_ab, half, c->at});
  }
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.along < b.along; });
  std::vector<std::pair<double, int>> stops;
  std::vector<std::pair<int, int>> moved;  // half-edge -> the half that now holds its far part
  for (const Hit& hit : hits) {
    int half = hit.half;
    // An edge hit twice was shortened by the first hit: follow its parts.
    for (bool again = true; again;) {
      again = false;
      for (const auto& [from, to] : moved) {
        if (from != half) continue;
        if (distance(start(half), hit.at) > distance(start(half), end(half)) + 1e-6) half = to, again = true;
      }
    }
    const int before = static_cast<int>(halves.size());
    const int vertex = split_edge(half, hit.at, tolerance);
    if (static_cast<int>(halves.size()) > before) moved.push_back({half, before});
    if (stops.empty() || stops.back().second != vertex) stops.push_back({hit.along, vertex});
  }
  for (std::size_t k = 0; k + 1 < stops.size(); ++k) {
    Polyline inner;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const double along = static_cast<double>(i);
      const bool between = along > stops[k].first + 1e-9 && along < stops[k + 1].first - 1e-9;
      if (!between) continue;
      if (distance(line[i], vertices[stops[k].second]) > 1 && distance(line[i], vertices[stops[k + 1].second]) > 1)
        inner.push_back(line[i]);
    }
    const Point a = vertices[stops[k].second], b = vertices[stops[k + 1].second];
    const Point middle = inner.empty() ? (a + b) * 0.5 : inner[inner.size() / 2];
    const int face = common_face(stops[k].second, stops[k + 1].second, middle);
    if (face < 0) continue;
    const int from = half_from(face, stops[k].second), to = half_from(face, stops[k + 1].second);
    if (inner.empty() && (halves[from].next == to || halves[to].next == from)) continue;
    split_face(from, to, inner, edge);
  }
}

}  // namespace wangge::example
