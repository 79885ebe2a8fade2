#include "algorithms/coverage/coverage_answers.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "algorithms/coverage/capacity_flow.hpp"
#include "algorithms/coverage/straight_circle.hpp"

namespace wangge {

namespace {

constexpr double kCurveStep = 50.0;
constexpr double kCurveBeyond = 2.0;  // the curve goes to this multiple of the largest radius

/// What all answers read.
struct Answers {
  const CityReach& reach;
  std::span<const std::int32_t> centres;
  const std::vector<double> radii;
  const ReachTable& table;
  CircleReport& report;

  [[nodiscard]] const Centre& centre(std::size_t i) const { return reach.city.centres[static_cast<std::size_t>(centres[i])]; }
};

double share_of(std::int64_t part, std::int64_t all) {
  return all > 0 ? static_cast<double>(part) / static_cast<double>(all) : 0;
}

/// By site: how many centres reach it within the radius, and (of those reached by one) which.
struct Times {
  std::vector<std::int32_t> times, only;
};

Times count_times(const Answers& a, double radius) {
  Times t{std::vector<std::int32_t>(a.reach.sites.points.size(), 0), std::vector<std::int32_t>(a.reach.sites.points.size(), -1)};
  for (std::size_t c = 0; c < a.centres.size(); ++c)
    for (const PlaceReached& pair : a.table.of(c))
      if (pair.metres <= radius) ++t.times[pair.place], t.only[pair.place] = static_cast<std::int32_t>(c);
  return t;
}

void add_overlap(Answers& a, const Times& t, double radius) {
  const std::int32_t most = t.times.empty() ? 0 : *std::max_element(t.times.begin(), t.times.end());
  const std::size_t first = a.report.overlap.size();
  for (std::int32_t k = 0; k <= most; ++k) a.report.overlap.push_back({radius, k, 0, 0});
  for (std::size_t s = 0; s < t.times.size(); ++s) {
    OverlapCoverage& row = a.report.overlap[first + static_cast<std::size_t>(t.times[s])];
    row.buildings += a.reach.loads[s].buildings;
    row.households += a.reach.loads[s].households;
  }
}

/// Nearest first while there is room; returns households served by centre.
std::vector<std::int64_t> give_places(const Answers& a, double radius) {
  std::vector<std::tuple<double, std::uint32_t, std::uint32_t>> order;  // metres, site, centre
  for (std::uint32_t c = 0; c < a.centres.size(); ++c)
    for (const PlaceReached& pair : a.table.of(c))
      if (pair.metres <= radius && a.reach.loads[pair.place].households > 0) order.emplace_back(pair.metres, pair.place, c);
  std::sort(order.begin(), order.end());
  std::vector<std::int64_t> left(a.reach.sites.points.size()), room(a.centres.size()), served(a.centres.size(), 0);
  for (std::size_t s = 0; s < left.size(); ++s) left[s] = a.reach.loads[s].households;
  for (std::size_t c = 0; c < room.size(); ++c)
    room[c] = a.centre(c).capacity > 0 ? std::llround(std::min(a.centre(c).capacity, 1e15)) : std::int64_t{1} << 60;
  for (const auto& [metres, site, centre] : order) {
    const std::int64_t taken = std::min(left[site], room[centre]);
    left[site] -= taken, room[centre] -= taken, served[centre] += taken;
  }
  return served;
}

/// The most households that the places of all centres can serve within the radius.
std::int64_t most_places(const Answers& a, double radius) {
  std::vector<std::int64_t> homes, room;
  for (const SiteLoad& load : a.reach.loads) homes.push_back(load.households);
  const std::int64_t everybody = a.reach.households();
  for (std::size_t c = 0; c < a.centres.size(); ++c)
    room.push_back(a.centre(c).capacity > 0 ? std::llround(std::min(a.centre(c).capacity, 1e15)) : everybody);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::uint32_t c = 0; c < a.centres.size(); ++c)
    for (const PlaceReached& pair : a.table.of(c))
      if (pair.metres <= radius && homes[pair.place] > 0) pairs.emplace_back(pair.place, c);
  return most_served(homes, room, pairs);
}

void add_centres(Answers& a, const std::vector<Times>& times) {
  const bool capacities = std::any_of(a.centres.begin(), a.centres.end(), [&](std::int32_t c) {
    return a.reach.city.centres[static_cast<std::size_t>(c)].capacity > 0;
  });
  const std::size_t each = a.radii.size();
  a.report.by_centre.resize(a.centres.size() * each);
  std::vector<std::size_t> place(a.reach.city.centres.size(), 0);
  for (std::size_t c = 0; c < a.centres.size(); ++c) place[static_cast<std::size_t>(a.centres[c])] = c;
  std::vector<double> walked(a.report.by_centre.size(), 0), flown(a.report.by_centre.size(), 0);
  for (std::size_t c = 0; c < a.centres.size(); ++c)
    for (std::size_t r = 0; r < each; ++r) {
      CentreCoverage& row = a.report.by_centre[c * each + r];
      row.centre = a.centres[c];
      row.metres = a.radii[r];
      row.capacity = a.centre(c).capacity;
      for (const PlaceReached& pair : a.table.of(c)) {
        if (pair.metres > row.metres) continue;
        const SiteLoad& load = a.reach.loads[pair.place];
        row.households += load.households, row.persons += load.persons, row.buildings += load.buildings;
        if (times[r].times[pair.place] == 1) row.critical += a.reach.loads[pair.place].households;
      }
    }
  for (const ServiceCircle& circle : a.report.circles) {
    const auto r = std::lower_bound(a.radii.begin(), a.radii.end(), circle.metres - 1e-6) - a.radii.begin();
    CentreCoverage& row = a.report.by_centre[place[static_cast<std::size_t>(circle.centre)] * each + static_cast<std::size_t>(r)];
    if (circle.mode == CircleMode::straight)
      row.straight = circle.households.value();
    else
      row.square_metres = area(circle.area);
  }
  for (const BuildingCoverage& b : a.report.coverage) {
    if (b.nearest_centre < 0 || b.walk_metres < 0) continue;
    const std::size_t first = place[static_cast<std::size_t>(b.nearest_centre)] * each;
    const std::int64_t households = a.reach.city.buildings[static_cast<std::size_t>(b.building)].households.value();
    const double air = air_metres(b.point, a.reach.city.centres[static_cast<std::size_t>(b.nearest_centre)].point);
    for (std::size_t r = 0; r < each; ++r) {
      if (b.walk_metres > a.radii[r]) continue;
      a.report.by_centre[first + r].nearest += households;
      walked[first + r] += static_cast<double>(households) * b.walk_metres;
      flown[first + r] += static_cast<double>(households) * air;
    }
  }
  for (std::size_t i = 0; i < walked.size(); ++i) a.report.by_centre[i].detour = flown[i] > 0 ? walked[i] / flown[i] : 0;
  for (std::size_t r = 0; r < each; ++r) {
    if (!capacities) {
      for (std::size_t c = 0; c < a.centres.size(); ++c)
        a.report.by_centre[c * each + r].served = a.report.by_centre[c * each + r].nearest;
      continue;
    }
    const std::vector<std::int64_t> served = give_places(a, a.radii[r]);
    for (std::size_t c = 0; c < a.centres.size(); ++c) a.report.by_centre[c * each + r].served = served[c];
    CapacityCoverage row{a.radii[r], 0, std::accumulate(served.begin(), served.end(), std::int64_t{0}),
                         most_places(a, a.radii[r])};
    for (std::size_t s = 0; s < times[r].times.size(); ++s) row.within += times[r].times[s] > 0 ? a.reach.loads[s].households : 0;
    a.report.capacity.push_back(row);
  }
}

void add_levels(Answers& a, const std::vector<std::vector<double>>& level_land) {
  const std::int64_t all = a.reach.households();
  double land = 0;
  for (const Community& community : a.reach.city.communities) land += area(community.area);
  for (std::int32_t level = 1; level <= 5; ++level) {
    LevelCoverage row;
    row.level = level;
    for (std::size_t c = 0; c < a.centres.size(); ++c) row.built += a.centre(c).level == level ? 1 : 0;
    for (const Centre& c : a.reach.city.centres) row.planned += c.planned && c.level == level ? 1 : 0;
    if (row.built + row.planned == 0) continue;
    std::vector<double> least(a.reach.sites.points.size(), kOutOfReach);
    for (std::size_t c = 0; c < a.centres.size(); ++c)
      if (a.centre(c).level == level)
        for (const PlaceReached& pair : a.table.of(c)) least[pair.place] = std::min(least[pair.place], pair.metres);
    row.square_metres = land;
    for (std::size_t r = 0; r < a.radii.size(); ++r) {
      const double radius = a.radii[r];
      row.metres = radius;
      if (!level_land.empty()) row.covered_square_metres = std::min(level_land[static_cast<std::size_t>(level - 1)][r], land);
      row.covered = row.persons = row.buildings = 0;
      for (std::size_t s = 0; s < least.size(); ++s) {
        if (least[s] > radius) continue;
        const SiteLoad& load = a.reach.loads[s];
        row.covered += load.households, row.persons += load.persons, row.buildings += load.buildings;
      }
      row.share = share_of(row.covered, all);
      a.report.by_level.push_back(row);
    }
  }
}

/// Households within a distance, for any distance: sorted once.
class Reached {
 public:
  Reached(const City& city, const std::vector<BuildingCoverage>& coverage, bool network) {
    for (const BuildingCoverage& row : coverage) {
      const double metres = network ? row.walk_metres : row.straight_metres;
      if (metres >= 0) sums_.emplace_back(metres, city.buildings[static_cast<std::size_t>(row.building)].households.value());
    }
    std::sort(sums_.begin(), sums_.end());
    for (std::size_t i = 1; i < sums_.size(); ++i) sums_[i].second += sums_[i - 1].second;
  }
  [[nodiscard]] std::int64_t within(double metres) const {
    const auto after = std::upper_bound(sums_.begin(), sums_.end(), metres, [](double m, const auto& s) { return m < s.first; });
    return after == sums_.begin() ? 0 : std::prev(after)->second;
  }

