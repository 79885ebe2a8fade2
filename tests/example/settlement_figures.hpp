/// A13-A19 and A22-A25: compounds, communities, streets, exact tiling, the previous plan.
#pragma once

#include "tests/example/city_statistics.hpp"

namespace wangge::test {

inline void compound_figures(const ExampleCity& city, Figures& f) {
  const City& c = city.city;
  std::vector<double> households(c.compounds.size(), 0), gates(c.compounds.size(), 0), houses(c.compounds.size(), 0);
  double units = 0, old_houses = 0, old_households = 0, old_units = 0;
  for (const Building& b : c.buildings) {
    if (b.compound < 0) continue;
    households[b.compound] += b.households.value();
    const std::string& type = city.compound_columns[b.compound].district_type;
    if (b.households.value() == 0) continue;
    ++houses[b.compound];
    units += b.units;
    if (type == "work_unit" || type == "walk_up") ++old_houses, old_households += b.households.value(), old_units += b.units;
  }
  for (const Gate& g : c.gates) ++gates[g.compound];
  std::vector<double> lived, walled_gates;
  double small = 0, large = 0, in_large = 0, total = 0, without = 0, crowded = 0, old = 0;
  for (std::size_t k = 0; k < households.size(); ++k) {
    const ExampleCompoundColumns& columns = city.compound_columns[k];
    if (columns.walled)
      walled_gates.push_back(gates[k]), without += gates[k] == 0, crowded += households[k] >= 200 && gates[k] > 4;
    if (households[k] <= 0) continue;
    if (columns.district_type != "village") {
      lived.push_back(households[k]);
      total += households[k], small += households[k] < 300;
      if (households[k] > 500) ++large, in_large += households[k];
    }
    old += columns.district_type == "work_unit" || columns.district_type == "walk_up";
  }
  f["A13.p25"] = percentile(lived, .25), f["A13.p50"] = percentile(lived, .5), f["A13.p75"] = percentile(lived, .75);
  f["A13.p95"] = percentile(lived, .95), f["A13.mean"] = mean(lived);
  f["A14.small"] = small / static_cast<double>(lived.size()), f["A14.large"] = large / static_cast<double>(lived.size()),
  f["A14.in_large"] = in_large / total;
  f["A15.houses"] = old_houses / old, f["A15.households"] = old_households / old_houses, f["A15.units"] = old_units / old_houses;
  f["A17.mean"] = mean(walled_gates), f["A17.without"] = without, f["A17.crowded"] = crowded;
  f["compounds"] = static_cast<double>(c.compounds.size());
}

inline void community_figures(const ExampleCity& city, Figures& f) {
  const City& c = city.city;
  std::vector<double> households(c.communities.size(), 0), compounds(c.communities.size(), 0);
  double total = 0;
  for (const Building& b : c.buildings) households[b.community] += b.households.value(), total += b.households.value();
  for (const ExampleCompoundColumns& k : city.compound_columns) ++compounds[k.community];
  f["A16.p5"] = percentile(households, .05), f["A16.p50"] = percentile(households, .5),
  f["A16.p95"] = percentile(households, .95);
  f["A16.least"] = percentile(households, 0), f["A16.most"] = percentile(households, 1);
  f["A16.compounds"] = percentile(compounds, .5);
  f["households"] = total, f["communities"] = static_cast<double>(c.communities.size()),
  f["buildings"] = static_cast<double>(c.buildings.size());
  double built = 0;
  std::vector<double> compact;
  for (const Community& m : c.communities) {
    built += area(m.area);
    compact.push_back(12.566370614 * area(m.area) / std::pow(perimeter(m.area), 2));
  }
  f["square_kilometres"] = built / 1e6;
  f["compactness.p10"] = percentile(compact, .1), f["compactness.p50"] = percentile(compact, .5);
}

inline void street_figures(const ExampleCity& city, Figures& f) {
  double metres = 0, square_metres = 0;
  for (const ExampleRoad& r : city.roads) metres += length(r.line);
  for (const Community& m : city.city.communities) square_metres += area(m.area);
  f["A18.density"] = metres / 1000 / (square_metres / 1e6);
  f["A18.cells"] = percentile(city.arterial_cell_hectares, .5);
  f["A19.p10"] = percentile(city.street_block_hectares, .1), f["A19.p50"] = percentile(city.street_block_hectares, .5);
  f["A19.p90"] = percentile(city.street_block_hectares, .9);
}

/// A22 exact tiling: every directed edge of a community has its reverse in another one, or lies on the city's outline,
/// whose rings must have the area of all communities together.
inline void tiling_figures(const ExampleCity& city, Figures& f) {
  std::map<std::pair<std::pair<double, double>, std::pair<double, double>>, int> edges;
  auto each_edge = [&](auto visit) {
    for (const Community& m : city.city.communities)
      for (const Polygon& p : m.area) {
        auto ring_edges = [&](const Ring& r) {
          for (std::size_t i = 0; i < r.size(); ++i) visit(r[i], r[(i + 1) % r.size()]);
        };
        ring_edges(p.outer);
        for (const Ring& h : p.holes) ring_edges(h);
      }
  };
  each_edge([&](Point a, Point b) { ++edges[{{a.x, a.y}, {b.x, b.y}}]; });
  double twice = 0, outline = 0, shoelace = 0, areas = 0;
  const Point o = city.city.communities[0].area[0].outer[0];
  each_edge([&](Point a, Point b) {
    if (edges[{{a.x, a.y}, {b.x, b.y}}] > 1) ++twice;
    if (!edges.count({{b.x, b.y}, {a.x, a.y}})) ++outline, shoelace += cross(a - o, b - o) / 2;
  });
  for (const Community& m : city.city.communities) areas += area(m.area);
  f["A22.twice"] = twice, f["A22.outline_edges"] = outline, f["A22.difference"] = std::abs(shoelace - areas);
}

inline void border_figures(const ExampleCity& city, Figures& f) {
  std::vector<Point> samples;
  auto sample_line = [&](const Polyline& line, double step) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      const int n = std::max(1, static_cast<int>(distance(line[i], line[i + 1]) / step));
      for (int k = 0; k <= n; ++k) samples.push_back(line[i] + (line[i + 1] - line[i]) * (static_cast<double>(k) / n));
    }
  };
  for (const ExampleRoad& r : city.roads) sample_line(r.line, 8);
  for (const Barrier& b : city.city.barriers)
    if (b.barrier_class == "railway")
      for (const Polyline& l : b.lines) sample_line(l, 8);
  const PointGrid grid(samples, 25);
  double on = 0, all = 0;
  for (const Community& m : city.city.communities)
    for (const Polygon& p : m.area)
      for (std::size_t i = 0; i < p.outer.size(); ++i) {
        const Point a = p.outer[i], b = p.outer[(i + 1) % p.outer.size()], middle = (a + b) * 0.5;
        bool found = false;
        grid.near(middle, 16, [&](int) { found = true; });
        for (const MultiPolygon& water : city.water) found = found || contains(water, middle);
        all += distance(a, b);
        if (found) on += distance(a, b);
      }
  f["A23"] = on / all;
}

