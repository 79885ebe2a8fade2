/// From values of the engine to what is printed: short numbers, looks of barriers and buildings, name of the coordinate system.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/plan.hpp"
#include "render/map_sheet.hpp"

namespace wangge {

/// Short numbers of the grids of one community: the last two characters of each code, three or more when two would be equal.
[[nodiscard]] std::vector<std::string> short_numbers(const std::vector<std::string>& codes);
/// By the class words of the project file, English or Chinese.
[[nodiscard]] BarrierLook barrier_look(std::string_view barrier_class);
/// By the use in words; without words by whether anybody lives there.
[[nodiscard]] FootprintUse footprint_use(std::string_view use, bool inhabited);
[[nodiscard]] std::string percent(double share);
/// The larger areas that communities are grouped by: sub-districts while there are at most 40, else counties; empty names when
/// neither tells anything apart. One a community.
[[nodiscard]] std::vector<std::string> district_names(const std::vector<Community>& communities);
/// One name a district, at the centre of its area.
[[nodiscard]] std::vector<SheetPlaceName> district_place_names(const std::vector<Community>& communities);
/// Barriers within the window; pieces of one class and name become one.
[[nodiscard]] std::vector<SheetBarrier> sheet_barriers(const std::vector<Barrier>& barriers, const Box& window);
/// Streets within the window, one a name; all unnamed lines together come first.
[[nodiscard]] std::vector<SheetRoad> sheet_roads(const std::vector<WalkLine>& lines, const std::vector<SheetBarrier>& barriers,
                                                 const Box& window);
[[nodiscard]] std::vector<SheetCentre> sheet_centres(const std::vector<Centre>& centres, const Box& window);
/// All communities, so that indices stay; those outside of the window without their area.
[[nodiscard]] std::vector<SheetCommunity> sheet_communities(const std::vector<Community>& communities, const Box& window);
/// "East sub-district Pine community": with the larger area where that is known.
[[nodiscard]] std::string community_title(Language language, const Community& community);

/// Entries for everything that is drawn at this scale, in the customary order.
[[nodiscard]] std::vector<LegendEntry> legend_of(const MapSheet& sheet);

}  // namespace wangge
