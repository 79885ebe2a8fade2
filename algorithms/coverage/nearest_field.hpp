/// The fields of all centres laid over one another: at every node and place the least value, and whose it is.
/// Its sublevel sets are the land that some centre reaches; those of one owner alone are the land nearest to that centre.
/// Guarantees
///  - a point of the mesh lies in `within(level)` exactly when its least value is <= level, and in the area of its owner alone;
///  - areas of two centres share no inside: where the owner changes along an edge of the mesh, both end at its middle. Where
///  three
///    meet, a triangle of less than a step stays nobody's;
///  - equally near centres: the one with the lower number; neither order nor number of threads matters.
/// Units: metres; infinity = nobody's. Cost: nodes of all windows, plus tracing.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "algorithms/coverage/level_rings.hpp"
#include "algorithms/coverage/point_mesh.hpp"
#include "core/run_context.hpp"

namespace wangge {

class NearestField {
 public:
  NearestField(const PointMesh& mesh, std::size_t centres);

  /// The values of one centre: `nodes` of the window row by row, `metres` of `places`, one each. From any
  /// thread, each centre once.
  void take(std::int32_t centre, const LatticeWindow& window, std::span<const float> nodes, std::span<const std::uint32_t> places,
            std::span<const double> metres);

  /// One area a level, `levels` ascending.
  [[nodiscard]] std::vector<MultiPolygon> within(std::span<const double> levels) const;
  /// By centre: where it is the nearest, within `level`.
  [[nodiscard]] std::vector<MultiPolygon> nearest_areas(double level, const RunContext& run) const;

  [[nodiscard]] double metres_of(std::uint32_t place) const { return places_[place].metres; }
  [[nodiscard]] std::int32_t owner_of(std::uint32_t place) const { return places_[place].owner; }

 private:
  static constexpr std::int32_t kBlock = 32;  // nodes each way
  template <class Metres>
  struct Value {
    Metres metres = std::numeric_limits<Metres>::infinity();
    std::int32_t owner = -1;
    void keep_least(Metres other, std::int32_t centre) {
      if (other < metres || (other == metres && centre < owner)) metres = other, owner = centre;
    }
  };
  using Block = std::array<Value<float>, kBlock * kBlock>;
  using BlockKey = std::pair<std::int32_t, std::int32_t>;  // row, column

  /// Calls visit(values of the block, its nodes that lie in the window) for every block that is there.
  template <class Visit>
  void each_block(const LatticeWindow& window, Visit&& visit) const;
  [[nodiscard]] BlockKey block_of(Point p) const;
  /// Groups of blocks that touch one another.
  [[nodiscard]] std::vector<std::vector<BlockKey>> groups() const;

  const PointMesh* mesh_;
  std::map<BlockKey, Block> blocks_;    // only where something is valued: a province is mostly empty
  std::vector<Value<double>> places_;   // points of the mesh
  std::vector<LatticeWindow> windows_;  // by centre
  std::mutex guard_;
};

}  // namespace wangge
