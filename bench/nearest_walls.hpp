/// The plain answer to "whose land is this?": every wall of a community is asked, one after the other. Slow on purpose and
/// free of the engine's own triangulation, so that the cells can be measured against it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "algorithms/cells/arrange_community.hpp"

namespace wangge::bench {

class NearestWalls {
 public:
  explicit NearestWalls(const CommunityScene& scene);

  struct Answer {
    std::int32_t building = -1;  ///< index into City::buildings
    double metres = 0;
    Point foot;
  };
  /// Nearest wall to p by the rules of the tiling: inside a compound its buildings, outside also compound walls, whose land
  /// belongs to the building nearest behind them. Nothing under a barrier's area, in a building, or where the shortest line
  /// crosses a wall, a barrier or the community's border.
  [[nodiscard]] std::optional<Answer> at(Point p) const;
  /// The same for one building; infinite where it has no wall that p may use.
  [[nodiscard]] Answer from(Point p, std::int32_t building) const;

 private:
  struct Wall {
    Point a, b;
    std::int32_t building;
  };
  struct Yard {
    const MultiPolygon* area;
    Box box;
  };
  [[nodiscard]] int yard_of(Point p) const;
  [[nodiscard]] bool blocked(Point p, Point foot) const;
  [[nodiscard]] bool under_barrier(Point p) const;
  [[nodiscard]] bool in_building(Point p) const;
  static void ask(const std::vector<Wall>& walls, Point p, Answer& best);
  [[nodiscard]] Answer nearest(Point p, bool with_yards) const;
  void add_yard_walls(int yard);

  const CommunityScene& scene_;
  std::vector<Wall> walls_, yard_walls_;
  std::vector<std::pair<Point, Point>> enclosing_;
  std::vector<Yard> yards_, barriers_;
  std::vector<Box> footprint_boxes_;
};

}  // namespace wangge::bench
