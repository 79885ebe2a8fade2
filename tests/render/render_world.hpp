/// Small worlds for the tests of render/: tilings by squares and random partitions of them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/geometry.hpp"
#include "render/map_sheet.hpp"

namespace wangge::test {

inline MultiPolygon rectangle(double left, double low, double right, double high) {
  return {{{{left, low}, {right, low}, {right, high}, {left, high}}, {}}};
}

/// Outline of a set of unit squares of `side` metres, traced with the inside on the left; every lattice point on it is a vertex.
inline MultiPolygon outline(const std::vector<std::pair<int, int>>& squares, double side) {
  using Corner = std::pair<int, int>;
  std::map<Corner, std::vector<Corner>> next;
  const auto has = [&](int x, int y) { return std::find(squares.begin(), squares.end(), Corner(x, y)) != squares.end(); };
  for (const auto& [x, y] : squares) {
    if (!has(x, y - 1)) next[{x, y}].push_back({x + 1, y});
    if (!has(x + 1, y)) next[{x + 1, y}].push_back({x + 1, y + 1});
    if (!has(x, y + 1)) next[{x + 1, y + 1}].push_back({x, y + 1});
    if (!has(x - 1, y)) next[{x, y + 1}].push_back({x, y});
  }
  std::vector<Ring> outers, holes;
  while (!next.empty()) {
    Ring ring;
    const Corner start = next.begin()->first;
    Corner at = start, from{start.first - 1, start.second};
    do {
      ring.push_back({at.first * side, at.second * side});
      std::vector<Corner>& ways = next[at];
      // At a corner where two squares touch, the left turn keeps the ring simple.
      const auto turn = [&](const Corner& to) {
        return (at.first - from.first) * (to.second - at.second) - (at.second - from.second) * (to.first - at.first);
      };
      const auto way =
          std::max_element(ways.begin(), ways.end(), [&](const Corner& a, const Corner& b) { return turn(a) < turn(b); });
      from = at;
      at = *way;
      ways.erase(way);
      if (ways.empty()) next.erase(from);
    } while (at != start);
    (signed_area(ring) > 0 ? outers : holes).push_back(ring);
  }
  MultiPolygon area;
  for (Ring& ring : outers) area.push_back({std::move(ring), {}});
  for (Ring& hole : holes) {
    for (Polygon& polygon : area) {
      if (contains(polygon, (hole[0] + hole[1]) * 0.5 + Point{0.25 * side, 0.25 * side}) || area.size() == 1) {
        polygon.holes.push_back(hole);
        break;
      }
    }
  }
  return area;
}

/// A width x height lattice grown from random seeds into connected parts; areas in squares of `side` metres.
inline std::vector<MultiPolygon> random_partition(int width, int height, int parts, double side, std::uint64_t seed) {
  std::uint64_t state = seed * 2654435761U + 12345;
  const auto below = [&state](std::size_t count) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>((state >> 33) % count);
  };
  std::vector<int> part(static_cast<std::size_t>(width * height), -1);
  std::vector<bool> done(part.size(), false);
  std::vector<std::pair<std::size_t, int>> front;
  // Every part starts on a square of its own, so that none vanishes.
  for (int i = 0; i < parts; ++i) {
    std::size_t at = below(part.size());
    while (part[at] >= 0) at = (at + 1) % part.size();
    part[at] = i;
    front.emplace_back(at, i);
  }
  while (!front.empty()) {
    const std::size_t pick = below(front.size());
    const auto [at, label] = front[pick];
    front[pick] = front.back();
    front.pop_back();
    if (part[at] >= 0 && part[at] != label) continue;
    if (part[at] == label && done[at]) continue;
    done[at] = true;
    part[at] = label;
    const int x = static_cast<int>(at) % width, y = static_cast<int>(at) / width;
    for (const auto& [dx, dy] : {std::pair(1, 0), std::pair(-1, 0), std::pair(0, 1), std::pair(0, -1)}) {
      if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue;
      front.emplace_back(static_cast<std::size_t>((y + dy) * width + x + dx), label);
    }
  }
  std::vector<std::vector<std::pair<int, int>>> squares(static_cast<std::size_t>(parts));
  for (std::size_t i = 0; i < part.size(); ++i) {
    squares[static_cast<std::size_t>(part[i])].emplace_back(static_cast<int>(i) % width, static_cast<int>(i) / width);
  }
  std::vector<MultiPolygon> areas;
  for (const auto& own : squares) {
    if (!own.empty()) areas.push_back(outline(own, side));
  }
  return areas;
}

/// A community of grids with a river, roads, compounds and centres: something of every layer.
inline MapSheet sample_sheet(std::uint64_t seed) {
  MapSheet sheet;
  sheet.title = "青松<&\">社区网格划分图";
  sheet.subtitles = {"共8个网格"};
  sheet.extent = {0, 0, 600, 400};
  sheet.communities = {{"c1", "青松社区", "东街道", rectangle(0, 0, 600, 400)},
                       {"c2", "白杨社区", "东街道", rectangle(600, 0, 900, 400)}};
  sheet.focus_community = 0;
  int number = 0;
  for (MultiPolygon& area : random_partition(12, 8, 8, 50, seed)) {
    SheetGrid grid;
    grid.label = with_decimals(++number, 0);
    grid.code = "150102001001" + grid.label;
    grid.community = 0;
    grid.households = Households(380 + number);
    grid.area = std::move(area);
    sheet.grids.push_back(std::move(grid));
  }
  sheet.grids[1].kind = GridKind::exclusive;
  sheet.grids[2].status = GridStatus::too_large;
  sheet.bands = {{"5", rectangle(100, 100, 300, 300)}};
  sheet.footprints = {{rectangle(20, 20, 60, 35), FootprintUse::residential, false, "1号楼"},
                      {rectangle(420, 20, 460, 35), FootprintUse::commercial, true, ""}};
  sheet.compounds = {{"翠湖小区", rectangle(10, 10, 190, 90)}};
  sheet.barriers = {{BarrierLook::river, "小黑河", {{{-50, 200}, {300, 210}, {900, 190}}}, {}},
                    {BarrierLook::railway, "京包铁路", {{{-50, 380}, {900, 385}}}, {}}};
  sheet.roads = {{"中山路", true, {{{-50, 100}, {300, 100}}, {{300, 100}, {900, 110}}}}};
  sheet.centres = {{"青松社区党群服务中心", 4, {310, 150}, false}, {"站点", 5, {450, 300}, true}};
  sheet.gates = {{10, 50}};
  sheet.dots = {{{500, 350}, Households(40), true}};
  sheet.marks = {{{550, 60}}};
  sheet.tables = {
      {"表", {"编号", "户数"}, {false, true}, {{"01", "381"}, {"02", "382"}}, {0, 1}, {"合计", "763"}, "map_more_rows", {}}};
  sheet.legend = {{LegendSymbol::grid_border, "网格", 0}, {LegendSymbol::centre, "中心", 4}};
  sheet.crs_text = "EPSG:4546";
  sheet.date = "2026-11-22";
  return sheet;
}

}  // namespace wangge::test
