#include "io/read_plan.hpp"

#include <algorithm>
#include <unordered_map>

#include "io/named_values.hpp"
#include "io/nearest_name.hpp"
#include "io/place_layers.hpp"
#include "io/working_crs.hpp"

namespace wangge {

namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The column that holds the grid codes: ours, the Chinese schema's, or its Chinese name.
std::string code_column(const SourceLayer& grids, Language language) {
  for (const char* name : {"grid_code", "GRID_CODE", "WGBM", "wgbm", "网格编码", "网格代码", "code", "CODE"})
    if (has(grids.field_names, name)) return name;
  throw ErrorException(Error{ErrorCode::missing_column, say(language, "plan_without_codes"), grids.path + ":" + grids.layer,
                             say(language, "plan_without_codes_advice")});
}

std::int32_t count(const SourceLayer& layer, const char* column, std::size_t row) {
  return static_cast<std::int32_t>(std::clamp(number_value(layer, column, row), -2e9, 2e9));
}

template <class Value>
Value value_of(const std::string& text, std::initializer_list<Value> values, Value otherwise) {
  for (const Value value : values)
    if (to_text(value) == text) return value;
  return otherwise;
}

template <class Records>
std::unordered_map<std::string, std::int32_t> index_of(const Records& records) {
  std::unordered_map<std::string, std::int32_t> out;
  for (std::size_t i = 0; i < records.size(); ++i) out.emplace(records[i].id, static_cast<std::int32_t>(i));
  return out;
}

std::int32_t lookup(const std::unordered_map<std::string, std::int32_t>& index, const std::string& key) {
  const auto found = index.find(key);
  return found == index.end() ? -1 : found->second;
}

std::int32_t community_at(const City& city, const MultiPolygon& area) {
  if (area.empty()) return -1;
  const Point inside = interior_point(area);
  for (std::size_t i = 0; i < city.communities.size(); ++i)
    if (bounds(city.communities[i].area).contains(inside) && contains(city.communities[i].area, inside))
      return static_cast<std::int32_t>(i);
  return -1;
}

MultiPolygon area_in(const SourceLayer& layer, std::size_t row) {
  MultiPolygon area = row < layer.shapes.size() ? layer.shapes[row].polygons : MultiPolygon();
  normalise(area);
  return area;
}

PlanGrid grid_in(const SourceLayer& layer, std::size_t row, const std::string& code) {
  PlanGrid grid;
  grid.code = text_value(layer, code.c_str(), row);
  grid.name = text_value(layer, "grid_name", row);
  grid.kind = value_of(text_value(layer, "kind", row), {GridKind::comprehensive, GridKind::exclusive, GridKind::micro},
                       GridKind::comprehensive);
  grid.area = area_in(layer, row);
  grid.households = Households(count(layer, "households", row));
  grid.population = number_value(layer, "population", row);
  grid.buildings = count(layer, "buildings", row);
  grid.compounds = count(layer, "compounds", row);
  grid.status =
      value_of(text_value(layer, "status", row), {GridStatus::ok, GridStatus::too_small, GridStatus::too_large}, GridStatus::ok);
  grid.reason = text_value(layer, "reason", row);
  grid.boundaries = {text_value(layer, "east", row), text_value(layer, "south", row), text_value(layer, "west", row),
                     text_value(layer, "north", row)};
  grid.nearest_centre = text_value(layer, "nearest_centre", row);
  grid.walk_minutes = number_value(layer, "walk_minutes", row, -1);
  grid.change =
      value_of(text_value(layer, "change", row),
               {GridChange::unchanged, GridChange::adjusted, GridChange::split, GridChange::merged, GridChange::created},
               GridChange::none);
  grid.previous_code = text_value(layer, "previous_code", row);
  grid.exclusive_id = text_value(layer, "exclusive_id", row);
  return grid;
}

void add_cells(const SourceLayer& cells, const City& city, Plan& plan) {
  std::unordered_map<std::string, std::int32_t> grids;
  for (std::size_t i = 0; i < plan.grids.size(); ++i) grids.emplace(plan.grids[i].code, static_cast<std::int32_t>(i));
  const auto buildings = index_of(city.buildings);
  const auto communities = index_of(city.communities);
  const auto compounds = index_of(city.compounds);
  for (std::size_t row = 0; row < cells.rows; ++row) {
    PlanCell cell;
    cell.building = lookup(buildings, text_value(cells, "building_id", row));
    cell.grid = lookup(grids, text_value(cells, "grid_code", row));
    cell.community = lookup(communities, text_value(cells, "community_code", row));
    cell.compound = lookup(compounds, text_value(cells, "compound_id", row));
    cell.households = Households(count(cells, "households", row));
    cell.micro = lookup(grids, text_value(cells, "micro_code", row));
    cell.area = area_in(cells, row);
    plan.cells.push_back(std::move(cell));
  }
}

void add_results(const SourceLayer& layer, const City& city, Plan& plan) {
  const auto communities = index_of(city.communities);
  for (std::size_t row = 0; row < layer.rows; ++row) {
    CommunityResult one;
    one.community = lookup(communities, text_value(layer, "community_code", row));
    one.households = Households(count(layer, "households", row));
    one.grids = count(layer, "grids", row);
    one.fewest_possible = count(layer, "fewest_possible", row);
    one.objective = number_value(layer, "objective", row);
    one.lower_bound = number_value(layer, "lower_bound", row);
    one.proof = value_of(text_value(layer, "proof", row), {Proof::optimal, Proof::bound, Proof::infeasible}, Proof::none);
    one.seconds = number_value(layer, "seconds", row);
    plan.communities.push_back(one);
  }
}

std::vector<std::pair<std::string, std::string>> info_in(const std::string& path, const std::vector<std::string>& names,
                                                         Language language) {
  std::vector<std::pair<std::string, std::string>> info;
  if (!has(names, "plan_info")) return info;
  const SourceLayer layer = read_whole_layer(path, "plan_info", language, false);
  for (std::size_t row = 0; row < layer.rows; ++row)
    info.emplace_back(text_value(layer, "key", row), text_value(layer, "value", row));
  return info;
}

/// The layer of the grids: `grids`, or the only one there is.
SourceLayer grids_in(const std::string& path, const std::vector<std::string>& names, Language language) {
  if (names.size() > 1 && !has(names, "grids"))
    throw ErrorException(Error{ErrorCode::unknown_layer, say(language, "plan_without_grids"), path,
                               say(language, "plan_without_grids_advice", {list_names(names)})});
  return read_whole_layer(path, has(names, "grids") ? "grids" : "", language);
}

Plan plan_in(const std::string& path, const City& city, Language language) {
  const std::vector<std::string> names = layer_names(path, language);
  SourceLayer grids = grids_in(path, names, language);
  const std::string code = code_column(grids, language);
  if (grids.rows == 0)
    throw ErrorException(
        Error{ErrorCode::empty_layer, say(language, "layer_empty", {"grids"}), path, say(language, "layer_empty_advice")});
  const bool with_cells = has(names, "grids") && has(names, "cells");
  SourceLayer cells = with_cells ? read_whole_layer(path, "cells", language) : SourceLayer();
  Plan plan;
  if (city.crs != "local") {
    std::vector<PlacedLayer> layers{{&grids, "", Datum::plain, {}}};
    if (with_cells) layers.push_back({&cells, "", Datum::plain, {}});
    City target;
    place_layers(layers, city.crs.empty() ? city.crs_wkt : city.crs, language, target);
    plan.findings = std::move(target.findings);
  }
  const auto communities = index_of(city.communities);
  for (std::size_t row = 0; row < grids.rows; ++row) {
    PlanGrid grid = grid_in(grids, row, code);
    if (grid.code.empty()) grid.code = "#" + std::to_string(row + 1);
    grid.community = lookup(communities, text_value(grids, "community_code", row));
    if (grid.community < 0) grid.community = community_at(city, grid.area);
    plan.grids.push_back(std::move(grid));
  }
  add_cells(cells, city, plan);
  if (has(names, "communities") && with_cells) add_results(read_whole_layer(path, "communities", language, false), city, plan);
  plan.info = info_in(path, names, language);
  return plan;
}

PlanLayers layers_in(const std::string& path, Language language) {
  const std::vector<std::string> names = layer_names(path, language);
  PlanLayers out;
  out.grids = grids_in(path, names, language);
  const auto read = [&](const char* name, SourceLayer& layer) {
    if (has(names, name)) layer = read_whole_layer(path, name, language);
  };
  read("cells", out.cells);
  read("communities", out.communities);
  read("violations", out.violations);
  read("findings", out.findings);
  out.info = info_in(path, names, language);
  out.crs_wkt = out.grids.crs_wkt;
  if (!out.crs_wkt.empty()) {
    const auto facts = crs_facts(out.crs_wkt, language);
    if (facts) out.crs = facts->name;
  }
  return out;
}

}  // namespace

Result<Plan> read_plan(const std::string& path, const City& city, Language language) {
  try {
    return plan_in(path, city, language);
  } catch (const ErrorException& error) {
    return error.error();
  } catch (const std::exception& error) {
    return Error{ErrorCode::internal, error.what(), path, ""};
  }
}

Result<PlanLayers> read_plan_layers(const std::string& path, Language language) {
  try {
    return layers_in(path, language);
  } catch (const ErrorException& error) {
    return error.error();
  } catch (const std::exception& error) {
    return Error{ErrorCode::internal, error.what(), path, ""};
  }
}

}  // namespace wangge
