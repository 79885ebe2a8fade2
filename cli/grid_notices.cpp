#include "cli/grid_notices.hpp"

#include <algorithm>

#include "algorithms/ledger/notice_words.hpp"
#include "cli/part_of_drawing.hpp"
#include "io/whole_folder.hpp"
#include "render/draw_map.hpp"
#include "render/rasterise.hpp"
#include "render/sheet_words.hpp"

namespace wangge {

namespace {

/// The notices of one community with what may be seen on them.
struct CommunityNotices {
  PlanDrawing drawing;
  std::vector<GridNotice> notices;  ///< of grids of this drawing
};

CommunityNotices notices_of(const PlanDrawing& all, const std::vector<GridNotice>& notices, std::int32_t community) {
  Box window;
  for (const PlanGrid& grid : all.grids)
    if (grid.community == community) window.expand(bounds(grid.area));
  window.grow(0.6 * std::max(window.width(), window.height()));
  std::vector<bool> near;
  for (const Community& c : all.communities) near.push_back(bounds(c.area).intersects(window));
  near[static_cast<std::size_t>(community)] = true;
  CommunityNotices out{part_of_drawing(all, near, window), {}};
  std::int32_t number = 0;
  for (std::size_t g = 0; g < all.grids.size(); ++g) {
    const std::int32_t home = all.grids[g].community;
    if (home < 0 || !near[static_cast<std::size_t>(home)]) continue;
    if (home == community) {
      out.notices.push_back(notices[g]);
      out.notices.back().grid = number;
    }
    ++number;
  }
  return out;
}

/// One document of all pages.
Result<std::string> document_of(const CommunityNotices& own, const std::string& title, const AtlasOptions& options) {
  std::vector<PrintedPage> pages;
  for (const GridNotice& notice : own.notices) {
    const MapSheet sheet = notice_sheet(own.drawing, notice, options.sheet());
    pages.push_back({sheet.page.width_mm, sheet.page.height_mm, draw_map(sheet), {}});
  }
  RasterOptions raster;
  raster.title = title;
  raster.date = options.picture.date;
  raster.language = options.picture.language;
  return rasterise_pages(pages, raster);
}

}  // namespace

std::vector<GridNotice> grid_notices(const PlanDossier& dossier, Language language) {
  std::vector<GridNotice> out;
  const std::vector<NoticeWords> words = notice_words(dossier.ledger_input(language));
  const std::vector<std::string> posts = notice_posts(dossier.city.staff, language);
  for (std::size_t g = 0; g < dossier.plan.grids.size(); ++g) {
    if (dossier.plan.grids[g].kind == GridKind::micro) continue;  // as plan_drawing leaves them out
    GridNotice notice;
    notice.grid = static_cast<std::int32_t>(out.size());
    for (const auto& [name, value] : words[g].facts) notice.facts.push_back({name, value});
    notice.posts = posts;
    out.push_back(std::move(notice));
  }
  return out;
}

std::vector<SheetFile> notice_files(const PlanDrawing& drawing, const std::vector<GridNotice>& notices,
                                    const AtlasOptions& options) {
  std::vector<SheetFile> files;
  for (std::size_t c = 0; c < drawing.communities.size(); ++c) {
    const auto of_community = [&](const PlanGrid& grid) { return grid.community == static_cast<std::int32_t>(c); };
    if (std::none_of(drawing.grids.begin(), drawing.grids.end(), of_community)) continue;
    const Community& home = drawing.communities[c];
    const std::string name = safe_file_name(home.name.empty() ? home.id : home.id + "_" + home.name),
                      title = say(options.picture.language, "notice_file", {community_title(options.picture.language, home)});
    if (options.format == "pdf") {
      files.push_back({name + ".pdf", community_title(options.picture.language, home), [&drawing, &notices, options, c, title] {
                         return document_of(notices_of(drawing, notices, static_cast<std::int32_t>(c)), title, options);
                       }});
      continue;
    }
    for (const GridNotice& notice : notices) {
      const PlanGrid& grid = drawing.grids[static_cast<std::size_t>(notice.grid)];
      if (of_community(grid))
        files.push_back({safe_file_name(grid.code) + "." + options.format, grid.name, [&drawing, &notice, options] {
                           return picture_of(notice_sheet(drawing, notice, options.sheet()), options.format, options.picture);
                         }});
    }
  }
  return files;
}

}  // namespace wangge
