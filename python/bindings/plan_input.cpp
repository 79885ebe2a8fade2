#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <initializer_list>
#include <unordered_map>

#include "core/plan.hpp"
#include "python/bindings/arrays.hpp"
#include "python/bindings/parts.hpp"

namespace wangge::python {

namespace {

using Texts = std::vector<std::string>;

template <class Value>
Value value_of(const std::string& text, std::initializer_list<Value> values, Value otherwise) {
  for (const Value value : values)
    if (to_text(value) == text) return value;
  return otherwise;
}

/// `community` are row numbers, -1 = none; households 0 = not written.
void set_grids(Plan& plan, const Texts& codes, const Texts& names, const Texts& kinds, const Texts& exclusive_ids,
               const Numbers& community, const Numbers& households, const nb::tuple& arrays) {
  std::vector<MultiPolygon> areas = areas_from(arrays);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    PlanGrid grid;
    grid.code = codes[i].empty() ? "#" + std::to_string(i + 1) : codes[i];
    grid.name = names[i];
    grid.kind = value_of(kinds[i], {GridKind::comprehensive, GridKind::exclusive, GridKind::micro}, GridKind::comprehensive);
    grid.exclusive_id = exclusive_ids[i];
    grid.community = community(i);
    grid.households = Households(households(i));
    grid.area = std::move(areas[i]);
    plan.grids.push_back(std::move(grid));
  }
}

/// Everything but the codes of grids are row numbers, -1 = none. After set_grids.
void set_cells(Plan& plan, const Texts& grid_codes, const Texts& micro_codes, const Numbers& building, const Numbers& community,
               const Numbers& compound, const Numbers& households, const nb::tuple& arrays) {
  std::unordered_map<std::string, std::int32_t> grids;
  for (std::size_t i = 0; i < plan.grids.size(); ++i) grids.emplace(plan.grids[i].code, static_cast<std::int32_t>(i));
  const auto row_of = [&](const std::string& code) {
    const auto found = grids.find(code);
    return found == grids.end() ? -1 : found->second;
  };
  std::vector<MultiPolygon> areas = areas_from(arrays);
  for (std::size_t i = 0; i < grid_codes.size(); ++i) {
    PlanCell cell;
    cell.building = building(i);
    cell.community = community(i);
    cell.compound = compound(i);
    cell.grid = row_of(grid_codes[i]);
    cell.micro = row_of(micro_codes[i]);
    cell.households = Households(households(i));
    cell.area = std::move(areas[i]);
    plan.cells.push_back(std::move(cell));
  }
}

}  // namespace

void add_plan_input(nb::module_& module) {
  nb::class_<Plan>(module, "Plan", "A plan that was drawn elsewhere, as filled by the package.")
      .def(nb::init<>())
      .def("set_grids", &set_grids)
      .def("set_cells", &set_cells);
}

}  // namespace wangge::python
