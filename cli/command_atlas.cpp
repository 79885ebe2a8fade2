#include "algorithms/change/grid_of_building.hpp"
#include "cli/atlas_sheets.hpp"
#include "cli/change_maps.hpp"
#include "cli/commands.hpp"
#include "io/context_layers.hpp"
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
  PlanDrawing drawing = plan_drawing(dossier.city, dossier.plan, options.picture.date);
  std::vector<std::string> files;
  const auto sheets = write_atlas(
      drawing, options, [&](const std::string& name) { return folder.file(name); }, run);
  if (!sheets) return sheets.error();
  for (const AtlasSheet& sheet : *sheets) files.push_back(sheet.file);
  if (!dossier.comparison) return files;
  const ChangeDrawing changes = change_drawing(dossier, std::move(drawing));
  const std::string overview = "changes/overview." + options.format;
  const Result<std::string> bytes =
      picture_of(change_sheet(changes, dossier.comparison->total, options.sheet()), options.format, options.picture);
  if (!bytes) return bytes.error();
  if (const Status written = write_bytes(folder.file(overview), *bytes, options.picture.language); !written)
    return written.error();
  files.push_back(overview);
  const auto maps = write_change_maps(
      changes, *dossier.comparison, options, [&](const std::string& name) { return folder.file("changes/" + name); }, run);
  if (!maps) return maps.error();
  for (const AtlasSheet& sheet : *maps) files.push_back("changes/" + sheet.file);
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
  options.picture = {arguments.dpi, read_info(arguments.plans[0], "created").substr(0, 10), console.language};
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
