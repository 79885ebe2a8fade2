#include "algorithms/change/grid_of_building.hpp"
#include "cli/change_maps.hpp"
#include "cli/commands.hpp"
#include "cli/dossier_drawing.hpp"
#include "io/read_plan.hpp"
#include "io/whole_file.hpp"
#include "io/whole_folder.hpp"

namespace wangge {

namespace {

/// The comparison that --changes or --previous ask for; else nothing.
Status compare(const Arguments& arguments, const Console& console, PlanDossier& dossier) {
  if (!arguments.changes && arguments.old_plan.empty()) return Done{};
  if (arguments.city.empty())
    return Error{ErrorCode::invalid_input, say(console.language, "changes_need_city"), arguments.plans[0],
                 say(console.language, "changes_need_city_advice")};
  dossier.grid_of_building = grid_of_building(dossier.city, dossier.plan);
  if (const Status done = add_comparison(arguments, console.language, dossier); !done) return done.error();
  if (dossier.comparison) return Done{};
  return Error{ErrorCode::invalid_input, say(console.language, "changes_without_old"), arguments.city,
               say(console.language, "changes_without_old_advice")};
}

/// Writes all sheets and gives their files.
Result<std::vector<std::string>> draw(const PlanDossier& dossier, const AtlasOptions& options, WholeFolder& folder,
                                      const RunContext& run) {
  const PlanDrawing drawing = dossier_drawing(dossier, options.picture.language);
  std::vector<SheetFile> sheets = atlas_sheets(drawing, options);
  GridChanges changes;
  if (dossier.comparison) {
    changes = grid_changes(dossier);
    sheets.push_back({"changes/overview." + options.format, drawing.name, [&] {
                        return picture_of(change_sheet(drawing, changes, dossier.comparison->total, options.sheet()),
                                          options.format, options.picture);
                      }});
    for (SheetFile& one : change_maps(drawing, changes, *dossier.comparison, options)) {
      one.file = "changes/" + one.file;
      sheets.push_back(std::move(one));
    }
  }
  const Status drawn = draw_sheets(
      sheets, [&](const std::string& name) { return folder.file(name); }, options.picture.language, run);
  if (!drawn) return drawn.error();
  std::vector<std::string> files;
  for (const SheetFile& sheet : sheets) files.push_back(sheet.file);
  return files;
}

}  // namespace

int run_atlas(const Arguments& arguments, Console& console) {
  RunContext run;
  console.set_up(run, arguments);
  PlanDossier dossier;
  Result<City> city = map_background(arguments, console);
  if (!city) return console.fail(city.error());
  dossier.city = std::move(*city);
  Result<Plan> plan = read_plan(arguments.plans[0], dossier.city, console.language);
  if (!plan) return console.fail(plan.error());
  dossier.plan = std::move(*plan);
  if (const Status compared = compare(arguments, console, dossier); !compared) return console.fail(compared.error());
  AtlasOptions options;
  options.paper = paper_of(arguments.paper);
  options.format = arguments.format;
  options.picture = {arguments.dpi, dossier.info("created").substr(0, 10), console.language};
  try {
    WholeFolder folder(arguments.output, console.language);
    const auto files = draw(dossier, options, folder, run);
    if (!files) return console.fail(files.error());
    folder.finish();
    console.message(
        say(console.language, "atlas_summary", {with_commas(static_cast<std::int64_t>(files->size())), arguments.output}));
    if (arguments.json) {
      std::string json = "[";
      for (const std::string& file : *files) json += (json.size() > 1 ? ", \"" : "\"") + file + "\"";
      console.result("{\"sheets\": " + json + "]}");
    }
  } catch (const ErrorException& error) {
    return console.fail(error.error());
  }
  return static_cast<int>(Exit::done);
}

}  // namespace wangge
