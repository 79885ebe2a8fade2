/// 图册: the sheets of a plan as files in a folder: an overview, one a sub-district where there are several, one a community.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/plan_drawing.hpp"

namespace wangge {

struct AtlasOptions {
  Paper paper = Paper::a3;
  std::string format = "pdf";  ///< pdf, svg, png
  PictureOptions picture;

  [[nodiscard]] PlanSheetOptions sheet() const {
    PlanSheetOptions one;
    one.language = picture.language;
    one.paper = paper;
    return one;
  }
};
/// The path a sheet's file is written to, from its name.
using PlaceOfSheet = std::function<std::string(const std::string&)>;

/// One sheet of an atlas; `community` or `district` says which, both empty = the whole area.
struct AtlasSheet {
  std::string file;  ///< "150102001001_清雅社区.pdf"
  std::string title;
  std::string community, district;
};

/// Sets the colours of the grids of `drawing`, where it has none, once for all sheets, draws on run.threads, and writes each file
/// to place_of(file). Equal input gives equal bytes for every number of threads. Gives the sheets, the overview first, then in
/// the order of the city. Error cancelled, unwritable_file, internal.
[[nodiscard]] Result<std::vector<AtlasSheet>> write_atlas(PlanDrawing& drawing, const AtlasOptions& options,
                                                          const PlaceOfSheet& place_of, const RunContext& run);

/// Draws `make(i)` for every sheet and writes it; progress under the name `stage`. What both kinds of atlas share.
[[nodiscard]] Status draw_sheets(const std::vector<AtlasSheet>& sheets, const char* stage, const AtlasOptions& options,
                                 const std::function<MapSheet(std::size_t)>& make, const PlaceOfSheet& place_of,
                                 const RunContext& run);

}  // namespace wangge
