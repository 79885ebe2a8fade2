#include "io/working_place.hpp"

#include <cmath>

#include "io/output_layers.hpp"
#include "io/working_crs.hpp"

namespace wangge {

Point working_place(const City& city, Point typed) {
  if (std::abs(typed.x) > 180 || std::abs(typed.y) > 90) return typed;
  const Result<CoordinateChange> change = CoordinateChange::between("EPSG:4326", output_crs(city), Language::english);
  if (!change) return typed;
  return change.value().apply(typed).value_or(typed);
}

}  // namespace wangge
