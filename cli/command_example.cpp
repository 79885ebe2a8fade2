#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "cli/commands.hpp"
#include "cli/example_files.hpp"
#include "io/whole_file.hpp"
#include "io/write_city.hpp"

namespace wangge {

namespace {

/// The generated city never changes with the day it is written on.
constexpr const char* kCreated = "2026-01-01T00:00:00Z";

Status make_folder(const std::string& path) {
  if (mkdir(path.c_str(), 0777) == 0 || errno == EEXIST) return Done{};
  return Error{ErrorCode::unwritable_file, std::strerror(errno), path, ""};
}

Status write_text(const std::string& path, const std::string& text, Language language) {
  try {
    WholeFile file(path, language);
    std::ofstream stream(file.temporary(), std::ios::binary);
    stream << text;
    stream.close();
    if (!stream) return Error{ErrorCode::unwritable_file, std::strerror(errno), path, ""};
    file.finish();
    return Done{};
  } catch (const ErrorException& error) {
    return error.error();
  }
}

}  // namespace

int run_example(const Arguments& arguments, Console& console) {
  RunContext run;
  console.set_up(run, arguments);
  const ExampleCity example = generate_city({arguments.size == "full" ? CitySize::full : CitySize::sample, arguments.seed}, run);
  const ExampleFiles files = example_files(example);
  if (const Status made = make_folder(arguments.output); !made) return console.fail(made.error());
  const std::string data = arguments.output + "/city.gpkg", project = arguments.output + "/city.toml";
  if (const Status done = write_city(example.city, files.columns, files.layers, data, kCreated); !done)
    return console.fail(done.error());
  if (const Status done = write_text(project, files.project, console.language); !done) return console.fail(done.error());
  std::int64_t households = 0;
  for (const Building& b : example.city.buildings) households += b.households.value();
  console.message(say(console.language, "example_summary",
                      {with_commas(static_cast<std::int64_t>(example.city.communities.size())),
                       with_commas(static_cast<std::int64_t>(example.city.buildings.size())), with_commas(households),
                       with_commas(static_cast<std::int64_t>(example.city.centres.size()))}));
  for (const ExampleStory& story : example.stories) console.message("  " + story.name + ": " + story.proves);
  console.message(say(console.language, "written", {project}));
  return static_cast<int>(Exit::done);
}

}  // namespace wangge
