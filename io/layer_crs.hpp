/// Which coordinate system a layer's numbers are really in: what the file declares where the numbers agree with it, else
/// what the numbers themselves tell (degrees, zone prefixes, swapped axes), checked against the place of the other layers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "io/source_layer.hpp"
#include "io/working_crs.hpp"

namespace wangge {

struct LayerCrs {
  std::string definition;  ///< WKT or "EPSG:n"; empty = unknown local system
  std::string name;        ///< for people
  bool swapped = false;    ///< x and y of the file change places first
  double shift_x = 0;      ///< added to x then: removes or adds a zone prefix
  std::string remark;      ///< catalogue id of the finding, empty when the file declares what its numbers are
  std::vector<std::string> remark_values;
  std::optional<Place> place;  ///< where the layer's middle lies
};

/// The middle half of a layer's coordinates (quartiles of a sample), which stray records do not move.
[[nodiscard]] Box typical_box(const SourceLayer& layer);

struct LayerNumbers {
  Box typical;  ///< typical_box
  Box firsts;   ///< around the first vertices of all records whose coordinates are numbers
};
[[nodiscard]] LayerNumbers look_at_numbers(const SourceLayer& layer);

/// `declared` is the file's WKT or a project file's "EPSG:n", empty when there is none. `others`: the place of layers
/// already known; `other_systems`: their definitions, tried first for numbers without a system.
[[nodiscard]] LayerCrs recognise_crs(const std::string& declared, const Box& numbers, std::optional<Place> others,
                                     const std::vector<std::string>& other_systems, Language language);

}  // namespace wangge
