/// Cheapest boundaries of grids in one drawn part, exactly: for prices pi of atoms, the least of
/// 2 * (price of the grid) - 2 * (pi of its atoms) over all connected sets of atoms with households in range.
///
/// A set whose complement is connected is a simple closed walk in the dual; this is relaxed to closed walks, in which an atom may
/// be enclosed several times. What a walk encloses is a sum over the edges it crosses (a spanning tree of the atoms: crossing a
/// tree edge changes sides with the whole subtree), taken modulo the households of the part, since walking around everything is
/// walking around nothing. States are a face and the households enclosed so far; a row of them is relaxed at once. Every walk
/// that counts passes one of the start faces (planar_dual.hpp) and is no longer than the reach, so it is two paths of at most
/// half the reach each: rows are only as wide as such paths can get, which a first run without pi measures. Values are whole
/// numbers of `unit` micro-points held in floats and below 2^23, so sums are exact.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "algorithms/partition/planar_dual.hpp"

namespace wangge::partition {

/// All amounts doubled, in units.
struct CycleTask {
  std::vector<float> gain;        ///< by vertex: pi
  std::vector<float> grid_price;  ///< by households up to the maximum: the score of a grid
  float threshold = 0;            ///< only what is less is looked for
  float piece_slope = 0;          ///< <= 0: pieces are looked for that cost less than this a household
};

struct Cycle {
  std::int32_t households = 0;
  double length = 0;  ///< units, doubled price of the boundary
  bool piece = false;
  std::vector<std::int32_t> times;  ///< by vertex, how often it is enclosed
};

class CyclePricer {
 public:
  struct Answer {
    bool valid = false;
    float least = 0;         ///< of all grids within reach; the threshold when none is less
    double piece_slope = 0;  ///< of all pieces within reach: least of (price - pi) / households; the one given when none is less
    double gain = 0;         ///< sum of pi as used: less than `households of the part` units below what was given
    std::vector<Cycle> cycles;
  };

  /// least, most: households of a grid, 0 < least. The part has more households than `most`.
  CyclePricer(PlanarDual dual, std::int32_t least, std::int32_t most, Cost unit);

  /// Work that prepare would take, from a few starts; looks no longer than `work`.
  [[nodiscard]] std::int64_t estimate(float reach, std::int64_t work);
  /// Measures the rows for walks up to `reach` (units, doubled price). False when `work` is used up.
  bool prepare(float reach, std::int64_t work);
  [[nodiscard]] float reach() const { return reach_; }  ///< every shorter walk is looked at
  /// Boundaries, outer and inner, of a grid with a hole that holds other grids are no shorter than this together.
  [[nodiscard]] float hole_reach() const { return hole_reach_; }
  [[nodiscard]] Answer price(const CycleTask& task, std::int64_t work);
  [[nodiscard]] std::int64_t work() const { return work_; }
  /// Of atoms that get the average price of the part, whatever was given.
  [[nodiscard]] std::int64_t loose_households() const { return loose_households_; }
  [[nodiscard]] const PlanarDual& dual() const { return dual_; }
  [[nodiscard]] std::size_t starts() const { return starts_.size(); }

 private:
  struct Start {
    std::int32_t face = -1;
    bool gate = false;
    std::vector<std::int32_t> faces;                ///< nearest first, itself 0
    std::vector<std::int32_t> tree;                 ///< vertices, the outside first
    std::vector<std::int32_t> tree_edge;            ///< to the parent, of tree[i]
    std::vector<std::int32_t> low, high;            ///< households enclosed by paths, by place in `faces`
    std::vector<std::int32_t> back_low, back_high;  ///< ... by paths the other way round
  };
  struct Arc {
    std::int32_t to = -1;    ///< place in Start::faces
    std::int32_t shift = 0;  ///< households
    float length = 0, gain = 0;
    std::int32_t arc = -1;  ///< of the dual
  };
  /// One row a face of the start: prices of paths from the start, by households enclosed.
  struct Rows {
    std::vector<float> value;
    std::vector<std::int64_t> origin;  ///< of a row: place of 0 households, which the row need not contain
    std::vector<std::int32_t> low, high, dirty_low, dirty_high;
    bool bounded = false;  ///< households are not taken modulo the total
    bool closes = false;   ///< paths may lead into the start
    [[nodiscard]] std::size_t cell(std::size_t i, std::int32_t p) const { return static_cast<std::size_t>(origin[i] + p); }
  };
  struct Best {
    float value = 0;
    std::size_t face = 0;
    std::int32_t first = 0, second = 0, households = -1;
  };

  void find_loose();
  [[nodiscard]] bool open(std::int32_t edge, std::size_t rank) const;
  void order_faces(Start& start, std::size_t rank, float half, bool inner);
  void grow_tree(Start& start);
  bool build_arcs(const Start& start, std::size_t rank, std::span<const float> gain, bool turns, float stretch);
  float measure(Start& start, std::size_t rank, float half, bool inner, std::int64_t work);
  bool settle(Rows& rows, float sign, float limit, std::int32_t window, float& clipped, std::int64_t work);
  void relax(Rows& rows, std::size_t from, float sign, float limit, std::int32_t window, float& clipped);
  static void widen(Rows& rows, std::size_t to, std::int32_t l, std::int32_t u);
  static void open_rows(std::span<const std::int32_t> low, std::span<const std::int32_t> high, Rows& rows);
  void keep_useful(Start& start, float reach);
  void complete(int side, std::int32_t least, std::span<std::int32_t> low, std::span<std::int32_t> high, float reach);
  [[nodiscard]] bool exact(const Rows& rows) const;
  std::span<const float> arrivals(std::size_t face, std::int32_t low, std::int32_t high);
  void meet(const Start& start, std::span<const float> price, std::int32_t least, std::int32_t most, bool piece, Best& best,
            double& slope);
  bool trace(const Rows& rows, float sign, std::size_t face, std::int32_t households, float value, int direction, Cycle& out,
             std::vector<std::int32_t>& net) const;
  bool walk_of(const Start& start, const Best& best, Cycle& out);
  void tabulate(std::vector<float>& table, bool turns);
  bool search(const Start& start, std::size_t rank, std::span<const float> gain, float stretch, std::int64_t work);
  void join_holes(float reach);

  PlanarDual dual_;
  std::int32_t least_, most_, total_;
  Cost unit_;
  std::vector<float> length_;  ///< of an edge, units
  std::int64_t loose_households_ = 0;
  std::vector<char> loose_;  ///< vertices
  std::vector<Start> starts_;
  std::vector<std::size_t> face_rank_, edge_rank_;  ///< starts from this one on do not use it
  float reach_ = 0, hole_reach_ = 0;
  std::vector<float> shortest_, shortest_inner_;  ///< closed walks (away from the outside), by blocks of households enclosed
  std::int64_t work_ = 0;
  // of the start at hand
  std::vector<std::size_t> arc_offset_;
  std::vector<Arc> arcs_;
  std::vector<std::int32_t> place_;  ///< of a face in Start::faces, -1 = none
  Rows out_, back_;
  std::vector<float> arrival_, least_arrival_, least_back_, least_price_, window_;
};

}  // namespace wangge::partition
