/// Named streets of the walking network as names of borders: land is mostly divided in the middle of a street.
#pragma once

#include <string>
#include <vector>

#include "core/city.hpp"

namespace wangge {

class StreetNames {
 public:
  /// Streets with a name that come near the box. O(vertices of all lines).
  StreetNames(const std::vector<WalkLine>& lines, const Box& box);
  /// The street that a straight piece of border runs along: its nearest line lies within 20 m of the middle of the piece and is
  /// turned against it by no more than 25 degrees. Of equally near ones the first; empty where there is none. O(streets near the
  /// box).
  [[nodiscard]] std::string along(Point a, Point b) const;

 private:
  struct Stretch {
    Point a, b;
    Box reach;  ///< what may lie along it
    const std::string* name;
  };
  std::vector<Stretch> stretches_;
};

}  // namespace wangge
