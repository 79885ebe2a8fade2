/// From pieces of triangles to cells in one piece each.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "algorithms/cells/integer_plane.hpp"

namespace wangge {

/// Part of a triangle (or a whole one) with one label.
struct LandPiece {
  std::int32_t label = -1;
  double area = 0;       ///< mm2
  double footprint = 0;  ///< mm2 of building ground
};

/// Two pieces side by side along the line from a to b.
struct PieceContact {
  std::int32_t piece, other;
  std::int32_t a, b;  ///< into `points`
  double weight;      ///< how readily land joins across: 1 on open land, little across barriers
};

using ContactVisitor = std::function<void(const PieceContact&)>;
/// Shows every contact to a visitor; called once or twice.
using EachContact = std::function<void(const ContactVisitor&)>;

struct SettledPieces {
  std::vector<std::int32_t> cell;  ///< by piece
  std::size_t new_cells = 0;       ///< cells after the labels, for land that no label holds
};

/// Each label keeps the connected part with most footprint (then most land) of those it holds. Land that a label holds apart from
/// it, beyond another cell, goes to the neighbour with the longest weighted border.
[[nodiscard]] SettledPieces settle_strays(std::vector<LandPiece> pieces, const EachContact& each_contact,
                                          std::span<const GridPoint> points, std::size_t labels);

}  // namespace wangge
