#include "algorithms/siting/candidate_sites.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace wangge {

std::vector<SiteCandidate> given_candidates(const City& city) {
  std::vector<SiteCandidate> all;
  for (const Candidate& one : city.candidates) all.push_back({one.id, one.name, one.point, CandidateSource::given});
  for (const Centre& centre : city.centres)
    if (centre.planned) all.push_back({centre.id, centre.name, centre.point, CandidateSource::planned});
  return all;
}

namespace {

struct Square {
  double weight = 0;
  Point sum;  // of places times weight
  std::uint32_t best = 0xffffffffU;
  double nearest = 0;
};

using Squares = std::map<std::pair<std::int64_t, std::int64_t>, Square>;

std::pair<std::int64_t, std::int64_t> square_of(Point p, double side) {
  return {static_cast<std::int64_t>(std::floor(p.x / side)), static_cast<std::int64_t>(std::floor(p.y / side))};
}

/// Demand by square, and of the places in each square the one nearest to the middle of its demand.
Squares thin(std::span<const Point> places, std::span<const Point> sites, std::span<const std::int64_t> weight, double side) {
  Squares squares;
  for (std::size_t s = 0; s < sites.size(); ++s) {
    if (weight[s] <= 0) continue;
    Square& square = squares[square_of(sites[s], side)];
    square.weight += static_cast<double>(weight[s]);
    square.sum = square.sum + sites[s] * static_cast<double>(weight[s]);
  }
  for (std::uint32_t p = 0; p < places.size(); ++p) {
    const auto found = squares.find(square_of(places[p], side));
    if (found == squares.end()) continue;
    Square& square = found->second;
    const double off = distance(places[p], square.sum * (1 / square.weight));
    if (square.best == 0xffffffffU || off < square.nearest) square.best = p, square.nearest = off;
  }
  return squares;
}

std::vector<Point> places_of(const CityReach& reach, std::span<const std::int64_t> weight, CandidateSource source) {
  std::vector<Point> places;
  if (source == CandidateSource::buildings) {
    for (std::size_t s = 0; s < reach.sites.points.size(); ++s)
      if (weight[s] > 0) places.push_back(reach.sites.points[s]);
    return places;
  }
  places.resize(reach.graph.node_count());
  for (const WalkArc& arc : reach.graph.arcs) places[arc.from] = arc.a, places[arc.to] = arc.b;
  return places;
}

}  // namespace

std::vector<SiteCandidate> chosen_candidates(const CityReach& reach, std::span<const std::int64_t> weight, CandidateSource source,
                                             std::size_t most) {
  constexpr double kFinest = 60.0;  // metres between candidates below which choosing makes no difference on foot
  const std::vector<Point> places = places_of(reach, weight, source);
  Squares squares;
  for (double side = kFinest;; side *= 1.25) {
    squares = thin(places, reach.sites.points, weight, side);
    const auto used = std::count_if(squares.begin(), squares.end(), [](const auto& s) { return s.second.best != 0xffffffffU; });
    if (static_cast<std::size_t>(used) <= most) break;
  }
  std::vector<SiteCandidate> all;
  for (const auto& [key, square] : squares) {
    if (square.best == 0xffffffffU) continue;
    std::string number = std::to_string(all.size() + 1);
    if (number.size() < 4) number.insert(0, 4 - number.size(), '0');
    all.push_back({"site-" + number, "", places[square.best], source});
  }
  return all;
}

}  // namespace wangge
