#include "algorithms/coverage/compute_circles.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>

#include "algorithms/coverage/area_coverage.hpp"
#include "algorithms/coverage/coverage_answers.hpp"
#include "algorithms/coverage/coverage_gaps.hpp"
#include "algorithms/coverage/household_coverage.hpp"
#include "algorithms/coverage/network_circles.hpp"
#include "algorithms/coverage/straight_circle.hpp"
#include "algorithms/coverage/straight_reach.hpp"
#include "algorithms/reach/built_centres.hpp"
#include "algorithms/reach/loose_ends.hpp"
#include "algorithms/reach/segment_index.hpp"
#include "core/parallel.hpp"

namespace wangge {

namespace {

constexpr double kFarLeg = 500.0;  // metres off the network beyond which a walk says little

/// One job: the parts that every step needs.
struct Job {
  const City& city;
  const CircleOptions& options;
  const RunContext& run;
  std::vector<double> radii;
  std::vector<std::int32_t> centres;  // indices into City::centres
  const CityReach reach;
  CircleReport report;

  void note(std::string code, Severity severity, std::string layer, std::string id, std::initializer_list<std::string> values,
            std::optional<Point> place, bool excluded = false) {
    std::string text = say(options.language, code, values), repair = say(options.language, code + "_repair", values);
    report.findings.push_back(
        {std::move(code), severity, std::move(layer), std::move(id), excluded, std::move(text), std::move(repair), place});
  }
};

void choose_centres(Job& job) {
  const BuiltCentres centres = built_centres(job.city);
  for (const std::int32_t c : centres.planned) {
    const Centre& centre = job.city.centres[static_cast<std::size_t>(c)];
    job.note("centre_only_planned", Severity::note, "centres", centre.id, {centre.id}, centre.point);
  }
  for (const std::int32_t c : centres.repeated) {
    const Centre& centre = job.city.centres[static_cast<std::size_t>(c)];
    job.note("centre_id_twice", Severity::warning, "centres", centre.id, {centre.id}, centre.point);
  }
  job.centres = centres.built;
}

void note_network(Job& job, const WalkGraph& graph, const NetworkCircles& walks) {
  if (graph.short_pieces > 0)
    job.note("network_pieces_left_out", Severity::note, "walk_network", "",
             {with_commas(static_cast<std::int64_t>(graph.short_pieces)), with_commas(std::llround(graph.short_metres))},
             std::nullopt);
  const std::string layer = "walk_network";
  const auto count = [&](const char* code, std::size_t number) {
    if (number > 0) job.note(code, Severity::note, layer, "", {with_commas(static_cast<std::int64_t>(number))}, std::nullopt);
  };
  count("network_closed_by_barriers", graph.closed);
  count("network_without_length", graph.without_length);
  count("network_repeated", graph.repeated);
  if (const std::vector<Point> ends = loose_ends(job.city, graph, job.reach.snapper); !ends.empty())
    job.note("network_loose_ends", Severity::warning, layer, "",
             {with_commas(static_cast<std::int64_t>(ends.size())), with_decimals(kLooseEnd, 1)}, ends.front());
  for (std::size_t i = 0; i < job.centres.size(); ++i) {
    const Centre& centre = job.city.centres[static_cast<std::size_t>(job.centres[i])];
    if (walks.centre_access[i] == AccessKind::blocked)
      job.note("centre_behind_barrier", Severity::warning, "centres", centre.id, {centre.id}, centre.point);
    if (walks.centre_leg[i] > kFarLeg)
      job.note("centre_off_network", Severity::warning, "centres", centre.id, {centre.id, with_decimals(walks.centre_leg[i], 0)},
               centre.point);
  }
  for (std::size_t b = 0; b < job.city.buildings.size(); ++b) {
    const Building& building = job.city.buildings[b];
    const std::uint32_t site = job.reach.sites.of_building[b];
    if (walks.site_access[site] == AccessKind::blocked)
      job.note("building_behind_barrier", Severity::note, "buildings", building.id, {building.id}, building.point);
    if (walks.nearest[site].centre >= 0 && walks.nearest[site].access_metres > kFarLeg)
      job.note("building_off_network", Severity::note, "buildings", building.id,
               {building.id, with_decimals(walks.nearest[site].access_metres, 0)}, building.point);
  }
  if (walks.disagreements > 0)
    job.note("circle_disagrees", Severity::error, "circles", "", {with_commas(static_cast<std::int64_t>(walks.disagreements))},
             std::nullopt);
}

void start_coverage(Job& job) {
  std::vector<Segment> places;
  for (const std::int32_t c : job.centres) {
    const Point p = job.city.centres[static_cast<std::size_t>(c)].point;
    places.push_back({p, p});
  }
  const SegmentIndex centres(std::move(places), 500.0);
  job.report.coverage.resize(job.city.buildings.size());
  for (std::size_t b = 0; b < job.city.buildings.size(); ++b) {
    BuildingCoverage& row = job.report.coverage[b];
    row.building = static_cast<std::int32_t>(b);
    row.point = job.city.buildings[b].point;
    const auto hit = centres.nearest(row.point, kOutOfReach, [](std::uint32_t, const Foot&) { return true; });
    const std::int32_t centre = job.centres[hit.segment];
    row.straight_metres = air_metres(row.point, job.city.centres[static_cast<std::size_t>(centre)].point);
    row.nearest_centre = centre;
    row.access_kind = to_text(AccessKind::none);
    row.covered = row.straight_metres <= job.radii.back();
  }
}

void walk_coverage(Job& job, const NetworkCircles& walks) {
  for (BuildingCoverage& row : job.report.coverage) {
    const std::uint32_t site = job.reach.sites.of_building[static_cast<std::size_t>(row.building)];
    const NearestCentre& nearest = walks.nearest[site];
    const bool reached = nearest.centre >= 0;
    row.nearest_centre = reached ? job.centres[static_cast<std::size_t>(nearest.centre)] : -1;
    row.walk_metres = reached ? nearest.metres : -1;
    row.access_metres = reached ? nearest.access_metres : -1;
    row.access_kind = to_text(walks.site_access[site]);
    row.covered = reached && nearest.metres <= job.radii.back();
  }
}

/// Circles of both modes in the order centre, mode, radius.
void merge_circles(Job& job, std::vector<ServiceCircle> network, std::vector<ServiceCircle> straight) {
  const std::size_t each = job.radii.size();
  for (std::size_t i = 0; i < job.centres.size(); ++i)
    for (std::vector<ServiceCircle>* circles : {&network, &straight}) {
      if (circles->empty()) continue;
      for (std::size_t r = 0; r < each; ++r) job.report.circles.push_back(std::move((*circles)[i * each + r]));
    }
}

/// Every radius at which covered land is asked for: those of the circles, and what the second profile walks in the same minutes.
std::vector<double> covered_levels(const Job& job) {
  std::vector<double> levels = job.radii;
  for (const double minutes : job.city.circles.minutes)
    if (const double metres = minutes * 60 * job.city.circles.elderly_speed.value(); metres > 0 && metres <= job.radii.back())
      levels.push_back(metres);
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  return levels;
}

CoveredLand covered_land(const Job& job, CircleMode mode, const char* profile, double speed, double metres, MultiPolygon area) {
  CoveredLand land{mode, profile, metres, metres / speed / 60, 0, 0, std::move(area)};
  for (const BuildingCoverage& row : job.report.coverage) {
    const double walk = mode == CircleMode::network ? row.walk_metres : row.straight_metres;
    if (walk < 0 || walk > metres) continue;
    ++land.buildings;
    land.households += job.city.buildings[static_cast<std::size_t>(row.building)].households.value();
  }
  return land;
}

void add_network_land(Job& job, NetworkCircles& walks) {
  const std::vector<double> levels = covered_levels(job);
  const auto area_at = [&](double metres) -> const MultiPolygon& {
    return walks.covered[static_cast<std::size_t>(std::lower_bound(levels.begin(), levels.end(), metres) - levels.begin())];
  };
  const double speed = job.city.circles.speed.value(), elderly = job.city.circles.elderly_speed.value();
  for (const double radius : job.radii)
    job.report.covered.push_back(covered_land(job, CircleMode::network, "standard", speed, radius, area_at(radius)));
  for (const double minutes : job.city.circles.minutes)
    if (const double metres = minutes * 60 * elderly; metres > 0 && metres <= job.radii.back())
      job.report.covered.push_back(covered_land(job, CircleMode::network, "elderly", elderly, metres, area_at(metres)));
  std::vector<std::size_t> row_of(job.city.centres.size(), 0);
  for (std::size_t c = 0; c < job.centres.size(); ++c) {
    row_of[static_cast<std::size_t>(job.centres[c])] = c;
    job.report.nearest.push_back({job.centres[c], job.radii.back(), 0, 0, std::move(walks.nearest_areas[c])});
  }
  for (const BuildingCoverage& row : job.report.coverage) {
    if (!row.covered) continue;
    NearestLand& land = job.report.nearest[row_of[static_cast<std::size_t>(row.nearest_centre)]];
    ++land.buildings;
    land.households += job.city.buildings[static_cast<std::size_t>(row.building)].households.value();
  }
}

void add_straight_land(Job& job, std::vector<MultiPolygon>&& covered) {
  for (std::size_t r = 0; r < job.radii.size(); ++r)
    job.report.covered.push_back(
        covered_land(job, CircleMode::straight, "standard", job.city.circles.speed.value(), job.radii[r], std::move(covered[r])));
}

void find_gaps(Job& job) {
  std::vector<char> covered(job.reach.sites.points.size(), 0);
  std::vector<std::int64_t> weight;
  for (const BuildingCoverage& row : job.report.coverage)
    if (row.covered) covered[job.reach.sites.of_building[static_cast<std::size_t>(row.building)]] = 1;
  for (const SiteLoad& load : job.reach.loads) weight.push_back(load.households);
  SiteGaps gaps = find_coverage_gaps(job.reach.sites.points, covered, weight);
  job.report.gaps.resize(gaps.areas.size());
  for (std::size_t g = 0; g < gaps.areas.size(); ++g) {
    std::string number = std::to_string(g + 1);
    if (number.size() < 4) number.insert(0, 4 - number.size(), '0');
    job.report.gaps[g].id = "gap-" + number;
    job.report.gaps[g].area = std::move(gaps.areas[g]);
  }
  for (BuildingCoverage& row : job.report.coverage) {
    const std::int32_t gap =
        row.covered ? -1 : gaps.gap_of_site[job.reach.sites.of_building[static_cast<std::size_t>(row.building)]];
    row.gap = gap;
    if (gap < 0) continue;
    ++job.report.gaps[static_cast<std::size_t>(gap)].buildings;
    job.report.gaps[static_cast<std::size_t>(gap)].households +=
        job.city.buildings[static_cast<std::size_t>(row.building)].households;
  }
}

/// The circles of either mode. They do not touch each other's data, and what one does on a single thread the other fills.
void draw_both(const Job& job, bool network, NetworkCircles& walks, StraightReach& straight) {
  std::vector<std::function<void()>> parts;
  if (network)
    parts.emplace_back([&] {
      walks = draw_network_circles(job.reach, job.centres, job.radii,
                                   {job.options.service_lines, job.options.land ? covered_levels(job) : std::vector<double>{}},
                                   job.run);
    });
  if (job.options.straight)
    parts.emplace_back([&] { straight = draw_straight_reach(job.reach, job.centres, job.radii, job.options.land, job.run); });
  run_together(parts, job.run.threads);
}

std::optional<Error> refuse(const Job& job) {
  auto error = [&](ErrorCode code, std::string_view id) {
    return Error{code, say(job.options.language, id), "", say(job.options.language, std::string(id) + "_repair")};
  };
  if (job.centres.empty()) return error(ErrorCode::no_centres, "no_centres");
  if (job.radii.empty() || job.radii.front() <= 0 || !(job.city.circles.speed.value() > 0))
    return error(ErrorCode::invalid_rules, "no_radius");
  return std::nullopt;
}

}  // namespace

Result<CircleReport> compute_circles(const City& city, const CircleOptions& options, const RunContext& run) {
  Job job{city, options, run, city.circles.radii(), {}, CityReach(city, run), {}};
  choose_centres(job);
  if (auto error = refuse(job)) return *error;
  start_coverage(job);

  const bool network = options.network && !job.reach.graph.arcs.empty();
  if (options.network && !network) {
    if (!options.straight)
      return Error{ErrorCode::no_network, say(options.language, "no_network"), "", say(options.language, "no_network_repair")};
    job.note("no_network", Severity::warning, "walk_network", "", {}, std::nullopt);
  }
  NetworkCircles walks;
  StraightReach straight;
  draw_both(job, network, walks, straight);
  if (network) {
    note_network(job, job.reach.graph, walks);
    walk_coverage(job, walks);
  }
  if (run.cancelled() || run.should_stop()) return Error{ErrorCode::cancelled, say(options.language, "circles_stopped"), "", ""};

  std::vector<CircleMode> modes;
  if (network) modes.push_back(CircleMode::network);
  if (options.straight) modes.push_back(CircleMode::straight);
  merge_circles(job, std::move(walks.circles), std::move(straight.circles));
  job.report.service_lines = std::move(walks.service_lines);
  if (network && options.land) add_network_land(job, walks);
  if (options.straight && options.land) add_straight_land(job, std::move(straight.covered));
  // Each fills other parts of the report than the others read.
  std::vector<std::function<void()>> parts{[&] {
                                             job.report.by_community = coverage_by_community(city, job.report.coverage, modes);
                                             measure_covered_land(job.report.by_community, job.report.covered, run);
                                             job.report.by_subdistrict = coverage_by_subdistrict(city, job.report.by_community);
                                           },
                                           [&] { find_gaps(job); }};
  if (network) parts.emplace_back([&] { answer_more(job.reach, job.centres, walks.reached, walks.level_land, job.report); });
  run_together(parts, run.threads);
  return std::move(job.report);
}

}  // namespace wangge
