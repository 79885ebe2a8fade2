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
    {DistrictType::industrial, 0, 8, "工业园区"}, {DistrictType::campus, 0, 12, "学院"},
    {DistrictType::hospital, 1, 15, "医院"},      {DistrictType::office, 1, 25, "商务楼宇"},
    {DistrictType::market, 1, 20, "商贸城"},      {DistrictType::government, 1, 25, "机关大院"},
    {DistrictType::factory, 1, 15, "工厂"},
};

constexpr const char* kWords[] = {"安和", "永昌", "文华", "金源", "青松", "瑞丰", "康宁", "长乐",
                                  "新兴", "嘉禾", "明德", "春晖", "玉泉", "石桥", "海棠", "云岭"};

/// Most have nobody living in them; the others keep a dormitory.
void empty_or_dormitory(CityDraft& draft, const LotDraft& lot, Random random) {
  double dwellings = 0;
  for (const int b : lot.buildings) dwellings += draft.buildings[b].dwellings;
  const double wanted = random.chance(0.25) ? random.uniform(60, 380) : 0;
  for (const int b : lot.buildings) {
    BuildingDraft& building = draft.buildings[b];
    building.dwellings = dwellings > 0 ? static_cast<int>(std::lround(building.dwellings * wanted / dwellings)) : 0;
    if (building.dwellings == 0) building.units = 0;
  }
}

bool fits(const CityDraft& draft, const LotDraft& lot, DistrictType type) {
  const bool park = type == DistrictType::industrial || type == DistrictType::campus;
  return lot.type == type && !lot.exclusive && lot.story == Story::none && (!park || draft.skeleton.mesh.faces[lot.face].whole);
}

}  // namespace

void choose_exclusive_units(CityDraft& draft, CitySize size, std::uint64_t seed) {
  std::vector<std::pair<std::uint64_t, int>> order;
  for (int l = 0; l < static_cast<int>(draft.lots.size()); ++l)
    order.push_back({Random::of(seed, level(Level::people), 2, static_cast<std::uint64_t>(l)).next(), l});
  std::sort(order.begin(), order.end());
  std::uint64_t made = 0;
  for (const Quota& quota : kQuotas) {
    int left = size == CitySize::sample ? quota.sample : quota.full;
    // A small city may lack a kind: a vocational school stands in.
    for (const DistrictType type : {quota.type, DistrictType::school}) {
      for (const auto& [key, l] : order) {
        LotDraft& lot = draft.lots[l];
        if (left == 0) break;
        if (!fits(draft, lot, type)) continue;
        lot.exclusive = true;
        lot.listed = false;
        lot.name = std::string(kWords[made % 16]) + (made >= 16 ? std::string(kWords[(made / 16 + made) % 16]) : "") +
                   (type == quota.type ? quota.suffix : "职业学校");
        empty_or_dormitory(draft, lot, Random(key));
        --left, ++made;
      }
    }
  }
}

}  // namespace wangge::example