 private:
  std::vector<std::pair<double, std::int64_t>> sums_;  // metres, households up to there
};

void add_curve(Answers& a) {
  const City& city = a.reach.city;
  const Reached walk(city, a.report.coverage, true), air(city, a.report.coverage, false);
  std::vector<double> at = a.radii;
  for (double m = kCurveStep; m <= kCurveBeyond * a.radii.back() + 1e-9; m += kCurveStep) at.push_back(m);
  std::sort(at.begin(), at.end());
  at.erase(std::unique(at.begin(), at.end()), at.end());
  for (const double m : at) a.report.curve.push_back({m, walk.within(m), air.within(m)});
  const std::int64_t all = a.reach.households();
  const auto profile = [&](const char* name, double speed) {
    if (!(speed > 0)) return;
    for (const double minutes : city.circles.minutes) {
      const double metres = minutes * 60 * speed;
      a.report.profiles.push_back({name, speed, minutes, metres, walk.within(metres), share_of(walk.within(metres), all)});
    }
  };
  profile("standard", city.circles.speed.value());
  profile("elderly", city.circles.elderly_speed.value());
}

}  // namespace

void answer_more(const CityReach& reach, std::span<const std::int32_t> centres, const ReachTable& table,
                 const std::vector<std::vector<double>>& level_land, CircleReport& report) {
  const std::vector<double> radii = reach.city.circles.radii();
  Answers a{reach, centres, radii, table, report};
  std::vector<Times> times;
  for (const double radius : radii) {
    times.push_back(count_times(a, radius));
    add_overlap(a, times.back(), radius);
  }
  add_centres(a, times);
  add_levels(a, level_land);
  add_curve(a);
}

}  // namespace wangge
