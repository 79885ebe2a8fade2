#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "cli/commands.hpp"
#include "cli/dirty_files.hpp"
#include "cli/example_files.hpp"
#include "example/dirty_city.hpp"
#include "io/whole_file.hpp"
#include "io/write_city.hpp"
#include "io/write_shapefile.hpp"

namespace wangge {

namespace {

/// The generated city never changes with the day it is written on.
constexpr const char* kCreated = "2026-01-01T00:00:00Z";

Error unwritable(const std::string& path, Language language) {
  return {ErrorCode::unwritable_file, say(language, "write_failed", {std::strerror(errno)}), path,
          say(language, "output_is_folder_advice")};
}

Status make_folder(const std::string& path, Language language) {
  if (mkdir(path.c_str(), 0777) == 0 || errno == EEXIST) return Done{};
  return unwritable(path, language);
}

/// The clean city with one kind of defect; the planted ones are listed in the layer `defects`.
Result<DirtyResult> spoil(const ExampleCity& clean, const Arguments& arguments, Language language, ExtraLayer& defects) {
  const std::optional<DirtyKind> kind = dirty_kind(arguments.dirty);
  std::string names;
  for (const std::string_view name : dirty_kind_names()) names += (names.empty() ? "" : ", ") + std::string(name);
  if (!kind) return Error{ErrorCode::invalid_input, say(language, "dirty_unknown", {arguments.dirty}), "--dirty", names};
  DirtyResult dirty = make_dirty(clean, *kind, arguments.seed);
  mislabel_buildings(dirty.city.city, dirty.writing);
  defects = {"defects", {"kind", "layer", "id", "x", "y"}, {}};
  for (const PlantedDefect& d : dirty.defects)
    defects.rows.push_back({{d.kind, d.layer, d.id, with_decimals(d.place.x, 3), with_decimals(d.place.y, 3)}, {}, {}});
  return dirty;
}

}  // namespace

int run_example(const Arguments& arguments, Console& console) {
  RunContext run;
  console.set_up(run, arguments);
  if (arguments.dirty == "list") {
    for (const std::string_view name : dirty_kind_names()) console.result(name);
    return static_cast<int>(Exit::done);
  }
  ExampleCity example = generate_city({arguments.size == "full" ? CitySize::full : CitySize::sample, arguments.seed}, run);
  ExtraLayer defects;
  DirtyWriting writing;
  if (!arguments.dirty.empty()) {
    Result<DirtyResult> spoilt = spoil(example, arguments, console.language, defects);
    if (!spoilt) return console.fail(spoilt.error());
    writing = std::move(spoilt->writing);
    example = std::move(spoilt->city);
  }
  ExampleFiles files = example_files(example);
  write_otherwise(example.city, writing, files);
  if (!defects.rows.empty()) files.layers.push_back(std::move(defects));
  if (const Status made = make_folder(arguments.output, console.language); !made) return console.fail(made.error());
  const std::string data = arguments.output + "/city.gpkg", project = arguments.output + "/city.toml";
  if (const Status done = write_city(example.city, files.columns, files.layers, data, kCreated, console.language); !done)
    return console.fail(done.error());
  if (writing.shapefile) {
    const ShapefileWriting shapefile{writing.encoding, writing.write_cpg, writing.write_prj};
    if (const Status done = write_shapefile(data, "buildings", arguments.output + "/buildings.shp", shapefile, console.language);
        !done)
      return console.fail(done.error());
  }
  if (const Status done = write_bytes(project, files.project, console.language); !done) return console.fail(done.error());
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
