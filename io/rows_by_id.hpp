/// Which rows of a section repeat the id of an earlier one.
#pragma once

#include <cstdint>
#include <vector>

#include "io/section_table.hpp"

namespace wangge {

struct RowsById {
  std::vector<std::uint32_t> first_row;  ///< the first row with the same id; a row without an id points at itself
  bool unique = true;                    ///< every row has an id, and no two the same
};

/// Of the role `id`; without that role no row has an id.
[[nodiscard]] RowsById find_rows_by_id(const SectionTable& table);

}  // namespace wangge
