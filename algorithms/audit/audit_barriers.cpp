#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "algorithms/audit/audit_rules.hpp"
#include "algorithms/audit/barrier_field.hpp"
#include "algorithms/audit/merged_sets.hpp"

namespace wangge::audit {

namespace {

constexpr double kTouch = 0.01;  // metres of open border that join two cells

std::string names_of(const AuditWorld& world, const std::set<std::int32_t>& barriers) {
  std::vector<std::string> names;
  for (const std::int32_t b : barriers) {
    const Barrier& barrier = world.city.barriers[at(b)];
    const std::string id = "barrier_" + barrier.barrier_class;
    std::string name = barrier.name.empty() && in_catalogue(id) ? world.say(id) : barrier_name(barrier);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return world.list(names);
}

/// A closed piece of hard barrier between two cells of one grid, a and b by number within the community.
struct Blocked {
  std::int32_t grid, a, b, barrier;
  double metres;
  Point place;
};

/// Buildings of a grid on the lesser side: all but those of the group of cells with most land.
std::vector<std::int32_t> far_side(const AuditWorld& world, const std::map<std::int32_t, std::vector<std::int32_t>>& groups) {
  const std::vector<std::int32_t>* largest = nullptr;
  double most = -1;
  for (const auto& [root, cells] : groups) {
    double sum = 0;
    for (const std::int32_t c : cells) sum += area(world.plan.cells[at(c)].area);
    if (sum > most) most = sum, largest = &cells;
  }
  std::vector<std::int32_t> buildings;
  for (const auto& [root, cells] : groups)
    if (&cells != largest)
      for (const std::int32_t c : cells)
        if (world.plan.cells[at(c)].building >= 0) buildings.push_back(world.plan.cells[at(c)].building);
  return buildings;
}

}  // namespace

void audit_barriers(AuditWorld& world, std::int32_t community, const LandBorders& land, const BarrierField& field) {
  if (!field.near(bounds(world.city.communities[at(community)].area))) return;
  std::vector<Blocked> blocked;
  std::map<std::pair<std::int32_t, std::int32_t>, double> open_metres;
  // A cell in several pieces is one node: its building joins them.
  const std::vector<std::int32_t>& cells = world.cells_of_community[at(community)];
  if (cells.empty()) return;
  std::vector<std::int32_t> number(at(cells.back() - cells.front()) + 1, -1);  // cells are in ascending order
  for (std::size_t i = 0; i < cells.size(); ++i) number[at(cells[i] - cells.front())] = static_cast<std::int32_t>(i);
  const auto number_of = [&](std::int32_t cell) { return number[at(cell - cells.front())]; };
  MergedSets walkable(cells.size());
  for (const SharedEdge& e : land.edges.shared) {
    const LandPart &left = land.parts[at(e.left)], &right = land.parts[at(e.right)];
    if (left.grid < 0 || left.grid != right.grid || left.shape == right.shape ||
        world.kind[at(left.grid)] != GridKind::comprehensive)
      continue;
    const std::int32_t barrier = field.along(e.a, e.b), a = number_of(left.shape), b = number_of(right.shape);
    const double metres = distance(e.a, e.b);
    if (barrier >= 0 && !field.open(e.a, e.b))
      blocked.push_back({left.grid, a, b, barrier, metres, (e.a + e.b) * 0.5});
    else if (metres >= kTouch || (open_metres[std::minmax(a, b)] += metres) >= kTouch)
      walkable.merge(a, b);
  }
  std::map<std::int32_t, std::vector<Blocked>> cuts;  // by grid: closed pieces whose two sides do not meet elsewhere
  for (const Blocked& b : blocked)
    if (walkable.find(b.a) != walkable.find(b.b)) cuts[b.grid].push_back(b);
  if (cuts.empty()) return;
  std::map<std::int32_t, std::map<std::int32_t, std::vector<std::int32_t>>> groups;  // grid -> side -> cells
  for (const std::int32_t c : cells)
    if (const std::int32_t g = world.grid_of_cell[at(c)]; cuts.contains(g)) groups[g][walkable.find(number_of(c))].push_back(c);
  for (const auto& [g, pieces] : cuts) {
    double metres = 0;
    std::set<std::int32_t> barriers;
    for (const Blocked& b : pieces) metres += b.metres, barriers.insert(b.barrier);
    world.add(RuleCode::crosses_barrier, g, community, metres, 0,
              world.say("audit_crosses_barrier", {world.grid(g).code, names_of(world, barriers), with_decimals(metres, 1),
                                                  world.list_buildings(far_side(world, groups[g]))}),
              pieces.front().place);
  }
}

namespace {

/// A grid's inside as squares that can be walked from one to the next.
class WalkRaster {
 public:
  explicit WalkRaster(const MultiPolygon& area) : box_(bounds(area)) {
    constexpr double kFinest = 2, kMostSquares = 20000;
    side_ = std::max(kFinest, std::sqrt(box_.width() * box_.height() / kMostSquares));
    columns_ = static_cast<std::int32_t>(box_.width() / side_) + 1;
    rows_ = static_cast<std::int32_t>(box_.height() / side_) + 1;
    inside_.assign(at(rows_) * at(columns_), 0);
    for (const Polygon& p : area) {
      toggle(p.outer);
      for (const Ring& hole : p.holes) toggle(hole);
    }
  }
  [[nodiscard]] Point middle(std::int32_t square) const {
    return {box_.min_x + (square % columns_ + 0.5) * side_, box_.min_y + (square / columns_ + 0.5) * side_};
  }
  /// The square of p, or one beside it where p's own has its middle outside or beyond a barrier; -1 = none.
  [[nodiscard]] std::int32_t square_of(Point p, const BarrierField& field) const {
    const auto c = static_cast<std::int32_t>((p.x - box_.min_x) / side_),
               r = static_cast<std::int32_t>((p.y - box_.min_y) / side_);
    std::int32_t best = -1;
    double nearest = 1e300;
    for (std::int32_t i = std::max(r - 1, 0); i <= std::min(r + 1, rows_ - 1); ++i)
      for (std::int32_t j = std::max(c - 1, 0); j <= std::min(c + 1, columns_ - 1); ++j)
        if (const std::int32_t s = i * columns_ + j;
            inside_[at(s)] != 0 && field.crossed(p, middle(s)) < 0 && distance(p, middle(s)) < nearest)
          nearest = distance(p, middle(s)), best = s;
    return best;
  }
  template <class Step>
  void each_step(Step step) const {
    for (std::int32_t s = 0; at(s) < inside_.size(); ++s) {
      if (inside_[at(s)] == 0) continue;
      if (s % columns_ + 1 < columns_ && inside_[at(s + 1)] != 0) step(s, s + 1);
      if (s / columns_ + 1 < rows_ && inside_[at(s + columns_)] != 0) step(s, s + columns_);
    }
  }
  [[nodiscard]] std::size_t squares() const { return inside_.size(); }
  [[nodiscard]] double side() const { return side_; }

