/// Two plans of one city side by side: which old grid became which new one, and who changes grid.
/// Old and new grids are indices into the grids of the two plans, micro grids never among them; -1 = in no grid of that plan.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/plan.hpp"

namespace wangge {

/// What one old and one new grid have in common; a row of the crosswalk.
struct GridLink {
  std::int32_t old_grid = -1;
  std::int32_t new_grid = -1;
  std::int64_t households = 0;
  std::int32_t buildings = 0;
  bool partners = false;  ///< the pair of the one-to-one matching
};

/// What became of an old grid.
enum class OldFate { unchanged, adjusted, split, merged, removed };

struct OldGridFate {
  OldFate fate = OldFate::removed;
  std::int32_t heir = -1;     ///< new grid that holds most of it
  std::int32_t partner = -1;  ///< new grid it is matched with one to one
  std::int64_t households = 0;
  std::int64_t households_kept = 0;  ///< of those, in the partner
  std::int32_t buildings = 0;
};

struct NewGridOrigin {
  GridChange change = GridChange::created;  ///< as the column `change` of a plan file
  std::int32_t main = -1;                   ///< old grid it has most from
  std::int32_t partner = -1;
  std::int64_t households = 0;
  std::int64_t households_kept = 0;  ///< of those, from the partner
  std::int32_t buildings = 0;
};

/// A building whose new grid is not the partner of its old one.
struct MovedBuilding {
  std::int32_t building = -1;
  std::int32_t old_grid = -1;
  std::int32_t new_grid = -1;
};

/// Figures of one community, or of all.
struct ChangeFigures {
  std::string code;  ///< of the community, empty for the total
  std::string name;
  std::int64_t old_grids = 0, new_grids = 0;
  std::int64_t unchanged = 0, adjusted = 0, split = 0, merged = 0, created = 0;  ///< new grids by what they are
  std::int64_t removed = 0;                                                      ///< old grids of which nothing is left
  std::int64_t households = 0;                                                   ///< in a grid of both plans
  std::int64_t buildings = 0;
  std::int64_t households_changing = 0;  ///< not in the partner of their old grid
  std::int64_t buildings_changing = 0;
  std::int64_t households_moved = 0;  ///< not in the heir of their old grid: the measure of the change budget
  double stability = 1;               ///< 1 - households_changing / households
};

struct PlanComparison {
  std::vector<GridLink> links;  ///< by old grid, then new grid
  std::vector<OldGridFate> old_grids;
  std::vector<NewGridOrigin> new_grids;
  std::vector<MovedBuilding> moved;         ///< by building
  std::vector<ChangeFigures> by_community;  ///< in the order of the city; those without any grid left out
  ChangeFigures total;
};

[[nodiscard]] std::string to_text(OldFate fate);

}  // namespace wangge
