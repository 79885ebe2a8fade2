#include "algorithms/coverage/compute_circles.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "algorithms/coverage/circle_polygon.hpp"
#include "algorithms/coverage/coverage_answers.hpp"
#include "algorithms/coverage/coverage_gaps.hpp"
#include "algorithms/coverage/household_coverage.hpp"
#include "algorithms/coverage/network_circles.hpp"
#include "algorithms/coverage/straight_circle.hpp"
#include "algorithms/reach/built_centres.hpp"
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

/// Sites within `radius` + 1 m of the centre, by their height on the map.
class SiteStrip {
 public:
  explicit SiteStrip(const std::vector<Point>& points) : points_(points), by_y_(points.size()) {
    std::iota(by_y_.begin(), by_y_.end(), 0U);
    std::sort(by_y_.begin(), by_y_.end(),
              [&](std::uint32_t a, std::uint32_t b) { return points[a].y != points[b].y ? points[a].y < points[b].y : a < b; });
  }
  [[nodiscard]] std::vector<std::uint32_t> near(Point centre, double radius) const {
    const double reach = radius + 1;
    std::vector<std::uint32_t> found;
    auto at = std::lower_bound(by_y_.begin(), by_y_.end(), centre.y - reach,
                               [&](std::uint32_t s, double y) { return points_[s].y < y; });
    for (; at != by_y_.end() && points_[*at].y <= centre.y + reach; ++at)
      if (std::abs(points_[*at].x - centre.x) <= reach && air_metres(points_[*at], centre) <= reach) found.push_back(*at);
    return found;
  }

 private:
  const std::vector<Point>& points_;
  std::vector<std::uint32_t> by_y_;
};

std::vector<ServiceCircle> draw_straight_circles(const Job& job) {
  const SiteStrip strip(job.reach.sites.points);
  std::vector<ServiceCircle> circles(job.centres.size() * job.radii.size());
  std::vector<std::size_t> order(job.centres.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for_each_parallel(order, job.run.threads, [&](std::size_t i) {
    const Point centre = job.city.centres[static_cast<std::size_t>(job.centres[i])].point;
    const std::vector<std::uint32_t> near = strip.near(centre, job.radii.back());
    std::vector<Point> points;
    for (const std::uint32_t s : near) points.push_back(job.reach.sites.points[s]);
    std::vector<MultiPolygon> areas = straight_circles(centre, job.radii, points);
    for (std::size_t r = 0; r < job.radii.size(); ++r) {
      ServiceCircle& circle = circles[i * job.radii.size() + r];
      const double radius = job.radii[r];
      circle = {job.centres[i], CircleMode::straight, radius, radius / job.city.circles.speed.value() / 60, 0,
                Households(0),  std::move(areas[r])};
      for (const std::uint32_t s : near) {
        if (air_metres(job.reach.sites.points[s], centre) > radius) continue;
        circle.buildings += job.reach.loads[s].buildings;
        circle.households += Households(static_cast<std::int32_t>(job.reach.loads[s].households));
      }
    }
  });
  return circles;
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

  NetworkCircles walks;
  bool network = options.network;
  if (network) {
    network = !job.reach.graph.arcs.empty();
    if (network) {
      walks = draw_network_circles(job.reach, job.centres, job.radii, options.service_lines, run);
      note_network(job, job.reach.graph, walks);
      walk_coverage(job, walks);
    } else if (options.straight) {
      job.note("no_network", Severity::warning, "walk_network", "", {}, std::nullopt);
    } else {
      return Error{ErrorCode::no_network, say(options.language, "no_network"), "", say(options.language, "no_network_repair")};
    }
  }
  if (run.cancelled() || run.should_stop()) return Error{ErrorCode::cancelled, say(options.language, "circles_stopped"), "", ""};

  std::vector<CircleMode> modes;
  if (network) modes.push_back(CircleMode::network);
  if (options.straight) modes.push_back(CircleMode::straight);
  merge_circles(job, std::move(walks.circles), options.straight ? draw_straight_circles(job) : std::vector<ServiceCircle>{});
  job.report.service_lines = std::move(walks.service_lines);
  find_gaps(job);
  job.report.by_community = coverage_by_community(city, job.report.coverage, modes);
  job.report.by_subdistrict = coverage_by_subdistrict(city, job.report.by_community);
  if (network) answer_more(job.reach, job.centres, job.report, run);
  return std::move(job.report);
}

}  // namespace wangge
