#include <bit>

#include "algorithms/cells/tile_city.hpp"
#include "core/random.hpp"

namespace wangge {

namespace {

class Digest {
 public:
  void add(std::uint64_t value) { state_ = mix64(state_ * 0x9e3779b97f4a7c15ULL + value); }
  void add(Point p) {
    add(std::bit_cast<std::uint64_t>(p.x));
    add(std::bit_cast<std::uint64_t>(p.y));
  }
  void add(const std::vector<Point>& line) {
    add(line.size());
    for (const Point p : line) add(p);
  }
  void add(const MultiPolygon& area) {
    add(area.size());
    for (const Polygon& p : area) {
      add(p.outer);
      add(p.holes.size());
      for (const Ring& hole : p.holes) add(hole);
    }
  }
  [[nodiscard]] std::uint64_t state() const { return state_; }

 private:
  std::uint64_t state_ = 1;
};

}  // namespace

std::uint64_t content_of(const CommunityScene& scene) {
  const City& city = *scene.city;
  const auto at = [](const auto& list, std::int32_t i) -> const auto& { return list[static_cast<std::size_t>(i)]; };
  Digest digest;
  digest.add(static_cast<std::uint64_t>(city.building_geometry));
  digest.add(at(city.communities, scene.community).area);
  for (const std::int32_t b : scene.buildings) {
    digest.add(at(city.buildings, b).footprint);
    digest.add(at(city.buildings, b).point);
  }
  for (const std::int32_t c : scene.compounds) digest.add(at(city.compounds, c).area);
  for (const std::int32_t e : scene.exclusives) digest.add(at(city.exclusives, e).area);
  for (const std::int32_t b : scene.barriers) {
    const Barrier& barrier = at(city.barriers, b);
    digest.add(static_cast<std::uint64_t>(city.rules.barrier_rule(barrier.barrier_class)));
    digest.add(barrier.area);
    digest.add(barrier.lines.size());
    for (const Polyline& line : barrier.lines) digest.add(line);
  }
  return digest.state();
}

}  // namespace wangge
