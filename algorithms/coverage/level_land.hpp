/// The land of the communities within reach of the centres of each level, counted at the nodes of the lattice.
/// Guarantees: does not depend on the number of threads; a level's land is never less at a larger radius.
/// Units: square metres: nodes times a square of the lattice, right to about a thousandth from a square kilometre on.
/// Cost: as NearestField::take once more, plus a look at every node.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "algorithms/coverage/nearest_field.hpp"
#include "core/city.hpp"

namespace wangge {

/// Columns [from, to) of a row of the lattice.
struct ColumnSpan {
  std::int32_t from = 0, to = 0;
};

/// By row of the lattice: the nodes inside some community, ascending, apart from each other.
[[nodiscard]] std::vector<std::vector<ColumnSpan>> community_nodes(const City& city, const Lattice& lattice);

class LevelLand {
 public:
  static constexpr std::int32_t kLevels = 5;  ///< 1 city ... 5 station

  /// `levels`: by centre. One field a level.
  LevelLand(const PointMesh& mesh, std::vector<std::int32_t> levels);

  /// The values of one centre, as NearestField::take has them. From any thread, each centre once.
  void take(std::int32_t centre, const LatticeWindow& window, std::span<const float> nodes);
  /// By level from 1 on, then radius: land of the communities within the radius of a centre of that level.
  [[nodiscard]] std::vector<std::vector<double>> covered(const City& city, std::span<const double> radii) const;

 private:
  const PointMesh* mesh_;
  std::vector<std::int32_t> levels_;
  std::array<std::unique_ptr<NearestField>, kLevels> fields_;  // none where no centre has the level
};

}  // namespace wangge
