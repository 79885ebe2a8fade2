#include "io/project_file.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "tests/io/temporary_folder.hpp"

using namespace wangge;

namespace {

const std::string kSections = "[communities]\npath = \"a.gpkg\"\nid = \"id\"\n[buildings]\npath = \"sub/b.shp\"\nid = \"id\"\n";

Result<Project> read(const std::string& text, const std::vector<std::string>& overrides = {}) {
  const test::TemporaryFolder folder;
  return read_project(folder.write("city.toml", text), overrides);
}

Error error_of(const std::string& text, const std::vector<std::string>& overrides = {}) {
  const auto project = read(text, overrides);
  REQUIRE_FALSE(project.has_value());
  return project.error();
}

}  // namespace

TEST_CASE("a whole project file") {
  const auto project =
      read("name = \"Test\"\nlanguage = \"zh\"\nlocked = [\"G1\"]\n" + kSections +
           "households_from = { floors = \"层数\", area_per_dwelling = 90.0 }\ncompound = \"小区\"\n"
           "[[buildings.join]]\npath = \"ledger.xlsx\"\nid = \"编码\"\n"
           "[rules]\nmin_households = 200\nmax_households = 401\ncount = \"fewest\"\ncompounds = \"prefer\"\n"
           "barriers = { river = \"soft\" }\nchange_budget = 0.2\n[circles]\nminutes = [5, 15]\nmetres = [1000]\n");
  REQUIRE(project.has_value());
  CHECK(project->language == Language::chinese);
  CHECK(project->locked_codes == std::vector<std::string>{"G1"});
  CHECK(project->buildings.path.ends_with("/sub/b.shp"));
  CHECK(project->buildings.path.front() == '/');
  CHECK(project->buildings.floors_column == "层数");
  CHECK(project->buildings.joins.size() == 1);
  CHECK(project->rules.count == GridCount::fewest);
  CHECK(project->rules.target_households.value() == 400);
  CHECK(project->rules.barrier_rule("river") == BarrierRule::soft);
  CHECK(project->circles_given);
  CHECK(project->circles.minutes.size() == 2);
}

TEST_CASE("misspelt names are errors that name the key meant, with the line") {
  const Error section = error_of(kSections + "[bariers]\npath = \"x\"\n");
  CHECK(section.code == ErrorCode::bad_project_file);
  CHECK(section.message.find("barriers") != std::string::npos);
  CHECK(section.place.ends_with(":7"));
  const Error key = error_of(kSections + "househoulds = \"hh\"\n");
  CHECK(key.message.find("households") != std::string::npos);
  CHECK(key.place.ends_with(":7"));
  CHECK(error_of(kSections + "[rules]\ncount = \"targt\"\n").message.find("\"target\"") != std::string::npos);
}

TEST_CASE("keys that resemble nothing are kept for a finding") {
  const auto project = read(kSections + "photograph_of_mayor = \"x\"\n");
  REQUIRE(project.has_value());
  CHECK(project->buildings.options.contains("?buildings.photograph_of_mayor"));
}

TEST_CASE("contradictory rules and bad values") {
  CHECK(error_of(kSections + "[rules]\nmin_households = 600\n").code == ErrorCode::invalid_rules);
  CHECK(error_of(kSections + "[rules]\ntarget_households = 900\n").code == ErrorCode::invalid_rules);
  CHECK(error_of(kSections + "[rules]\nmin_households = 3.5\n").code == ErrorCode::bad_project_file);
  CHECK(error_of(kSections + "[rules]\nchange_budget = 2\n").code == ErrorCode::bad_project_file);
  CHECK(error_of(kSections + "[circles]\nspeed = nan\n").code == ErrorCode::bad_project_file);
  CHECK(error_of("name = [\n").place.find(":") != std::string::npos);
  CHECK(error_of("[communities]\npath = \"a\"\n").message.find("buildings") != std::string::npos);
  CHECK(read_project("/nowhere/city.toml").error().code == ErrorCode::unreadable_file);
}

TEST_CASE("overrides replace values and are named in errors") {
  const auto project = read(kSections, {"rules.max_households=450", "name=Some place"});
  REQUIRE(project.has_value());
  CHECK(project->rules.max_households.value() == 450);
  CHECK(project->name == "Some place");
  CHECK(error_of(kSections, {"rules.max_households=many"}).place == "--set rules.max_households=many");
  CHECK(error_of(kSections, {"rules.max_houshold=450"}).message.find("max_households") != std::string::npos);
  CHECK(error_of(kSections, {"nonsense"}).code == ErrorCode::bad_project_file);
}
