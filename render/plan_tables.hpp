/// Figures of a division in words and rows.
#pragma once

#include <cstdint>
#include <string>

#include "render/map_sheet.hpp"
#include "render/plan_sheet.hpp"

namespace wangge {

/// "6 grids, 2,415 households, 402 a grid".
[[nodiscard]] std::string plan_summary(const PlanDrawing& drawing, std::int32_t community, Language language);
/// One row a grid of the community, with its colour; columns that would be empty throughout are left out.
[[nodiscard]] SheetTable table_of_grids(const MapSheet& sheet, std::int32_t community);
/// One row a community: grids, households, grids out of range.
[[nodiscard]] SheetTable table_of_communities(const PlanDrawing& drawing, Language language);

}  // namespace wangge
