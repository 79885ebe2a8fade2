#include "cli/example_files.hpp"

#include "core/catalogue.hpp"

namespace wangge {

namespace {

template <class Record, class Value>
ExtraColumn texts(const char* layer, const char* name, const std::vector<Record>& records, Value value) {
  ExtraColumn column{layer, name, {}, {}};
  for (const Record& r : records) column.texts.push_back(value(r));
  return column;
}

template <class Record, class Value>
ExtraColumn wholes(const char* layer, const char* name, const std::vector<Record>& records, Value value) {
  ExtraColumn column{layer, name, {}, {}};
  for (const Record& r : records) column.wholes.push_back(static_cast<std::int64_t>(value(r)));
  return column;
}

std::vector<ExtraColumn> columns_of(const ExampleCity& e) {
  using Building = ExampleBuildingColumns;
  using Compound = ExampleCompoundColumns;
  std::vector<ExtraColumn> columns{
      texts("buildings", "district_type", e.building_columns, [](const Building& b) { return b.district_type; }),
      texts("buildings", "shape", e.building_columns, [](const Building& b) { return b.shape; }),
      wholes("buildings", "dwellings", e.building_columns, [](const Building& b) { return b.dwellings; }),
      wholes("buildings", "resident_households", e.building_columns, [](const Building& b) { return b.resident_households; }),
      wholes("buildings", "registered_party_members", e.building_columns,
             [](const Building& b) { return b.registered_party_members; }),
      wholes("buildings", "year", e.building_columns, [](const Building& b) { return b.year; }),
      texts("compounds", "district_type", e.compound_columns, [](const Compound& c) { return c.district_type; }),
      wholes("compounds", "year", e.compound_columns, [](const Compound& c) { return c.year; }),
      wholes("compounds", "walled", e.compound_columns, [](const Compound& c) { return c.walled ? 1 : 0; }),
      wholes("compounds", "managed", e.compound_columns, [](const Compound& c) { return c.managed ? 1 : 0; }),
      texts("communities", "subdistrict_code", e.community_columns,
            [](const ExampleCommunityColumns& c) { return c.subdistrict_code; }),
      texts("communities", "county_code", e.community_columns, [](const ExampleCommunityColumns& c) { return c.county_code; }),
      texts("gates", "kind", e.gate_columns, [](const ExampleGateColumns& g) { return g.kind; }),
      texts("gates", "hours", e.gate_columns, [](const ExampleGateColumns& g) { return g.hours; }),
      texts("centres", "services", e.centre_columns, [](const ExampleCentreColumns& c) { return c.services; }),
      texts("centres", "opening", e.centre_columns, [](const ExampleCentreColumns& c) { return c.opening; }),
      texts("centres", "status", e.centre_columns, [](const ExampleCentreColumns& c) { return c.status; }),
  };
  return columns;
}

std::vector<ExtraLayer> layers_of(const ExampleCity& e) {
  ExtraLayer roads{"roads", {"class", "name", "width_m"}, {}};
  for (const ExampleRoad& r : e.roads) roads.rows.push_back({{r.road_class, r.name, with_decimals(r.width, 1)}, {r.line}, {}});
  ExtraLayer units{"units", {"building_id", "unit", "households"}, {}};
  for (const ExampleUnit& u : e.units)
    units.rows.push_back({{e.city.buildings[static_cast<std::size_t>(u.building)].id, std::to_string(u.number),
                           std::to_string(u.households.value())},
                          {},
                          {}});
  ExtraLayer stories{"stories", {"name", "proves", "ids"}, {}};
  for (const ExampleStory& s : e.stories) {
    std::string ids;
    for (const std::string& id : s.ids) ids += (ids.empty() ? "" : " ") + id;
    stories.rows.push_back({{s.name, s.proves, ids}, {}, {}});
  }
  return {roads, units, stories};
}

/// One [section] with its layer and columns.
std::string section(const char* name, const char* layer, std::initializer_list<const char*> lines) {
  std::string text = std::string("\n[") + name + "]\npath = \"city.gpkg\"\nlayer = \"" + layer + "\"\n";
  for (const char* line : lines) text += std::string(line) + "\n";
  return text;
}

std::string project_text(const City& city) {
  std::string text = "# A generated, fictional city. Any resemblance to a real place is chance.\nname = \"" + city.name +
                     "\"\ncrs = \"" + city.crs + "\"\nlanguage = \"zh\"\n";
  text += section("communities", "communities",
                  {"id = \"community_id\"", "name = \"name\"", "subdistrict = \"subdistrict\"", "county = \"county\""});
  text +=
      section("buildings", "buildings",
              {"id = \"building_id\"", "name = \"name\"", "households = \"households\"", "geometry = \"footprints\"",
               "community = \"community_id\"", "compound = \"compound_id\"", "floors = \"floors\"", "units = \"units\"",
               "population = \"population\"", "party_members = \"party_members\"", "dwellings = \"dwellings\"", "use = \"use\""});
  if (!city.compounds.empty()) text += section("compounds", "compounds", {"id = \"compound_id\"", "name = \"name\""});
  if (!city.barriers.empty()) text += section("barriers", "barriers", {"class = \"class\"", "name = \"name\""});
  if (!city.crossings.empty()) text += section("crossings", "crossings", {"name = \"name\""});
  if (!city.exclusives.empty()) text += section("exclusive", "exclusive", {"id = \"id\"", "name = \"name\""});
  if (!city.centres.empty())
    text += section("centres", "centres", {"id = \"id\"", "name = \"name\"", "level = \"level\"", "capacity = \"capacity\""});
  if (!city.walk_lines.empty())
    text += section("walk_network", "walk_network",
                    {"name = \"name\"", "foot = \"foot\"", "bridge = \"bridge\"", "tunnel = \"tunnel\""});
  if (!city.gates.empty()) text += section("gates", "gates", {"compound = \"compound_id\""});
  text += section("previous", "buildings", {"building = \"building_id\"", "grid_code = \"grid_code\""});
  if (!city.locked_grids.empty()) {
    text += "\n[locked]\ncodes = [";
    for (std::size_t i = 0; i < city.locked_grids.size(); ++i) text += (i > 0 ? ", \"" : "\"") + city.locked_grids[i] + "\"";
    text += "]\n";
  }
  text +=
      "\n[rules]\nmin_households = 300\nmax_households = 500\ntarget_households = 400\ncount = \"target\"\ncompounds = \"keep\"\n"
      "barriers = { river = \"hard\", railway = \"hard\", expressway = \"hard\", main_road = \"soft\" }\nchange_budget = 1.0\n"
      "\n[circles]\nminutes = [5, 10, 15]\nspeed = 1.1\nmetres = [1000]\n";
  return text;
}

}  // namespace

ExampleFiles example_files(const ExampleCity& example) {
  return {project_text(example.city), columns_of(example), layers_of(example)};
}

}  // namespace wangge
