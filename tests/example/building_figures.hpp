/// A1-A12 and A15: footprints, floors, directions, gaps, shapes.
#pragma once

#include "tests/example/city_statistics.hpp"

namespace wangge::test {

struct BuildingView {
  const Building* building;
  const ExampleBuildingColumns* columns;
  Rectangle box;
  double square_metres = 0;
  bool formal = true;
  double turn = 0;  ///< direction modulo 90 degrees, degrees in [0, 90)
};

inline std::vector<BuildingView> view_buildings(const ExampleCity& city) {
  std::vector<BuildingView> views;
  for (std::size_t i = 0; i < city.city.buildings.size(); ++i) {
    BuildingView v{&city.city.buildings[i], &city.building_columns[i], {}, 0, true, 0};
    const Ring& ring = v.building->footprint[0].outer;
    v.box = smallest_rectangle(ring);
    v.square_metres = std::abs(signed_area(ring));
    const std::string& type = v.columns->district_type;
    v.formal = type != "old_city" && type != "village" && type != "industrial" && type != "factory";
    v.turn = std::fmod(v.box.angle * 57.29577951308232, 90.0);
    views.push_back(v);
  }
  return views;
}

inline double axis_error(double turn) { return std::min(turn, 90 - turn); }

inline void shape_figures(const std::vector<BuildingView>& views, Figures& f) {
  std::vector<double> areas, slab_length, slab_depth;
  double formal = 0, low = 0, middle = 0, high = 0, tall = 0, all = 0, in5 = 0, in10 = 0, four = 0, straight = 0, slabs = 0,
         east_west = 0, north_south = 0;
  for (const BuildingView& v : views) {
    const int floors = v.building->floors;
    ++all;
    in5 += axis_error(v.turn) <= 5, in10 += axis_error(v.turn) <= 10;
    if (floors >= 3 && floors <= 7 && v.box.length / v.box.depth >= 2) {
      ++slabs;
      const double degrees = v.box.angle * 57.29577951308232;
      east_west += std::min(degrees, 180 - degrees) <= 15, north_south += std::abs(degrees - 90) <= 15;
    }
    if (!v.formal) continue;
    if (v.square_metres >= 60) areas.push_back(v.square_metres);
    ++formal;
    (floors <= 3 ? low : floors <= 7 ? middle : floors <= 17 ? high : tall) += 1;
    four += v.building->footprint[0].outer.size() == 4;
    straight += v.square_metres / (v.box.length * v.box.depth) > 0.9;
    if (floors >= 4 && floors <= 6 && v.columns->shape == "slab")
      slab_length.push_back(v.box.length), slab_depth.push_back(v.box.depth);
  }
  f["A1.p50"] = percentile(areas, .5), f["A1.p90"] = percentile(areas, .9);
  f["A2.length"] = percentile(slab_length, .5), f["A2.depth"] = percentile(slab_depth, .5);
  f["A3.1-3"] = low / formal, f["A3.4-7"] = middle / formal, f["A3.8-17"] = high / formal, f["A3.18+"] = tall / formal;
  f["A4.5"] = in5 / all, f["A4.10"] = in10 / all;
  f["A5.ew"] = east_west / slabs, f["A5.ns"] = north_south / slabs, f["A5.oblique"] = 1 - (east_west + north_south) / slabs;
  f["A11.four"] = four / formal, f["A11.straight"] = straight / formal;
}

inline double correlation(const std::vector<double>& x, const std::vector<double>& y) {
  const double mx = mean(x), my = mean(y);
  double xy = 0, xx = 0, yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    xy += (x[i] - mx) * (y[i] - my), xx += (x[i] - mx) * (x[i] - mx), yy += (y[i] - my) * (y[i] - my);
  return xy / std::sqrt(xx * yy);
}

inline void neighbour_figures(const std::vector<BuildingView>& views, Figures& f) {
  std::vector<Point> points;
  for (const BuildingView& v : views) points.push_back(v.building->point);
  const PointGrid grid(points, 100);
  double same = 0, shuffled = 0, pairs = 0, touching = 0, formal = 0;
  std::vector<double> own, around, gaps;
  for (int i = 0; i < static_cast<int>(views.size()); ++i) {
    double sum = 0;
    const std::vector<int> near = grid.nearest(points[i], 5, i);
    for (const int k : near) {
      const double turn = std::abs(views[i].turn - views[k].turn);
      same += std::min(turn, 90 - turn) <= 5;
      const double other = std::abs(views[i].turn - views[(static_cast<std::size_t>(k) * 7919 + 13) % views.size()].turn);
      shuffled += std::min(other, 90 - other) <= 5;
      ++pairs;
      sum += std::log(static_cast<double>(std::max(1, views[k].building->floors)));
    }
    own.push_back(std::log(static_cast<double>(std::max(1, views[i].building->floors)))), around.push_back(sum / 5);
    if (!views[i].formal) continue;
    double gap = 1e9;
    for (const int k : grid.nearest(points[i], 9, i))
      gap = std::min(gap, ring_distance(views[i].building->footprint[0].outer, views[k].building->footprint[0].outer));
    gaps.push_back(gap);
    ++formal;
    touching += gap < 0.5;
  }
  f["A6.same"] = same / pairs, f["A6.shuffled"] = shuffled / pairs;
  f["A9.gap"] = percentile(gaps, .5), f["A9.touching"] = touching / formal;
  f["A10"] = correlation(own, around);
}

/// Gap between slabs of equal floors that face each other, by height.
inline void sun_figures(const std::vector<BuildingView>& views, Figures& f) {
  std::vector<Point> points;
  std::vector<int> slabs;
  for (int i = 0; i < static_cast<int>(views.size()); ++i) {
    const BuildingView& v = views[i];
    const double degrees = v.box.angle * 57.29577951308232;
    if (v.columns->shape == "slab" && v.building->floors >= 3 && v.building->floors <= 11 &&
        std::min(degrees, 180 - degrees) < 15)
      slabs.push_back(i), points.push_back(v.building->point);
  }
  const PointGrid grid(points, 100);
  std::vector<double> shares;
  for (std::size_t s = 0; s < slabs.size(); ++s) {
    const BuildingView& v = views[slabs[s]];
    double best = 1e9;
    int floors = 0;
    const Point u{std::cos(v.box.angle), std::sin(v.box.angle)}, n{-u.y, u.x};
    const double up = n.y < 0 ? -1 : 1;
    grid.near(points[s], 110, [&](int k) {
      const BuildingView& other = views[slabs[k]];
      const Point d = other.building->point - v.building->point;
      const double across = dot(d, n) * up, along = std::abs(dot(d, u));
      if (across < 15 || along > 0.5 * std::min(v.box.length, other.box.length)) return;
      const double gap = across - (v.box.depth + other.box.depth) / 2;
      if (gap < best) best = gap, floors = other.building->floors;
    });
    if (best < 90 && floors == v.building->floors) shares.push_back(best / (2.9 * floors));
  }
  f["A7.p10"] = percentile(shares, .1), f["A7.p50"] = percentile(shares, .5), f["A7.n"] = static_cast<double>(shares.size());
}

inline void coverage_figures(const std::vector<BuildingView>& views, Figures& f) {
  std::map<std::pair<int, int>, double> cells;
  for (const BuildingView& v : views) {
    // A footprint is shared out over a grid of its rectangle; exact enough for 200 m cells.
    const Box box = bounds(v.building->footprint);
    for (int a = 0; a < 4; ++a)
      for (int b = 0; b < 4; ++b) {
        const double x = box.min_x + box.width() * (a + .5) / 4, y = box.min_y + box.height() * (b + .5) / 4;
        cells[{static_cast<int>(std::floor(x / 200)), static_cast<int>(std::floor(y / 200))}] += v.square_metres / 16;
      }
  }
  std::vector<double> shares;
  for (const auto& [key, sum] : cells) shares.push_back(sum / 40000);
  f["A8.p50"] = percentile(shares, .5), f["A8.p95"] = percentile(shares, .95);
}

inline void overlap_figures(const ExampleCity& city, const std::vector<BuildingView>& views, Figures& f) {
  std::vector<Point> points;
  for (const BuildingView& v : views) points.push_back(v.building->point);
  const PointGrid grid(points, 60);
  double overlapping = 0, outside = 0, largest = 0;
  for (int i = 0; i < static_cast<int>(views.size()); ++i) {
    const Ring& a = views[i].building->footprint[0].outer;
    const Box box_a = bounds(a);
    grid.near(points[i], 110, [&](int k) {
      if (k <= i) return;
      const Ring& b = views[k].building->footprint[0].outer;
      if (!box_a.intersects(bounds(b))) return;
      const double shared = overlap_area(a, b);
      largest = std::max(largest, shared);
      overlapping += shared > 0.05;
    });
    const MultiPolygon& home = city.city.communities[views[i].building->community].area;
    for (const Point p : a)
      if (!contains(home, p)) {
        ++outside;
        break;
      }
  }
  f["A12.overlaps"] = overlapping, f["A12.largest"] = largest, f["A12.outside"] = outside;
}

inline Figures building_figures(const ExampleCity& city) {
  Figures f;
  const std::vector<BuildingView> views = view_buildings(city);
  shape_figures(views, f);
  neighbour_figures(views, f);
  sun_figures(views, f);
  coverage_figures(views, f);
  overlap_figures(city, views, f);
  return f;
}

}  // namespace wangge::test
