/// Places where a centre could stand: those the project names (candidates, planned centres), else chosen from the nodes of the
/// walking network or from the places of buildings, at most `most` of them: one a square, near the middle of its demand.
/// Guarantees: deterministic; squares without demand give none; chosen ones are named by their place in the list ("site-0001").
/// Units: metres. Cost: O(nodes + sites) a round of squares.
#pragma once

#include <span>
#include <vector>

#include "algorithms/reach/city_reach.hpp"
#include "core/siting_report.hpp"

namespace wangge {

[[nodiscard]] std::vector<SiteCandidate> given_candidates(const City& city);
/// `weight` by site: demand that still counts.
[[nodiscard]] std::vector<SiteCandidate> chosen_candidates(const CityReach& reach, std::span<const std::int64_t> weight,
                                                           CandidateSource source, std::size_t most);

}  // namespace wangge
