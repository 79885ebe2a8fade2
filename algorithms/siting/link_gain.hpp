/// What one new gate of a compound, or one new footbridge between two streets, would gain: every walk is computed with it and
/// without it.
/// Guarantees
///  - gained counts the households that come within the radius of some built centre less those that fall out of it (the first
///    gate of a compound closes every other way in), nearer those whose walk gets shorter;
///  - the city itself is not changed.
/// A gate also joins the nearest way inside the compound to the nearest street outside, where either is within 100 m.
/// A bridge joins the nearest point of the nearest line at either end, with a straight leg. Units: metres, households.
/// Cost: two times the access and nearest centre of the whole city.
#pragma once

#include <optional>

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/run_context.hpp"
#include "core/siting_report.hpp"

namespace wangge {

/// The gate's compound is the one whose edge is nearest, at most kFarthestGate away.
inline constexpr double kFarthestGate = 50.0;
[[nodiscard]] LinkGain gain_of_gate(const City& city, Point place, double radius, Language language, const RunContext& run);
[[nodiscard]] LinkGain gain_of_footbridge(const City& city, Point from, Point to, double radius, Language language,
                                          const RunContext& run);

}  // namespace wangge
