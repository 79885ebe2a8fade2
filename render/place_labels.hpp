/// Chooses one place for every label such that no two labels overlap.
/// A label is offered in variants, from the fullest to the shortest; a variant has candidate places, the best first. Labels are
/// placed in order of priority; each takes the first candidate that is free. Guarantees
///  - the boxes of placed labels, and the given obstacles, never overlap; all lie inside the frame;
///  - deterministic: equal priorities are served in input order;
///  - labels of one group keep their distance; shortened and dropped labels are counted.
/// Units: page millimetres, y downwards. Cost: linear in the candidates looked at (boxes are found through buckets of 8 mm).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/geometry.hpp"

namespace wangge {

/// One possible place. `boxes` cover the ink: one box for upright words, a string of small ones for words along a line.
struct LabelCandidate {
  Point at;
  double angle = 0;      ///< degrees clockwise
  bool stacked = false;  ///< letters one below the other along the line
  std::vector<Box> boxes;
};

struct LabelVariant {
  std::vector<LabelCandidate> candidates;
};

struct LabelRequest {
  double priority = 0;      ///< smaller is placed earlier
  std::int32_t group = -1;  ///< labels that say the same, such as repeats of a street's name; -1 = none
  double apart = 0;         ///< least distance between labels of one group; a repeat nearer than that is left out uncounted
  std::vector<LabelVariant> variants;
};

struct PlacedLabel {
  std::int32_t request = -1;
  std::int32_t variant = 0;
  LabelCandidate place;
};

struct LabelPlacement {
  std::vector<PlacedLabel> placed;  ///< by request
  std::int32_t shortened = 0;       ///< placed, but not in their fullest variant
  std::int32_t dropped = 0;
};

[[nodiscard]] LabelPlacement place_labels(std::span<const LabelRequest> requests, const Box& frame,
                                          std::span<const Box> obstacles = {});

}  // namespace wangge
