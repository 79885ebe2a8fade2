/// Puts every line of one community into one triangulation and says what each triangle is: outside, building or free land.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/cells/owner_meaning.hpp"
#include "algorithms/cells/scene_lines.hpp"
#include "algorithms/cells/triangulation.hpp"

namespace wangge {

struct Arrangement {
  GridFrame frame;
  Triangulation mesh;                     ///< the face of a triangle is the set of areas it lies in
  std::vector<FaceMeaning> face_meaning;  ///< by set number
  std::vector<EdgeMeaning> edge_meaning;  ///< by set number
  std::vector<std::int32_t> sliced;       ///< positions of buildings that needed a slice of their own
  bool noding_failed = false;

  [[nodiscard]] const FaceMeaning& face(std::int32_t triangle) const {
    return face_meaning[static_cast<std::size_t>(mesh.face(triangle))];
  }
  [[nodiscard]] const EdgeMeaning& edge(std::int32_t half_edge) const {
    return edge_meaning[static_cast<std::size_t>(mesh.owners(half_edge))];
  }
};

/// @cost see bench/cells_bench
[[nodiscard]] Arrangement arrange_community(const CommunityScene& scene);

}  // namespace wangge
