/// Service circles (15分钟服务圈) and household coverage of a city.
/// Guarantees
///  - a building lies inside a circle's polygon exactly when its distance to that centre is within the radius, and the circle's
///    `buildings` and `households` count those; a circle where this fails would be named in the findings;
///  - circles are valid, those of one centre and mode are nested, in the order centre, mode (network first), radius;
///  - `coverage` has one row a building, in input order; by_community one row a community x mode x radius;
///  - covered land holds exactly the buildings within its radius of some centre; the nearest area of a centre those within the
///  largest
///    radius to which no other is nearer; no two nearest areas overlap;
///  - covered = the walk (with straight circles only: the straight line) to the nearest centre is within the largest radius;
///  - equal input gives an equal report whatever run.threads is.
/// Left out, with a finding: centres that are only planned (应建), centres whose id was there before.
/// Findings too: pieces of network too short to take part, centres and buildings far from the network or behind barriers.
/// Units: metres. Cost: see circle_polygon and access_field.
/// Errors: no_centres; no_network (network circles alone asked for, no usable line); invalid_rules (no radius); cancelled.
#pragma once

#include "core/catalogue.hpp"
#include "core/circle_report.hpp"
#include "core/city.hpp"
#include "core/result.hpp"
#include "core/run_context.hpp"

namespace wangge {

struct CircleOptions {
  bool network = true;
  bool straight = true;
  bool service_lines = true;
  bool land = true;                       ///< covered land of all centres together, nearest areas, shares of land
  Language language = Language::english;  ///< of findings
};

/// City in, report out. `by_grid` stays empty; see coverage_by_grid.
[[nodiscard]] Result<CircleReport> compute_circles(const City& city, const CircleOptions& options, const RunContext& run);

}  // namespace wangge
