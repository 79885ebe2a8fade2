/// Named streets of the walking network as names of borders: land is mostly divided in the middle of a street.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/box_index.hpp"
#include "core/city.hpp"

namespace wangge {

class StreetNames {
 public:
  /// Of all streets with a name; the lines stay where they are. O(vertices).
  explicit StreetNames(const std::vector<WalkLine>& lines);
  /// The street that a straight piece of border runs along: its nearest line lies within 20 m of the middle of the piece and is
  /// turned against it by no more than 25 degrees. Of equally near ones the first; none: nullptr.
  [[nodiscard]] const std::string* along(Point a, Point b) const;

 private:
  struct Stretch {
    Point a, b;
    const std::string* name;
  };
  std::vector<Stretch> stretches_;
  std::optional<BoxIndex> index_;  ///< of their reach
};

}  // namespace wangge
