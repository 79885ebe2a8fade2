#include "example/dissolve.hpp"

#include <algorithm>
#include <map>

namespace wangge::example {

namespace {

/// Cuts a closed walk into simple rings at vertices it passes twice.
void split_at_repeats(const std::vector<int>& walk, std::vector<std::vector<int>>& rings) {
  std::vector<int> stack;
  std::map<int, std::size_t> position;
  for (const int vertex : walk) {
    const auto seen = position.find(vertex);
    if (seen == position.end()) {
      position[vertex] = stack.size();
      stack.push_back(vertex);
      continue;
    }
    std::vector<int> loop(stack.begin() + static_cast<std::ptrdiff_t>(seen->second), stack.end());
    for (std::size_t k = seen->second + 1; k < stack.size(); ++k) position.erase(stack[k]);
    stack.resize(seen->second + 1);
    if (loop.size() >= 3) rings.push_back(std::move(loop));
  }
  if (stack.size() >= 3) rings.push_back(std::move(stack));
}

MultiPolygon assemble(const StreetMesh& mesh, const std::vector<std::vector<int>>& rings) {
  MultiPolygon polygons;
  std::vector<Ring> holes;
  for (const std::vector<int>& vertices : rings) {
    Ring ring;
    for (const int v : vertices) ring.push_back(mesh.vertices[v]);
    if (signed_area(ring) > 0)
      polygons.push_back({std::move(ring), {}});
    else
      holes.push_back(std::move(ring));
  }
  std::sort(polygons.begin(), polygons.end(), [](const Polygon& a, const Polygon& b) { return area(a) > area(b); });
  for (Ring& hole : holes) {
    Ring reversed(hole.rbegin(), hole.rend());
    const Point inside = interior_point({Polygon{reversed, {}}});
    // The smallest outer ring around the hole owns it.
    for (auto it = polygons.rbegin(); it != polygons.rend(); ++it) {
      if (!contains(Polygon{it->outer, {}}, inside)) continue;
      it->holes.push_back(std::move(hole));
      break;
    }
  }
  return polygons;
}

}  // namespace

std::vector<MultiPolygon> dissolve(const StreetMesh& mesh, const std::vector<int>& label_of_face, int labels) {
  auto label = [&](int half) {
    const int face = mesh.halves[half].face;
    return face < 0 ? -1 : label_of_face[face];
  };
  std::vector<std::vector<std::vector<int>>> rings(labels);
  std::vector<char> used(mesh.halves.size(), 0);
  for (int half = 0; half < static_cast<int>(mesh.halves.size()); ++half) {
    const int own = label(half);
    if (own < 0 || used[half] || label(half ^ 1) == own) continue;
    std::vector<int> walk;
    int h = half;
    do {
      used[h] = 1;
      walk.push_back(mesh.halves[h].origin);
      h = mesh.halves[h].next;
      while (label(h ^ 1) == own) h = mesh.halves[h ^ 1].next;
    } while (h != half);
    split_at_repeats(walk, rings[own]);
  }
  std::vector<MultiPolygon> out(labels);
  for (int l = 0; l < labels; ++l) out[l] = assemble(mesh, rings[l]);
  return out;
}

}  // namespace wangge::example
