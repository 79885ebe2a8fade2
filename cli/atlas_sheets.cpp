#include "cli/atlas_sheets.hpp"

#include <mutex>
#include <numeric>
#include <set>

#include "core/parallel.hpp"
#include "io/whole_file.hpp"
#include "io/whole_folder.hpp"
#include "render/sheet_words.hpp"
#include "render/text_width.hpp"

namespace wangge {

namespace {

std::vector<AtlasSheet> sheets_of(const PlanDrawing& drawing, const AtlasOptions& options) {
  std::vector<AtlasSheet> sheets{{"overview", drawing.name, "", ""}};
  std::set<std::string> seen;
  for (const Community& c : drawing.communities)
    if (!c.subdistrict.empty() && seen.insert(c.subdistrict).second)
      sheets.push_back({"overview_" + safe_file_name(c.subdistrict), c.subdistrict, "", c.subdistrict});
  if (seen.size() < 2) sheets.resize(1);
  for (const Community& c : drawing.communities)
    sheets.push_back(
        {safe_file_name(c.name.empty() ? c.id : c.id + "_" + c.name), community_title(options.picture.language, c), c.id, ""});
  std::set<std::string> names;
  for (AtlasSheet& sheet : sheets) {
    std::string name = sheet.file;
    for (int n = 2; !names.insert(name).second; ++n) name = sheet.file + "_" + std::to_string(n);
    sheet.file = name + "." + options.format;
  }
  return sheets;
}

/// The drawing without what lies in other sub-districts; things without a community stay and are cut by the window.
PlanDrawing of_district(const PlanDrawing& all, const std::string& district) {
  PlanDrawing part = all;
  std::vector<std::int32_t> number(all.communities.size(), -1);
  part.communities.clear();
  for (std::size_t c = 0; c < all.communities.size(); ++c)
    if (all.communities[c].subdistrict == district) {
      number[c] = static_cast<std::int32_t>(part.communities.size());
      part.communities.push_back(all.communities[c]);
    }
  const auto now = [&](std::int32_t c) { return c < 0 ? -1 : number[static_cast<std::size_t>(c)]; };
  part.grids.clear();
  part.grid_colours.clear();
  part.cells.clear();
  for (std::size_t g = 0; g < all.grids.size(); ++g)
    if (now(all.grids[g].community) >= 0) {
      part.grids.push_back(all.grids[g]);
      part.grids.back().community = now(all.grids[g].community);
      part.grid_colours.push_back(all.grid_colours[g]);
    }
  std::erase_if(part.buildings, [&](const Building& b) { return now(b.community) < 0; });
  part.name = is_wide_text(district) ? all.name + district : all.name + ", " + district;
  return part;
}

}  // namespace

Status draw_sheets(const std::vector<AtlasSheet>& sheets, const char* stage, const AtlasOptions& options,
                   const std::function<MapSheet(std::size_t)>& make, const PlaceOfSheet& place_of, const RunContext& run) {
  std::vector<std::size_t> order(sheets.size());
  std::iota(order.begin(), order.end(), 0U);
  std::mutex guard;
  std::int64_t done = 0;
  try {
    for_each_parallel(order, run.threads, [&](std::size_t i) {
      if (run.should_stop())
        throw ErrorException(Error{ErrorCode::cancelled, say(options.picture.language, "reading_cancelled"), "", ""});
      const Result<std::string> bytes = picture_of(make(i), options.format, options.picture);
      const Status written =
          bytes ? write_bytes(place_of(sheets[i].file), *bytes, options.picture.language) : Status(bytes.error());
      if (!written) throw ErrorException(written.error());
      const std::scoped_lock lock(guard);
      run.report(stage, ++done, static_cast<std::int64_t>(sheets.size()));
    });
  } catch (const ErrorException& error) {
    return error.error();
  }
  return Done{};
}

Result<std::vector<AtlasSheet>> write_atlas(PlanDrawing& drawing, const AtlasOptions& options, const PlaceOfSheet& place_of,
                                            const RunContext& run) {
  if (drawing.grid_colours.size() != drawing.grids.size()) drawing.grid_colours = plan_colours(drawing);
  std::vector<AtlasSheet> sheets = sheets_of(drawing, options);
  const Status drawn = draw_sheets(
      sheets, "stage_atlas", options,
      [&](std::size_t i) {
        PlanSheetOptions sheet = options.sheet();
        sheet.community_id = sheets[i].community;
        return sheets[i].district.empty() ? plan_sheet(drawing, sheet)
                                          : plan_sheet(of_district(drawing, sheets[i].district), sheet);
      },
      place_of, run);
  if (!drawn) return drawn.error();
  return sheets;
}

}  // namespace wangge
