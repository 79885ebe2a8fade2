/// What all rules of the audit look at: who belongs to which grid, counted from the plan's cells or, without cells, by location.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/plan.hpp"

namespace wangge::audit {

/// Metres: a strip narrower than this is rounding, not a gap, an overlap or a reach beyond a border.
inline constexpr double kWidth = 0.01;

struct AuditWorld {
  const City& city;
  const Plan& plan;
  Language language;
  bool with_cells = false;
  std::vector<GridKind> kind;                        ///< by grid; for plans without cells inferred from exclusive units
  std::vector<std::int32_t> unit;                    ///< by grid: the exclusive unit it stands for, -1 = none or not known
  std::vector<std::int32_t> grid_of_cell;            ///< by cell, -1 = it names no grid of the plan
  std::vector<std::int32_t> grid_of_building;        ///< by building, -1 = in none
  std::vector<std::int32_t> second_grid;             ///< by building: another grid that holds it as well, -1 = none
  std::vector<std::vector<std::int32_t>> buildings;  ///< by grid
  std::vector<std::int64_t> households;              ///< by grid, counted from the buildings
  std::vector<std::vector<std::int32_t>> grids_of_community;  ///< without micro grids
  std::vector<std::vector<std::int32_t>> cells_of_community;
  std::vector<Violation> found;

  /// Adds a violation of a grid (its code and community) or, with grid = -1, of a community alone.
  void add(RuleCode code, std::int32_t grid, std::int32_t community, double value, double limit, std::string reason,
           std::optional<Point> place);
  [[nodiscard]] std::string say(std::string_view id, std::initializer_list<std::string> values = {}) const {
    return wangge::say(language, id, values);
  }
  /// "name (id)", or the id alone.
  [[nodiscard]] std::string building_name(std::int32_t building) const;
  [[nodiscard]] std::string compound_name(std::int32_t compound) const;
  [[nodiscard]] std::string community_name(std::int32_t community) const;
  /// Up to three names, then "and N more"; `of` holds indices of buildings.
  [[nodiscard]] std::string list_buildings(const std::vector<std::int32_t>& of) const;
  [[nodiscard]] std::string list(const std::vector<std::string>& names) const;
  [[nodiscard]] const PlanGrid& grid(std::int32_t g) const { return plan.grids[static_cast<std::size_t>(g)]; }
  [[nodiscard]] bool counts(std::int32_t g) const { return kind[static_cast<std::size_t>(g)] != GridKind::micro; }
};

[[nodiscard]] AuditWorld audit_world(const City& city, const Plan& plan, Language language);

/// Distance from p to the nearest ring of an area; infinite for an empty one. Metres.
[[nodiscard]] double distance_to_outline(const MultiPolygon& area, Point p);

inline std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace wangge::audit
