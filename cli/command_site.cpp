#include <cstdlib>
#include <optional>
#include <sstream>

#include "algorithms/siting/link_gain.hpp"
#include "algorithms/siting/propose_centres.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "cli/commands.hpp"
#include "cli/json_report.hpp"
#include "cli/load_city.hpp"
#include "io/working_place.hpp"
#include "io/write_sites.hpp"

namespace wangge {

namespace {

/// "X,Y" or "X1,Y1,X2,Y2" as places of the working system; degrees are recognised by their size.
std::optional<Polyline> places_in(const std::string& text, std::size_t count, const City& city) {
  std::vector<double> numbers;
  std::stringstream in(text);
  for (std::string part; std::getline(in, part, ',');) {
    char* end = nullptr;
    const double value = std::strtod(part.c_str(), &end);
    if (end == part.c_str() || *end != '\0') return std::nullopt;
    numbers.push_back(value);
  }
  if (numbers.size() != 2 * count) return std::nullopt;
  Polyline places;
  for (std::size_t i = 0; i < numbers.size(); i += 2) places.push_back(working_place(city, {numbers[i], numbers[i + 1]}));
  return places;
}

Status judge_links(const Arguments& arguments, const City& city, Language language, const RunContext& run, SitingReport& report) {
  const std::vector<double> radii = city.circles.radii();
  const double radius = arguments.metres > 0 ? arguments.metres : radii.empty() ? 0 : radii.back();
  report.radius = radius;
  const auto bad = [&](const std::string& text) {
    return Error{ErrorCode::invalid_rules, say(language, "place_unreadable", {text}), "",
                 say(language, "place_unreadable_repair")};
  };
  for (const std::string& text : arguments.gates) {
    const auto places = places_in(text, 1, city);
    if (!places) return bad(text);
    report.links.push_back(gain_of_gate(city, places->front(), radius, language, run));
  }
  for (const std::string& text : arguments.footbridges) {
    const auto places = places_in(text, 2, city);
    if (!places) return bad(text);
    report.links.push_back(gain_of_footbridge(city, places->front(), places->back(), radius, language, run));
  }
  return Done{};
}

std::string percent(std::int64_t part, std::int64_t all) {
  return with_decimals(all > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(all) : 0, 2);
}

void summarise(const SitingReport& report, const Console& console) {
  const Language language = console.language;
  if (!report.candidates.empty()) {
    console.message(say(language, "site_summary",
                        {with_commas(static_cast<std::int64_t>(report.chosen.size())),
                         with_commas(static_cast<std::int64_t>(report.candidates.size())), with_commas(report.covered_before),
                         with_commas(report.covered_after), with_commas(report.households), with_decimals(report.radius, 0),
                         percent(report.covered_after, report.households)}));
    if (report.wanted > 0 && !report.reached)
      console.message(say(language, "site_share_unreachable", {percent(report.reachable, report.households)}));
    else if (report.wanted > 0)
      console.message(say(language, report.proven ? "site_fewest_proven" : "site_fewest_bound",
                          {with_commas(static_cast<std::int64_t>(report.chosen.size())), with_commas(report.fewest_possible)}));
    else
      console.message(say(language, report.proven ? "site_proven" : "site_bound",
                          {with_decimals(100 * report.gap, 2), with_commas(report.bound)}));
  }
  for (const LinkGain& link : report.links) {
    if (!link.problem.empty())
      console.message(say(language, "link_problem", {say(language, "link_" + link.kind), link.problem}));
    else
      console.message(say(language, "link_summary",
                          {say(language, "link_" + link.kind), with_commas(link.gained), with_commas(link.nearer),
                           with_decimals(link.metres_saved, 0), link.object_id}));
  }
}

std::optional<CandidateSource> source_of(const std::string& word) {
  if (word == "given") return CandidateSource::given;
  if (word == "network") return CandidateSource::network;
  if (word == "buildings") return CandidateSource::buildings;
  return std::nullopt;
}

}  // namespace

int run_site(const Arguments& arguments, Console& console) {
  RunContext run;
  console.set_up(run, arguments);
  Result<LoadedCity> loaded = load_city(arguments, console, run);
  if (!loaded) return console.fail(loaded.error());
  auto info = facts_of_run(*loaded, arguments);
  const City city = prepare_city(std::move(loaded->city), console.language, run.threads);
  SitingReport report;
  const bool links_only =
      arguments.add == 0 && arguments.reach == 0 && !(arguments.gates.empty() && arguments.footbridges.empty());
  if (!links_only) {
    SitingOptions options;
    options.add = arguments.add;
    options.share = arguments.reach;
    options.radius = arguments.metres;
    options.source = source_of(arguments.candidates);
    options.language = console.language;
    Result<SitingReport> proposed = propose_centres(city, options, run);
    if (!proposed) return console.fail(proposed.error());
    report = std::move(proposed).value();
  }
  if (const Status judged = judge_links(arguments, city, console.language, run, report); !judged)
    return console.fail(judged.error());
  report.findings.insert(report.findings.begin(), city.findings.begin(), city.findings.end());
  const Status written = write_sites(city, report, arguments.output, RunContext{}, info, console.language);
  if (!written) return console.fail(written.error());
  console.findings(report.findings);
  summarise(report, console);
  console.message(say(console.language, "written", {arguments.output}));
  if (arguments.json) console.result(sites_json(city, report));
  if (run.cancelled()) return static_cast<int>(Exit::stopped);
  return static_cast<int>(report.reached ? Exit::done : Exit::rules_unmet);
}

}  // namespace wangge
