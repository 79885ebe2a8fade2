/// The planar arrangement of a city: streets, river, railway and walls are edges, blocks and parcels are faces.
/// Guarantees
///  - faces tile the outline exactly: both sides of an edge use the same two vertices, T-junctions included, because
///    every split puts its vertex into both faces;
///  - vertices are rounded to 1 mm when made and never move.
/// Half-edge h and h ^ 1 are twins; the face lies to the left; -1 is the outside.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "example/block_geometry.hpp"
#include "example/district_types.hpp"

namespace wangge::example {

/// What an edge is; the order is the rank of streets. `wall` and `outline` carry no walking.
enum class EdgeClass : std::uint8_t { outline, wall, local, tertiary, secondary, arterial, expressway, railway, river };

[[nodiscard]] constexpr bool is_street(EdgeClass c) { return c >= EdgeClass::local && c <= EdgeClass::expressway; }
[[nodiscard]] constexpr bool is_hard_barrier(EdgeClass c) { return c >= EdgeClass::expressway; }
/// Streets so wide that people walk on both sides and cross at junctions only.
[[nodiscard]] constexpr bool has_two_sidewalks(EdgeClass c) { return c == EdgeClass::arterial || c == EdgeClass::expressway; }

struct HalfEdge {
  int origin = -1;
  int next = -1;
  int previous = -1;
  int face = -1;
};

/// What both halves of an edge share.
struct EdgeData {
  EdgeClass edge_class = EdgeClass::wall;
  double width = 0;  ///< red line (or water, or railway strip), metres
  int line = -1;     ///< the river or lattice line it belongs to, -1 = made by a cut
};

/// Planted places; see stories.hpp.
enum class Story : std::uint8_t { none, pocket, tower, giant, across, exclave, park, walled };

struct FaceData {
  int edge = -1;        ///< one half-edge of its ring
  int cell = -1;        ///< cell between arterials
  int superblock = -1;  ///< cell between secondary streets
  int block = -1;       ///< street block, before walls cut it into parcels
  DistrictType type = DistrictType::green;
  double turn = 0;  ///< direction of inner streets and rows where it differs from the sides, radians; 0 = as the sides
  Story story = Story::none;
  bool whole = false;  ///< no street cuts it any more
  int compound = -1;   ///< set once the parcel is walled
};

/// Where a straight cut would leave a face on one side.
struct CutEnd {
  int half_edge = -1;
  Point at;
};
struct Cut {
  CutEnd from, to;
};

class StreetMesh {
 public:
  std::vector<Point> vertices;
  std::vector<HalfEdge> halves;
  std::vector<EdgeData> edges;  ///< of half-edge h: edges[h / 2]
  std::vector<FaceData> faces;

  /// One face inside a counter-clockwise outline.
  explicit StreetMesh(const Ring& outline, EdgeData edge);

  [[nodiscard]] int target(int half) const { return halves[half ^ 1].origin; }
  [[nodiscard]] Point start(int half) const { return vertices[halves[half].origin]; }
  [[nodiscard]] Point end(int half) const { return vertices[halves[half ^ 1].origin]; }
  [[nodiscard]] EdgeData& data(int half) { return edges[half / 2]; }
  [[nodiscard]] const EdgeData& data(int half) const { return edges[half / 2]; }
  [[nodiscard]] std::vector<int> ring_halves(int face) const;
  [[nodiscard]] Ring ring(int face) const;
  /// Half-edges that leave the vertex of `half`, counter-clockwise, starting with `half`. Complete for inner vertices only.
  [[nodiscard]] std::vector<int> around(int half) const;

  /// Puts a vertex on the edge of `half`; an end nearer than `tolerance` is used instead. Returns the vertex.
  int split_edge(int half, Point at, double tolerance);
  /// Joins the origins of two half-edges of one face by a chain; the part right of the chain becomes the returned face.
  int split_face(int from_half, int to_half, const Polyline& inner, EdgeData edge);
  /// The straight cut through `inside` along `direction`; nothing when the face is not cut in two clean pieces.
  [[nodiscard]] std::optional<Cut> probe(int face, Point inside, Point direction) const;
  /// Performs a probed cut, ends snapped to vertices nearer than `tolerance`; new face, or -1 when refused.
  int apply(int face, const Cut& cut, const Polyline& inner, EdgeData edge, double tolerance);
  /// Cuts every face the line runs through; parts before the first and after the last crossing are dropped.
  void cut_along(const Polyline& line, EdgeData edge, double tolerance);

 private:
  [[nodiscard]] int half_from(int face, int vertex) const;
  [[nodiscard]] int common_face(int a, int b, Point middle) const;
};

}  // namespace wangge::example
