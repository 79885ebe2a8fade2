#include "render/sheet_words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <set>

#include "render/label_candidates.hpp"
#include "render/text_width.hpp"

namespace wangge {

namespace {

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return out;
}

std::string last_characters(const std::string& text, std::size_t count) {
  const std::vector<std::string_view> all = characters(text);
  std::string out;
  for (std::size_t i = all.size() > count ? all.size() - count : 0; i < all.size(); ++i) out += all[i];
  return out;
}

}  // namespace

std::vector<std::string> short_numbers(const std::vector<std::string>& codes) {
  std::vector<std::string> numbers(codes.size());
  for (std::size_t count = 2; count <= 24; ++count) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < codes.size(); ++i) seen.insert(numbers[i] = last_characters(codes[i], count));
    if (seen.size() == codes.size()) break;
  }
  return numbers;
}

BarrierLook barrier_look(std::string_view barrier_class) {
  const std::string word = lower_case(barrier_class);
  if (has_any(word, {"river", "water", "canal", "lake", "stream", "河", "水", "江", "湖", "渠"})) return BarrierLook::river;
  if (has_any(word, {"rail", "铁路", "轨道"})) return BarrierLook::railway;
  if (has_any(word, {"express", "motorway", "highway", "快速", "高速"})) return BarrierLook::expressway;
  if (has_any(word, {"road", "street", "primary", "trunk", "路", "街", "道"})) return BarrierLook::main_road;
  if (has_any(word, {"wall", "fence", "墙", "栏"})) return BarrierLook::wall;
  return BarrierLook::other;
}

FootprintUse footprint_use(std::string_view use, bool inhabited) {
  const std::string word = lower_case(use);
  if (has_any(word, {"resid", "apart", "house", "dorm", "住", "居", "宿舍"})) return FootprintUse::residential;
  if (has_any(word, {"commerc", "retail", "shop", "hotel", "market", "商", "酒店", "宾馆", "市场"}))
    return FootprintUse::commercial;
  if (has_any(word, {"public", "school", "hospital", "office", "govern", "civic", "university", "公", "校", "医", "办", "政"})) {
    return FootprintUse::public_service;
  }
  if (has_any(word, {"indust", "factory", "warehouse", "工", "厂", "仓"})) return FootprintUse::industrial;
  return inhabited ? FootprintUse::residential : FootprintUse::other;
}

std::string percent(double share) { return with_decimals(share * 100, 1) + "%"; }

std::vector<std::string> district_names(const std::vector<Community>& communities) {
  std::set<std::string> subdistricts, counties;
  for (const Community& community : communities) {
    subdistricts.insert(community.subdistrict);
    counties.insert(community.county);
  }
  std::vector<std::string> names;
  const bool by_subdistrict = subdistricts.size() > 1 && subdistricts.size() <= 40;
  const bool by_county = !by_subdistrict && counties.size() > 1;
  for (const Community& community : communities) {
    names.push_back(by_subdistrict ? community.subdistrict : by_county ? community.county : std::string());
  }
  return names;
}

std::vector<SheetPlaceName> district_place_names(const std::vector<Community>& communities) {
  const std::vector<std::string> names = district_names(communities);
  struct Sum {
    Point weighted;
    double weight = 0;
  };
  std::map<std::string, Sum> sums;
  for (std::size_t i = 0; i < communities.size(); ++i) {
    if (names[i].empty()) continue;
    const double weight = area(communities[i].area);
    Sum& sum = sums[names[i]];
    sum.weighted = sum.weighted + centroid(communities[i].area) * weight;
    sum.weight += weight;
  }
  std::vector<SheetPlaceName> places;
  for (const auto& [name, sum] : sums) {
    if (sum.weight > 0) places.push_back({name, sum.weighted * (1 / sum.weight)});
  }
  return places;
}

std::vector<SheetBarrier> sheet_barriers(const std::vector<Barrier>& barriers, const Box& window) {
  std::vector<SheetBarrier> out;
  std::map<std::pair<int, std::string>, std::size_t> number;
  for (const Barrier& barrier : barriers) {
    const BarrierLook look = barrier_look(barrier.barrier_class);
    MultiPolyline lines;
    for (const Polyline& line : barrier.lines) {
      if (bounds(line).intersects(window)) lines.push_back(line);
    }
    MultiPolygon areas;
    for (const Polygon& polygon : barrier.area) {
      if (bounds(polygon.outer).intersects(window)) areas.push_back(polygon);
    }
    if (lines.empty() && areas.empty()) continue;
    const auto [found, added] = number.emplace(std::pair(static_cast<int>(look), barrier.name), out.size());
    if (added) out.push_back({look, barrier.name, {}, {}});
    SheetBarrier& into = out[found->second];
    into.lines.insert(into.lines.end(), lines.begin(), lines.end());
    into.area.insert(into.area.end(), areas.begin(), areas.end());
  }
  return out;
}

std::vector<SheetRoad> sheet_roads(const std::vector<WalkLine>& lines, const std::vector<SheetBarrier>& barriers,
                                   const Box& window) {
  std::set<std::string> labelled;
  for (const SheetBarrier& barrier : barriers) labelled.insert(barrier.name);
  std::map<std::string, SheetRoad> by_name;
  for (const WalkLine& line : lines) {
    for (const Polyline& piece : line.lines) {
      if (bounds(piece).intersects(window)) by_name[line.name].lines.push_back(piece);
    }
  }
  std::vector<SheetRoad> roads;
  for (auto& [name, road] : by_name) {
    road.name = name;
    road.show_name = labelled.count(name) == 0;
    roads.push_back(std::move(road));
  }
  return roads;
}

std::vector<SheetCentre> sheet_centres(const std::vector<Centre>& centres, const Box& window) {
  std::vector<SheetCentre> out;
  for (const Centre& centre : centres) {
    if (window.contains(centre.point)) out.push_back({centre.name, centre.level, centre.point, centre.planned});
  }
  return out;
}

std::vector<SheetCommunity> sheet_communities(const std::vector<Community>& communities, const Box& window) {
  const std::vector<std::string> districts = district_names(communities);
  std::vector<SheetCommunity> out;
  for (std::size_t i = 0; i < communities.size(); ++i) {
    const Community& community = communities[i];
    out.push_back({community.id, community.name, districts[i], {}});
    if (community.area.empty() || !bounds(community.area).intersects(window)) continue;
    // One square metre: what only touches the window with its box is not on the map, nor in the legend.
    if (area(clip_to_box(community.area, window)) > 1) out.back().area = community.area;
  }
  return out;
}

std::string community_title(Language language, const Community& community) {
  const std::string own = community.name.empty() ? say(language, "map_community_code", {community.id}) : community.name;
  const std::string& larger = community.subdistrict.empty() ? community.county : community.subdistrict;
  if (larger.empty()) return own;
  return is_wide_text(larger) ? larger + own : larger + " " + own;
}

}  // namespace wangge
