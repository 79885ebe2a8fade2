/// How far the cells are from "all land belongs to the nearest wall", sampled against a search through every wall.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "algorithms/cells/tile_community.hpp"
#include "algorithms/outline/trace_outlines.hpp"
#include "bench/nearest_walls.hpp"
#include "bench/rates.hpp"
#include "bench/sample_city.hpp"
#include "core/box_index.hpp"
#include "core/random.hpp"

namespace wangge::bench {

namespace {

constexpr double kSamples = 60'000;          // points over the whole city
constexpr std::size_t kDeviations = 20'000;  // about so many points along borders

struct Accuracy {
  std::size_t asked = 0, wrong = 0, wrong_by_half = 0;
  std::vector<double> deviations;  ///< metres
};

/// Random points of one community: is the cell they lie in the one of the nearest wall?
void ask_land(const CommunityDraft& draft, const TiledCommunity& tiled, const NearestWalls& walls, std::size_t points,
              Accuracy& sum) {
  std::vector<std::int32_t> own(tiled.cell_count());
  std::iota(own.begin(), own.end(), 0);
  const std::vector<MultiPolygon> cells = trace_outlines(tiled, own, own.size());
  std::vector<Box> boxes;
  for (const MultiPolygon& cell : cells) boxes.push_back(bounds(cell));
  const BoxIndex index(boxes);
  const MultiPolygon& area = sample_city().communities[static_cast<std::size_t>(draft.scene.community)].area;
  const Box box = bounds(area);
  Random random(static_cast<std::uint64_t>(draft.scene.community) + 1);
  for (std::size_t i = 0; i < points; ++i) {
    const Point p{random.uniform(box.min_x, box.max_x), random.uniform(box.min_y, box.max_y)};
    if (!contains(area, p)) continue;
    const auto nearest = walls.at(p);
    if (!nearest) continue;
    for (const std::int32_t c : index.query(p)) {
      if (!contains(cells[static_cast<std::size_t>(c)], p)) continue;
      ++sum.asked;
      const std::int32_t building = tiled.building[static_cast<std::size_t>(c)];
      if (building == nearest->building) break;
      const double excess = walls.from(p, building).metres - nearest->metres;
      sum.wrong += excess > 1e-3 ? 1 : 0;
      sum.wrong_by_half += excess > 0.5 ? 1 : 0;
      break;
    }
  }
}

/// Points along open borders: how far beside the line that is equally far from both buildings?
void ask_borders(const TiledCommunity& tiled, const NearestWalls& walls, double spacing, Accuracy& sum) {
  double until = spacing / 2;
  for (const BorderSegment& s : tiled.segments) {
    if (s.left < 0 || s.right < 0 || s.barrier >= 0 || s.wall) continue;
    const std::int32_t left = tiled.building[static_cast<std::size_t>(s.left)],
                       right = tiled.building[static_cast<std::size_t>(s.right)];
    if (left < 0 || right < 0) continue;
    const Point a = tiled.frame.to_metres(tiled.points[static_cast<std::size_t>(s.a)]),
                b = tiled.frame.to_metres(tiled.points[static_cast<std::size_t>(s.b)]);
    const double length = distance(a, b);
    for (; until < length; until += spacing) {
      const Point p = a + (b - a) * (until / length);
      if (!walls.at(p)) continue;
      const auto l = walls.from(p, left), r = walls.from(p, right);
      // Borders between touching buildings are their walls, not middle lines.
      if (!(l.metres > 0.01) || !(r.metres > 0.01) || std::isinf(l.metres) || std::isinf(r.metres)) continue;
      const double slope = distance((p - l.foot) * (1 / l.metres), (p - r.foot) * (1 / r.metres));
      if (slope > 1e-6) sum.deviations.push_back(std::abs(l.metres - r.metres) / slope);
    }
    until -= length;
  }
}

/// `drawn`: with the borders as they are written; else as they come out of the triangulation.
Accuracy measure(bool drawn) {
  Accuracy sum;
  double land = 0, borders = 0;
  std::vector<TiledCommunity> cells;
  for (const CommunityDraft& draft : sample_drafts()) {
    cells.push_back(drawn ? draft.tiled : tile_community(draft.scene));
    const TiledCommunity& tiled = cells.back();
    const Box box = bounds(sample_city().communities[static_cast<std::size_t>(draft.scene.community)].area);
    if (!box.empty()) land += box.width() * box.height();
    for (const BorderSegment& s : tiled.segments)
      borders += grid_distance(tiled.points[static_cast<std::size_t>(s.a)], tiled.points[static_cast<std::size_t>(s.b)]) / 1000;
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const CommunityDraft& draft = sample_drafts()[i];
    const Box box = bounds(sample_city().communities[static_cast<std::size_t>(draft.scene.community)].area);
    if (box.empty() || draft.scene.buildings.size() < 2) continue;
    const NearestWalls walls(draft.scene);
    ask_land(draft, cells[i], walls, static_cast<std::size_t>(kSamples * box.width() * box.height() / land), sum);
    ask_borders(cells[i], walls, borders / kDeviations, sum);
  }
  return sum;
}

void accuracy(benchmark::State& state, bool drawn) {
  Accuracy found;
  for (auto _ : state) found = measure(drawn);
  std::sort(found.deviations.begin(), found.deviations.end());
  auto quantile = [&](double share) {
    return found.deviations.empty()
               ? 0.0
               : found.deviations[static_cast<std::size_t>(share * static_cast<double>(found.deviations.size() - 1))];
  };
  const double asked = static_cast<double>(std::max<std::size_t>(found.asked, 1));
  state.counters["points"] = static_cast<double>(found.asked);
  state.counters["percent_wrong"] = 100 * static_cast<double>(found.wrong) / asked;
  state.counters["percent_wrong_by_half_a_metre"] = 100 * static_cast<double>(found.wrong_by_half) / asked;
  state.counters["deviation_median_mm"] = 1000 * quantile(0.5);
  state.counters["deviation_95_mm"] = 1000 * quantile(0.95);
}
BENCHMARK_CAPTURE(accuracy, tiled, false)->Name("cells/accuracy")->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK_CAPTURE(accuracy, drawn, true)->Name("cells/accuracy_as_drawn")->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace

}  // namespace wangge::bench
