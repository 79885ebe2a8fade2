#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include "algorithms/audit/audit_plan.hpp"
#include "algorithms/change/put_in_force.hpp"
#include "algorithms/functional/merge_layers.hpp"
#include "algorithms/plan/repair_plan.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "python/bindings/background.hpp"
#include "python/bindings/parts.hpp"
#include "python/bindings/plan_tables.hpp"

namespace wangge::python {

namespace nb = nanobind;

namespace {

nb::dict figures_dict(const AuditFigures& f) {
  nb::dict figures;
  figures["grids"] = f.grids;
  figures["comprehensive"] = f.comprehensive;
  figures["in_range"] = f.in_range;
  figures["households"] = f.households;
  figures["inner_boundary"] = f.inner_boundary;
  figures["mean_compactness"] = f.mean_compactness;
  figures["stated_wrong"] = f.stated_wrong;
  return figures;
}

/// City and plan stay as they are.
nb::dict check(const City& city, const Plan& plan, const std::string& language) {
  const Language words = language_of(language);
  RunContext run;
  std::vector<Violation> violations;
  AuditFigures figures;
  City prepared;
  run_or_raise(run, nb::none(), words, [&] {
    prepared = merge_layers(prepare_city(city, words));
    violations = audit_plan(prepared, plan, {words});
    figures = audit_figures(prepared, plan);
  });
  nb::dict answer;
  answer["violations"] = violations_table(violations);
  answer["findings"] = findings_table(prepared.findings);
  answer["figures"] = figures_dict(figures);
  return answer;
}

/// `most_moved` households over the city may change grid, -1 = as many as it takes.
nb::dict repair(const City& city, const Plan& plan, const std::string& language, int threads, std::uint64_t seed, double seconds,
                std::int64_t most_moved, const nb::object& progress) {
  RunContext run;
  set_up(run, threads, seed, seconds);
  RepairOptions options;
  options.language = language_of(language);
  options.most_moved = most_moved;
  City prepared;
  std::vector<Violation> before;
  RepairAnswer answer;
  const bool interrupted = run_in_background(run, progress, options.language, [&] {
    prepared = merge_layers(prepare_city(city, options.language));
    before = audit_plan(prepared, plan, {options.language});
    put_in_force(plan, prepared);
    answer = repair_plan(prepared, plan, broken_communities(prepared, before), options, run);
    answer.plan.violations = audit_plan(prepared, answer.plan, {options.language});
    answer.plan.stopped_early = answer.plan.stopped_early || run.should_stop();
  });
  nb::dict tables;
  tables["plan"] = plan_tables(prepared, answer.plan);
  tables["before"] = violations_table(before);
  tables["households_moved"] = answer.households_moved;
  tables["communities_mended"] = answer.communities_mended;
  tables["communities_left"] = answer.communities_left;
  tables["interrupted"] = interrupted;
  return tables;
}

}  // namespace

void add_check(nb::module_& module) {
  module.def("check", &check);
  module.def("repair", &repair, nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg().none());
}

}  // namespace wangge::python
