#include "io/context_layers.hpp"

#include <algorithm>

#include "io/geopackage_file.hpp"
#include "io/named_values.hpp"

namespace wangge {

namespace {

/// A layer with all its columns; no rows when the file has no such layer.
SourceLayer read_if_there(const std::string& path, const std::vector<std::string>& names, const std::string& name,
                          bool geometry = true) {
  if (std::find(names.begin(), names.end(), name) == names.end()) return {};
  return read_whole_layer(path, name.c_str(), Language::english, geometry);
}

}  // namespace

void write_context_layers(GeoPackageFile& file, const City& city) {
  if (!city.barriers.empty()) {
    GeoPackageTable& layer = file.layer("barriers", wkbUnknown, {text_field("class"), text_field("name")});
    for (const Barrier& b : city.barriers) {
      layer.row().text(b.barrier_class).text_or_null(b.name);
      if (b.area.empty())
        layer.end(b.lines);
      else
        layer.end(b.area);
    }
  }
  const bool drawn = std::any_of(city.compounds.begin(), city.compounds.end(), [](const Compound& c) { return !c.area.empty(); });
  if (drawn) {
    GeoPackageTable& layer = file.layer("compounds", wkbUnknown, {text_field("compound_id"), text_field("name")});
    for (const Compound& c : city.compounds) {
      layer.row().text(c.id).text_or_null(c.name);
      layer.end(c.area);
    }
  }
  if (!city.centres.empty()) {
    GeoPackageTable& layer =
        file.layer("centres", wkbPoint, {text_field("id"), text_field("name"), whole_field("level"), flag_field("planned")});
    for (const Centre& c : city.centres) {
      layer.row().text(c.id).text_or_null(c.name).whole(c.level).flag(c.planned);
      layer.end(c.point);
    }
  }
}

namespace {

/// A circles file knows the places and households of all buildings: enough to count, and to draw them as dots.
void add_covered_buildings(const std::string& path, const std::vector<std::string>& names, City& city) {
  if (std::find(names.begin(), names.end(), "circles") == names.end()) return;
  const SourceLayer coverage = read_if_there(path, names, "coverage");
  for (std::size_t i = 0; i < coverage.rows; ++i) {
    Building building;
    building.id = text_value(coverage, "building_id", i);
    building.households = households_value(coverage, "households", i);
    if (!coverage.shapes[i].points.empty()) building.point = coverage.shapes[i].points[0];
    city.buildings.push_back(std::move(building));
  }
}

}  // namespace

Result<City> read_context(const std::string& path, Language language) {
  try {
    City city;
    const std::vector<std::string> names = layer_names(path, language);
    SourceLayer communities = read_if_there(path, names, "communities");
    if (communities.rows == 0) communities = read_if_there(path, names, "coverage_by_community");
    city.crs_wkt = communities.crs_wkt;
    for (std::size_t i = 0; i < communities.rows; ++i) {
      const std::string id = text_value(communities, "community_code", i);
      if (std::any_of(city.communities.begin(), city.communities.end(), [&](const Community& c) { return c.id == id; })) continue;
      const std::string name = text_value(communities, "name", i);
      city.communities.push_back({id, name.empty() ? text_value(communities, "community_name", i) : name,
                                  text_value(communities, "subdistrict", i), text_value(communities, "county", i),
                                  communities.shapes[i].polygons, 0});
    }
    const SourceLayer barriers = read_if_there(path, names, "barriers"), compounds = read_if_there(path, names, "compounds"),
                      centres = read_if_there(path, names, "centres");
    for (std::size_t i = 0; i < barriers.rows; ++i)
      city.barriers.push_back({text_value(barriers, "class", i), text_value(barriers, "name", i), barriers.shapes[i].lines,
                               barriers.shapes[i].polygons});
    for (std::size_t i = 0; i < compounds.rows; ++i)
      city.compounds.push_back(
          {text_value(compounds, "compound_id", i), text_value(compounds, "name", i), compounds.shapes[i].polygons});
    for (std::size_t i = 0; i < centres.rows; ++i) {
      if (centres.shapes[i].points.empty()) continue;
      Centre centre;
      centre.id = text_value(centres, "id", i);
      centre.name = text_value(centres, "name", i);
      centre.level = static_cast<std::int32_t>(number_in(text_value(centres, "level", i)).value_or(4));
      centre.point = centres.shapes[i].points[0];
      centre.planned = text_value(centres, "planned", i) == "1";
      city.centres.push_back(std::move(centre));
    }
    add_covered_buildings(path, names, city);
    city.crs = read_info(path, "coordinate_system");
    city.name = read_info(path, "name");
    city.prepared_by = read_info(path, "prepared_by");
    city.household_basis = read_info(path, "household_basis");
    return city;
  } catch (const ErrorException& error) {
    return error.error();
  }
}

std::string read_info(const std::string& path, const std::string& key, Language language) {
  const std::vector<std::string> names = layer_names(path, language);
  for (const char* name : {"plan_info", "circles_info"}) {
    const SourceLayer info = read_if_there(path, names, name, false);
    for (std::size_t i = 0; i < info.rows; ++i)
      if (text_value(info, "key", i) == key) return text_value(info, "value", i);
  }
  return {};
}

}  // namespace wangge
