#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <cmath>

#include "core/city.hpp"
#include "python/bindings/arrays.hpp"
#include "python/bindings/parts.hpp"

namespace wangge::python {

namespace {

using Texts = std::vector<std::string>;

void set_communities(City& city, const Texts& ids, const Texts& names, const nb::tuple& arrays, const Numbers& fixed_grids) {
  std::vector<MultiPolygon> areas = areas_from(arrays);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Community one;
    one.id = ids[i];
    one.name = names[i];
    one.area = std::move(areas[i]);
    one.fixed_grids = fixed_grids(i);
    city.communities.push_back(std::move(one));
  }
}

void set_compounds(City& city, const Texts& ids, const Texts& names, const nb::tuple& arrays) {
  std::vector<MultiPolygon> areas = areas_from(arrays);
  for (std::size_t i = 0; i < ids.size(); ++i) city.compounds.push_back({ids[i], names[i], std::move(areas[i])});
}

/// `community` and `compound` are row numbers, -1 = none; households below 0 = unknown.
void set_buildings(City& city, const Texts& ids, const nb::tuple& arrays, const Coordinates& coordinates,
                   const Numbers& households, const Numbers& community, const Numbers& compound) {
  std::vector<MultiPolygon> footprints = areas_from(arrays);
  const std::vector<std::optional<Point>> points = points_from(coordinates);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Building one;
    one.id = ids[i];
    one.footprint = std::move(footprints[i]);
    one.point = points[i] ? *points[i] : interior_point(one.footprint);
    one.households_known = households(i) >= 0;
    one.households = Households(one.households_known ? households(i) : 0);
    one.community = community(i);
    one.compound = compound(i);
    city.buildings.push_back(std::move(one));
  }
}

void set_barriers(City& city, const Texts& classes, const Texts& names, const nb::tuple& line_arrays,
                  const nb::tuple& area_arrays) {
  std::vector<MultiPolyline> lines = lines_from(line_arrays);
  std::vector<MultiPolygon> areas = areas_from(area_arrays);
  for (std::size_t i = 0; i < classes.size(); ++i)
    city.barriers.push_back({classes[i], names[i], std::move(lines[i]), std::move(areas[i])});
}

void set_crossings(City& city, const Texts& names, const nb::tuple& line_arrays, const nb::tuple& area_arrays,
                   const Coordinates& coordinates) {
  std::vector<MultiPolyline> lines = lines_from(line_arrays);
  std::vector<MultiPolygon> areas = areas_from(area_arrays);
  const std::vector<std::optional<Point>> points = points_from(coordinates);
  for (std::size_t i = 0; i < names.size(); ++i) {
    Crossing one{names[i], std::move(lines[i]), std::move(areas[i]), {}};
    if (points[i]) one.points.push_back(*points[i]);
    city.crossings.push_back(std::move(one));
  }
}

void set_exclusives(City& city, const Texts& ids, const Texts& names, const nb::tuple& arrays) {
  std::vector<MultiPolygon> areas = areas_from(arrays);
  for (std::size_t i = 0; i < ids.size(); ++i) city.exclusives.push_back({ids[i], names[i], std::move(areas[i])});
}

/// `compound` are row numbers, -1 = none.
void set_gates(City& city, const Coordinates& points, const Numbers& compound) {
  for (std::size_t i = 0; i < points.shape(0); ++i) city.gates.push_back({{points(i, 0), points(i, 1)}, compound(i)});
}

/// The plan in force as polygons; a building that names its old grid is believed.
void set_previous_grids(City& city, const Texts& codes, const Texts& names, const nb::tuple& arrays) {
  std::vector<MultiPolygon> areas = areas_from(arrays);
  for (std::size_t i = 0; i < codes.size(); ++i) city.previous_grids.push_back({codes[i], std::move(areas[i]), 0, names[i]});
  city.has_previous = true;
}

/// One old functional layer: polygons, or the grid of every building in the order of the buildings ("" = none).
void add_functional_layer(City& city, const std::string& title, double weight, const Texts& codes, const Texts& names,
                          const nb::tuple& arrays, const Texts& grid_of_building) {
  FunctionalLayer layer;
  layer.name = title;
  layer.weight = weight;
  std::vector<MultiPolygon> areas = areas_from(arrays);
  for (std::size_t i = 0; i < codes.size(); ++i) layer.grids.push_back({codes[i], std::move(areas[i]), 0, names[i]});
  layer.grid_of_building = grid_of_building;
  layer.grid_of_building.resize(city.buildings.size());
  city.functional_layers.push_back(std::move(layer));
}

