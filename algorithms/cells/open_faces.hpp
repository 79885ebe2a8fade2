/// Pairs of triangles of free land that are cut as one. Where a wall of a third building is nearer at the edge between two
/// triangles than the buildings at its ends, that edge says nothing of who meets whom; the four sides round both often do. So the
/// edge is opened, rather than a vertex put there.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/cells/land_wedges.hpp"

namespace wangge {

class OpenFaces {
 public:
  /// @param tolerance  mm that a wall of another label may be nearer where labels meet
  OpenFaces(const Triangulation& mesh, LandWedges& wedges, double tolerance)
      : mesh_(mesh), wedges_(wedges), tolerance_(tolerance), walls_(wedges.pieces()) {}

  /// Would the triangles beside h do as one face? Then they may become one when wishes are granted.
  bool wish(std::int32_t h);
  /// Opens the edges that were wished; of those that share a triangle the one furthest west.
  void grant_wishes();
  /// The open edge of t when its face would not do any more, -1 = it has none or that holds.
  [[nodiscard]] std::int32_t no_longer_does(std::int32_t t);

 private:
  /// The sides round two triangles: three or four labels follow one another along them, and where these meet lies inside, with no
  /// other wall nearer.
  [[nodiscard]] bool does(const std::vector<std::int32_t>& sides);
  [[nodiscard]] bool further_west(std::int32_t h, std::int32_t g) const;

  enum class Answer : std::int8_t { none, yes, no };
  const Triangulation& mesh_;
  LandWedges& wedges_;
  double tolerance_;
  NearWalls walls_;
  std::vector<std::int32_t> wishes_;       ///< edges, named by the lower half
  std::vector<Answer> asked_;              ///< by edge; none after wishes were granted
  std::vector<std::int32_t> asked_edges_;  ///< where there is an answer
  std::vector<std::int32_t> first_wish_;   ///< by triangle; -1 after wishes were granted
  std::vector<std::int32_t> sides_;
};

}  // namespace wangge
