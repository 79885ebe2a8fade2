/// What stands on a piece of land, and the figures each kind is built by.
/// Source of the figures: renovation campaigns of Hohhot (2011-2023), GB 50180-2018, measured footprints of Beijing.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace wangge::example {

enum class DistrictType : std::uint8_t {
  old_city,        ///< yards of one floor along narrow lanes
  work_unit,       ///< 单位大院 1955-89
  walk_up,         ///< 1990s slabs without lifts
  compound_2000s,  ///< 小区 with management
  high_rise,       ///< from about 2008
  village,         ///< 城中村
  industrial,
  business,  ///< CBD
  green,     ///< farmland, vacant or demolished land
  park,
  school,
  campus,
  hospital,
  office,
  market,
  government,
  factory,
};
constexpr int kDistrictTypes = 17;

struct DistrictTraits {
  std::string_view name;
  double block_hectares;       ///< street blocks are cut until they are near this
  double local_hectares;       ///< and then by local streets
  double compound_households;  ///< mean of a lognormal
  double compound_sigma;
  double walled_share;
  std::array<double, 4> gates;  ///< shares of 1, 2, 3, 4 gates
  double persons_per_household;
  double resident_share;   ///< inhabited share of the registered households
  double parcel_hectares;  ///< where lots come before rows: size of a lot; 0 = rows first
};

[[nodiscard]] const DistrictTraits& traits(DistrictType type);
/// Types whose compounds are gated housing.
[[nodiscard]] bool is_housing(DistrictType type);
/// Types that may become an exclusive grid (专属网格).
[[nodiscard]] bool is_institution(DistrictType type);

}  // namespace wangge::example
