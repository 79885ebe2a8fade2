/// A plan as tables, with the fields and the order of the plan file (docs/formats.md).
#pragma once

#include <nanobind/nanobind.h>

#include <vector>

#include "core/plan.hpp"

namespace wangge::python {

[[nodiscard]] nanobind::dict plan_tables(const City& city, const Plan& plan);
/// Branches, party groups, levels, crosswalk: only what the job asked for and the plan has.
void add_requested_tables(const City& city, const Plan& plan, nanobind::dict& tables);
[[nodiscard]] nanobind::dict violations_table(const std::vector<Violation>& violations);

}  // namespace wangge::python
