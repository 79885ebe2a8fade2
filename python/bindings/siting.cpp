#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include <limits>

#include "algorithms/siting/propose_centres.hpp"
#include "python/bindings/arrays.hpp"
#include "python/bindings/background.hpp"
#include "python/bindings/parts.hpp"

namespace wangge::python {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

double or_none(double metres) { return metres >= 0 ? metres : std::numeric_limits<double>::quiet_NaN(); }

nb::dict candidates_table(const SitingReport& report) {
  const auto& rows = report.candidates;
  nb::dict table;
  table["site_id"] = texts(rows, [](const SiteCandidate& c) { return c.id; });
  table["name"] = texts(rows, [](const SiteCandidate& c) { return c.name; });
  table["source"] = texts(rows, [](const SiteCandidate& c) { return to_text(c.source); });
  table["households"] = numbers<std::int64_t>(rows, [](const SiteCandidate& c) { return c.households; });
  table["uncovered"] = numbers<std::int64_t>(rows, [](const SiteCandidate& c) { return c.uncovered; });
  table["rank"] = numbers<std::int64_t>(rows, [](const SiteCandidate& c) { return c.rank; });
  table["gained"] = numbers<std::int64_t>(rows, [](const SiteCandidate& c) { return c.gained; });
  std::vector<std::optional<Point>> points;
  for (const SiteCandidate& c : rows) points.emplace_back(c.point);
  table["points"] = to_array(points);
  return table;
}

nb::dict buildings_table(const City& city, const SitingReport& report) {
  const auto& rows = report.coverage;
  nb::dict table;
  table["building_id"] = texts(city.buildings, [](const Building& b) { return b.id; });
  table["households"] = numbers<std::int64_t>(city.buildings, [](const Building& b) { return b.households.value(); });
  table["walk_before"] = numbers<double>(rows, [](const SiteCoverage& c) { return or_none(c.before); });
  table["walk_after"] = numbers<double>(rows, [](const SiteCoverage& c) { return or_none(c.after); });
  table["covered_before"] =
      numbers<std::uint8_t>(rows, [&](const SiteCoverage& c) { return c.before >= 0 && c.before <= report.radius ? 1 : 0; });
  table["covered_after"] =
      numbers<std::uint8_t>(rows, [&](const SiteCoverage& c) { return c.after >= 0 && c.after <= report.radius ? 1 : 0; });
  table["nearest_site"] = texts(
      rows, [&](const SiteCoverage& c) { return c.nearest_site < 0 ? std::string() : report.candidates[at(c.nearest_site)].id; });
  std::vector<std::optional<Point>> points;
  for (const Building& b : city.buildings) points.emplace_back(b.point);
  table["points"] = to_array(points);
  return table;
}

/// `source`: "" leaves the choice to the engine.
nb::dict site(const City& city, const std::string& language, int threads, int add, double share, const std::string& source,
              int most_candidates, const nb::object& progress) {
  RunContext run;
  set_up(run, threads, 1, 0);
  SitingOptions options;
  options.add = add;
  options.share = share;
  if (source == "network") options.source = CandidateSource::network;
  if (source == "buildings") options.source = CandidateSource::buildings;
  options.most_candidates = static_cast<std::size_t>(most_candidates);
  options.language = language_of(language);
  City prepared;
  Result<SitingReport> answer = Error{};
  run_or_raise(run, progress, options.language, [&] {
    prepared = placed_for_walks(city, options.language);
    answer = propose_centres(prepared, options, run);
  });
  const SitingReport& report = answer.value();
  nb::dict out;
  out["candidates"] = candidates_table(report);
  out["buildings"] = buildings_table(prepared, report);
  out["findings"] = findings_table(report.findings);
  nb::dict figures;
  figures["metres"] = report.radius;
  figures["households"] = report.households;
  figures["covered_before"] = report.covered_before;
  figures["covered_after"] = report.covered_after;
  figures["bound"] = report.bound;
  figures["gap"] = report.gap;
  figures["proven"] = report.proven;
  figures["reached"] = report.reached;
  figures["fewest_possible"] = report.fewest_possible;
  out["figures"] = figures;
  return out;
}

}  // namespace

void add_siting(nb::module_& module) {
  module.def("site", &site, nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg().none());
}

}  // namespace wangge::python
