#include "algorithms/cells/building_slices.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <utility>

namespace wangge {

namespace {

constexpr std::int32_t kLargest = 300;  // mm: small beside any building, large beside rounding
constexpr std::int32_t kLeast = 8;
constexpr double kTurn = 2 * std::numbers::pi, kWayIn = kTurn / 5;  // slices on a border share a part of the turn

struct Spot {
  GridPoint at;
  std::optional<double> inward;  ///< of slices on a border
  std::vector<std::size_t> tenants;
  std::int32_t radius = kLargest;
  std::size_t shift = 0;  ///< slice of the first tenant
  bool gone = false;      ///< its tenants live on another spot
  bool asked = false;     ///< whether it lies on the border

  /// One tenant on a border keeps its diamond: half of that is within.
  [[nodiscard]] bool fan() const { return inward && tenants.size() > 1; }
  [[nodiscard]] std::size_t slices() const { return fan() ? tenants.size() : std::max<std::size_t>(tenants.size(), 4); }
  /// Angle where slice k begins.
  [[nodiscard]] double begin(std::size_t k) const {
    const double share = static_cast<double>(k) / static_cast<double>(slices());
    return fan() ? *inward + kWayIn * (share - 0.5) : kTurn * share;
  }
  /// Room for every slice to be at least a few millimetres wide, and too large for the drawing of borders to pass over it.
  [[nodiscard]] std::int32_t needed() const {
    const double round = 1.5 * static_cast<double>(slices()) * (fan() ? kTurn / kWayIn : 1.0);
    return std::max(kLeast, static_cast<std::int32_t>(round));
  }
};

/// Looks up what lies near a spot.
class SpotBins {
 public:
  explicit SpotBins(const std::vector<Spot>& spots) {
    for (std::size_t i = 0; i < spots.size(); ++i) bins_[{bin(spots[i].at.x), bin(spots[i].at.y)}].push_back(i);
  }
  /// Calls `look` with the spots within a metre of `p`, and some more.
  template <class Look>
  void near(GridPoint p, Look&& look) const {
    for (std::int32_t dx = -1; dx <= 1; ++dx)
      for (std::int32_t dy = -1; dy <= 1; ++dy) {
        const auto found = bins_.find({bin(p.x) + dx, bin(p.y) + dy});
        if (found == bins_.end()) continue;
        for (const std::size_t j : found->second) look(j);
      }
  }