 private:
  /// Even-odd rule, an edge at a time: every square of a row to the east of the edge changes sides.
  void toggle(const Ring& ring) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      const Point a = ring[j].y < ring[i].y ? ring[j] : ring[i], b = ring[j].y < ring[i].y ? ring[i] : ring[j];
      const auto row_from = [&](double y) { return static_cast<std::int32_t>(std::ceil((y - box_.min_y) / side_ - 0.5)); };
      for (std::int32_t r = std::max(row_from(a.y), 0); r < std::min(row_from(b.y), rows_); ++r) {
        const double y = box_.min_y + (r + 0.5) * side_, x = a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
        for (auto c = std::max(static_cast<std::int32_t>(std::ceil((x - box_.min_x) / side_ - 0.5)), 0); c < columns_; ++c)
          inside_[at(r * columns_ + c)] ^= 1;
      }
    }
  }
  Box box_;
  double side_ = 2;
  std::int32_t columns_ = 1, rows_ = 1;
  std::vector<char> inside_;
};

}  // namespace

void audit_barriers_by_walking(AuditWorld& world, std::int32_t g, const BarrierField& field) {
  const PlanGrid& grid = world.grid(g);
  const std::vector<std::int32_t>& buildings = world.buildings[at(g)];
  if (world.kind[at(g)] != GridKind::comprehensive || buildings.size() < 2 || !field.near(bounds(grid.area))) return;
  const WalkRaster raster(grid.area);
  MergedSets joined(raster.squares()), walkable(raster.squares());
  std::vector<std::pair<std::int32_t, std::int32_t>> closed;
  std::vector<std::int32_t> barrier_of;
  raster.each_step([&](std::int32_t s, std::int32_t t) {
    joined.merge(s, t);
    const Point a = raster.middle(s), b = raster.middle(t);
    const std::int32_t barrier = field.crossed(a, b);
    if (barrier < 0 || field.open(a, b)) return walkable.merge(s, t);
    closed.emplace_back(s, t);
    barrier_of.push_back(barrier);
  });
  std::map<std::int32_t, std::vector<std::int32_t>> sides, joined_sides;
  for (const std::int32_t b : buildings) {
    const std::int32_t s = raster.square_of(world.city.buildings[at(b)].point, field);
    if (s < 0) continue;
    sides[walkable.find(s)].push_back(b);
    joined_sides[joined.find(s)].push_back(b);
  }
  // As many sides as without barriers: they touch the grid but divide no buildings from others.
  if (sides.size() <= joined_sides.size()) return;
  std::set<std::int32_t> barriers;
  double metres = 0;
  std::optional<Point> place;
  for (std::size_t i = 0; i < closed.size(); ++i) {
    const auto [s, t] = closed[i];
    if (walkable.find(s) == walkable.find(t) || !sides.contains(walkable.find(s)) || !sides.contains(walkable.find(t))) continue;
    barriers.insert(barrier_of[i]);
    metres += raster.side();
    if (!place) place = (raster.middle(s) + raster.middle(t)) * 0.5;
  }
  auto largest = sides.begin();
  for (auto i = sides.begin(); i != sides.end(); ++i)
    if (i->second.size() > largest->second.size()) largest = i;
  std::vector<std::int32_t> far;
  for (auto i = sides.begin(); i != sides.end(); ++i)
    if (i != largest) far.insert(far.end(), i->second.begin(), i->second.end());
  if (barriers.empty())  // a strip of barrier (a river's bed) lies between the two sides
    for (const std::int32_t b : barrier_of) barriers.insert(b);
  if (!place) place = world.city.buildings[at(far.front())].point;
  world.add(RuleCode::crosses_barrier, g, grid.community, std::max(metres, raster.side()), 0,
            world.say("audit_crosses_barrier", {grid.code, names_of(world, barriers),
                                                with_decimals(std::max(metres, raster.side()), 0), world.list_buildings(far)}),
            place);
}

}  // namespace wangge::audit
