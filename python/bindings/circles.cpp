#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include <limits>

#include "algorithms/coverage/compute_circles.hpp"
#include "python/bindings/arrays.hpp"
#include "python/bindings/background.hpp"
#include "python/bindings/parts.hpp"

namespace wangge::python {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

double or_none(double metres) { return metres >= 0 ? metres : std::numeric_limits<double>::quiet_NaN(); }

std::string centre_id(const City& city, std::int32_t i) { return i < 0 ? std::string() : city.centres[at(i)].id; }

nb::dict circles_table(const City& city, const CircleReport& report) {
  const auto& rows = report.circles;
  nb::dict table;
  table["centre_id"] = texts(rows, [&](const ServiceCircle& c) { return centre_id(city, c.centre); });
  table["mode"] = texts(rows, [](const ServiceCircle& c) { return to_text(c.mode); });
  table["metres"] = numbers<double>(rows, [](const ServiceCircle& c) { return c.metres; });
  table["minutes"] = numbers<double>(rows, [](const ServiceCircle& c) { return c.minutes; });
  table["buildings"] = numbers<std::int64_t>(rows, [](const ServiceCircle& c) { return c.buildings; });
  table["households"] = numbers<std::int64_t>(rows, [](const ServiceCircle& c) { return c.households.value(); });
  table["areas"] = areas(rows);
  return table;
}

nb::dict coverage_table(const City& city, const CircleReport& report) {
  const auto& rows = report.coverage;
  const double per_minute = city.circles.speed.value() * 60;
  nb::dict table;
  table["building_id"] = texts(rows, [&](const BuildingCoverage& b) { return city.buildings[at(b.building)].id; });
  table["households"] =
      numbers<std::int64_t>(rows, [&](const BuildingCoverage& b) { return city.buildings[at(b.building)].households.value(); });
  table["nearest_centre"] = texts(rows, [&](const BuildingCoverage& b) { return centre_id(city, b.nearest_centre); });
  table["walk_metres"] = numbers<double>(rows, [](const BuildingCoverage& b) { return or_none(b.walk_metres); });
  table["walk_minutes"] = numbers<double>(rows, [&](const BuildingCoverage& b) { return or_none(b.walk_metres) / per_minute; });
  table["access_kind"] = texts(rows, [](const BuildingCoverage& b) { return b.access_kind; });
  table["access_metres"] = numbers<double>(rows, [](const BuildingCoverage& b) { return or_none(b.access_metres); });
  table["straight_metres"] = numbers<double>(rows, [](const BuildingCoverage& b) { return or_none(b.straight_metres); });
  table["covered"] = numbers<std::uint8_t>(rows, [](const BuildingCoverage& b) { return b.covered ? 1 : 0; });
  table["gap_id"] = texts(rows, [&](const BuildingCoverage& b) { return b.gap < 0 ? std::string() : report.gaps[at(b.gap)].id; });
  std::vector<std::optional<Point>> points;
  for (const BuildingCoverage& b : rows) points.emplace_back(b.point);
  table["points"] = to_array(points);
  return table;
}

nb::dict covered_table(const CircleReport& report) {
  const auto& rows = report.covered;
  nb::dict table;
  table["mode"] = texts(rows, [](const CoveredLand& c) { return to_text(c.mode); });
  table["metres"] = numbers<double>(rows, [](const CoveredLand& c) { return c.metres; });
  table["minutes"] = numbers<double>(rows, [](const CoveredLand& c) { return c.minutes; });
  table["buildings"] = numbers<std::int64_t>(rows, [](const CoveredLand& c) { return c.buildings; });
  table["households"] = numbers<std::int64_t>(rows, [](const CoveredLand& c) { return c.households; });
  table["areas"] = areas(rows);
  return table;
}

nb::dict nearest_table(const City& city, const CircleReport& report) {
  const auto& rows = report.nearest;
  nb::dict table;
  table["centre_id"] = texts(rows, [&](const NearestLand& n) { return centre_id(city, n.centre); });
  table["metres"] = numbers<double>(rows, [](const NearestLand& n) { return n.metres; });
  table["buildings"] = numbers<std::int64_t>(rows, [](const NearestLand& n) { return n.buildings; });
  table["households"] = numbers<std::int64_t>(rows, [](const NearestLand& n) { return n.households; });
  table["areas"] = areas(rows);
  return table;
}

nb::dict gaps_table(const CircleReport& report) {
  nb::dict table;
  table["gap_id"] = texts(report.gaps, [](const CoverageGap& g) { return g.id; });
  table["buildings"] = numbers<std::int64_t>(report.gaps, [](const CoverageGap& g) { return g.buildings; });
  table["households"] = numbers<std::int64_t>(report.gaps, [](const CoverageGap& g) { return g.households.value(); });
  table["areas"] = areas(report.gaps);
  return table;
}

nb::dict lines_table(const City& city, const CircleReport& report) {
  nb::dict table;
  table["centre_id"] = texts(report.service_lines, [&](const ServiceLine& l) { return centre_id(city, l.centre); });
  table["metres"] = numbers<double>(report.service_lines, [](const ServiceLine& l) { return l.metres; });
  std::vector<const MultiPolyline*> lines;
  for (const ServiceLine& l : report.service_lines) lines.push_back(&l.lines);
  table["lines"] = to_arrays(lines);
  return table;
}

/// The city stays as it is: the run prepares a copy.
nb::dict circles(const City& city, const std::string& language, int threads, bool network, bool straight, bool service_lines,
                 const nb::object& progress) {
  RunContext run;
  set_up(run, threads, 1, 0);
  CircleOptions options;
  options.network = network;
  options.straight = straight;
  options.service_lines = service_lines;
  options.land = service_lines;  // isochrones alone need neither
  options.language = language_of(language);
  City prepared;
  Result<CircleReport> answer = Error{};
  run_or_raise(run, progress, options.language, [&] {
    prepared = placed_for_walks(city, options.language);
    answer = compute_circles(prepared, options, run);
  });
  const CircleReport& report = answer.value();
  nb::dict tables;
  tables["circles"] = circles_table(prepared, report);
  tables["coverage"] = coverage_table(prepared, report);
  tables["covered_land"] = covered_table(report);
  tables["nearest_areas"] = nearest_table(prepared, report);
  tables["gaps"] = gaps_table(report);
  tables["service_lines"] = lines_table(prepared, report);
  tables["findings"] = findings_table(report.findings);
  return tables;
}

}  // namespace

void add_circles(nb::module_& module) {
  module.def("circles", &circles, nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg().none());
}

}  // namespace wangge::python
