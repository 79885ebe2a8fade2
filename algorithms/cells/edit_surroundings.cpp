#include "algorithms/cells/edit_surroundings.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace wangge {

namespace {

constexpr double kNear = 2;                     // metres around an edit in which a cell's border is looked for at first
constexpr double kFirstLook = 400, kFar = 1e6;  // metres to the east and west that are looked at

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

using Place = std::pair<std::int64_t, std::int64_t>;  // millimetres

Place place_of(const TiledCommunity& tiled, std::int32_t p) {
  const GridPoint g = tiled.points[at(p)];
  return {std::llround(tiled.frame.origin_x * 1000) + g.x, std::llround(tiled.frame.origin_y * 1000) + g.y};
}

Box bounds_of(const SceneObjects& objects) {
  Box box;
  if (objects.ring_edges.empty()) return box;
  box.expand(objects.frame.to_metres(objects.low));
  box.expand(objects.frame.to_metres(objects.high));
  return box;
}

class Surroundings {
 public:
  Surroundings(const Box& edit, std::span<const KeptTiling> kept, double within)
      : edit_(edit), kept_(kept), within_(within), near_(kept.size()), touched_(kept.size()), borders_(kept.size()) {
    Box wide = edit;
    wide.grow(within);
    for (std::size_t c = 0; c < kept.size(); ++c)
      if (bounds_of(*kept[c].objects).intersects(wide)) borders_[c] = borders_in(*kept[c].tiled, wide);
  }

  /// False when it would take a wider look to tell.
  bool run(int cells, EditWindow& out) {
    Box& box = out.box;
    Box search = edit_;
    for (double around = kNear; search.grow(around), !start(search); around *= 1.5)
      if (around > within_) return false;
    for (int step = 0; step < cells; ++step) spread();
    box = edit_;
    for (std::size_t c = 0; c < kept_.size(); ++c) {
      const TiledCommunity& tiled = *kept_[c].tiled;
      if (near_[c].empty()) continue;
      for (const BorderSegment& s : borders_[c])
        if (is_near(c, s.left) || is_near(c, s.right))
          for (const std::int32_t p : {s.a, s.b}) box.expand(tiled.frame.to_metres(tiled.points[at(p)]));
    }
    out.cells = near_;
    spread();
    for (std::size_t c = 0; c < kept_.size(); ++c) {
      out.cells[c].resize(near_[c].size(), 0);
      for (std::size_t i = 0; i < near_[c].size(); ++i) {
        out.cells[c][i] = static_cast<char>(out.cells[c][i] + near_[c][i]);
        if (near_[c][i] != 0 && i < kept_[c].objects->buildings.size()) box.expand(kept_[c].objects->buildings[i].box);
      }
    }
    return box.min_x > edit_.min_x - within_ && box.max_x < edit_.max_x + within_ && box.min_y > edit_.min_y - within_ &&
           box.max_y < edit_.max_y + within_;
  }

 private:
  /// Those with their western end in the box. Segments are ordered by these ends, points from west to east.
  static std::vector<BorderSegment> borders_in(const TiledCommunity& tiled, const Box& box) {
    const auto clamped = [&](double x, double y) {
      const Point o{tiled.frame.origin_x, tiled.frame.origin_y};
      return tiled.frame.to_grid({std::clamp(x, o.x - 2e6, o.x + 2e6), std::clamp(y, o.y - 2e6, o.y + 2e6)});
    };
    const GridPoint low = clamped(box.min_x, box.min_y), high = clamped(box.max_x, box.max_y);
    const auto number = [&](GridPoint p) {
      return static_cast<std::int32_t>(std::lower_bound(tiled.points.begin(), tiled.points.end(), p) - tiled.points.begin());
    };
    const auto from = [&](std::int32_t p) {
      return std::lower_bound(tiled.segments.begin(), tiled.segments.end(), p,
                              [](const BorderSegment& s, std::int32_t value) { return s.a < value; });
    };
    std::vector<BorderSegment> out;
    std::copy_if(from(number(low)), from(number(high)), std::back_inserter(out), [&](const BorderSegment& s) {
      const std::int32_t y = tiled.points[at(s.a)].y;
      return y >= low.y && y <= high.y;
    });
    return out;
  }

