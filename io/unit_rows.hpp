/// Tables with a row for each stairwell unit (单元) instead of a row for each building.
#pragma once

#include <cstdint>
#include <vector>

#include "io/rows_by_id.hpp"
#include "io/section_table.hpp"

namespace wangge {

/// For each row the first row of the same building; a row that is no further unit of another points at itself.
/// Rows belong together where id and geometry are equal (or the later row has no geometry). They are taken as units
///  - where the project file names the column that tells them apart (`unit`), or
///  - where at least a tenth of the ids repeat like that and the repeats are no mere copies: buildings have different numbers
///    of rows, or rows of a building hold different household counts.
/// Otherwise every row points at itself and repeats are judged one by one.
struct UnitRows {
  std::vector<std::size_t> first_row;
  std::int64_t buildings = 0;  ///< with more than one row; 0 = no such table
};

[[nodiscard]] UnitRows find_unit_rows(const SectionTable& table, const RowsById& ids);

}  // namespace wangge
