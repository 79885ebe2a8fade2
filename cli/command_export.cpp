#include "cli/commands.hpp"
#include "io/export_plan.hpp"

namespace wangge {

int run_export(const Arguments& arguments, Console& console) {
  ExportOptions options;
  options.encoding = arguments.encoding;
  options.chinese_fields = arguments.chinese_fields;
  options.language = console.language;
  const Status done = export_plan(arguments.plans[0], arguments.output, options);
  if (!done) return console.fail(done.error());
  console.message(say(console.language, "written", {arguments.output}));
  if (arguments.json) console.result("{\"written\": \"" + arguments.output + "\"}");
  return static_cast<int>(Exit::done);
}

}  // namespace wangge
