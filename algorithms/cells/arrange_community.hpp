/// Puts every line of one community into one triangulation and says what each triangle is: outside, building or free land.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/cells/triangulation.hpp"
#include "core/city.hpp"

namespace wangge {

/// What the tiling of one community may look at; indices into the vectors of `city`.
struct CommunityScene {
  const City* city = nullptr;
  std::int32_t community = -1;
  std::vector<std::int32_t> buildings;  ///< those of this community
  std::vector<std::int32_t> compounds;  ///< with an area that meets the community
  std::vector<std::int32_t> exclusives;
  std::vector<std::int32_t> barriers;
};

/// Everything that can own a constraint edge.
enum class OwnerKind : std::int8_t { community, ring_edge, compound, exclusive, barrier_area, barrier_line, building };

struct Owner {
  OwnerKind kind;
  std::int32_t index;  ///< into City's vector; buildings: into CommunityScene::buildings; ring_edge: running number
  double area = 0;     ///< buildings: the smaller footprint wins where two overlap; -1 = a slice, which always wins
};

/// What a set of owners means for the triangles inside it.
struct FaceMeaning {
  bool inside = false;         ///< in the community
  std::int32_t building = -1;  ///< position in CommunityScene::buildings
  std::int32_t compound = -1;
  std::int32_t exclusive = -1;
  std::int32_t barrier = -1;  ///< barrier polygon that covers it
};

/// What a set of owners means for an edge.
struct EdgeMeaning {
  bool encloses = false;  ///< land does not flow across: community border, wall, barrier
  bool wall = false;      ///< compound or exclusive unit
  std::int32_t barrier = -1;
  std::int32_t ring_edge = -1;
};

struct Arrangement {
  GridFrame frame;
  Triangulation mesh;
  std::vector<Owner> owners;
  std::vector<std::int32_t> face_set;     ///< by triangle: set of areas it lies in
  std::vector<FaceMeaning> face_meaning;  ///< by set number
  std::vector<EdgeMeaning> edge_meaning;  ///< by set number
  std::vector<std::int32_t> sliced;       ///< positions of buildings that needed a slice of their own
  bool noding_failed = false;

  [[nodiscard]] const FaceMeaning& face(std::int32_t triangle) const {
    return face_meaning[static_cast<std::size_t>(face_set[static_cast<std::size_t>(triangle)])];
  }
  [[nodiscard]] const EdgeMeaning& edge(std::int32_t half_edge) const {
    return edge_meaning[static_cast<std::size_t>(mesh.owners(half_edge))];
  }
};

/// @cost about 50 microseconds a building (bench/cells_bench).
[[nodiscard]] Arrangement arrange_community(const CommunityScene& scene);

}  // namespace wangge
