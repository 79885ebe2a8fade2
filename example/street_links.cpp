#include "example/street_links.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace wangge::example {

std::vector<int> lines_around(const StreetMesh& mesh, int half) {
  std::vector<int> out;
  for (const int h : mesh.around(half)) {
    const EdgeClass c = mesh.data(h).edge_class;
    if (c != EdgeClass::wall && c != EdgeClass::outline) out.push_back(h);
  }
  return out;
}

namespace {

/// The street simply goes on here: two street edges of one kind, nothing else.
bool passes_through(const StreetMesh& mesh, int half) {
  const std::vector<int> lines = lines_around(mesh, half);
  if (lines.size() != 2) return false;
  const EdgeData &a = mesh.data(lines[0]), &b = mesh.data(lines[1]);
  return a.edge_class == b.edge_class && std::abs(a.width - b.width) < 0.01 && is_street(a.edge_class);
}

/// Of the two lines at a pass-through vertex, the one that is not `arriving`'s twin.
int next_line(const StreetMesh& mesh, int arriving) {
  for (const int h : lines_around(mesh, arriving ^ 1))
    if (h != (arriving ^ 1)) return h;
  return -1;
}

void name_streets(const StreetMesh& mesh, StreetLinks& all) {
  std::vector<int> parent(all.links.size());
  std::iota(parent.begin(), parent.end(), 0);
  auto root = [&](int l) {
    while (parent[l] != l) l = parent[l] = parent[parent[l]];
    return l;
  };
  for (int l = 0; l < static_cast<int>(all.links.size()); ++l) {
    for (const int out : {all.links[l].halves.front(), all.links[l].halves.back() ^ 1}) {
      // `out` leaves the junction along this link; the link that runs on leaves it the other way.
      const Point own = unit(mesh.end(out) - mesh.start(out));
      for (const int h : lines_around(mesh, out)) {
        if (h == out || !is_street(mesh.data(h).edge_class)) continue;
        const int other = all.of_edge[h / 2];
        const int step = std::abs(static_cast<int>(all.links[l].edge_class) - static_cast<int>(all.links[other].edge_class));
        if (dot(own, unit(mesh.end(h) - mesh.start(h))) < -0.93 && step <= 1)
          parent[std::max(root(l), root(other))] = std::min(root(l), root(other));
      }
    }
  }
  std::map<int, int> number;
  for (int l = 0; l < static_cast<int>(all.links.size()); ++l)
    all.links[l].street = number.try_emplace(root(l), static_cast<int>(number.size())).first->second;
  all.streets = static_cast<int>(number.size());
}

}  // namespace

StreetLinks make_street_links(const StreetMesh& mesh) {
  StreetLinks all;
  all.of_edge.assign(mesh.edges.size(), -1);
  for (int half = 0; half < static_cast<int>(mesh.halves.size()); half += 2) {
    const EdgeData& data = mesh.data(half);
    if (!is_street(data.edge_class) || all.of_edge[half / 2] >= 0) continue;
    // Back to the first junction, then forward to the next one.
    int first = half;
    while (passes_through(mesh, first)) {
      first = next_line(mesh, first ^ 1) ^ 1;
      if (first == half) break;
    }
    StreetLink link;
    link.edge_class = data.edge_class, link.width = data.width;
    for (int h = first;;) {
      link.halves.push_back(h);
      all.of_edge[h / 2] = static_cast<int>(all.links.size());
      if (!passes_through(mesh, h ^ 1)) break;
      h = next_line(mesh, h);
      if (h == first) break;
    }
    all.links.push_back(std::move(link));
  }
  name_streets(mesh, all);
  return all;
}

Polyline centre_line(const StreetMesh& mesh, const StreetLink& link) {
  Polyline line{mesh.start(link.halves.front())};
  for (const int h : link.halves) line.push_back(mesh.end(h));
  return line;
}

}  // namespace wangge::example
