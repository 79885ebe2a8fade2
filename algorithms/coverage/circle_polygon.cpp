#include "algorithms/coverage/circle_polygon.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wangge {

namespace {

constexpr float kNoMetres = std::numeric_limits<float>::infinity();
// Steps beyond the largest radius that are still valued: the cut between a node inside and one outside needs both values.
constexpr double kSlackSteps = 3;

}  // namespace

CircleGround::CircleGround(const WalkGraph& the_graph, const AccessModel& the_model, const AccessTable& places,
                           const std::vector<std::uint32_t>& the_places_of_nodes, std::size_t site_count,
                           const PointMesh& the_mesh, const AccessField& the_field)
    : graph(&the_graph),
      model(&the_model),
      mesh(&the_mesh),
      field(&the_field),
      place_of_node(&the_places_of_nodes),
      sites(site_count),
      sites_by_y(site_count),
      first_(the_graph.arcs.size() + 1, 0),
      entrances_(places.entries.size()) {
  std::iota(sites_by_y.begin(), sites_by_y.end(), 0U);
  const auto points = mesh->points();
  std::sort(sites_by_y.begin(), sites_by_y.end(),
            [&](std::uint32_t a, std::uint32_t b) { return points[a].y != points[b].y ? points[a].y < points[b].y : a < b; });
  first_gate_.assign(the_graph.arcs.size() + 1, 0);
  for (const NetworkEntry& gate : model->gate_entries()) ++first_gate_[gate.arc + 1];
  std::partial_sum(first_gate_.begin(), first_gate_.end(), first_gate_.begin());
  gates_.resize(model->gate_entries().size());
  std::vector<std::uint32_t> next_gate(first_gate_.begin(), first_gate_.end() - 1);
  for (std::uint32_t g = 0; g < gates_.size(); ++g) gates_[next_gate[model->gate_entries()[g].arc]++] = g;
  for (const NetworkEntry& entry : places.entries) ++first_[entry.arc + 1];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t p = 0; p < places.size(); ++p)
    for (const NetworkEntry& entry : places.of(p)) entrances_[next[entry.arc]++] = {p, entry};
}

CircleDrawer::CircleDrawer(const CircleGround& ground)
    : ground_(&ground), search_(*ground.graph), tracer_(*ground.mesh), metres_(ground.places(), kOutOfReach) {}

void CircleDrawer::set_window(Point centre, double radius) {
  const Lattice& lattice = ground_->mesh->lattice();
  window_ = window_around(lattice, centre, radius + kSlackSteps * lattice.step);
  nodes_.assign(window_.size(), kNoMetres);
  first_row_ = window_.row + window_.rows, last_row_ = window_.row - 1;
}

/// The part of the window that holds anything, with a row to spare on either side: tracing looks at nothing else.
LatticeWindow CircleDrawer::valued_rows() const {
  std::int32_t first = first_row_, last = last_row_;
  for (const std::uint32_t place : valued_) {
    const std::int32_t row = ground_->mesh->lattice().row_of(ground_->mesh->points()[place].y);
    first = std::min(first, row), last = std::max(last, row + 1);
  }
  first = std::max(first - 1, window_.row), last = std::min(last + 1, window_.row + window_.rows - 1);
  return {window_.column, first, window_.columns, std::max(last - first + 1, 0)};
}

void CircleDrawer::keep_least(const FieldNode& node, float metres) {
  // The window's rim stays outside: the tracer closes its rings there.
  const std::int32_t c = node.column - window_.column, r = node.row - window_.row;
  if (c <= 0 || r <= 0 || c + 1 >= window_.columns || r + 1 >= window_.rows) return;
  float& least = nodes_[window_.at(node.column, node.row)];
  if (metres < least) least = metres;
  first_row_ = std::min(first_row_, node.row), last_row_ = std::max(last_row_, node.row);
}

void CircleDrawer::value_place(std::uint32_t place, double metres) {
  if (place == kNoPlace || !(metres < metres_[place])) return;
  if (metres_[place] == kOutOfReach) valued_.push_back(place);
  metres_[place] = metres;
}

