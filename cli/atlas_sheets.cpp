#include "cli/atlas_sheets.hpp"

#include <algorithm>
#include <set>

#include "cli/worker_processes.hpp"
#include "io/whole_file.hpp"
#include "io/whole_folder.hpp"
#include "render/sheet_words.hpp"
#include "render/text_width.hpp"

namespace wangge {

namespace {

template <class Record, class Keep>
void copy_those(const std::vector<Record>& all, std::vector<Record>& part, const Keep& keep) {
  for (const Record& one : all)
    if (keep(one)) part.push_back(one);
}

/// What lies in a sub-district; of things without a community, what may be seen on its sheet.
PlanDrawing of_district(const PlanDrawing& all, const std::string& district) {
  PlanDrawing part;
  std::vector<std::int32_t> number(all.communities.size(), -1);
  Box window;
  for (std::size_t c = 0; c < all.communities.size(); ++c)
    if (all.communities[c].subdistrict == district) {
      number[c] = static_cast<std::int32_t>(part.communities.size());
      part.communities.push_back(all.communities[c]);
      window.expand(bounds(all.communities[c].area));
    }
  window.grow(std::max(window.width(), window.height()));
  const auto now = [&](std::int32_t c) { return c < 0 ? -1 : number[static_cast<std::size_t>(c)]; };
  for (std::size_t g = 0; g < all.grids.size(); ++g)
    if (now(all.grids[g].community) >= 0) {
      part.grids.push_back(all.grids[g]);
      part.grids.back().community = now(all.grids[g].community);
      if (g < all.grid_colours.size()) part.grid_colours.push_back(all.grid_colours[g]);
    }
  copy_those(all.buildings, part.buildings, [&](const Building& b) { return now(b.community) >= 0; });
  copy_those(all.compounds, part.compounds, [&](const Compound& c) { return bounds(c.area).intersects(window); });
  const auto seen = [&](const MultiPolyline& lines) {
    return std::any_of(lines.begin(), lines.end(), [&](const Polyline& line) { return bounds(line).intersects(window); });
  };
  copy_those(all.barriers, part.barriers, [&](const Barrier& b) { return seen(b.lines) || bounds(b.area).intersects(window); });
  copy_those(all.roads, part.roads, [&](const WalkLine& line) { return seen(line.lines); });
  copy_those(all.centres, part.centres, [&](const Centre& c) { return window.contains(c.point); });
  copy_those(all.gates, part.gates, [&](const Gate& g) { return window.contains(g.point); });
  copy_those(all.violations, part.violations, [&](const Violation& v) { return v.place && window.contains(*v.place); });
  part.name = is_wide_text(district) ? all.name + district : all.name + ", " + district;
  part.crs = all.crs;
  part.household_basis = all.household_basis;
  part.date = all.date;
  part.maker = all.maker;
  part.mark = all.mark;
  part.notes = all.notes;
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
