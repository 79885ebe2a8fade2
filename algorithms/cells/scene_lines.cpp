#include "algorithms/cells/scene_lines.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/cells/building_slices.hpp"
#include "algorithms/cells/ring_in_window.hpp"
#include "algorithms/cells/slice_spot.hpp"

namespace wangge {

namespace {

constexpr std::int32_t kBorderSpacing =
    40'000;  // mm between vertices of lines to start with; refine_wedges adds those that labels need
constexpr double kMostBorderVertices = 10'000;  // of a community: 400 km of lines; longer ones get them farther apart

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Millimetres between vertices of lines: kBorderSpacing but for land of the size of a country, or drawn in the wrong unit.
double spacing_of(std::span<const Chain> chains) {
  double length = 0;
  for (const Chain& chain : chains)
    for (std::size_t i = 0; chain.dense && i + (chain.closed ? 0 : 1) < chain.points.size(); ++i)
      length += grid_distance(chain.points[i], chain.points[(i + 1) % chain.points.size()]);
  return std::max<double>(kBorderSpacing, length / kMostBorderVertices);
}

/// Cuts a ring to a box (Sutherland & Hodgman 1974): a river through the whole city must not be triangulated in every community.
Ring clip_to_box(Ring ring, const Box& box) {
  auto clip = [&](auto inside, auto cut) {
    Ring out;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Point a = ring[i], b = ring[(i + 1) % ring.size()];
      if (inside(a)) out.push_back(a);
      if (inside(a) != inside(b)) out.push_back(cut(a, b));
    }
    ring = std::move(out);
  };
  auto at_x = [](double x) { return [x](Point a, Point b) { return Point{x, a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)}; }; };
  auto at_y = [](double y) { return [y](Point a, Point b) { return Point{a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y), y}; }; };
  clip([&](Point p) { return p.x >= box.min_x; }, at_x(box.min_x));
  clip([&](Point p) { return p.x <= box.max_x; }, at_x(box.max_x));
  clip([&](Point p) { return p.y >= box.min_y; }, at_y(box.min_y));
  clip([&](Point p) { return p.y <= box.max_y; }, at_y(box.max_y));
  return ring;
}

class Collector {
 public:
  explicit Collector(const CommunityScene& scene) : scene_(scene), city_(*scene.city) {
    box_ = bounds(city_.communities[at(scene.community)].area);
    frame_ = {std::floor(box_.centre().x), std::floor(box_.centre().y)};
    box_.grow(5);
    if (!scene.window) return;
    window_ = scene.window->box;
    low_ = frame_.to_grid({window_.min_x, window_.min_y});
    high_ = frame_.to_grid({window_.max_x, window_.max_y});
  }

  SceneLines collect(std::span<const std::int32_t> sliced) {
    add_community();
    add_areas();
    add_barrier_lines();
    add_buildings(sliced);
    const double spacing = scene_.window ? scene_.window->spacing : spacing_of(chains_);
    return {frame_,
            frame_.to_grid({box_.min_x, box_.min_y}),
            frame_.to_grid({box_.max_x, box_.max_y}),
            spacing,
            std::move(owners_),
            std::move(chains_)};
  }

 private:
  std::int32_t own(OwnerKind kind, std::int32_t index, double area = 0) {
    owners_.push_back({kind, index, area});
    return static_cast<std::int32_t>(owners_.size()) - 1;
  }

  std::vector<GridPoint> to_grid(const Ring& ring) const {
    std::vector<GridPoint> out;
    for (const Point p : ring) {
      const GridPoint g = frame_.to_grid(p);
      if (out.empty() || !(out.back() == g)) out.push_back(g);
    }
    while (out.size() > 1 && out.front() == out.back()) out.pop_back();
    return out;
  }

  void add_rings(const MultiPolygon& area, std::int32_t owner, bool dense, bool clip) {
    auto add = [&](const Ring& ring) {
      Chain chain{to_grid(clip ? clip_to_box(ring, box_) : ring), true, dense, owner, {}, {}};
      if (dense && scene_.window) keep_in_window(chain, low_, high_);
      if (chain.points.size() >= 3) chains_.push_back(std::move(chain));
    };
    for (const Polygon& polygon : area) {
      add(polygon.outer);
      for (const Ring& hole : polygon.holes) add(hole);
    }
  }

