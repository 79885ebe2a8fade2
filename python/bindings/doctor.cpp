#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include "algorithms/validate/find_problems.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "python/bindings/arrays.hpp"
#include "python/bindings/parts.hpp"

namespace wangge::python {

namespace {

/// What reading, placing and a closer look find, in this order. The GIL is free while the engine works.
nb::dict doctor(const City& city, const std::string& language) {
  std::vector<Finding> findings;
  {
    const nb::gil_scoped_release free;
    const City prepared = prepare_city(city, language_of(language));
    findings = prepared.findings;
    const std::vector<Finding> more = find_problems(prepared, language_of(language));
    findings.insert(findings.end(), more.begin(), more.end());
  }
  return findings_table(findings);
}

}  // namespace

void add_doctor(nb::module_& module) { module.def("doctor", &doctor); }

}  // namespace wangge::python
