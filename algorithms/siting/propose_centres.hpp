/// Where new centres should stand: N of them, or the fewest that bring a share of the households within the radius.
/// Guarantees
///  - existing centres are kept; distances are those of the circles (CityReach), so `gained` is what the map will show;
///  - covered_before <= covered_after <= bound; the bound holds for every choice of as many of the same candidates;
///  - coverage has one row a building, in input order; deterministic for any number of threads.
/// Units: metres, households. Cost: a bounded search a candidate, then choose_sites.
/// Errors: no_network; no_candidates; invalid_rules (no radius, nothing asked for); cancelled.
#pragma once

#include <optional>

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/result.hpp"
#include "core/run_context.hpp"
#include "core/siting_report.hpp"

namespace wangge {

struct SitingOptions {
  std::int32_t add = 0;                   ///< new centres; used when share is 0
  double share = 0;                       ///< of all households, in (0,1]: the fewest new centres that reach it
  double radius = 0;                      ///< metres; 0 = the largest of the job
  std::optional<CandidateSource> source;  ///< given, network or buildings; none: the candidates of the
                                          ///< project, else planned centres and the network
  std::size_t most_candidates = 10000;    ///< of chosen ones
  double effort = 1;
  Language language = Language::english;  ///< of findings
};

[[nodiscard]] Result<SitingReport> propose_centres(const City& city, const SitingOptions& options, const RunContext& run);

}  // namespace wangge
