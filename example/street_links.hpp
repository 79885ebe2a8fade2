/// Streets as chains between junctions: what the walking network, the road layer and street names are made of.
/// Guarantees: every street edge of the mesh belongs to exactly one link; a link has one class and width.
#pragma once

#include <string>
#include <vector>

#include "example/street_mesh.hpp"

namespace wangge::example {

struct StreetLink {
  std::vector<int> halves;  ///< in order, first to last
  EdgeClass edge_class = EdgeClass::local;
  double width = 0;
  int street = -1;  ///< links that run on belong to one street
};

struct StreetLinks {
  std::vector<StreetLink> links;
  std::vector<int> of_edge;  ///< link of mesh edge (half / 2), -1 = no street
  int streets = 0;
};

[[nodiscard]] StreetLinks make_street_links(const StreetMesh& mesh);
/// Street and barrier half-edges that leave the start of `half`, counter-clockwise, `half` first when it is one.
[[nodiscard]] std::vector<int> lines_around(const StreetMesh& mesh, int half);
[[nodiscard]] Polyline centre_line(const StreetMesh& mesh, const StreetLink& link);

}  // namespace wangge::example
