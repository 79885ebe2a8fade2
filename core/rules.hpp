/// What a job asks for: rules of division and of service circles. Defaults are those of contract.md (300-500 households:
/// Hohhot 2020; 1.1 m/s: implied by GB 50180-2018's 1000 m in 15 minutes).
#pragma once

#include <limits>
#include <map>
#include <string>
#include <vector>

#include "core/units.hpp"

namespace wangge {

enum class GridCount { fewest, target, most, fixed };
enum class CompoundRule { keep, prefer, ignore };
enum class BarrierRule { hard, soft, none };

/// Further limits of a comprehensive grid, beside its households; infinity = none.
struct GridLimits {
  static constexpr double none = std::numeric_limits<double>::infinity();
  double population = none;
  double party_members = none;
  double workload = none;  ///< in the unit of the buildings' column
};

/// 微网格: parts of a comprehensive grid, each for one volunteer or building head. Defaults: 50-80 households.
struct MicroRule {
  bool wanted = false;
  Households min_households{50};
  Households max_households{80};
};

/// Grid party branches (网格党支部): each of one or several neighbouring comprehensive grids of a community.
struct BranchRule {
  bool wanted = false;
  std::int32_t min_members = 3, max_members = 50;  ///< party members; a branch may be formed from three on
  std::int32_t target_members = 25;
  std::int32_t grids = 6;          ///< at most so many grids a branch
  std::int32_t group_members = 3;  ///< a yard with fewer members shares its party group with the nearest
};

/// How grid codes are spelled.
struct CodeRule {
  std::string grid;                 ///< template (algorithms/coding/code_template.hpp); empty: 15 digits
  std::int32_t exclusive_from = 0;  ///< first running number of exclusive grids; 0: they go on after the comprehensive ones
};

struct GridRules {
  Households min_households{300};
  Households max_households{500};
  Households target_households{400};
  GridCount count = GridCount::target;
  std::string count_column;  ///< with GridCount::fixed: column of the communities that holds the number
  CompoundRule compounds = CompoundRule::keep;
  /// by class of barrier; a class not listed is `hard` for river, railway, expressway, `soft` for main_road, else none.
  std::map<std::string, BarrierRule> barriers;
  GridLimits limits;
  MicroRule micro;
  std::int32_t levels = 2;  ///< 3: the three-level variant, whose third level are the micro grids
  BranchRule branches;
  CodeRule codes;
  double change_budget = 1.0;        ///< share of households in [0,1] that may change grid against the plan in force
  double boundary_weight = 0.05;     ///< score per metre of inner boundary
  double along_barrier = 0.3;        ///< share of a metre that counts where the boundary runs along a barrier or main road
  double across_soft_barrier = 0.1;  ///< score per metre of soft barrier inside a grid

  [[nodiscard]] BarrierRule barrier_rule(const std::string& barrier_class) const;
};

struct CircleRules {
  std::vector<double> minutes{5, 10, 15};
  MetresPerSecond speed{1.1};
  std::vector<double> metres;         ///< further explicit radii
  MetresPerSecond elderly_speed{0};   ///< a second profile beside `speed`; 0 = none
  bool infer_gates = true;            ///< compounds without gates get them where streets cross their edge
  bool barriers_close_lines = false;  ///< hard barriers cut walking lines, but at bridges, tunnels and crossings
  /// Every radius of the job, ascending, metres rounded to 1 mm, equal ones once.
  [[nodiscard]] std::vector<double> radii() const;
};

}  // namespace wangge
