/// Outlines of unions of mesh faces.
/// Guarantees: vertices are those of the mesh, all of them, so neighbouring unions share their border exactly; rings are
/// simple: where a union touches itself in one vertex the ring is split there.
#pragma once

#include <vector>

#include "example/street_mesh.hpp"

namespace wangge::example {

/// One multipolygon per label 0 .. labels-1; faces with label -1 belong to none.
[[nodiscard]] std::vector<MultiPolygon> dissolve(const StreetMesh& mesh, const std::vector<int>& label_of_face, int labels);

}  // namespace wangge::example
