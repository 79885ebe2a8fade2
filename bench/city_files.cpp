#include "bench/city_files.hpp"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <stdexcept>

namespace wangge::bench {

TemporaryFolder::TemporaryFolder() {
  path_ = (std::filesystem::temp_directory_path() / "wangge-bench-XXXXXX").string();
  if (mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder");
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;  // a folder left behind is no reason to lose the figures
  std::filesystem::remove_all(path_, ignored);
}

void require(const Status& status) {
  if (!status) throw ErrorException(status.error());
}

namespace {

ProjectSection section(const std::string& path, const std::string& layer, std::map<std::string, std::string> columns) {
  ProjectSection made;
  made.present = true;
  made.path = path;
  made.layer = layer;
  made.columns = std::move(columns);
  return made;
}

}  // namespace

Project project_of(const City& city, const std::string& path) {
  Project project;
  project.file = path;
  project.name = city.name;
  project.crs = city.crs;
  project.rules = city.rules;
  project.circles = city.circles;
  project.communities = section(path, "communities",
                                {{"id", "community_id"}, {"name", "name"}, {"subdistrict", "subdistrict"}, {"county", "county"}});
  project.buildings = section(path, "buildings",
                              {{"id", "building_id"},
                               {"name", "name"},
                               {"households", "households"},
                               {"community", "community_id"},
                               {"compound", "compound_id"},
                               {"floors", "floors"},
                               {"units", "units"},
                               {"population", "population"},
                               {"party_members", "party_members"},
                               {"use", "use"}});
  project.buildings.options["geometry"] = "footprints";
  if (!city.compounds.empty()) project.compounds = section(path, "compounds", {{"id", "compound_id"}, {"name", "name"}});
  if (!city.barriers.empty()) project.barriers = section(path, "barriers", {{"class", "class"}, {"name", "name"}});
  if (!city.crossings.empty()) project.crossings = section(path, "crossings", {{"name", "name"}});
  if (!city.exclusives.empty()) project.exclusive = section(path, "exclusive", {{"id", "id"}, {"name", "name"}});
  if (!city.centres.empty())
    project.centres = section(path, "centres", {{"id", "id"}, {"name", "name"}, {"level", "level"}, {"capacity", "capacity"}});
  if (!city.walk_lines.empty())
    project.walk_network =
        section(path, "walk_network", {{"name", "name"}, {"foot", "foot"}, {"bridge", "bridge"}, {"tunnel", "tunnel"}});
  if (!city.gates.empty()) project.gates = section(path, "gates", {{"compound", "compound_id"}});
  return project;
}

}  // namespace wangge::bench
