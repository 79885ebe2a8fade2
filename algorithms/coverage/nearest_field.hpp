/// The fields of all centres laid over one another: at every node and place the least value, and whose it is.
/// Its sublevel sets are the land that some centre reaches; those of one owner alone are the land nearest to that centre.
/// Guarantees
///  - a point of the mesh lies in `within(level)` exactly when its least value is <= level, and in the area of its owner alone;
///  - areas of two centres share no inside: where the owner changes along an edge of the mesh, both end at its middle. Where
///    three meet, a triangle of less than a step stays nobody's;
///  - equally near centres: the one with the lower number; neither order nor number of threads matters.
/// Units: metres; infinity = nobody's. Cost: nodes of all windows, plus tracing.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <limits>
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
  /// `places` false: of nodes alone, without the points of the mesh.
  NearestField(const PointMesh& mesh, std::size_t centres, bool places = true);

  /// The values of one centre: `nodes` of the window row by row, `metres` of `places`, one each. From any
  /// thread, each centre once.
  void take(std::int32_t centre, const LatticeWindow& window, std::span<const float> nodes, std::span<const std::uint32_t> places,
            std::span<const double> metres);

  /// One area a level, `levels` ascending.
  [[nodiscard]] std::vector<MultiPolygon> within(std::span<const double> levels) const;
  /// By centre: where it is the nearest, within `level`.
  [[nodiscard]] std::vector<MultiPolygon> nearest_areas(double level, const RunContext& run) const;

  /// Calls visit(row, column, metres) for stretches of nodes that some centre was taken at, of the whole lattice.
  template <class Visit>
  void each_row(Visit&& visit) const;

  [[nodiscard]] double metres_of(std::uint32_t place) const { return places_[place].metres; }
  [[nodiscard]] std::int32_t owner_of(std::uint32_t place) const { return places_[place].owner; }

 private:
  static constexpr std::int32_t kBlock = 32;  // nodes each way
  static constexpr std::uint32_t kNoBlock = 0xffffffffU;
  /// Least values and their owners; infinite and -1 where there is none.
  struct Block {
    Block() {
      metres.fill(std::numeric_limits<float>::infinity());
      owner.fill(-1);
    }
    std::array<float, kBlock * kBlock> metres;
    std::array<std::int32_t, kBlock * kBlock> owner;
  };
  struct PlaceValue {
    double metres = std::numeric_limits<double>::infinity();
    std::int32_t owner = -1;
  };
  using BlockKey = std::pair<std::int32_t, std::int32_t>;  // row, column

  [[nodiscard]] std::size_t slot_of(BlockKey key) const;
  Block& make_block(BlockKey key);
  [[nodiscard]] const Block* find_block(BlockKey key) const;
  [[nodiscard]] BlockKey block_of(std::uint32_t place) const;
  /// Groups of blocks that touch one another, those of valued places among them.
  [[nodiscard]] std::vector<std::vector<BlockKey>> groups() const;

  const PointMesh* mesh_;
  std::int32_t block_columns_ = 0, block_rows_ = 0;
  std::vector<std::uint32_t> block_at_;  // by place of the block; kNoBlock where nothing is valued: a province is mostly empty
  std::deque<Block> blocks_;
  std::deque<std::mutex> row_guards_;  // by row of blocks
  std::mutex blocks_guard_, places_guard_;
  std::vector<PlaceValue> places_;      // points of the mesh
  std::vector<LatticeWindow> windows_;  // by centre
};

template <class Visit>
void NearestField::each_row(Visit&& visit) const {
  const Lattice& lattice = mesh_->lattice();
  for (std::int32_t by = 0; by < block_rows_; ++by)
    for (std::int32_t bx = 0; bx < block_columns_; ++bx) {
      const Block* block = find_block({by, bx});
      const std::int32_t columns = std::min(kBlock, lattice.columns - bx * kBlock);
      for (std::int32_t r = 0; block != nullptr && columns > 0 && r < std::min(kBlock, lattice.rows - by * kBlock); ++r)
        visit(by * kBlock + r, bx * kBlock,
              std::span(block->metres).subspan(static_cast<std::size_t>(r * kBlock), static_cast<std::size_t>(columns)));
    }
}

}  // namespace wangge
