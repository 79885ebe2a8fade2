#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include <exception>

#include "algorithms/validate/place_buildings.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "core/result.hpp"
#include "python/bindings/arrays.hpp"
#include "python/bindings/parts.hpp"

namespace wangge::python {

void set_up(RunContext& run, int threads, std::uint64_t seed, double seconds) {
  run.threads = threads;
  run.seed = seed;
  if (seconds > 0)
    run.deadline = RunContext::Clock::now() +
                   std::chrono::duration_cast<RunContext::Clock::duration>(std::chrono::duration<double>(seconds));
}

City placed_for_walks(const City& city, Language language) {
  if (!city.communities.empty()) return prepare_city(city, language);
  City placed = city;
  const std::vector<std::int32_t> compound = place_buildings(city, language).compound;
  for (std::size_t i = 0; i < compound.size(); ++i) placed.buildings[i].compound = compound[i];
  return placed;
}

Language language_of(const std::string& word) { return word == "zh" ? Language::chinese : Language::english; }

nb::dict findings_table(const std::vector<Finding>& findings) {
  nb::dict table;
  table["code"] = texts(findings, [](const Finding& f) { return f.code; });
  table["severity"] = texts(findings, [](const Finding& f) { return to_text(f.severity); });
  table["layer"] = texts(findings, [](const Finding& f) { return f.layer; });
  table["object_id"] = texts(findings, [](const Finding& f) { return f.object_id; });
  table["excluded"] = numbers<std::uint8_t>(findings, [](const Finding& f) { return f.excluded ? 1 : 0; });
  table["text"] = texts(findings, [](const Finding& f) { return f.text; });
  table["repair"] = texts(findings, [](const Finding& f) { return f.repair; });
  std::vector<std::optional<Point>> places;
  for (const Finding& f : findings) places.push_back(f.place);
  table["points"] = to_array(places);
  return table;
}

namespace {

/// A failed call becomes wangge.WanggeError with its code.
void translate(const std::exception_ptr& thrown, void*) {
  try {
    std::rethrow_exception(thrown);
  } catch (const ErrorException& failure) {
    const nb::object type = nb::module_::import_("wangge.errors").attr("WanggeError");
    const nb::object value = type(failure.error().text(), static_cast<int>(failure.error().code));
    PyErr_SetObject(type.ptr(), value.ptr());
  }
}

}  // namespace

}  // namespace wangge::python

NB_MODULE(_native, module) {
  module.doc() = "The engine of wangge. Use the package wangge; this module may change without notice.";
  module.attr("version") = WANGGE_VERSION;
  nanobind::register_exception_translator(wangge::python::translate);
  wangge::python::add_city(module);
  wangge::python::add_city_rules(module);
  wangge::python::add_divide(module);
  wangge::python::add_plan_input(module);
  wangge::python::add_check(module);
  wangge::python::add_circles(module);
  wangge::python::add_siting(module);
  wangge::python::add_doctor(module);
  wangge::python::add_reading(module);
}
