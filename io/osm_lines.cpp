#include "io/osm_lines.hpp"

namespace wangge {

bool is_osm_file(const std::string& path) {
  return path.ends_with(".osm") || path.ends_with(".pbf") || path.ends_with(".osm.bz2");
}

ProjectSection with_osm_defaults(const std::string& name, ProjectSection section) {
  if (name != "walk_network" || !is_osm_file(section.path)) return section;
  if (section.layer.empty()) section.layer = "lines";
  if (section.layer != "lines") return section;
  section.columns.try_emplace("name", "name");
  section.columns["osm_highway"] = "highway";
  section.columns["osm_tags"] = "other_tags";
  return section;
}

}  // namespace wangge
