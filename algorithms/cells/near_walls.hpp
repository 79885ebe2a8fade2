/// The few pieces of wall that can matter to a triangle, and what is asked about them.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "algorithms/cells/integer_plane.hpp"

namespace wangge {

/// A straight piece of wall and whose land begins there. One line of memory: it is asked some ten times a triangle.
struct alignas(64) WallPiece {
  GridPoint a, b;
  std::int32_t label;
  mutable std::uint32_t listed = 0;  ///< number of the last list of near walls that took it up
  double mx, my;                     ///< its middle
  double x, y, half;                 ///< unit direction from a to b; half of its length, mm
  WallPiece(GridPoint from, GridPoint to, std::int32_t whose)
      : a(from), b(to), label(whose), mx((0.0 + a.x + b.x) / 2), my((0.0 + a.y + b.y) / 2), half(grid_distance(from, to) / 2) {
    x = half > 0 ? (b.x - mx) / half : 1;
    y = half > 0 ? (b.y - my) / half : 0;
  }
  struct Offset {
    double x, y;
    [[nodiscard]] double squared() const { return x * x + y * y; }
  };
  /// From the nearest point of the piece, mm. Seen from its middle, since the compiler makes a jump of a bound that is nought.
  [[nodiscard]] Offset offset(double px, double py) const {
    const double dx = px - mx, dy = py - my, way = dx * x + dy * y, along = std::min(half, std::max(-half, way));
    return {dx - along * x, dy - along * y};
  }
  /// Square of the distance, mm2.
  [[nodiscard]] double squared_to(double px, double py) const { return offset(px, py).squared(); }
};

/// All pieces of a community. Belongs to one thread: the lists made of it leave their marks in the pieces.
class WallPieces {
 public:
  void clear() { pieces_.clear(); }
  void add(GridPoint from, GridPoint to, std::int32_t whose) { pieces_.emplace_back(from, to, whose); }
  [[nodiscard]] std::size_t size() const { return pieces_.size(); }
  [[nodiscard]] const WallPiece& operator[](std::size_t i) const { return pieces_[i]; }
  [[nodiscard]] std::uint32_t number_of_a_list() const { return ++lists_; }

 private:
  std::vector<WallPiece> pieces_;
  mutable std::uint32_t lists_ = 0;
};

/// A few wall pieces, each once: those known at the corners of a triangle and around it. Lists of the same pieces are filled one
/// after the other: one that is added to when another was begun meanwhile may take up a piece again.
class NearWalls {
 public:
  static constexpr std::size_t kMost = 16;

  explicit NearWalls(const WallPieces& pieces) : pieces_(&pieces) { clear(); }
  void clear() {
    count_ = 0;
    number_ = pieces_->number_of_a_list();
  }
  /// Only the first few, or again those that were forgotten so: `count` is a size this list has had since `clear`. Nothing is
  /// added between.
  void keep(std::size_t count) { count_ = count; }
  void add(std::int32_t piece) {
    if (piece < 0 || count_ == kMost) return;
    const WallPiece& wall = (*pieces_)[static_cast<std::size_t>(piece)];
    known_[count_] = &wall;
    label_[count_] = wall.label;
    count_ += wall.listed != number_ ? 1 : 0;  // half of them are there already, and nobody can guess which: no jump
    wall.listed = number_;
  }
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] std::int32_t operator[](std::size_t i) const { return static_cast<std::int32_t>(known_[i] - &(*pieces_)[0]); }
  [[nodiscard]] std::int32_t label(std::size_t i) const { return label_[i]; }
  [[nodiscard]] const WallPiece& piece(std::size_t i) const { return *known_[i]; }
  /// No piece has another label than these.
  [[nodiscard]] bool only(std::int32_t a, std::int32_t b) const {
    bool others = false;
    for (std::size_t i = 0; i < count_; ++i) others |= label_[i] != a && label_[i] != b;
    return !others;
  }
  struct Nearest {
    double square = std::numeric_limits<double>::infinity();  ///< of the distance, mm2
    std::size_t i = 0;
    void look_at(std::size_t other, double its_square) {
      i = its_square < square ? other : i;
      square = std::min(square, its_square);
    }
  };
  /// The nearest to (x, y) of those from `first` up to, but not, `last`; of equally near ones the first.
  [[nodiscard]] Nearest nearest_of(std::size_t first, std::size_t last, double x, double y) const {
    Nearest best;
    for (std::size_t i = first; i < last; ++i) best.look_at(i, piece(i).squared_to(x, y));
    return best;
  }
  /// Number of the nearest piece, -1 when there is none; of equally near ones the western one.
  [[nodiscard]] std::int32_t nearest(double x, double y) const;

 private:
  const WallPieces* pieces_;
  std::uint32_t number_ = 0;
  std::array<const WallPiece*, kMost> known_;
  std::array<std::int32_t, kMost> label_;
  std::size_t count_ = 0;
};

/// The walls of two labels, for many questions about them.
class WallDuel {
 public:
  WallDuel(const NearWalls& walls, std::int32_t a, std::int32_t b) {
    for (std::size_t i = 0; i < walls.size(); ++i) {
      of_a_[count_a_] = of_b_[count_b_] = &walls.piece(i);  // what does not count is written over
      count_a_ += walls.label(i) == a ? 1 : 0;
      count_b_ += walls.label(i) == b ? 1 : 0;
    }
  }
  [[nodiscard]] bool possible() const { return count_a_ > 0 && count_b_ > 0; }
  /// How much nearer the walls of b are than those of a, mm.
  [[nodiscard]] double lead(double x, double y) const { return nearest(of_a_, count_a_, x, y) - nearest(of_b_, count_b_, x, y); }
  /// The lead, and how fast it grows in the direction (dx, dy), per unit of that.
  struct Lead {
    double value, slope;
  };
  [[nodiscard]] Lead lead(double x, double y, double dx, double dy) const {
    const Lead a = reach(of_a_, count_a_, x, y, dx, dy), b = reach(of_b_, count_b_, x, y, dx, dy);
    return {a.value - b.value, a.slope - b.slope};
  }

 private:
  using Pieces = std::array<const WallPiece*, NearWalls::kMost>;
  static Lead reach(const Pieces& pieces, std::size_t count, double x, double y, double dx, double dy) {
    double best = std::numeric_limits<double>::infinity();
    const WallPiece* wall = nullptr;
    for (std::size_t i = 0; i < count; ++i) {
      const double d = pieces[i]->squared_to(x, y);
      wall = d < best ? pieces[i] : wall;
      best = std::min(best, d);
    }
    if (wall == nullptr || best == 0) return {wall == nullptr ? best : 0, 0};
    const WallPiece::Offset away = wall->offset(x, y);
    const double distance = std::sqrt(best);
    return {distance, (away.x * dx + away.y * dy) / distance};
  }
  static double nearest(const Pieces& pieces, std::size_t count, double x, double y) {
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < count; ++i) best = std::min(best, pieces[i]->squared_to(x, y));
    return std::sqrt(best);
  }
  Pieces of_a_, of_b_;
  std::size_t count_a_ = 0, count_b_ = 0;
};

/// The point equally far from the walls of three labels, by Newton's method from (x, y); false when that finds none.
[[nodiscard]] bool equidistant(const NearWalls& walls, const std::array<std::int32_t, 3>& label, double& x, double& y);

}  // namespace wangge
