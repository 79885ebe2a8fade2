/// The parts of the module; each adds its functions. bindings/ holds conversions only, rules live in algorithms/.
#pragma once

#include <nanobind/nanobind.h>

#include <cstdint>
#include <string>

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/finding.hpp"
#include "core/run_context.hpp"

namespace wangge::python {

void add_city(nanobind::module_& module);
void add_city_rules(nanobind::module_& module);
void add_divide(nanobind::module_& module);
void add_plan_input(nanobind::module_& module);
void add_check(nanobind::module_& module);
void add_circles(nanobind::module_& module);
void add_siting(nanobind::module_& module);
void add_doctor(nanobind::module_& module);
void add_reading(nanobind::module_& module);

/// Threads, seed, deadline; `seconds` <= 0: none.
void set_up(RunContext& run, int threads, std::uint64_t seed, double seconds);
/// A copy whose buildings know their compounds, and their communities where these are known: without communities every building
/// would be a finding, and walks need none.
[[nodiscard]] City placed_for_walks(const City& city, Language language);
[[nodiscard]] Language language_of(const std::string& word);
[[nodiscard]] nanobind::dict findings_table(const std::vector<Finding>& findings);

}  // namespace wangge::python
