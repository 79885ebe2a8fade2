/// From pieces of triangles to cells in one piece each.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>
#include <span>
#include <vector>

#include "algorithms/cells/integer_plane.hpp"

namespace wangge {

/// Part of a triangle (or of several that are cut as one) with one label.
struct LandPiece {
  std::int32_t label = -1;
  std::int32_t triangle = -1;  ///< from which it was cut
  std::int32_t number = 0;     ///< among those cut from it
};

struct LandSize {
  double area = 0;       ///< mm2
  double footprint = 0;  ///< mm2 of building ground
};

/// Two pieces side by side along the line from a to b.
struct PieceContact {
  std::int32_t piece, other;
  std::int32_t a, b;  ///< into `points`
  double weight;      ///< how readily land joins across: 1 on open land, little across barriers
};

struct SettledPieces {
  std::vector<std::int32_t> cell;  ///< by piece
  std::size_t new_cells = 0;       ///< cells after the labels, for land that no label holds
};

/// Connected parts of equal label.
class JoinedPieces {
 public:
  explicit JoinedPieces(std::size_t pieces) : root_(pieces) { std::iota(root_.begin(), root_.end(), 0); }
  void join(std::int32_t p, std::int32_t q) {
    p = find(p);
    q = find(q);
    root_[static_cast<std::size_t>(std::max(p, q))] = std::min(p, q);
  }
  /// Makes `find` a single look: a piece is joined to lesser ones only.
  void flatten() {
    for (std::int32_t& root : root_) root = root_[static_cast<std::size_t>(root)];
  }
  /// The least piece of the same part.
  [[nodiscard]] std::int32_t find(std::int32_t p) {
    const auto root = [this](std::int32_t i) -> std::int32_t& { return root_[static_cast<std::size_t>(i)]; };
    while (root(p) != p) p = root(p) = root(root(p));
    return p;
  }

 private:
  std::vector<std::int32_t> root_;
};

/// Each label keeps the connected part with most footprint (then most land) of those it holds. Land that a label holds apart from
/// it, beyond another cell, goes to the neighbour with the longest weighted border.
/// @param size      of a piece; asked only where a label has several parts.
/// @param contacts  called only when such land exists: every contact of pieces with different labels.
[[nodiscard]] SettledPieces settle_strays(std::span<const LandPiece> pieces, JoinedPieces& joined,
                                          const std::function<LandSize(std::int32_t piece)>& size,
                                          const std::function<std::vector<PieceContact>()>& contacts,
                                          std::span<const GridPoint> points, std::size_t labels);

}  // namespace wangge
