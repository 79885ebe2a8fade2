/// The project file (city.toml) as values; contract section 1. Parsed by io/project_file, paths already absolute.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "core/rules.hpp"
#include "core/staff_rules.hpp"

namespace wangge {

/// One data section. `columns` maps a role ("id", "households", "community" ...) to a column of the file.
struct ProjectSection {
  bool present = false;
  std::string path;
  std::string layer;
  std::string encoding;  ///< overrides recognition, e.g. "GBK"
  std::map<std::string, std::string> columns;
  std::map<std::string, std::string> options;  ///< everything else with a plain value, e.g. geometry = "points"
  /// households_from = { floors = "floors", area_per_dwelling = 90.0 }
  std::string floors_column;
  double area_per_dwelling = 0;
  /// Ledgers joined by id: [[buildings.join]] path, id, columns
  struct Join {
    std::string path, layer, id;
  };
  std::vector<Join> joins;

  [[nodiscard]] std::string column(const std::string& role) const {
    const auto found = columns.find(role);
    return found == columns.end() ? std::string() : found->second;
  }
};

/// One old functional layer: [[functional_grids]].
struct ProjectFunctionalLayer {
  ProjectSection section;
  std::string title;
  double weight = 1;
};

/// Where the staff list is and which columns say grid and post; name and phone are read for internal editions only.
struct ProjectStaffList {
  std::string path, layer, grid = "grid_code", role = "role", name = "name", phone = "phone";
};

struct Project {
  std::string file;  ///< absolute path of city.toml
  std::string name;
  std::string prepared_by;
  std::string crs = "auto";
  Language language = Language::english;
  ProjectSection communities, buildings, compounds, barriers, crossings, exclusive, centres, candidates, walk_network, gates,
      entrances, previous;
  std::vector<ProjectFunctionalLayer> functional_layers;
  std::vector<std::string> locked_codes;
  GridRules rules;
  CircleRules circles;
  StaffRules staff;
  ProjectStaffList staff_list;
  bool circles_given = false;
};

}  // namespace wangge
