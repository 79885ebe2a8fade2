#include "cli/atlas_sheets.hpp"

#include <algorithm>
#include <set>

#include "cli/part_of_drawing.hpp"
#include "cli/worker_processes.hpp"
#include "io/whole_file.hpp"
#include "io/whole_folder.hpp"
#include "render/sheet_words.hpp"
#include "render/text_width.hpp"

namespace wangge {

namespace {

/// What lies in a sub-district; of things without a community, what may be seen on its sheet.
PlanDrawing of_district(const PlanDrawing& all, const std::string& district) {
  std::vector<bool> own;
  Box window;
  for (const Community& c : all.communities) {
    own.push_back(c.subdistrict == district);
    if (own.back()) window.expand(bounds(c.area));
  }
  window.grow(std::max(window.width(), window.height()));
  PlanDrawing part = part_of_drawing(all, own, window);
  part.name = is_wide_text(district) ? all.name + district : all.name + ", " + district;
  return part;
}

/// Names of files are made different by numbers where they are not.
void end_names(std::vector<SheetFile>& sheets, const std::string& format) {
  std::set<std::string> names;
  for (SheetFile& sheet : sheets) {
    std::string name = sheet.file;
    for (int n = 2; !names.insert(name).second; ++n) name = sheet.file + "_" + std::to_string(n);
    sheet.file = name + "." + format;
  }
}

}  // namespace

std::vector<SheetFile> atlas_sheets(const PlanDrawing& drawing, const AtlasOptions& options) {
  const auto whole = [&drawing, options] {
    return picture_of(plan_sheet(drawing, options.sheet()), options.format, options.picture);
  };
  std::vector<SheetFile> sheets{{"overview", drawing.name, whole}};
  std::set<std::string> seen;
  for (const Community& c : drawing.communities)
    if (!c.subdistrict.empty() && seen.insert(c.subdistrict).second)
      sheets.push_back({"overview_" + safe_file_name(c.subdistrict), c.subdistrict, [&drawing, options, name = c.subdistrict] {
                          return picture_of(plan_sheet(of_district(drawing, name), options.sheet()), options.format,
                                            options.picture);
                        }});
  if (seen.size() < 2) sheets.resize(1);
  for (const Community& c : drawing.communities)
    sheets.push_back({safe_file_name(c.name.empty() ? c.id : c.id + "_" + c.name), community_title(options.picture.language, c),
                      [&drawing, options, id = c.id] {
                        PlanSheetOptions sheet = options.sheet();
                        sheet.community_id = id;
                        return picture_of(plan_sheet(drawing, sheet), options.format, options.picture);
                      }});
  end_names(sheets, options.format);
  return sheets;
}

Status draw_sheets(const std::vector<SheetFile>& sheets, const std::function<std::string(const std::string&)>& place_of,
                   Language language, const RunContext& run) {
  const auto draw = [&](std::size_t i) {
    const Result<std::string> bytes = sheets[i].draw();
    return bytes ? write_bytes(place_of(sheets[i].file), *bytes, language) : Status(bytes.error());
  };
  const auto done = [&](std::size_t drawn) {
    run.report("stage_atlas", static_cast<std::int64_t>(drawn), static_cast<std::int64_t>(sheets.size()));
  };
  return run_in_processes(sheets.size(), draw, done, language, run);
}

}  // namespace wangge
