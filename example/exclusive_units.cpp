#include "example/exclusive_units.hpp"

#include <algorithm>
#include <cmath>

#include "core/random.hpp"

namespace wangge::example {

namespace {

struct Quota {
  DistrictType type;
  int sample, full;
  const char* suffix;
};

constexpr Quota kQuotas[] = {
    {DistrictType::industrial, 0, 8, "工业园区"}, {DistrictType::campus, 0, 12, "学院"},       {DistrictType::hospital, 1, 15, "医院"},
    {DistrictType::office, 1, 25, "商务楼宇"},    {DistrictType::market, 1, 20, "商贸城"},     {DistrictType::government, 1, 25, "机关大院"},
    {DistrictType::factory, 1, 15, "工厂"},
};

constexpr const char* kWords[] = {"安和", "永昌", "文华", "金源", "青松", "瑞丰", "康宁", "长乐", "新兴", "嘉禾", "明德", "春晖", "玉泉", "石桥", "海棠", "云岭"};

}  // namespace

void choose_exclusive_units(CityDraft& draft, CitySize size, std::uint64_t seed) {
  std::vector<std::pair<std::uint64_t, int>> order;
  for (int l = 0; l < static_cast<int>(draft.lots.size()); ++l)
    order.push_back({Random::of(seed, level(Level::people), 2, static_cast<std::uint64_t>(l)).next(), l});
  std::sort(order.begin(), order.end());
  int made = 0;
  for (const Quota& quota : kQuotas) {
    int left = size == CitySize::sample ? quota.sample : quota.full;
    for (const auto& [key, l] : order) {
      LotDraft& lot = draft.lots[l];
      if (left == 0) break;
      const bool whole = draft.skeleton.mesh.faces[lot.face].whole;
      const bool park = lot.type == DistrictType::industrial || lot.type == DistrictType::campus;
      if (lot.type != quota.type || lot.exclusive || lot.story != Story::none || (park && !whole)) continue;
      lot.exclusive = true;
      lot.listed = false;
      lot.name = std::string(kWords[key % 16]) + (made >= 16 ? std::string(kWords[(key >> 8) % 16]) : "") + quota.suffix;
      --left, ++made;
      double dwellings = 0;
      for (const int b : lot.buildings) dwellings += draft.buildings[b].dwellings;
      Random random(key);
      const double wanted = random.chance(0.25) ? random.uniform(60, 380) : 0;
      for (const int b : lot.buildings) {
        BuildingDraft& building = draft.buildings[b];
        building.dwellings = dwellings > 0 ? static_cast<int>(std::lround(building.dwellings * wanted / dwellings)) : 0;
        if (building.dwellings == 0) building.units = 0;
      }
    }
  }
}

}  // namespace wangge::example
