#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "io/export_format.hpp"
#include "io/export_plan.hpp"

namespace wangge {

int run_export(const Arguments& arguments, Console& console) {
  ExportOptions options;
  options.encoding = arguments.encoding;
  options.chinese_fields = arguments.chinese_fields;
  options.rings = arguments.rings;
  options.datum = arguments.datum;
  options.language = console.language;
  const Status done = export_plan(arguments.plans[0], arguments.output, options);
  if (!done) return console.fail(done.error());
  const std::string target = shown_target(arguments.output);
  console.message(say(console.language, "written", {target}));
  if (arguments.json) console.result(nlohmann::json{{"written", target}}.dump());
  return static_cast<int>(Exit::done);
}

}  // namespace wangge
