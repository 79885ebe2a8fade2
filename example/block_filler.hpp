/// Puts buildings on one block and refuses every one that would leave the block or touch another.
/// Guarantees: boxes of placed buildings do not overlap in the frame of the block; each lies inside the free ring.
/// Units: metres in the frame of the block (u east along rows, v north across them).
#pragma once

#include <vector>

#include "core/random.hpp"
#include "example/city_draft.hpp"

namespace wangge::example {

struct Placement {
  Shape shape = Shape::slab;
  int floors = 1;
  int units = 0;
  int dwellings = 0;
  int row = -1;
};

class BlockFiller {
 public:
  BlockFiller(CityDraft& draft, int face, std::uint64_t seed, double extra_turn);

  [[nodiscard]] bool usable() const { return free.size() >= 3; }
  /// Places the outline if its box is free with `clearance` metres to all others.
  bool place(const Box& box, const Ring& outline, const Placement& what, double clearance);
  struct Part {
    Ring outline;
    Placement what;
  };
  /// Several touching parts of one house inside one box that the caller has found free.
  void place_parts(const Box& box, const std::vector<Part>& parts);
  [[nodiscard]] bool is_free(const Box& box, double clearance) const;

  Frame frame;
  Ring free;   ///< where walls of houses may stand
  Box extent;  ///< of the free ring
  Random random;
  int face;
  DistrictType type;
  double red_hectares = 0;  ///< land inside the red lines

 private:
  void add(const Box& box, const Ring& outline, const Placement& what);
  CityDraft& draft_;
  std::vector<Box> boxes_;
};

/// Half the red line plus setback of one side of a block.
[[nodiscard]] double red_line(const EdgeData& edge);
[[nodiscard]] Ring inside_red_lines(const StreetMesh& mesh, int face);

}  // namespace wangge::example
