#include "cli/atlas_sheets.hpp"
#include "cli/commands.hpp"
#include "io/context_layers.hpp"
#include "io/read_plan.hpp"
#include "io/whole_folder.hpp"

namespace wangge {

int run_atlas(const Arguments& arguments, Console& console) {
  RunContext run;
  console.set_up(run, arguments);
  Result<City> city = map_background(arguments, console);
  if (!city) return console.fail(city.error());
  Result<Plan> plan = read_plan(arguments.plans[0], *city);
  if (!plan) return console.fail(plan.error());
  const std::string date = read_info(arguments.plans[0], "created").substr(0, 10);
  PlanDrawing drawing = plan_drawing(std::move(*city), std::move(*plan), date);
  AtlasOptions options;
  options.paper = paper_of(arguments.paper);
  options.format = arguments.format;
  options.picture = {arguments.dpi, date, console.language};
  try {
    WholeFolder folder(arguments.output, console.language);
    const auto sheets = write_atlas(
        drawing, options, [&](const std::string& name) { return folder.file(name); }, run);
    if (!sheets) return console.fail(sheets.error());
    folder.finish();
    console.message(
        say(console.language, "atlas_summary", {with_commas(static_cast<std::int64_t>(sheets->size())), arguments.output}));
    if (arguments.json) {
      std::string json = "[";
      for (const AtlasSheet& sheet : *sheets) json += (json.size() > 1 ? ", \"" : "\"") + sheet.file + "\"";
      console.result("{\"sheets\": " + json + "]}");
    }
  } catch (const ErrorException& error) {
    return console.fail(error.error());
  }
  return static_cast<int>(Exit::done);
}

}  // namespace wangge
