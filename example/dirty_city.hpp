/// The example city with one kind of defect, and the list of what was planted, so that a doctor can be scored.
/// Guarantees: equal city, kind and seed give equal defects; everything not listed is as in the clean city.
/// Defects of files (encoding, coordinate labels, column types, spellings of references) are DirtyWriting for the writers; the
/// values stay clean.
/// Rates: overlaps 0.8 % and cut buildings 0.8 % as measured in Beijing, self-intersections 0.06 %.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "example/generate_city.hpp"

namespace wangge {

enum class DirtyKind {
  gbk_without_cpg,
  utf8_without_prj,
  zone_prefixed,
  gcj02_layer,
  axes_swapped,
  duplicate_ids,
  overlapping_buildings,
  buildings_over_lines,
  self_intersections,
  community_gaps,
  households_missing,
  households_text,
  dwellings_for_households,
  rows_per_unit,
  names_missing,
  compound_name_variants,
  stacked_points,
  compounds_over_river,
  broken_network,
  gates_off_wall,
  centre_outside,
  previous_defects,
  codes_without_zeros,
};

struct PlantedDefect {
  std::string kind;
  std::string layer;  ///< section of the project file
  std::string id;     ///< empty when the whole layer is meant
  Point place;
};

/// What the writers do differently; a default value writes clean files.
struct DirtyWriting {
  bool shapefile = false;
  std::string encoding = "UTF-8";
  bool write_cpg = true;
  bool write_prj = true;
  double add_to_eastings = 0;  ///< metres; 37,000,000 = eastings of EPSG:4525 under the label of EPSG:4546
  bool axes_swapped = false;
  bool numeric_codes = false;                                         ///< references as numbers: leading zeros are lost
  bool previous_polygons = false;                                     ///< the plan in force as polygons, not by building
  std::vector<std::string> compound_names;                            ///< by building: the compound as a table spells it
  std::vector<std::pair<std::int32_t, std::string>> household_texts;  ///< building, text such as "48户"
};

struct DirtyResult {
  ExampleCity city;
  std::vector<PlantedDefect> defects;
  DirtyWriting writing;
};

[[nodiscard]] std::vector<std::string_view> dirty_kind_names();
[[nodiscard]] std::optional<DirtyKind> dirty_kind(std::string_view name);
[[nodiscard]] DirtyResult make_dirty(const ExampleCity& clean, DirtyKind kind, std::uint64_t seed);

}  // namespace wangge
