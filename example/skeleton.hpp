/// Rings, arterials, rivers and railway: the lines that the rest of the city is cut between.
/// Guarantees: the outline, every river and the railway are edges of the mesh, so nothing is clipped afterwards.
/// Units: metres around the city centre.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "example/generate_city.hpp"
#include "example/street_mesh.hpp"

namespace wangge::example {

struct River {
  std::string name;
  Polyline centre;
  double width = 0;
};

struct Skeleton {
  StreetMesh mesh;
  std::vector<River> rivers;
  std::vector<Polyline> railways;
  double radius = 0;         ///< half the extent of the city
  double bridge_radius = 0;  ///< secondary streets cross the river inside it too
};

/// Levels of generation for Random::of; the order is the order of generation.
enum class Level : std::uint64_t {
  warp = 1,
  lattice,
  street,
  district,
  block,
  compound,
  building,
  gate,
  community,
  name,
  centre,
  previous,
  people,
  dirty
};
[[nodiscard]] constexpr std::uint64_t level(Level l) { return static_cast<std::uint64_t>(l); }

[[nodiscard]] Skeleton make_skeleton(CitySize size, std::uint64_t seed);

}  // namespace wangge::example
