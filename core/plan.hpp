/// A division: cells, grids, and what is to be said about them. Contract section 3.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/city.hpp"

namespace wangge {

enum class GridKind { comprehensive, exclusive, micro };
enum class GridStatus { ok, too_small, too_large };
enum class Proof { optimal, bound, infeasible, none };
/// What a second, independent look at a proof found.
enum class ProofCheck { nothing_claimed, confirmed, refuted, not_checked };
enum class GridChange { none, unchanged, adjusted, split, merged, created };

/// One tile of a community's land: a building with its land, or land without a building.
struct PlanCell {
  std::int32_t building = -1;  ///< index into City::buildings, -1 = land without a building
  std::int32_t community = -1;
  std::int32_t compound = -1;
  std::int32_t grid = -1;  ///< index into Plan::grids, never a micro grid
  Households households{0};
  MultiPolygon area;
  std::int32_t micro = -1;  ///< index into Plan::grids of the micro grid it lies in, -1 = none
};

struct PlanGrid {
  std::string code;
  std::string name;
  GridKind kind = GridKind::comprehensive;
  std::int32_t community = -1;
  MultiPolygon area;
  Households households{0};
  double population = 0;
  std::int32_t buildings = 0;
  std::int32_t compounds = 0;
  GridStatus status = GridStatus::ok;
  std::string reason;                     ///< why it is out of range
  std::array<std::string, 4> boundaries;  ///< 四至: east, south, west, north
  std::string nearest_centre;
  double walk_minutes = -1;  ///< -1 = unknown
  GridChange change = GridChange::none;
  std::string previous_code;
  std::string exclusive_id;
  std::int32_t branch = -1;  ///< index into Plan::branches, -1 = none
};

/// A party branch of one or several neighbouring grids.
struct PartyBranch {
  std::string code, name;
  std::int32_t community = -1;
  std::vector<std::int32_t> grids;  ///< indices into Plan::grids, in the order of their codes
  Households households{0};
  std::int64_t members = 0;
  GridStatus status = GridStatus::ok;  ///< of its members
  MultiPolygon area;
};

enum class LevelKind { community, compound, block, exclusive, building, lane };

/// A grid of the three-level variant (社区总网格 - 小区/街区网格 - 楼栋/街巷网格).
struct LevelGrid {
  std::int32_t level = 1;
  LevelKind kind = LevelKind::community;
  std::string code, name, parent_code;
  std::int32_t community = -1;
  std::int64_t households = 0, units = 0;
  double population = 0;
  std::int32_t buildings = 0, compounds = 0;
  MultiPolygon area;
};

/// What an old grid of a functional layer and a grid have in common.
struct LayerLink {
  std::int32_t layer = -1;         ///< index into City::functional_layers
  std::string old_code, old_name;  ///< empty: buildings in no grid of the layer
  std::int32_t grid = -1;          ///< index into Plan::grids
  std::int64_t households = 0, buildings = 0;
  std::int64_t old_households = 0, grid_households = 0;  ///< of the whole old and new grid
};

/// A party group (党小组) of a branch: the members of one yard, or of several neighbouring ones with few members each.
struct PartyGroup {
  std::string code, name;
  std::int32_t branch = -1;             ///< index into Plan::branches
  std::vector<std::int32_t> compounds;  ///< its yards, indices into City::compounds; -1: buildings outside compounds
  std::int32_t buildings = 0;           ///< with party members
  std::int64_t members = 0, households = 0;
  MultiPolygon area;  ///< the land of its yards within the branch; with -1 among them that outside yards, too
};

struct CommunityResult {
  std::int32_t community = -1;
  Households households{0};
  std::int32_t grids = 0;            ///< comprehensive grids
  std::int32_t fewest_possible = 0;  ///< ceil(households / maximum)
  double objective = 0;              ///< level 3 of the objective, as written
  double lower_bound = 0;
  Proof proof = Proof::none;
  double seconds = 0;  ///< solver time
  MultiPolygon
      area;  ///< traced from the same arcs as its grids: their union, vertex by vertex; empty: not known, the city's stands
  ProofCheck proof_check = ProofCheck::nothing_claimed;  ///< nothing_claimed also where no check was asked for
};

struct Plan {
  std::vector<PlanCell> cells;  ///< by community, then by building index
  std::vector<PlanGrid> grids;  ///< by community, then by code; micro grids of a community after its others
  std::vector<CommunityResult> communities;
  std::vector<PartyBranch> branches;  ///< by community, then by code
  std::vector<PartyGroup> groups;     ///< by branch
  std::vector<LayerLink> crosswalk;   ///< with functional layers
  std::vector<LevelGrid> levels;      ///< with three levels: a community, its grids, and after each its micro grids
  std::vector<Finding> findings;
  std::vector<Violation> violations;
  std::vector<std::pair<std::string, std::string>> info;  ///< rows of plan_info
  bool stopped_early = false;                             ///< cancelled or out of time
};

/// How far a score may lie above the best one, as a share of it: 0.02 = at most two percent. 1 where it is 0 and above its bound.
[[nodiscard]] double gap_of(double objective, double lower_bound);
[[nodiscard]] double gap_of(const CommunityResult& result);

[[nodiscard]] std::string to_text(GridKind kind);
[[nodiscard]] std::string to_text(ProofCheck check);
[[nodiscard]] std::string to_text(GridStatus status);
[[nodiscard]] std::string to_text(Proof proof);
[[nodiscard]] std::string to_text(GridChange change);
[[nodiscard]] std::string to_text(LevelKind kind);

}  // namespace wangge
