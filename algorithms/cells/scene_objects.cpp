#include "algorithms/cells/scene_objects.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <unordered_map>
#include <utility>

#include "algorithms/cells/slice_spot.hpp"
#include "core/random.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class Digest {
 public:
  void add(std::uint64_t value) { state_ = mix64(state_ ^ value); }
  void add(Point p) { add(std::bit_cast<std::uint64_t>(p.x) ^ std::rotl(mix64(std::bit_cast<std::uint64_t>(p.y)), 1)); }
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

std::uint64_t digest_of(const Building& building) {
  Digest digest;
  digest.add(building.footprint);
  digest.add(building.point);
  return digest.state();
}

Box box_of(const CommunityScene& scene, std::int32_t building) {
  const Building& b = scene.city->buildings[at(building)];
  Box box = bounds(b.footprint);
  box.expand(b.point);
  box.expand(slice_spot(scene, building));
  box.grow(1);  // slices crowd each other out over less than that
  return box;
}

std::uint64_t digest_of(std::uint64_t kind, const MultiPolyline& lines, const MultiPolygon& area) {
  Digest digest;
  digest.add(kind);
  digest.add(area);
  digest.add(lines.size());
  for (const Polyline& line : lines) digest.add(line);
  return digest.state();
}

/// Takes over what is the same in `before`.
void keep(std::uint64_t kind, const MultiPolyline& lines, const MultiPolygon& area, const Kept& before, Kept& out) {
  const std::uint64_t digest = digest_of(kind, lines, area);
  for (std::size_t i = out.size(); i < before.size() && i < out.size() + 4; ++i)
    if (before[i]->digest == digest) return out.push_back(before[i]);
  Box box = bounds(area);
  for (const Polyline& line : lines) box.expand(bounds(line));
  out.push_back(std::make_shared<const KeptLines>(KeptLines{digest, box, lines, area}));
}

/// By new number the old one of an equal thing, -1 = none: as many as possible whose numbers ascend in both.
std::vector<std::int32_t> match(const std::vector<std::uint64_t>& before, const std::vector<std::uint64_t>& after) {
  std::vector<std::int32_t> old(after.size(), -1);
  std::size_t first = 0, last = 0;
  const std::size_t shorter = std::min(before.size(), after.size());
  while (first < shorter && before[first] == after[first]) old[first] = static_cast<std::int32_t>(first), ++first;
  while (last < shorter - first && before[before.size() - 1 - last] == after[after.size() - 1 - last]) {
    old[after.size() - 1 - last] = static_cast<std::int32_t>(before.size() - 1 - last);
    ++last;
  }
  std::unordered_map<std::uint64_t, std::vector<std::int32_t>> places;  // the last one first
  for (std::size_t i = before.size() - last; i-- > first;) places[before[i]].push_back(static_cast<std::int32_t>(i));
  // The longest ascending chain, by patience sorting.
  std::vector<std::int32_t> found(after.size(), -1), chain_before(after.size(), -1), ends;
  for (std::size_t j = first; j + last < after.size(); ++j) {
    const auto place = places.find(after[j]);
    if (place == places.end() || place->second.empty()) continue;
    found[j] = place->second.back();
    place->second.pop_back();
    const auto end = std::lower_bound(ends.begin(), ends.end(), found[j],
                                      [&](std::int32_t e, std::int32_t value) { return found[at(e)] < value; });
    if (end != ends.begin()) chain_before[j] = *(end - 1);
    if (end == ends.end())
      ends.push_back(static_cast<std::int32_t>(j));
    else
      *end = static_cast<std::int32_t>(j);
  }
  for (std::int32_t j = ends.empty() ? -1 : ends.back(); j >= 0; j = chain_before[at(j)]) old[at(j)] = found[at(j)];
  return old;
}

/// The numbers in [0, count) that `old` does not name.
std::vector<std::size_t> gone(const std::vector<std::int32_t>& old, std::size_t count) {
  std::vector<char> named(count, 0);
  for (const std::int32_t o : old)
    if (o >= 0) named[at(o)] = 1;
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < count; ++i)
    if (named[i] == 0) out.push_back(i);
  return out;
}

using Edge = std::array<double, 4>;

void add_edges(const std::vector<Point>& line, bool closed, std::vector<Edge>& out) {
  for (std::size_t i = 0; i + (closed ? 0 : 1) < line.size(); ++i) {
    const Point a = line[i], b = line[(i + 1) % line.size()];
    const bool turned = b.x < a.x || (b.x == a.x && b.y < a.y);
    out.push_back(turned ? Edge{b.x, b.y, a.x, a.y} : Edge{a.x, a.y, b.x, b.y});
  }
}

