/// The city while it is being made: indices instead of codes, local metres instead of the final coordinates.
/// Guarantees: once a level of generation is done its part of the draft no longer changes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "example/skeleton.hpp"

namespace wangge::example {

enum class Shape : std::uint8_t { slab, tower, house, yard, shop, shed, public_house, hall, podium, office };
[[nodiscard]] constexpr std::string_view shape_name(Shape shape) {
  constexpr std::string_view kNames[] = {"slab", "tower", "house", "yard", "shop", "shed", "public", "hall", "podium", "office"};
  return kNames[static_cast<std::size_t>(shape)];
}

struct BuildingDraft {
  Ring ring;  ///< on the plane, rounded
  Box box;    ///< in the frame of its block
  Shape shape = Shape::slab;
  DistrictType type = DistrictType::green;
  int floors = 1;
  int units = 0;  ///< staircases; 0 = nobody lives here
  int dwellings = 0;
  int households = 0;
  int face = -1;  ///< parcel
  int lot = -1;
  int row = -1;  ///< row of the block, -1 = stands alone at a street
};

/// A parcel with buildings: a walled compound, an institution, or open land (`listed` false).
struct LotDraft {
  int face = -1;
  Frame frame;
  Ring area;  ///< inside the red lines, rounded
  DistrictType type = DistrictType::green;
  std::vector<int> buildings;
  int households = 0;
  int year = 1990;
  int phase = 0;
  int gates = 1;
  bool walled = false;
  bool listed = false;  ///< written to the layer `compounds`
  bool managed = false;
  bool exclusive = false;       ///< 专属网格
  bool missing_before = false;  ///< not built yet in the previous plan
  Story story = Story::none;
  std::string name;
};

struct GateDraft {
  Point at;      ///< on the wall
  Point street;  ///< on the walking line of the street
  Point inside;  ///< first point behind the wall
  int lot = -1;
  int half_edge = -1;    ///< of the street it opens to
  bool written = false;  ///< a gate of a wall; else an open way
  int kind = 0;          ///< 0 main, 1 side, 2 fire
};

struct PreviousDraft {
  std::string code;
  int community = -1;
  int households = 0;  ///< of today
};

struct CommunityDraft {
  std::vector<int> faces;
  int households = 0;
  double area = 0;
  int subdistrict = -1;
  int county = -1;
  std::string code, name;
  Story story = Story::none;
};

struct CityDraft {
  Skeleton skeleton;
  std::vector<BuildingDraft> buildings;
  std::vector<LotDraft> lots;
  std::vector<GateDraft> gates;
  std::vector<CommunityDraft> communities;
  std::vector<int> community_of_face;
  std::vector<PreviousDraft> previous;
  std::vector<int> previous_of_face;
  std::vector<Polyline> ways;  ///< inside lots
  std::vector<double> block_hectares, cell_hectares;
};

}  // namespace wangge::example
