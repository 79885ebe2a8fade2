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
  std::vector<CoverageGap> gaps;
  std::vector<ServiceLine> service_lines;
  std::vector<Finding> findings;
};

[[nodiscard]] inline std::string to_text(CircleMode mode) { return mode == CircleMode::network ? "network" : "straight"; }

}  // namespace wangge