std::vector<Edge> edges_of(const KeptLines* object) {
  std::vector<Edge> out;
  if (object == nullptr) return out;
  for (const Polyline& line : object->lines) add_edges(line, false, out);
  for (const Polygon& p : object->area) {
    add_edges(p.outer, true, out);
    for (const Ring& hole : p.holes) add_edges(hole, true, out);
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// The box of the edges that only one of the two has. What an area covers differs nowhere else.
Box box_of_difference(const KeptLines* before, const KeptLines* after) {
  const std::vector<Edge> old_edges = edges_of(before), new_edges = edges_of(after);
  std::vector<Edge> differ;
  std::set_symmetric_difference(old_edges.begin(), old_edges.end(), new_edges.begin(), new_edges.end(),
                                std::back_inserter(differ));
  Box box;
  // Another class or rule of the same lines.
  for (const Edge& e : differ.empty() ? new_edges : differ) box.expand(Point{e[0], e[1]}), box.expand(Point{e[2], e[3]});
  return box;
}

std::vector<std::uint64_t> digests_of(const std::vector<KeptBuilding>& buildings) {
  std::vector<std::uint64_t> out;
  out.reserve(buildings.size());
  for (const KeptBuilding& b : buildings) out.push_back(b.digest);
  return out;
}

std::vector<std::uint64_t> digests_of(const Kept& lines) {
  std::vector<std::uint64_t> out;
  for (const auto& l : lines) out.push_back(l->digest);
  return out;
}

/// What is gone and what is new between the same two unchanged ones is taken for an edit of one thing.
std::vector<std::int32_t> compare_lines(const Kept& before, const Kept& after, std::vector<Box>& boxes) {
  std::vector<std::int32_t> old = match(digests_of(before), digests_of(after));
  const std::vector<std::size_t> lost = gone(old, before.size());
  std::size_t next = 0;
  for (std::size_t j = 0; j < after.size(); ++j) {
    if (old[j] >= 0) continue;
    const KeptLines* was = next < lost.size() ? before[lost[next++]].get() : nullptr;
    boxes.push_back(box_of_difference(was, after[j].get()));
  }
  for (; next < lost.size(); ++next) boxes.push_back(box_of_difference(before[lost[next]].get(), nullptr));
  return old;
}

}  // namespace

SceneObjects objects_of(const CommunityScene& scene, const SceneObjects& before) {
  const City& city = *scene.city;
  SceneObjects out;
  const Community& community = city.communities[at(scene.community)];
  if (community.area.empty()) return out;
  const SceneLines border = community_lines(scene);
  out.frame = border.frame;
  out.low = border.low;
  out.high = border.high;
  out.geometry = city.building_geometry;
  for (const Chain& chain : border.chains)
    for (std::size_t i = 0; i < chain.points.size(); ++i)
      out.ring_edges.push_back({chain.points[i], chain.points[(i + 1) % chain.points.size()]});
  Digest digest;
  digest.add(community.area);
  out.area_digest = digest.state();
  out.buildings.reserve(scene.buildings.size());
  const bool same_area = out.area_digest == before.area_digest;
  std::size_t next = 0;
  for (const std::int32_t b : scene.buildings) {
    KeptBuilding one;
    one.digest = digest_of(city.buildings[at(b)]);
    // Most are where they were, or a few places on.
    std::size_t place = next;
    while (place < before.buildings.size() && place < next + 8 && before.buildings[place].digest != one.digest) ++place;
    const bool found = same_area && place < before.buildings.size() && before.buildings[place].digest == one.digest;
    one.box = found ? before.buildings[place].box : box_of(scene, b);
    if (found) next = place + 1;
    out.buildings.push_back(one);
  }
  for (const std::int32_t i : scene.barriers) {
    const Barrier& b = city.barriers[at(i)];
    keep(static_cast<std::uint64_t>(city.rules.barrier_rule(b.barrier_class)), b.lines, b.area, before.barriers, out.barriers);
  }
  for (const std::int32_t i : scene.compounds) keep(0, {}, city.compounds[at(i)].area, before.compounds, out.compounds);
  for (const std::int32_t i : scene.exclusives) keep(0, {}, city.exclusives[at(i)].area, before.exclusives, out.exclusives);
  const bool same_lines =
      same_area && out.barriers == before.barriers && out.compounds == before.compounds && out.exclusives == before.exclusives;
  out.spacing = same_lines ? before.spacing : line_spacing(scene);
  return out;
}

SceneChange change_of(const SceneObjects& before, const SceneObjects& after) {
  SceneChange out;
  out.all = before.frame.origin_x != after.frame.origin_x || before.frame.origin_y != after.frame.origin_y ||
            !(before.low == after.low) || !(before.high == after.high) || before.spacing != after.spacing ||
            before.geometry != after.geometry;
  out.old_building = match(digests_of(before.buildings), digests_of(after.buildings));
  for (std::size_t j = 0; j < after.buildings.size(); ++j)
    if (out.old_building[j] < 0) out.boxes.push_back(after.buildings[j].box);
  for (const std::size_t i : gone(out.old_building, before.buildings.size())) out.boxes.push_back(before.buildings[i].box);
  out.old_barrier = compare_lines(before.barriers, after.barriers, out.line_boxes);
  out.old_exclusive = compare_lines(before.exclusives, after.exclusives, out.line_boxes);
  compare_lines(before.compounds, after.compounds, out.line_boxes);
  const auto edge_digests = [](const SceneObjects& objects) {
    std::vector<std::uint64_t> digests;
    for (const auto& [a, b] : objects.ring_edges) {
      Digest digest;
      for (const std::int32_t v : {a.x, a.y, b.x, b.y}) digest.add(static_cast<std::uint64_t>(v));
      digests.push_back(digest.state());
    }
    return digests;
  };
  const std::vector<std::int32_t> old_edge = match(edge_digests(before), edge_digests(after));
  out.new_ring_edge.assign(before.ring_edges.size(), -1);
  const auto add_edge = [&](const SceneObjects& objects, std::size_t i) {
    Box box;
    for (const GridPoint p : objects.ring_edges[i]) box.expand(objects.frame.to_metres(p));
    out.line_boxes.push_back(box);
  };
  for (std::size_t j = 0; j < old_edge.size(); ++j)
    if (old_edge[j] >= 0)
      out.new_ring_edge[at(old_edge[j])] = static_cast<std::int32_t>(j);
    else
      add_edge(after, j);
  for (const std::size_t i : gone(old_edge, before.ring_edges.size())) add_edge(before, i);
  return out;
}

}  // namespace wangge
