#include <clocale>
#include <exception>
#include <map>

#include "cli/commands.hpp"

int main(int argc, char** argv) {
  using namespace wangge;
  std::setlocale(LC_ALL, "C.UTF-8");
  const ParsedArguments parsed = parse_arguments(argc, argv);
  if (!parsed.run) return parsed.exit_code;
  const std::map<std::string, int (*)(const Arguments&, Console&)> commands{
      {"divide", run_divide}, {"circles", run_circles}, {"site", run_site},     {"check", run_check}, {"repair", run_repair},
      {"redraw", run_redraw}, {"doctor", run_doctor},   {"export", run_export}, {"map", run_map},     {"example", run_example},
      {"info", run_info},     {"compare", run_compare}, {"report", run_report}, {"atlas", run_atlas}, {"handover", run_handover},
  };
  Console console(parsed.arguments);
  try {
    return commands.at(parsed.arguments.command)(parsed.arguments, console);
  } catch (const ErrorException& error) {
    return console.fail(error.error());
  } catch (const std::exception& error) {
    return console.fail({ErrorCode::internal, error.what(), parsed.arguments.command, say(console.language, "internal_advice")});
  }
}
