/// Service circles (15分钟服务圈) and household coverage. Contract section 3, circles file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/finding.hpp"
#include "core/geometry.hpp"
#include "core/units.hpp"

namespace wangge {

enum class CircleMode { network, straight };

struct ServiceCircle {
  std::int32_t centre = -1;  ///< index into City::centres
  CircleMode mode = CircleMode::network;
  double metres = 0;  ///< radius
  double minutes = 0;
  std::int32_t buildings = 0;
  Households households{0};
  MultiPolygon area;
};

/// One row per building of the city, in input order.
struct BuildingCoverage {
  std::int32_t building = -1;
  Point point;
  std::int32_t nearest_centre = -1;  ///< -1 when none can be reached
  double walk_metres = -1;           ///< -1 = no centre can be reached
  std::string access_kind;           ///< "edge", "gate", "entrance", "detour" ..., contract section 3
  double access_metres = -1;
  double straight_metres = -1;
  bool covered = false;
  std::int32_t gap = -1;  ///< index into CircleReport::gaps
};

struct AreaCoverage {
  std::string code;  ///< community or grid
  CircleMode mode = CircleMode::network;
  double metres = 0;
  Households households{0};
  Households covered{0};
  double share = 0;  ///< in [0,1]; 0 when there are no households
  MultiPolygon area;
  std::int64_t persons = 0, covered_persons = 0;
  std::int32_t buildings = 0, covered_buildings = 0;
  double square_metres = 0;           ///< of its land
  double covered_square_metres = -1;  ///< of it within the radius of some centre; -1 = not computed
};

/// What one centre does within one radius on foot.
struct CentreCoverage {
  std::int32_t centre = -1;
  double metres = 0;
  std::int64_t households = 0;              ///< within the radius
  std::int64_t persons = 0, buildings = 0;  ///< within the radius
  double square_metres = 0;                 ///< of its polygon
  std::int64_t straight = 0;                ///< within it as the crow flies
  std::int64_t nearest = 0;                 ///< of those on foot, the ones that no other centre is nearer to
  std::int64_t critical = 0;                ///< of those, the ones that no other centre covers: lost with this centre
  double detour = 0;                        ///< walk over straight line, mean over `nearest`, by households; 0 = nobody
  double capacity = 0;                      ///< households, 0 = not known
  std::int64_t served = 0;                  ///< with capacities: places given out, nearest first
};

/// All built centres of one level, and how many of those planned are built (kept apart from coverage).
struct LevelCoverage {
  std::int32_t level = 0;
  std::int32_t built = 0;
  std::int32_t planned = 0;  ///< should be built, not built yet
  double metres = 0;
  std::int64_t covered = 0;  ///< households within the radius of a centre of this level
  double share = 0;
  std::int64_t persons = 0, buildings = 0;  ///< within that radius
  double square_metres = 0;                 ///< of all communities
  double covered_square_metres = -1;        ///< of them within that radius; -1 = not computed
};

/// Households by the number of centres they can walk to within a radius.
struct OverlapCoverage {
  double metres = 0;
  std::int32_t times = 0;
  std::int32_t buildings = 0;
  std::int64_t households = 0;
};

/// What the room of the centres allows within a radius.
struct CapacityCoverage {
  double metres = 0;
  std::int64_t within = 0;   ///< households within the radius of some centre
  std::int64_t nearest = 0;  ///< of those, served when everybody goes to the nearest centre that has room
  std::int64_t most = 0;     ///< and the most that any assignment within the radius can serve
};

/// How coverage changes with the radius.
struct CoverageCurve {
  double metres = 0;
  std::int64_t network = 0;   ///< households within it on foot
  std::int64_t straight = 0;  ///< and as the crow flies
};

/// One walking profile at one time.
struct ProfileCoverage {
  std::string profile;  ///< "standard", "elderly"
  double speed = 0;
  double minutes = 0;
  double metres = 0;
  std::int64_t covered = 0;
  double share = 0;
};

/// The land within reach of any centre.
struct CoveredLand {
  CircleMode mode = CircleMode::network;
  std::string profile;  ///< "standard", "elderly"
  double metres = 0;
  double minutes = 0;  ///< at the speed of the profile
  std::int32_t buildings = 0;
  std::int64_t households = 0;
  MultiPolygon area;
};

/// The land, within the largest radius, to which this centre is the nearest on foot. No two overlap; where three meet a triangle
/// of some metres may be nobody's.
struct NearestLand {
  std::int32_t centre = -1;
  double metres = 0;
  std::int32_t buildings = 0;
  std::int64_t households = 0;
  MultiPolygon area;
};

struct CoverageGap {
  std::string id;
  std::int32_t buildings = 0;
  Households households{0};
  MultiPolygon area;
};

struct ServiceLine {
  std::int32_t centre = -1;
  double metres = 0;
  MultiPolyline lines;
};

struct CircleReport {
  std::vector<ServiceCircle> circles;
  std::vector<BuildingCoverage> coverage;
  std::vector<AreaCoverage> by_community;
  std::vector<AreaCoverage> by_grid;
  std::vector<AreaCoverage> by_subdistrict;
  std::vector<CentreCoverage> by_centre;   ///< centre, then radius
  std::vector<LevelCoverage> by_level;     ///< level, then radius
  std::vector<OverlapCoverage> overlap;    ///< radius, then times
  std::vector<CapacityCoverage> capacity;  ///< by radius; none where no centre states its room
  std::vector<CoverageCurve> curve;
  std::vector<ProfileCoverage> profiles;
  std::vector<CoveredLand> covered;  ///< mode, profile, radius
  std::vector<NearestLand> nearest;  ///< by centre; on foot only
  std::vector<CoverageGap> gaps;
  std::vector<ServiceLine> service_lines;
  std::vector<Finding> findings;
};

[[nodiscard]] inline std::string to_text(CircleMode mode) { return mode == CircleMode::network ? "network" : "straight"; }

}  // namespace wangge
