#include "algorithms/siting/propose_centres.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/reach/built_centres.hpp"
#include "algorithms/reach/city_reach.hpp"
#include "algorithms/reach/reach_table.hpp"
#include "algorithms/siting/candidate_sites.hpp"
#include "algorithms/siting/choose_sites.hpp"

namespace wangge {

namespace {

Error refusal(ErrorCode code, std::string_view id, Language language) {
  return {code, say(language, id), "", say(language, std::string(id) + "_repair")};
}

/// The state of one proposal.
struct Proposal {
  const City& city;
  const SitingOptions& options;
  const RunContext& run;
  const CityReach reach;
  AccessTable centres;             // existing, then chosen sites
  AccessTable sites;               // ways onto the network of the candidates
  std::vector<std::int64_t> open;  // by site: households not yet covered
  SitingReport report;

  Proposal(const City& the_city, const SitingOptions& the_options, const RunContext& the_run)
      : city(the_city), options(the_options), run(the_run), reach(the_city, the_run) {}
};

void weigh_existing(Proposal& p) {
  p.centres = p.reach.enter_centres(built_centres(p.city).built);
  const std::vector<NearestCentre> nearest = nearest_centres(p.reach.graph, p.centres, p.reach.access);
  p.report.households = p.reach.households();
  p.open.resize(nearest.size());
  for (std::size_t s = 0; s < nearest.size(); ++s) {
    const bool covered = nearest[s].centre >= 0 && nearest[s].metres <= p.report.radius;
    p.open[s] = covered ? 0 : p.reach.loads[s].households;
    if (covered) p.report.covered_before += p.reach.loads[s].households;
  }
  p.report.coverage.resize(p.city.buildings.size());
  for (std::size_t b = 0; b < p.report.coverage.size(); ++b) {
    const NearestCentre& to = nearest[p.reach.sites.of_building[b]];
    if (to.centre >= 0) p.report.coverage[b].before = to.metres;
  }
}

void collect_candidates(Proposal& p) {
  const std::optional<CandidateSource> source = p.options.source;
  if (!source || *source == CandidateSource::given || *source == CandidateSource::planned)
    p.report.candidates = given_candidates(p.city);
  const bool choose =
      source ? *source == CandidateSource::network || *source == CandidateSource::buildings : p.city.candidates.empty();
  if (choose) {
    const auto chosen = chosen_candidates(p.reach, p.open, source.value_or(CandidateSource::network), p.options.most_candidates);
    p.report.candidates.insert(p.report.candidates.end(), chosen.begin(), chosen.end());
  }
  for (const SiteCandidate& one : p.report.candidates) {
    Centre centre;
    centre.point = one.point;
    const AccessModel::Way way = p.reach.model.enter(centre);
    p.sites.add(way.kind, way.entries);
  }
}

void judge_candidates(Proposal& p, const ReachTable& table) {
  for (std::size_t c = 0; c < p.report.candidates.size(); ++c)
    for (const PlaceReached& pair : table.of(c)) {
      p.report.candidates[c].households += p.reach.loads[pair.place].households;
      p.report.candidates[c].uncovered += p.open[pair.place];
    }
}

void take_choice(Proposal& p, const SiteChoice& choice) {
  SitingReport& report = p.report;
  report.covered_after = report.covered_before + choice.covered;
  report.bound = report.covered_before + choice.bound;
  report.proven = choice.proven;
  report.gap = report.covered_after > 0
                   ? static_cast<double>(report.bound - report.covered_after) / static_cast<double>(report.covered_after)
                   : 0;
  report.reached = choice.reached;
  report.fewest_possible = static_cast<std::int64_t>(choice.fewest_possible);
  for (std::size_t i = 0; i < choice.sites.size(); ++i) {
    SiteCandidate& site = report.candidates[choice.sites[i]];
    site.rank = static_cast<std::int32_t>(i) + 1;
    site.gained = choice.gains[i];
    report.chosen.push_back(static_cast<std::int32_t>(choice.sites[i]));
  }
}

void walk_after(Proposal& p) {
  const std::size_t existing = p.centres.size();
  for (const std::int32_t c : p.report.chosen) {
    const auto site = static_cast<std::size_t>(c);
    p.centres.add(p.sites.kind[site], p.sites.of(site));
  }
  const std::vector<NearestCentre> nearest = nearest_centres(p.reach.graph, p.centres, p.reach.access);
  for (std::size_t b = 0; b < p.report.coverage.size(); ++b) {
    const NearestCentre& to = nearest[p.reach.sites.of_building[b]];
    if (to.centre < 0) continue;
    p.report.coverage[b].after = to.metres;
    if (static_cast<std::size_t>(to.centre) >= existing)
      p.report.coverage[b].nearest_site = p.report.chosen[static_cast<std::size_t>(to.centre) - existing];
  }
}

}  // namespace

Result<SitingReport> propose_centres(const City& city, const SitingOptions& options, const RunContext& run) {
  const std::vector<double> radii = city.circles.radii();
  const double radius = options.radius > 0 ? options.radius : radii.empty() ? 0 : radii.back();
  if (!(radius > 0)) return refusal(ErrorCode::invalid_rules, "no_radius", options.language);
  if (options.add <= 0 && !(options.share > 0))
    return refusal(ErrorCode::invalid_rules, "siting_nothing_asked", options.language);
  Proposal p(city, options, run);
  if (p.reach.graph.arcs.empty()) return refusal(ErrorCode::no_network, "siting_no_network", options.language);
  p.report.radius = radius;
  weigh_existing(p);
  collect_candidates(p);
  if (p.report.candidates.empty()) return refusal(ErrorCode::no_candidates, "siting_no_candidates", options.language);
  run.report("stage_siting", 0, 2);
  const ReachTable table = reach_table(p.reach.graph, p.sites, p.reach.on_arcs, radius, run);
  if (run.cancelled()) return Error{ErrorCode::cancelled, say(options.language, "circles_stopped"), "", ""};
  judge_candidates(p, table);
  run.report("stage_siting", 1, 2);
  const CoverProblem problem = cover_problem(table, p.open);
  p.report.reachable = p.report.covered_before + problem.reachable();
  SiteChoice choice;
  if (options.share > 0) {
    p.report.wanted = static_cast<std::int64_t>(std::ceil(options.share * static_cast<double>(p.report.households) - 1e-9));
    choice = choose_fewest(problem, p.report.wanted - p.report.covered_before, {options.effort}, run);
  } else {
    choice = choose_most(problem, static_cast<std::size_t>(options.add), {options.effort}, run);
  }
  take_choice(p, choice);
  walk_after(p);
  run.report("stage_siting", 2, 2);
  return std::move(p.report);
}

}  // namespace wangge
