#include "io/project_keys.hpp"

#include <map>

namespace wangge {

const std::vector<std::string>& section_options() {
  static const std::vector<std::string> keys{"path",     "layer", "encoding",        "crs",  "datum",
                                             "geometry", "join",  "households_from", "basis"};
  return keys;
}

const std::vector<std::string>& section_roles(const std::string& section) {
  static const std::map<std::string, std::vector<std::string>> roles{
      {"communities", {"id", "name", "subdistrict", "county", "grids", "wkt"}},
      {"buildings", {"id",      "name",       "households",    "community", "compound",  "floors",
                     "units",   "population", "party_members", "workload",  "must_link", "cannot_link",
                     "part_of", "use",        "previous_grid", "dwellings", "unit",      "x",
                     "y",       "lon",        "lat",           "wkt"}},
      {"compounds", {"id", "name", "wkt"}},
      {"barriers", {"class", "name", "wkt"}},
      {"crossings", {"name", "class", "x", "y", "lon", "lat", "wkt"}},
      {"exclusive", {"id", "name", "wkt"}},
      {"centres", {"id", "name", "level", "capacity", "planned", "x", "y", "lon", "lat", "wkt"}},
      {"candidates", {"id", "name", "x", "y", "lon", "lat", "wkt"}},
      {"walk_network", {"name", "foot", "bridge", "tunnel", "from_node", "to_node", "wkt"}},
      {"gates", {"compound", "name", "x", "y", "lon", "lat", "wkt"}},
      {"entrances", {"building", "centre", "x", "y", "lon", "lat", "wkt"}},
      {"previous", {"id", "grid_code", "building", "name", "wkt"}},
      {"functional_grids", {"grid_code", "building", "name", "wkt"}},
  };
  static const std::vector<std::string> none;
  const auto found = roles.find(section);
  return found == roles.end() ? none : found->second;
}

const std::vector<std::string>& data_sections() {
  static const std::vector<std::string> sections{"communities",  "buildings", "compounds", "barriers",
                                                 "crossings",    "exclusive", "centres",   "candidates",
                                                 "walk_network", "gates",     "entrances", "previous"};
  return sections;
}

const std::vector<std::string>& functional_layer_keys() {
  static const std::vector<std::string> keys{"title", "weight"};
  return keys;
}

const std::vector<std::string>& top_level_keys() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> all = data_sections();
    for (const char* more : {"name", "prepared_by", "crs", "language", "locked", "rules", "circles", "staff", "functional_grids"})
      all.emplace_back(more);
    return all;
  }();
  return keys;
}

const std::vector<std::string>& rule_keys() {
  static const std::vector<std::string> keys{
      "min_households", "max_households", "target_households", "count",         "compounds",
      "barriers",       "change_budget",  "boundary_weight",   "along_barrier", "across_soft_barrier",
      "limits",         "micro",          "branches",          "codes",         "levels"};
  return keys;
}

const std::vector<std::string>& limit_keys() {
  static const std::vector<std::string> keys{"population", "party_members", "workload"};
  return keys;
}

const std::vector<std::string>& micro_keys() {
  static const std::vector<std::string> keys{"min_households", "max_households"};
  return keys;
}

const std::vector<std::string>& code_keys() {
  static const std::vector<std::string> keys{"grid", "exclusive_from"};
  return keys;
}

const std::vector<std::string>& branch_keys() {
  static const std::vector<std::string> keys{"min_members", "max_members", "target_members", "grids", "group_members"};
  return keys;
}

const std::vector<std::string>& staff_keys() {
  static const std::vector<std::string> keys{
      "formula",     "posts", "paid",       "subsidy_per_month", "city_share", "workers_per_10000", "police",
      "auxiliaries", "list",  "list_layer", "list_grid",         "list_role",  "list_name",         "list_phone"};
  return keys;
}

const std::vector<std::string>& circle_keys() {
  static const std::vector<std::string> keys{"minutes", "speed", "metres", "elderly_speed", "gates", "barriers"};
  return keys;
}

}  // namespace wangge
