#include "algorithms/cells/building_slices.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace wangge {

namespace {

constexpr std::int32_t kLargest = 300;  // mm: small beside any building, large beside rounding

struct Spot {
  GridPoint at;
  std::vector<std::size_t> tenants;
  std::int32_t radius = kLargest;
};

/// Radius at most a third of the way to the nearest other spot.
void limit_radii(std::vector<Spot>& spots) {
  std::map<std::pair<std::int32_t, std::int32_t>, std::vector<std::size_t>> bins;
  auto bin = [](std::int32_t v) { return static_cast<std::int32_t>(std::floor(v / 1000.0)); };
  for (std::size_t i = 0; i < spots.size(); ++i) bins[{bin(spots[i].at.x), bin(spots[i].at.y)}].push_back(i);
  for (std::size_t i = 0; i < spots.size(); ++i) {
    for (std::int32_t dx = -1; dx <= 1; ++dx)
      for (std::int32_t dy = -1; dy <= 1; ++dy) {
        const auto found = bins.find({bin(spots[i].at.x) + dx, bin(spots[i].at.y) + dy});
        if (found == bins.end()) continue;
        for (const std::size_t j : found->second)
          if (j != i)
            spots[i].radius =
                std::min(spots[i].radius, std::max(2, static_cast<std::int32_t>(grid_distance(spots[i].at, spots[j].at) / 3)));
      }
  }
}

}  // namespace

std::vector<std::vector<GridPoint>> building_slices(std::span<const GridPoint> points) {
  std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> number;
  std::vector<Spot> spots;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto [found, fresh] = number.emplace(std::pair{points[i].x, points[i].y}, spots.size());
    if (fresh) spots.push_back({points[i], {}, kLargest});
    spots[found->second].tenants.push_back(i);
  }
  limit_radii(spots);
  std::vector<std::vector<GridPoint>> rings(points.size());
  for (const Spot& spot : spots) {
    const std::size_t slices = std::max<std::size_t>(spot.tenants.size(), 4);
    // Room for every slice to be at least a few millimetres wide.
    const std::int32_t radius = std::max(spot.radius, static_cast<std::int32_t>(slices));
    std::vector<GridPoint> rim;
    for (std::size_t k = 0; k < slices; ++k) {
      const double angle = 6.283185307179586 * static_cast<double>(k) / static_cast<double>(slices);
      rim.push_back({spot.at.x + static_cast<std::int32_t>(std::lround(radius * std::cos(angle))),
                     spot.at.y + static_cast<std::int32_t>(std::lround(radius * std::sin(angle)))});
    }
    if (spot.tenants.size() == 1) {
      rings[spot.tenants[0]] = rim;
      continue;
    }
    for (std::size_t k = 0; k < spot.tenants.size(); ++k) rings[spot.tenants[k]] = {spot.at, rim[k], rim[(k + 1) % slices]};
  }
  return rings;
}

}  // namespace wangge
