/// Project file -> city as read, shared by the commands that start from one.
#pragma once

#include "cli/arguments.hpp"
#include "cli/console.hpp"
#include "core/city.hpp"
#include "core/project.hpp"

namespace wangge {

struct LoadedCity {
  Project project;
  City city;  ///< as read, not yet prepared
};

/// Sets the console's language to the project's unless the command line named one.
[[nodiscard]] Result<LoadedCity> load_city(const Arguments& arguments, Console& console, const RunContext& run);
/// Prepared, and with the starting plan merged from the project's functional layers where it names some.
[[nodiscard]] City prepared_city(City city, Language language, int threads);
/// Version, rules, seed, date and inputs for plan_info. The date is SOURCE_DATE_EPOCH or that of the newest input, so that equal
/// input gives equal bytes.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> facts_of_run(const LoadedCity& loaded, const Arguments& arguments);

}  // namespace wangge