  [[nodiscard]] bool is_near(std::size_t c, std::int32_t cell) const {
    return cell >= 0 && !near_[c].empty() && near_[c][at(cell)] != 0;
  }

  void add(std::size_t c, std::int32_t cell) {
    if (cell < 0) return;
    if (near_[c].empty()) near_[c].assign(kept_[c].tiled->cell_count(), 0);
    near_[c][at(cell)] = 1;
  }

  /// Cells with a building or a vertex in the box.
  bool start(const Box& box) {
    bool any = false;
    for (std::size_t c = 0; c < kept_.size(); ++c) {
      const KeptTiling& kept = kept_[c];
      if (!bounds_of(*kept.objects).intersects(box)) continue;
      const auto take = [&](std::int32_t cell) {
        add(c, cell);
        any = any || cell >= 0;
      };
      for (std::size_t i = 0; i < kept.objects->buildings.size(); ++i)
        if (kept.unplaced[i] == 0 && kept.objects->buildings[i].box.intersects(box)) take(static_cast<std::int32_t>(i));
      for (std::size_t g = 0; g < kept.gone.size(); ++g)
        if (kept.gone[g].intersects(box)) take(static_cast<std::int32_t>(kept.objects->buildings.size() + g));
      const GridPoint low = kept.tiled->frame.to_grid({box.min_x, box.min_y}),
                      high = kept.tiled->frame.to_grid({box.max_x, box.max_y});
      for (const BorderSegment& s : borders_[c]) {
        const GridPoint p = kept.tiled->points[at(s.a)];
        if (p.x < low.x || p.x > high.x || p.y < low.y || p.y > high.y) continue;
        take(s.left);
        take(s.right);
      }
    }
    return any;
  }

  /// Those that share a vertex with one of them, across borders of communities too.
  void spread() {
    std::vector<Place> shared;
    for (std::size_t c = 0; c < kept_.size(); ++c) {
      touched_[c].clear();
      if (near_[c].empty()) continue;
      const TiledCommunity& tiled = *kept_[c].tiled;
      touched_[c].assign(tiled.points.size(), 0);
      for (const BorderSegment& s : borders_[c]) {
        if (!is_near(c, s.left) && !is_near(c, s.right)) continue;
        touched_[c][at(s.a)] = touched_[c][at(s.b)] = 1;
        if (s.ring_edge >= 0) shared.push_back(place_of(tiled, s.a)), shared.push_back(place_of(tiled, s.b));
      }
    }
    std::sort(shared.begin(), shared.end());
    for (std::size_t c = 0; c < kept_.size(); ++c) {
      const TiledCommunity& tiled = *kept_[c].tiled;
      const auto reached = [&](std::int32_t p, bool on_border) {
        if (!touched_[c].empty() && touched_[c][at(p)] != 0) return true;
        return on_border && !shared.empty() && std::binary_search(shared.begin(), shared.end(), place_of(tiled, p));
      };
      for (const BorderSegment& s : borders_[c])
        if (reached(s.a, s.ring_edge >= 0) || reached(s.b, s.ring_edge >= 0)) add(c, s.left), add(c, s.right);
    }
  }

  const Box& edit_;
  std::span<const KeptTiling> kept_;
  double within_;
  std::vector<std::vector<char>> near_, touched_;    ///< by community: by cell, by point; empty = none
  std::vector<std::vector<BorderSegment>> borders_;  ///< by community: those nearby
};

}  // namespace

EditWindow edit_surroundings(const Box& edit, int cells, std::span<const KeptTiling> kept) {
  EditWindow window;
  for (double within = kFirstLook; within < kFar; within *= 3)
    if (Surroundings(edit, kept, within).run(cells, window)) return window;
  window.box.expand(edit);
  window.box.grow(kFar);
  window.cells.resize(kept.size());
  for (std::size_t c = 0; c < kept.size(); ++c) window.cells[c].assign(kept[c].tiled->cell_count(), 2);
  return window;
}

}  // namespace wangge
