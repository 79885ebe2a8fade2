#include "example/names.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "core/random.hpp"

namespace wangge::example {

namespace {

constexpr std::array<std::string_view, 48> kFirst{"安", "永", "新", "兴", "文", "昌", "锦", "瑞", "宁", "光", "明", "和",
                                                  "康", "泰", "福", "祥", "玉", "金", "银", "青", "翠", "松", "柏", "杏",
                                                  "桃", "榆", "柳", "海", "云", "石", "清", "丰", "乐", "嘉", "庆", "长",
                                                  "景", "惠", "仁", "德", "学", "春", "朝", "曙", "凤", "鹿", "雁", "阳"};
constexpr std::array<std::string_view, 32> kSecond{"盛", "远", "通", "达", "隆", "顺", "华", "林", "源", "山", "河",
                                                   "泉", "岭", "原", "川", "谷", "桥", "台", "兰", "荣", "平", "义",
                                                   "礼", "信", "园", "庄", "霞", "风", "雅", "颐", "辉", "业"};
constexpr std::array<std::string_view, 30> kInstitutions{
    "机床厂", "毛纺厂", "水利局", "地质队", "电力局", "粮食局", "邮电局", "糖厂",     "制药厂",   "建筑公司",
    "印刷厂", "面粉厂", "钢铁厂", "汽修厂", "化肥厂", "农机厂", "铁路段", "公交公司", "师范学校", "农科所",
    "设计院", "测绘队", "棉织厂", "皮革厂", "仪表厂", "橡胶厂", "水泥厂", "物资局",   "林业局",   "供电段"};
constexpr std::array<std::string_view, 14> kPrefixes{"",     "第一", "第二", "第三", "第四", "第五", "东风",
                                                     "红旗", "前进", "市",   "新城", "郊区", "东郊", "北郊"};

std::string pick_unique(std::set<std::string>& used, Random& random, const auto& make) {
  for (int attempt = 0; attempt < 40; ++attempt) {
    std::string name = make(random);
    if (used.insert(name).second) return name;
  }
  for (int number = 2;; ++number) {
    std::string name = make(random) + std::to_string(number) + "区";
    if (used.insert(name).second) return name;
  }
}

double named_share(EdgeClass c) {
  switch (c) {
    case EdgeClass::secondary: return 0.95;
    case EdgeClass::tertiary: return 0.70;
    case EdgeClass::local: return 0.35;
    default: return 1.0;
  }
}

struct StreetSummary {
  double metres = 0;
  Point run;  // sum of directions, doubled angles
  EdgeClass edge_class = EdgeClass::local;
};

}  // namespace

std::string stem(std::size_t k, std::uint64_t seed) {
  // A fixed stride through all pairs: 1536 = 48 * 32 and 2 * 3 do not divide the stride.
  const std::size_t all = kFirst.size() * kSecond.size();
  const std::size_t at = (k * 665 + static_cast<std::size_t>(mix64(seed) % all)) % all;
  return std::string(kFirst[at % kFirst.size()]) + std::string(kSecond[at / kFirst.size()]);
}

std::vector<std::string> name_streets(const StreetMesh& mesh, const StreetLinks& links, std::uint64_t seed) {
  std::vector<StreetSummary> streets(links.streets);
  for (const StreetLink& link : links.links) {
    StreetSummary& s = streets[link.street];
    for (const int h : link.halves) {
      const Point d = mesh.end(h) - mesh.start(h);
      const double metres = std::hypot(d.x, d.y), twice = 2 * std::atan2(d.y, d.x);
      s.metres += metres;
      s.run = s.run + Point{metres * std::cos(twice), metres * std::sin(twice)};
    }
    s.edge_class = std::max(s.edge_class, link.edge_class);
  }
  std::vector<int> order(streets.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    if (streets[a].edge_class != streets[b].edge_class) return streets[a].edge_class > streets[b].edge_class;
    return streets[a].metres != streets[b].metres ? streets[a].metres > streets[b].metres : a < b;
  });
  std::vector<std::string> names(streets.size());
  std::size_t next = 0;
  for (const int s : order) {
    Random random = Random::of(seed, level(Level::name), 0, static_cast<std::uint64_t>(s));
    if (!random.chance(named_share(streets[s].edge_class))) continue;
    const bool east_west = streets[s].run.x > 0;
    const EdgeClass c = streets[s].edge_class;
    std::string name = stem(next % 1500, seed);
    if (next >= 1500) name = (next < 3000 ? "东" : next < 4500 ? "北" : "西") + name;
    ++next;
    if (c == EdgeClass::expressway)
      name += "快速路";
    else if (c == EdgeClass::local)
      name += "巷";
    else if (c == EdgeClass::arterial)
      name += east_west ? "大街" : "路";
    else
      name += east_west ? "街" : "路";
    names[s] = std::move(name);
  }
  return names;
}

void name_lots(CityDraft& draft, std::uint64_t seed) {
  std::set<std::string> used;
  std::map<int, std::string> villages;
  std::string last;
  for (std::size_t l = 0; l < draft.lots.size(); ++l) {
    LotDraft& lot = draft.lots[l];
    if (!lot.listed) continue;
    Random random = Random::of(seed, level(Level::name), 1, l);
    auto word = [&](Random& r) { return stem(static_cast<std::size_t>(r.below(1500)), seed + 7); };
    auto of = [](Random& r, std::initializer_list<const char*> list) { return std::string(list.begin()[r.below(list.size())]); };
    switch (lot.type) {
      case DistrictType::work_unit:
        lot.name = pick_unique(used, random, [&](Random& r) {
          return std::string(kPrefixes[r.below(kPrefixes.size())]) + std::string(kInstitutions[r.below(kInstitutions.size())]) +
                 of(r, {"家属院", "宿舍", "家属楼", "南院", "北院"});
        });
        break;
      case DistrictType::walk_up:
        lot.name = pick_unique(used, random, [&](Random& r) { return word(r) + of(r, {"小区", "新村", "里", "住宅区"}); });
        break;
      case DistrictType::compound_2000s:
        lot.name = pick_unique(used, random, [&](Random& r) { return word(r) + of(r, {"花园", "家园", "苑", "雅居"}); });
        break;
      case DistrictType::high_rise:
        lot.name = pick_unique(used, random, [&](Random& r) {
          return word(r) + of(r, {"府", "城", "公馆", "御园"}) + (r.chance(0.35) ? of(r, {"一期", "二期", "三期"}) : "");
        });
        break;
      case DistrictType::village:
        lot.name = pick_unique(used, random, [&](Random& r) { return word(r) + of(r, {"村", "营子", "庄"}); });
        break;
      default: lot.name = pick_unique(used, random, [&](Random& r) { return word(r) + of(r, {"公寓", "大厦", "广场"}); }); break;
    }
    // One name in a hundred is given a second time: matching by name alone must fail.
    if (!last.empty() && random.chance(0.01)) lot.name = last;
    if (random.chance(0.1)) last = lot.name;
  }
}

void name_communities(CityDraft& draft, std::uint64_t seed) {
  std::set<std::string> used;
  for (std::size_t c = 0; c < draft.communities.size(); ++c) {
    Random random = Random::of(seed, level(Level::name), 2, c);
    draft.communities[c].name =
        pick_unique(used, random, [&](Random& r) { return stem(static_cast<std::size_t>(r.below(1500)), seed + 13) + "社区"; });
  }
}

}  // namespace wangge::example
