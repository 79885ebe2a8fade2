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

/// A file that is drawn when its turn comes.
struct SheetFile {
  std::string file;  ///< "150102001001_清雅社区.pdf"
  std::string title;
  std::function<Result<std::string>()> draw;  ///< its bytes
};

/// The overview first, then sub-districts and communities in the order of the city. They refer to `drawing`, which should have
/// the colours of its grids, as all sheets share them.
[[nodiscard]] std::vector<SheetFile> atlas_sheets(const PlanDrawing& drawing, const AtlasOptions& options);

/// Draws them in run.threads processes and writes each to place_of(file), with progress. Equal input gives equal bytes for every
/// number of processes. Error cancelled, unwritable_file, internal.
[[nodiscard]] Status draw_sheets(const std::vector<SheetFile>& sheets,
                                 const std::function<std::string(const std::string&)>& place_of, Language language,
                                 const RunContext& run);

}  // namespace wangge