 private:
  static std::int32_t bin(std::int32_t v) { return static_cast<std::int32_t>(std::floor(v / 1000.0)); }
  std::map<std::pair<std::int32_t, std::int32_t>, std::vector<std::size_t>> bins_;
};

/// Spots so near to one another that their rings would overlap become one, at the place of the first of them.
void join_crowded(const SpotBins& bins, const WayIn& way_in, std::vector<Spot>& spots) {
  for (bool joined = true; joined;) {
    joined = false;
    for (std::size_t i = 0; i < spots.size(); ++i) {
      Spot& spot = spots[i];
      if (spot.gone) continue;
      bins.near(spot.at, [&](std::size_t j) {
        Spot& other = spots[j];
        if (j <= i || other.gone) return;
        if (grid_distance(spot.at, other.at) >= static_cast<double>(spot.needed() + other.needed())) return;
        spot.tenants.insert(spot.tenants.end(), other.tenants.begin(), other.tenants.end());
        other.gone = joined = true;
      });
      if (spot.asked || spot.tenants.size() < 2) continue;
      spot.asked = true;
      spot.inward = way_in(spot.at);
      joined = joined || spot.inward;  // slices on a border need more room
    }
  }
}

/// Radius at most a third of the way to the nearest other spot, and not into the ring that it needs.
void limit_radii(const SpotBins& bins, std::vector<Spot>& spots) {
  for (std::size_t i = 0; i < spots.size(); ++i)
    bins.near(spots[i].at, [&](std::size_t j) {
      if (j == i || spots[j].gone) return;
      const double away = grid_distance(spots[i].at, spots[j].at);
      const auto room = static_cast<std::int32_t>(std::min(away / 3, away - spots[j].needed()));
      spots[i].radius = std::min(spots[i].radius, room);
    });
}

/// Tenants that were moved here get the slices that lie on their side, as well as can be.
void order_by_side(std::span<const GridPoint> points, Spot& spot) {
  const auto side = [&](std::size_t tenant) {
    const double turn =
        std::atan2(points[tenant].y - spot.at.y, points[tenant].x - spot.at.x) - (spot.fan() ? *spot.inward - kTurn / 2 : 0);
    return turn - kTurn * std::floor(turn / kTurn);
  };
  std::stable_sort(spot.tenants.begin(), spot.tenants.end(), [&](std::size_t a, std::size_t b) { return side(a) < side(b); });
}

/// How far the tenants stand from the middles of their slices when the one at place `first` gets slice `shift`, the others the
/// slices after it.
double off_side(std::span<const GridPoint> points, const Spot& spot, std::size_t first, std::size_t shift) {
  double off = 0;
  for (std::size_t k = 0; k < spot.tenants.size(); ++k) {
    const GridPoint p = points[spot.tenants[(first + k) % spot.tenants.size()]];
    if (p.x == spot.at.x && p.y == spot.at.y) continue;
    const std::size_t slice = (shift + k) % spot.slices();
    const double middle = (spot.begin(slice) + spot.begin(slice + 1)) / 2;
    off += 1 - std::cos(std::atan2(p.y - spot.at.y, p.x - spot.at.x) - middle);
  }
  return off;
}

void choose_slices(std::span<const GridPoint> points, Spot& spot) {
  order_by_side(points, spot);
  double least = off_side(points, spot, 0, 0);
  std::size_t first = 0;
  const std::size_t shifts = spot.slices() > spot.tenants.size() ? spot.slices() : 1;  // else turning the tenants is enough
  for (std::size_t f = 0; f < spot.tenants.size(); ++f)
    for (std::size_t shift = 0; shift < shifts && least > 0; ++shift)
      if (const double off = off_side(points, spot, f, shift); off < least - 1e-9) least = off, first = f, spot.shift = shift;
  std::rotate(spot.tenants.begin(), spot.tenants.begin() + static_cast<std::ptrdiff_t>(first), spot.tenants.end());
}

}  // namespace

std::vector<std::vector<GridPoint>> building_slices(std::span<const GridPoint> points, const WayIn& way_in) {
  std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> number;
  std::vector<Spot> spots;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto [found, fresh] = number.emplace(std::pair{points[i].x, points[i].y}, spots.size());
    if (fresh) spots.push_back({points[i], {}, {}});
    spots[found->second].tenants.push_back(i);
  }
  const SpotBins bins(spots);
  join_crowded(bins, way_in, spots);
  limit_radii(bins, spots);
  std::vector<std::vector<GridPoint>> rings(points.size());
  for (Spot& spot : spots) {
    if (spot.gone) continue;
    choose_slices(points, spot);
    const std::size_t slices = spot.slices();
    const std::int32_t radius = std::max(spot.radius, spot.needed());
    std::vector<GridPoint> rim;
    for (std::size_t k = 0; k < slices + (spot.fan() ? 1 : 0); ++k) {
      const double angle = spot.begin(k);
      rim.push_back({spot.at.x + static_cast<std::int32_t>(std::lround(radius * std::cos(angle))),
                     spot.at.y + static_cast<std::int32_t>(std::lround(radius * std::sin(angle)))});
    }
    if (spot.tenants.size() == 1) {
      rings[spot.tenants[0]] = rim;
      continue;
    }
    for (std::size_t k = 0; k < spot.tenants.size(); ++k) {
      const std::size_t slice = (spot.shift + k) % slices;
      rings[spot.tenants[k]] = {spot.at, rim[slice], rim[(slice + 1) % rim.size()]};
    }
  }
  return rings;
}

}  // namespace wangge