inline void previous_figures(const ExampleCity& city, Figures& f) {
  const City& c = city.city;
  std::map<std::string, double> households;
  for (const PreviousGrid& g : c.previous_grids) households[g.code] = 0;
  std::vector<std::set<std::string>> codes(c.compounds.size());
  double unknown = 0;
  for (const Building& b : c.buildings) {
    if (!households.count(b.previous_grid)) ++unknown;
    households[b.previous_grid] += b.households.value();
    if (b.compound >= 0 && b.households.value() > 0) codes[b.compound].insert(b.previous_grid);
  }
  double in_range = 0, above = 0, below = 0, all = 0, lived = 0, whole = 0, listed = 0;
  for (const auto& [code, sum] : households) {
    all += 1, lived += sum;
    in_range += sum >= 300 && sum <= 500 ? sum : 0;
    above += sum > 500, below += sum < 300;
  }
  for (const auto& set : codes) listed += !set.empty(), whole += set.size() == 1;
  f["A24.grids"] = static_cast<double>(c.previous_grids.size()), f["A24.in_range"] = in_range / lived,
  f["A24.whole"] = whole / listed;
  f["A24.above"] = above / all, f["A24.below"] = below / all, f["A24.unknown"] = unknown;
  f["centres"] = static_cast<double>(c.centres.size()), f["exclusives"] = static_cast<double>(c.exclusives.size());
}

inline Figures settlement_figures(const ExampleCity& city) {
  Figures f;
  compound_figures(city, f);
  community_figures(city, f);
  street_figures(city, f);
  tiling_figures(city, f);
  border_figures(city, f);
  previous_figures(city, f);
  return f;
}

}  // namespace wangge::test
