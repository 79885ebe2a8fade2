#include "cli/dirty_files.hpp"

#include <cstdlib>

namespace wangge {

namespace {

void replace(std::string& text, const std::string& from, const std::string& to) {
  if (const std::size_t place = text.find(from); place != std::string::npos) text.replace(place, from.size(), to);
}

/// Changes the text of one [section] only.
template <class Change>
void change_section(std::string& project, const std::string& name, Change&& change) {
  const std::size_t begin = project.find("[" + name + "]"), end = project.find("\n[", begin);
  if (begin == std::string::npos) return;
  std::string section = project.substr(begin, end == std::string::npos ? end : end - begin);
  const std::size_t length = section.size();
  change(section);
  project.replace(begin, length, section);
}

void counts_in_words(const City& city, const DirtyWriting& writing, ExampleFiles& files) {
  ExtraColumn words{"buildings", "households_text", {}, {}};
  for (const Building& b : city.buildings) words.texts.push_back(std::to_string(b.households.value()));
  for (const auto& [building, text] : writing.household_texts) words.texts[static_cast<std::size_t>(building)] = text;
  files.columns.push_back(std::move(words));
  replace(files.project, "households = \"households\"", "households = \"households_text\"");
}

void compounds_by_name(const DirtyWriting& writing, ExampleFiles& files) {
  files.columns.push_back({"buildings", "compound_name", writing.compound_names, {}});
  change_section(files.project, "buildings",
                 [](std::string& s) { replace(s, "compound = \"compound_id\"", "compound = \"compound_name\""); });
}

std::int64_t as_number(const std::string& code) { return std::strtoll(code.c_str(), nullptr, 10); }

void references_as_numbers(const City& city, ExampleFiles& files) {
  ExtraColumn communities{"buildings", "community_number", {}, {}};
  ExtraLayer previous{"previous_numbers", {"building_id", "grid_code"}, {}};
  for (const Building& b : city.buildings) {
    communities.wholes.push_back(b.community < 0 ? 0 : as_number(city.communities[static_cast<std::size_t>(b.community)].id));
    if (!b.previous_grid.empty())
      previous.rows.push_back({{std::to_string(as_number(b.id)), std::to_string(as_number(b.previous_grid))}, {}, {}});
  }
  files.columns.push_back(std::move(communities));
  files.layers.push_back(std::move(previous));
  change_section(files.project, "buildings",
                 [](std::string& s) { replace(s, "community = \"community_id\"", "community = \"community_number\""); });
  change_section(files.project, "previous",
                 [](std::string& s) { replace(s, "layer = \"buildings\"", "layer = \"previous_numbers\""); });
}

void buildings_in_shapefile(ExampleFiles& files) {
  change_section(files.project, "buildings", [](std::string& s) {
    replace(s, "path = \"city.gpkg\"\nlayer = \"buildings\"", "path = \"buildings.shp\"");
    for (const char* name : {"building_id", "community_id", "compound_id", "party_members"})
      replace(s, std::string("\"") + name + "\"", "\"" + std::string(name).substr(0, 10) + "\"");
  });
}

}  // namespace

/// Coordinates of the buildings as a mislabelled file would hold them.
void mislabel_buildings(City& city, const DirtyWriting& writing) {
  const auto change = [&](Point& p) {
    p.x += writing.add_to_eastings;
    if (writing.axes_swapped) std::swap(p.x, p.y);
  };
  for (Building& b : city.buildings) {
    change(b.point);
    for (Polygon& polygon : b.footprint) {
      for (Point& p : polygon.outer) change(p);
      for (Ring& hole : polygon.holes)
        for (Point& p : hole) change(p);
    }
  }
}

void write_otherwise(const City& city, const DirtyWriting& writing, ExampleFiles& files) {
  if (!writing.household_texts.empty()) counts_in_words(city, writing, files);
  if (!writing.compound_names.empty()) compounds_by_name(writing, files);
  if (writing.numeric_codes) references_as_numbers(city, files);
  if (writing.previous_polygons)
    change_section(files.project, "previous", [](std::string& s) {
      replace(s, "layer = \"buildings\"\nbuilding = \"building_id\"\n", "layer = \"previous_grids\"\n");
    });
  if (writing.shapefile) buildings_in_shapefile(files);
}

}  // namespace wangge