  void add_community() {
    const std::int32_t area_owner = own(OwnerKind::community, scene_.community);
    std::int32_t number = 0;
    auto add = [&](const Ring& ring) {
      Chain chain{to_grid(ring), true, true, area_owner, {}, {}};
      if (chain.points.size() < 3) return;
      for (std::size_t i = 0; i < chain.points.size(); ++i) chain.edge_owners.push_back(number++);
      if (scene_.window) keep_in_window(chain, low_, high_);
      for (std::int32_t& edge : chain.edge_owners)
        if (edge >= 0) edge = own(OwnerKind::ring_edge, edge);
      if (chain.points.size() >= 3) chains_.push_back(std::move(chain));
    };
    for (const Polygon& polygon : city_.communities[at(scene_.community)].area) {
      add(polygon.outer);
      for (const Ring& hole : polygon.holes) add(hole);
    }
  }

  void add_areas() {
    auto larger = [&](const Box& box) { return box.width() > 3 * box_.width() || box.height() > 3 * box_.height(); };
    for (const std::int32_t b : scene_.barriers) {
      const Barrier& barrier = city_.barriers[at(b)];
      if (!barrier.area.empty()) add_rings(barrier.area, own(OwnerKind::barrier_area, b), true, larger(bounds(barrier.area)));
    }
    for (const std::int32_t c : scene_.compounds)
      add_rings(city_.compounds[at(c)].area, own(OwnerKind::compound, c), true, false);
    for (const std::int32_t e : scene_.exclusives)
      add_rings(city_.exclusives[at(e)].area, own(OwnerKind::exclusive, e), true, false);
  }

  void add_barrier_lines() {
    for (const std::int32_t b : scene_.barriers) {
      const Barrier& barrier = city_.barriers[at(b)];
      if (barrier.lines.empty()) continue;
      const std::int32_t owner = own(OwnerKind::barrier_line, b);
      for (const Polyline& line : barrier.lines) {
        Chain chain{{}, false, true, owner, {}, {}};
        auto flush = [&] {
          if (chain.points.size() >= 2) chains_.push_back(chain);
          chain.points.clear();
        };
        for (std::size_t i = 1; i < line.size(); ++i) {
          Box box;
          box.expand(line[i - 1]);
          box.expand(line[i]);
          if (!box.intersects(box_) || (scene_.window && !box.intersects(window_))) {
            flush();
            continue;
          }
          if (chain.points.empty()) chain.points.push_back(frame_.to_grid(line[i - 1]));
          chain.points.push_back(frame_.to_grid(line[i]));
        }
        flush();
      }
    }
  }

  void add_buildings(std::span<const std::int32_t> sliced) {
    std::vector<char> slice(scene_.buildings.size(), 0);
    for (const std::int32_t i : sliced) slice[at(i)] = 1;
    for (std::size_t i = 0; i < scene_.buildings.size(); ++i) {
      const Building& building = city_.buildings[at(scene_.buildings[i])];
      if (slice[i] || building.footprint.empty()) continue;
      add_rings(building.footprint, own(OwnerKind::building, static_cast<std::int32_t>(i), area(building.footprint)), false,
                false);
    }
    std::vector<GridPoint> spots;
    for (const std::int32_t i : sliced) spots.push_back(frame_.to_grid(slice_spot(scene_, scene_.buildings[at(i)])));
    const auto rings = building_slices(spots, [&](GridPoint spot) { return way_in(scene_, frame_.to_metres(spot)); });
    for (std::size_t k = 0; k < sliced.size(); ++k)
      chains_.push_back({rings[k], true, false, own(OwnerKind::building, sliced[k], -1), {}, {}});
  }

  const CommunityScene& scene_;
  const City& city_;
  Box box_, window_;
  GridFrame frame_;
  GridPoint low_, high_;  ///< corners of the window
  std::vector<Owner> owners_;
  std::vector<Chain> chains_;
};

}  // namespace

SceneLines scene_lines(const CommunityScene& scene, std::span<const std::int32_t> sliced) {
  return Collector(scene).collect(sliced);
}

SceneLines community_lines(const CommunityScene& scene) {
  CommunityScene border;
  border.city = scene.city;
  border.community = scene.community;
  return Collector(border).collect({});
}

double line_spacing(const CommunityScene& scene) {
  CommunityScene lines = scene;
  lines.buildings.clear();
  lines.window.reset();
  return Collector(lines).collect({}).spacing;
}

}  // namespace wangge
