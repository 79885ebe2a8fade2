#include <nanobind/nanobind.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "core/city.hpp"
#include "core/code_template.hpp"
#include "core/result.hpp"
#include "python/bindings/parts.hpp"

namespace wangge::python {

namespace nb = nanobind;

namespace {

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

/// `budget`: share of the households that may change grid; the others weigh metres of boundary.
void set_weights(City& city, double budget, double boundary, double along_barrier, double across_soft_barrier) {
  city.rules.change_budget = budget;
  city.rules.boundary_weight = boundary;
  city.rules.along_barrier = along_barrier;
  city.rules.across_soft_barrier = across_soft_barrier;
}

/// Infinity: no limit.
void set_limits(City& city, double population, double party_members, double workload) {
  city.rules.limits = {population, party_members, workload};
}

void set_micro(City& city, int low, int high) { city.rules.micro = {true, Households(low), Households(high)}; }

void set_branches(City& city, int low, int high, int target, int grids, int group_members) {
  city.rules.branches = {true, low, high, target, grids, group_members};
}

void set_levels(City& city, int levels) { city.rules.levels = levels; }

void set_codes(City& city, const std::string& grid, int exclusive_from, const std::string& language) {
  std::string what;
  if (const std::string fault = fault_of_template(grid, what); !grid.empty() && !fault.empty())
    throw ErrorException(Error{ErrorCode::invalid_rules, say(language_of(language), fault, {what}), "codes.grid",
                               say(language_of(language), "code_template_advice")});
  city.rules.codes = {grid, exclusive_from};
}

void set_locked(City& city, const std::vector<std::string>& codes) { city.locked_grids = codes; }

void set_geometry(City& city, const std::string& kind) {
  city.building_geometry = kind == "points"  ? BuildingGeometry::points
                           : kind == "cells" ? BuildingGeometry::cells
                                             : BuildingGeometry::footprints;
}

void set_circles(City& city, const std::vector<double>& minutes, double speed, const std::vector<double>& metres,
                 double elderly_speed, bool infer_gates, bool barriers_close_lines) {
  CircleRules& circles = city.circles;
  circles.minutes = minutes;
  circles.speed = MetresPerSecond(speed);
  circles.metres = metres;
  circles.elderly_speed = MetresPerSecond(elderly_speed);
  circles.infer_gates = infer_gates;
  circles.barriers_close_lines = barriers_close_lines;
}

}  // namespace

/// What the job asks of the city; values are checked by the package.
void add_city_rules(nb::module_& module) {
  module.def("set_rules", &set_rules);
  module.def("set_weights", &set_weights);
  module.def("set_limits", &set_limits);
  module.def("set_micro", &set_micro);
  module.def("set_branches", &set_branches);
  module.def("set_levels", &set_levels);
  module.def("set_codes", &set_codes);
  module.def("set_locked", &set_locked);
  module.def("set_geometry", &set_geometry);
  module.def("set_circles", &set_circles);
}

}  // namespace wangge::python
