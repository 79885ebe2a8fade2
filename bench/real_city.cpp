#include "bench/real_city.hpp"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>

#include "algorithms/validate/prepare_city.hpp"
#include "io/project_file.hpp"
#include "io/read_city.hpp"

namespace wangge::bench {

namespace {

std::optional<City> read(const std::string& name) {
  const char* named = std::getenv("WANGGE_SHARED");
  const std::filesystem::path shared =
      named != nullptr ? named : std::filesystem::path(WANGGE_SOURCE_DIR).parent_path() / "shared";
  const std::filesystem::path file = shared / "cases" / name / "city.toml";
  if (!std::filesystem::exists(file)) return std::nullopt;
  const Result<Project> project = read_project(file.string(), {});
  if (!project) return std::nullopt;
  Result<City> city = read_city(*project, RunContext{});
  if (!city) return std::nullopt;
  return prepare_city(std::move(city).value(), Language::english);
}

}  // namespace

const City* real_city(const std::string& name) {
  static std::map<std::string, std::optional<City>> cities;
  const auto [found, fresh] = cities.try_emplace(name);
  if (fresh) found->second = read(name);
  return found->second ? &*found->second : nullptr;
}

}  // namespace wangge::bench