/// One more column of the buildings that are there; `role` as in the project file.
void set_building_words(City& city, const std::string& role, const Texts& words) {
  std::string Building::*const field = role == "name"          ? &Building::name
                                       : role == "must_link"   ? &Building::must_link
                                       : role == "cannot_link" ? &Building::cannot_link
                                       : role == "part_of"     ? &Building::part_of
                                       : role == "use"         ? &Building::use
                                                               : &Building::previous_grid;
  for (std::size_t i = 0; i < words.size(); ++i) city.buildings[i].*field = words[i];
  if (role == "previous_grid") city.has_previous = true;
}

void set_building_figures(City& city, const std::string& role, const Figures& figures) {
  const auto whole = [](double value) { return static_cast<std::int32_t>(std::floor(value + 0.5)); };
  for (std::size_t i = 0; i < figures.shape(0); ++i) {
    Building& one = city.buildings[i];
    const double value = figures(i);
    if (role == "floors") one.floors = whole(value);
    if (role == "units") one.units = whole(value);
    if (role == "population") one.population = value;
    if (role == "party_members") one.party_members = whole(value);
    if (role == "workload") one.workload = value;
    if (role == "dwellings") one.dwellings = value < 0 ? -1 : whole(value);
  }
}

/// `levels`: 1 city ... 5 station.
void set_centres(City& city, const Texts& ids, const Texts& names, const Numbers& levels, const Coordinates& points) {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Centre one;
    one.id = ids[i];
    one.name = names[i];
    one.level = levels(i);
    one.point = {points(i, 0), points(i, 1)};
    city.centres.push_back(std::move(one));
  }
}

void set_candidates(City& city, const Texts& ids, const Coordinates& points) {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Candidate one;
    one.id = ids[i];
    one.point = {points(i, 0), points(i, 1)};
    city.candidates.push_back(std::move(one));
  }
}

/// `from_nodes` and `to_nodes` may be empty: lines then join where vertices coincide. `foot`, `bridge`, `tunnel`: 0 = no.
void set_walk_lines(City& city, const nb::tuple& arrays, const Texts& names, const Texts& from_nodes, const Texts& to_nodes,
                    const Numbers& foot, const Numbers& bridge, const Numbers& tunnel) {
  std::vector<MultiPolyline> lines = lines_from(arrays);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    WalkLine one;
    one.lines = std::move(lines[i]);
    one.name = names[i];
    if (!from_nodes.empty()) one.from_node = from_nodes[i];
    if (!to_nodes.empty()) one.to_node = to_nodes[i];
    one.foot = foot(i) != 0;
    one.bridge = bridge(i) != 0;
    one.tunnel = tunnel(i) != 0;
    city.walk_lines.push_back(std::move(one));
  }
}

/// Doors of buildings and centres: `building` and `centre` are row numbers, -1 = none.
void set_entrances(City& city, const Coordinates& points, const Numbers& building, const Numbers& centre) {
  for (std::size_t i = 0; i < points.shape(0); ++i) {
    const Point door{points(i, 0), points(i, 1)};
    if (centre(i) >= 0)
      city.centres[static_cast<std::size_t>(centre(i))].entrances.push_back(door);
    else if (building(i) >= 0)
      city.buildings[static_cast<std::size_t>(building(i))].entrances.push_back(door);
  }
}

/// Where a layer of this city would lie, metres off, if its coordinates were in a shifted datum and taken for true ones.
void add_datum_shift(City& city, const std::string& datum, double east, double north) {
  city.datum_shifts.push_back({datum, {east, north}});
}

/// A record of the buildings whose count Python could not use; the sentence comes from the catalogue.
void note_building(City& city, const std::string& code, std::size_t building, const std::string& given,
                   const std::string& language) {
  const Building& one = city.buildings[building];
  const Language words = language_of(language);
  const Point corner = one.footprint.empty() ? one.point : one.footprint.front().outer.front();
  city.findings.push_back(
      {code, Severity::warning, "buildings", one.id, false, say(words, code, {given}), say(words, code + "_repair"), corner});
}

}  // namespace

void add_city(nb::module_& module) {
  nb::class_<City>(module, "City", "What one run reads, as filled by the package.")
      .def(nb::init<>())
      .def("set_communities", &set_communities)
      .def("set_compounds", &set_compounds)
      .def("set_buildings", &set_buildings)
      .def("set_barriers", &set_barriers)
      .def("set_centres", &set_centres)
      .def("set_candidates", &set_candidates)
      .def("set_walk_lines", &set_walk_lines)
      .def("set_crossings", &set_crossings)
      .def("set_exclusives", &set_exclusives)
      .def("set_gates", &set_gates)
      .def("set_entrances", &set_entrances)
      .def("set_previous_grids", &set_previous_grids)
      .def("add_functional_layer", &add_functional_layer)
      .def("set_building_words", &set_building_words)
      .def("set_building_figures", &set_building_figures)
      .def("add_datum_shift", &add_datum_shift)
      .def("note_building", &note_building);
}

}  // namespace wangge::python
