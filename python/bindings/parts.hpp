/// The parts of the module; each adds its functions. bindings/ holds conversions only, rules live in algorithms/.
#pragma once

#include <nanobind/nanobind.h>

#include <cstdint>
#include <string>

#include "core/catalogue.hpp"
#include "core/finding.hpp"
#include "core/run_context.hpp"

namespace wangge::python {

void add_city(nanobind::module_& module);
void add_divide(nanobind::module_& module);
void add_circles(nanobind::module_& module);
void add_siting(nanobind::module_& module);
void add_doctor(nanobind::module_& module);

/// Threads, seed, deadline; the progress report looks for Ctrl-C and cancels the run. `seconds` <= 0: no deadline.
void set_up(RunContext& run, int threads, std::uint64_t seed, double seconds);
/// Passes a Ctrl-C on that arrived during the run; called with the GIL held.
void raise_interrupt();
[[nodiscard]] Language language_of(const std::string& word);
[[nodiscard]] nanobind::dict findings_table(const std::vector<Finding>& findings);

}  // namespace wangge::python
