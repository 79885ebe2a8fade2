/// Brings all layers of a job into one metric coordinate system.
/// Guarantees: layers already in it keep their coordinates to the last bit; every doubt (no system, wrong label, swapped axes,
/// zone prefix, a layer far from the others) becomes a finding with what was done.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/datum.hpp"
#include "io/layer_crs.hpp"
#include "io/source_layer.hpp"

namespace wangge {

struct PlacedLayer {
  SourceLayer* layer = nullptr;
  std::string given_crs;                ///< from the project file, overrides the file's own
  Datum datum = Datum::plain;           ///< a shifted datum that the project file declares: undone
  std::optional<LayerNumbers> numbers;  ///< where they have been looked at already
};

/// Asks PROJ beforehand what place_layers will ask of a layer whose numbers are known: some 40 ms for the first one of a system.
/// Answers are kept for the thread that asks.
void look_up_systems(const PlacedLayer& one, const std::string& wanted, Language language);

/// Sets city.crs, city.crs_wkt and adds findings. `wanted` as in the project file. Throws ErrorException.
void place_layers(std::vector<PlacedLayer>& layers, const std::string& wanted, Language language, City& city);

}  // namespace wangge
