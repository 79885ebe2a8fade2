/// Where new centres should stand, and what a new gate or footbridge would gain. Files: docs/formats.md, `SITES.gpkg`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/finding.hpp"
#include "core/geometry.hpp"

namespace wangge {

enum class CandidateSource { given, planned, network, buildings };

[[nodiscard]] inline std::string to_text(CandidateSource source) {
  switch (source) {
    case CandidateSource::given: return "given";
    case CandidateSource::planned: return "planned";
    case CandidateSource::network: return "network";
    case CandidateSource::buildings: return "buildings";
  }
  return "given";
}

/// A place where a centre could stand.
struct SiteCandidate {
  std::string id;
  std::string name;
  Point point;
  CandidateSource source = CandidateSource::given;
  std::int64_t households = 0;  ///< within the radius
  std::int64_t uncovered = 0;   ///< of those, the ones that no existing centre serves
  std::int32_t rank = 0;        ///< 1 = build first; 0 = not chosen
  std::int64_t gained = 0;      ///< households added to those of the existing centres and of lower ranks
};

/// One row per building, in input order.
struct SiteCoverage {
  double before = -1;              ///< metres to the nearest existing centre, -1 = none can be reached
  double after = -1;               ///< with the new ones
  std::int32_t nearest_site = -1;  ///< index into candidates where a new centre is nearest, else -1
};

/// One new gate or footbridge, judged alone.
struct LinkGain {
  std::string kind;         ///< "gate", "footbridge"
  std::string object_id;    ///< compound of the gate
  Polyline line;            ///< the bridge, or the gate's point
  std::int64_t gained = 0;  ///< households newly within the radius
  std::int64_t nearer = 0;  ///< households whose walk gets shorter
  double metres_saved = 0;  ///< by those, on average
  std::string problem;      ///< why nothing could be judged, else empty
};

struct SitingReport {
  double radius = 0;
  std::int64_t households = 0;
  std::int64_t covered_before = 0;
  std::int64_t covered_after = 0;
  std::int64_t bound = 0;            ///< no choice of as many of these candidates covers more
  double gap = 0;                    ///< (bound - covered_after) / covered_after
  bool proven = false;               ///< the choice is the best of these candidates
  std::int64_t wanted = 0;           ///< households asked for with a share, 0 = none
  bool reached = true;               ///< the share can be reached
  std::int64_t fewest_possible = 0;  ///< with a share: no fewer new centres can do
  std::int64_t reachable = 0;        ///< what all candidates together would cover, existing centres included
  std::vector<SiteCandidate> candidates;
  std::vector<std::int32_t> chosen;  ///< indices into candidates, by rank
  std::vector<SiteCoverage> coverage;
  std::vector<LinkGain> links;
  std::vector<Finding> findings;
};

}  // namespace wangge