void CircleDrawer::value_arc(std::uint32_t number) {
  const WalkArc& arc = ground_->graph->arcs[number];
  for (const CircleGround::Entrance& entrance : ground_->on_arc(number)) value_place(entrance.place, search_.to(entrance.entry));
  const auto from = static_cast<float>(search_.to_node(arc.from)), to = static_cast<float>(search_.to_node(arc.to) + arc.metres);
  const auto starts = search_.starts();
  const bool own = std::any_of(starts.begin(), starts.end(), [&](const NetworkEntry& s) { return s.arc == number; });
  for (const FieldNode& node : ground_->field->of_arc(number)) {
    float metres = std::min(from + node.along, to - node.along);
    if (own) metres = static_cast<float>(search_.to({number, static_cast<double>(node.along), 0}));
    keep_least(node, metres + node.leg);
  }
}

void CircleDrawer::value_gates(std::uint32_t arc, double limit) {
  for (const std::uint32_t g : ground_->gates_on(arc)) {
    const double metres = search_.to(ground_->model->gate_entries()[g]);
    if (metres > limit) continue;
    for (const FieldNode& node : ground_->field->of_gate(g)) keep_least(node, static_cast<float>(metres) + node.leg);
  }
}

CentreCircles CircleDrawer::draw(Point centre, std::uint32_t own_place, std::span<const NetworkEntry> starts,
                                 std::span<const double> radii) {
  const double limit = radii.back() + kSlackSteps * ground_->mesh->lattice().step;
  for (const std::uint32_t place : valued_) metres_[place] = kOutOfReach;
  valued_.clear();
  set_window(centre, radii.back());
  search_.run(starts, limit);
  search_.each_reached_arc([&](std::uint32_t arc) {
    value_arc(arc);
    value_gates(arc, limit);
  });
  for (const std::uint32_t node : search_.reached_nodes()) value_place((*ground_->place_of_node)[node], search_.to_node(node));
  value_place(own_place, 0);

  CentreCircles circles;
  const LatticeWindow rows = valued_rows();
  circles.areas =
      tracer_.trace(rows, std::span(nodes_).subspan(window_.at(window_.column, rows.row), rows.size()), metres_, valued_, radii);
  std::sort(valued_.begin(), valued_.end());
  for (const std::uint32_t place : valued_)
    if (place < ground_->sites && metres_[place] <= radii.back()) circles.reached.push_back({place, metres_[place]});
  circles.disagreements = count_disagreements(radii, circles);
  return circles;
}

std::vector<double> CircleDrawer::metres() const {
  std::vector<double> metres;
  metres.reserve(valued_.size());
  for (const std::uint32_t place : valued_) metres.push_back(metres_[place]);
  return metres;
}

std::size_t CircleDrawer::count_disagreements(std::span<const double> radii, const CentreCircles& circles) const {
  const auto points = ground_->mesh->points();
  const Lattice& lattice = ground_->mesh->lattice();
  const Point low = lattice.node(window_.column, window_.row),
              high = lattice.node(window_.column + window_.columns, window_.row + window_.rows);
  const auto& order = ground_->sites_by_y;
  const auto first =
      std::lower_bound(order.begin(), order.end(), low.y, [&](std::uint32_t s, double y) { return points[s].y < y; });
  std::vector<std::uint32_t> near;
  for (auto at = first; at != order.end() && points[*at].y <= high.y; ++at)
    if (points[*at].x >= low.x && points[*at].x <= high.x) near.push_back(*at);
  std::size_t wrong = 0;
  for (std::size_t r = 0; r < radii.size(); ++r) {
    const std::vector<char> inside = points_inside(circles.areas[r], points, near);
    for (std::size_t i = 0; i < near.size(); ++i) wrong += (inside[i] != 0) != (metres_[near[i]] <= radii[r]) ? 1 : 0;
  }
  return wrong;
}

std::vector<char> points_inside(const MultiPolygon& area, std::span<const Point> points,
                                std::span<const std::uint32_t> sorted_by_y) {
  std::vector<char> inside(sorted_by_y.size(), 0);
  auto toggle = [&](const Ring& ring) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      const Point a = ring[i], b = ring[j];
      const double low = std::min(a.y, b.y), high = std::max(a.y, b.y);
      auto at = std::lower_bound(sorted_by_y.begin(), sorted_by_y.end(), low,
                                 [&](std::uint32_t s, double y) { return points[s].y < y; });
      for (; at != sorted_by_y.end() && points[*at].y < high; ++at) {
        const Point p = points[*at];
        if (p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside[static_cast<std::size_t>(at - sorted_by_y.begin())] ^= 1;
      }
    }
  };
  for (const Polygon& polygon : area) {
    toggle(polygon.outer);
    for (const Ring& hole : polygon.holes) toggle(hole);
  }
  return inside;
}

}  // namespace wangge
