/// Reads plans: those this program wrote and those drawn by hand (a layer of grid polygons with a code, any system, any format).
/// Guarantees: rows keep the file's order and duplicate codes stay duplicate (they are G012, not a reading matter); grids come in
/// the city's coordinate system; unknown attributes keep their defaults.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/catalogue.hpp"
#include "core/plan.hpp"
#include "core/result.hpp"
#include "io/source_layer.hpp"

namespace wangge {

/// `cells` is empty for a hand-drawn plan (grids only); a grid without a community code gets the community its inner point lies
/// in. Errors, in the language asked for: unreadable_file, unknown_layer (several layers, none of them `grids`), missing_column
/// (no grid code), empty_layer.
[[nodiscard]] Result<Plan> read_plan(const std::string& path, const City& city, Language language = Language::english);

/// The layers of a plan file as tables, in the plan's own system, for maps and exports. Absent layers are empty.
struct PlanLayers {
  std::string crs;  ///< "EPSG:n"
  std::string crs_wkt;
  SourceLayer grids, cells, communities, violations, findings;
  std::vector<std::pair<std::string, std::string>> info;
};
[[nodiscard]] Result<PlanLayers> read_plan_layers(const std::string& path, Language language = Language::english);

}  // namespace wangge
