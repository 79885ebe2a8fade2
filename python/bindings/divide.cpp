#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include "algorithms/functional/merge_layers.hpp"
#include "algorithms/plan/divide_city.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "python/bindings/background.hpp"
#include "python/bindings/parts.hpp"
#include "python/bindings/plan_tables.hpp"

namespace wangge::python {

namespace nb = nanobind;

namespace {

/// The city stays as it is: the run prepares a copy.
nb::dict divide(const City& city, const std::string& language, int threads, std::uint64_t seed, double seconds, bool prove,
                const nb::object& progress) {
  RunContext run;
  set_up(run, threads, seed, seconds);
  DivideCityOptions options;
  options.language = language_of(language);
  options.division.prove = prove;
  if (prove) options.division.seconds = 2;
  City prepared;
  Result<Plan> answer = Error{};
  const bool interrupted = run_in_background(run, progress, options.language, [&] {
    prepared = merge_layers(prepare_city(city, options.language, run.threads));
    answer = divide_city(prepared, options, run);
  });
  nb::dict tables = plan_tables(prepared, answer.value());
  tables["interrupted"] = interrupted;
  return tables;
}

}  // namespace

void add_divide(nb::module_& module) {
  module.def("divide", &divide, nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg().none());
}

}  // namespace wangge::python
