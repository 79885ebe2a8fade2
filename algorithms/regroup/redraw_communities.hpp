/// 社区析置与合并: splits communities in two and merges neighbours, their grids carried along as they are.
/// Guarantees
///  - no grid changes its land, buildings or households; communities are unions of whole grids and go on tiling the land;
///  - the part that keeps most households keeps the community's code and name, and its grids keep their codes; grids that come to
///  a
///    community get codes there that no grid of it, living or retired, has borne, and name their old one (previous_code);
///  - a split without a wish parts the grids into two connected sides of about equal households with a short border between
///    them (a division with grids as its atoms) that keeps compounds of several grids on one side where they fit; with one,
///    exactly the grids that were named leave. A compound that the new border parts is a finding (redraw_compound_parted);
///  - all outlines of communities (CommunityResult::area) are traced from the grids, so that they share every vertex;
///  - grids with another code than before are `adjusted`, all others `unchanged`.
/// The answer's city has the new communities; its plan agrees with it.
/// Errors: invalid_rules (no such community or grid, nothing to part, communities that do not touch, an id already in use).
#pragma once

#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/plan.hpp"
#include "core/result.hpp"
#include "core/run_context.hpp"

namespace wangge {

struct CommunitySplit {
  std::string id;                   ///< of the community
  std::string new_id;               ///< of the new one; empty: the next free number of its sub-district
  std::string new_name;             ///< empty: the old name with a word
  std::vector<std::string> leaves;  ///< codes of the grids that go; empty: chosen
};

struct Redraw {
  std::vector<CommunitySplit> splits;
  std::vector<std::vector<std::string>> merges;  ///< ids, two or more each; splits come first
};

struct RedrawnCity {
  City city;
  Plan plan;
};

[[nodiscard]] Result<RedrawnCity> redraw_communities(City city, Plan plan, const Redraw& redraw, Language language,
                                                     const RunContext& run);

}  // namespace wangge
