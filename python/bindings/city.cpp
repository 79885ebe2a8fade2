#include <nanobind/nanobind.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

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

void set_centres(City& city, const Texts& ids, const Coordinates& points) {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Centre one;
    one.id = ids[i];
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

/// `from_nodes` and `to_nodes` may be empty: lines then join where vertices coincide.
void set_walk_lines(City& city, const nb::tuple& arrays, const Texts& from_nodes, const Texts& to_nodes, const Numbers& foot) {
  std::vector<MultiPolyline> lines = lines_from(arrays);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    WalkLine one;
    one.lines = std::move(lines[i]);
    if (!from_nodes.empty()) one.from_node = from_nodes[i];
    if (!to_nodes.empty()) one.to_node = to_nodes[i];
    one.foot = foot(i) != 0;
    city.walk_lines.push_back(std::move(one));
  }
}

void set_rules(City& city, int low, int high, int target, const std::string& count, const std::string& compounds,
               const std::map<std::string, std::string>& barriers) {
  GridRules& rules = city.rules;
  rules.min_households = Households(low);
  rules.max_households = Households(high);
  rules.target_households = Households(target);
  rules.count = count == "fewest"  ? GridCount::fewest
                : count == "most"  ? GridCount::most
                : count == "fixed" ? GridCount::fixed
                                   : GridCount::target;
  rules.compounds = compounds == "prefer"   ? CompoundRule::prefer
                    : compounds == "ignore" ? CompoundRule::ignore
                                            : CompoundRule::keep;
  for (const auto& [name, rule] : barriers)
    rules.barriers[name] = rule == "hard" ? BarrierRule::hard : rule == "soft" ? BarrierRule::soft : BarrierRule::none;
}

void set_circles(City& city, const std::vector<double>& minutes, double speed, const std::vector<double>& metres) {
  city.circles.minutes = minutes;
  city.circles.speed = MetresPerSecond(speed);
  city.circles.metres = metres;
}

/// A record of the buildings whose count Python could not use; the sentence comes from the catalogue.
void note_building(City& city, const std::string& code, std::size_t building, const std::string& given,
                   const std::string& language) {
  const Building& one = city.buildings[building];
  const Language words = language_of(language);
  city.findings.push_back(
      {code, Severity::warning, "buildings", one.id, false, say(words, code, {given}), say(words, code + "_repair"), one.point});
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
      .def("set_rules", &set_rules)
      .def("set_circles", &set_circles)
      .def("note_building", &note_building);
}

}  // namespace wangge::python
