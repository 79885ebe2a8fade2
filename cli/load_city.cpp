#include "cli/load_city.hpp"

#include <sys/stat.h>

#include <cstdlib>
#include <ctime>

#include "algorithms/functional/merge_layers.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "io/project_file.hpp"
#include "io/read_city.hpp"

namespace wangge {

namespace {

std::string date_of_run(const LoadedCity& loaded) {
  std::time_t newest = 0;
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH"); epoch != nullptr && *epoch != '\0') {
    newest = static_cast<std::time_t>(std::strtoll(epoch, nullptr, 10));
  } else {
    struct stat status {};
    const auto look = [&](const std::string& file) {
      if (!file.empty() && stat(file.c_str(), &status) == 0) newest = std::max(newest, status.st_mtime);
    };
    look(loaded.project.file);
    for (const ProjectSection* section :
         {&loaded.project.communities, &loaded.project.buildings, &loaded.project.walk_network, &loaded.project.centres})
      look(section->path);
  }
  std::tm utc{};
  gmtime_r(&newest, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

std::string count_in_words(GridCount count) {
  switch (count) {
    case GridCount::fewest: return "fewest";
    case GridCount::target: return "target";
    case GridCount::most: return "most";
    case GridCount::fixed: return "fixed";
  }
  return "";
}

}  // namespace

Result<LoadedCity> load_city(const Arguments& arguments, Console& console, const RunContext& run) {
  const std::optional<Language> wanted = arguments.language.empty() ? std::nullopt : std::optional(console.language);
  Result<Project> project = read_project(arguments.city, arguments.overrides, wanted);
  if (!project) return project.error();
  if (arguments.language.empty())
    console.language = project->language;
  else
    project->language = console.language;
  Result<City> city = read_city(*project, run);
  if (!city) return city.error();
  return LoadedCity{std::move(*project), std::move(city).value()};
}

City prepared_city(City city, Language language, int threads) {
  return merge_layers(prepare_city(std::move(city), language, threads));
}

std::vector<std::pair<std::string, std::string>> facts_of_run(const LoadedCity& loaded, const Arguments& arguments) {
  const GridRules& rules = loaded.city.rules;
  std::vector<std::pair<std::string, std::string>> info{
      {"version", WANGGE_VERSION},
      {"name", loaded.city.name},
      {"created", date_of_run(loaded)},
      {"seed", std::to_string(arguments.seed)},
      {"rules.min_households", std::to_string(rules.min_households.value())},
      {"rules.max_households", std::to_string(rules.max_households.value())},
      {"rules.target_households", std::to_string(rules.target_households.value())},
      {"rules.count", count_in_words(rules.count)},
      {"rules.compounds", rules.compounds == CompoundRule::keep     ? "keep"
                          : rules.compounds == CompoundRule::prefer ? "prefer"
                                                                    : "ignore"},
      {"rules.change_budget", with_decimals(rules.change_budget, 4)},
      {"rules.boundary_weight", with_decimals(rules.boundary_weight, 4)},
      {"rules.along_barrier", with_decimals(rules.along_barrier, 4)},
      {"rules.across_soft_barrier", with_decimals(rules.across_soft_barrier, 4)},
      {"language", loaded.project.language == Language::chinese ? "zh" : "en"},
  };
  if (!loaded.city.prepared_by.empty()) info.emplace_back("prepared_by", loaded.city.prepared_by);
  for (const auto& [name, rule] : rules.barriers)
    info.emplace_back("rules.barriers." + name, rule == BarrierRule::hard ? "hard" : rule == BarrierRule::soft ? "soft" : "none");
  return info;
}

}  // namespace wangge
