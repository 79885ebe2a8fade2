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
  points_by_y.reserve(sites);
  for (const std::uint32_t s : sites_by_y) points_by_y.push_back(points[s]);
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
    const std::int32_t row = ground_->mesh->row_of_point(place);
    first = std::min(first, row), last = std::max(last, row + 1);
  }
  first = std::max(first - 1, window_.row), last = std::min(last + 1, window_.row + window_.rows - 1);
  return {window_.column, first, window_.columns, std::max(last - first + 1, 0)};
}

/// Keeps the least of what is there and of the walk from either end of the arc, for all its nodes. `from`: to the arc's first
/// end; `to`: to its last one, with the whole arc added.
void CircleDrawer::value_patch(const FieldPatch& patch, float from, float to) {
  const std::span<const FieldNode> patch_nodes = ground_->field->nodes(patch);
  // The window's rim stays outside: the tracer closes its rings there.
  if (patch.row <= window_.row || patch.last_row + 1 >= window_.row + window_.rows || patch.column <= window_.column ||
      patch.last_column + 1 >= window_.column + window_.columns) {
    for (const FieldNode& node : patch_nodes) value_node(node, from, to);
    return;
  }
  if (patch.count == 0) return;
  float* nodes = nodes_.data();
  const std::int32_t column = window_.column, row = window_.row, columns = window_.columns;
  for (const FieldNode& node : patch_nodes) {
    float& at = nodes[static_cast<std::ptrdiff_t>(node.row - row) * columns + (node.column - column)];
    at = std::min(at, std::min(from + node.along, to - node.along) + node.leg);
  }
  first_row_ = std::min(first_row_, patch.row), last_row_ = std::max(last_row_, patch.last_row);
}

void CircleDrawer::value_node(const FieldNode& node, float from, float to) {
  const std::int32_t r = node.row - window_.row, c = node.column - window_.column;
  if (r <= 0 || r + 1 >= window_.rows || c <= 0 || c + 1 >= window_.columns) return;
  float& at = nodes_[window_.at(node.column, node.row)];
  at = std::min(at, std::min(from + node.along, to - node.along) + node.leg);
  first_row_ = std::min(first_row_, node.row), last_row_ = std::max(last_row_, node.row);
}

/// Of an arc on which the centre itself stands: its walks along the arc are the shortest there.
void CircleDrawer::value_own_arc(std::uint32_t number) {
  for (const FieldNode& node : ground_->field->nodes(ground_->field->of_arc(number))) {
    const auto metres = static_cast<float>(search_.to({number, static_cast<double>(node.along), 0}));
    // Said of either end so that this very walk comes out.
    value_node(node, metres - node.along, metres + node.along);
  }
}

void CircleDrawer::value_place(std::uint32_t place, double metres) {
  if (place == kNoPlace || !(metres < metres_[place])) return;
  if (metres_[place] == kOutOfReach) valued_.push_back(place);
  metres_[place] = metres;
}

void CircleDrawer::value_arc(std::uint32_t number) {
  const WalkArc& arc = ground_->graph->arcs[number];
  const double to_first = search_.to_node(arc.from), to_last = search_.to_node(arc.to);
  const auto starts = search_.starts();
  const bool own = std::any_of(starts.begin(), starts.end(), [&](const NetworkEntry& s) { return s.arc == number; });
  if (own) {
    for (const CircleGround::Entrance& entrance : ground_->on_arc(number))
      value_place(entrance.place, search_.to(entrance.entry));
    value_own_arc(number);
    return;
  }
  for (const CircleGround::Entrance& entrance : ground_->on_arc(number)) {
    // BoundedSearch::to, without a look at the starts
    const NetworkEntry& entry = entrance.entry;
    value_place(entrance.place, std::min(to_first + entry.along, to_last + (arc.metres - entry.along)) + entry.metres);
  }
  value_patch(ground_->field->of_arc(number), static_cast<float>(to_first), static_cast<float>(to_last + arc.metres));
}

void CircleDrawer::value_gates(std::uint32_t arc, double limit) {
  for (const std::uint32_t g : ground_->gates_on(arc)) {
    const double metres = search_.to(ground_->model->gate_entries()[g]);
    if (metres > limit) continue;
    value_patch(ground_->field->of_gate(g), static_cast<float>(metres), static_cast<float>(metres));
  }
}

/// The parts of a city's field are far apart in memory; asked for some arcs ahead they are there when their turn comes.
void CircleDrawer::fetch_ahead(std::size_t i) const {
  constexpr std::size_t kArc = 8, kNodes = 4, kLine = 64 / sizeof(FieldNode);
  if (i + kArc < arcs_.size()) {
    __builtin_prefetch(&ground_->graph->arcs[arcs_[i + kArc]]);
    __builtin_prefetch(&ground_->field->of_arc(arcs_[i + kArc]));
  }
  if (i + kNodes >= arcs_.size()) return;
  const std::span<const FieldNode> nodes = ground_->field->nodes(ground_->field->of_arc(arcs_[i + kNodes]));
  for (std::size_t n = 0; n < nodes.size(); n += kLine) __builtin_prefetch(&nodes[n]);
}

CentreCircles CircleDrawer::draw(Point centre, std::uint32_t own_place, std::span<const NetworkEntry> starts,
                                 std::span<const double> radii) {
  const double limit = radii.back() + kSlackSteps * ground_->mesh->lattice().step;
  for (const std::uint32_t place : valued_) metres_[place] = kOutOfReach;
  valued_.clear();
  set_window(centre, radii.back());
  search_.run(starts, limit);
  arcs_.clear();
  search_.each_reached_arc([&](std::uint32_t arc) { arcs_.push_back(arc); });
  for (std::size_t i = 0; i < arcs_.size(); ++i) {
    fetch_ahead(i);
    value_arc(arcs_[i]);
    value_gates(arcs_[i], limit);
  }
  for (const std::uint32_t node : search_.reached_nodes()) value_place((*ground_->place_of_node)[node], search_.to_node(node));
  value_place(own_place, 0);

  CentreCircles circles;
  const LatticeWindow rows = valued_rows();
  circles.areas =
      tracer_.trace(rows, std::span(nodes_).subspan(window_.at(window_.column, rows.row), rows.size()), metres_, valued_, radii);
  for (const std::uint32_t place : valued_)
    if (place < ground_->sites && metres_[place] <= radii.back()) circles.reached.push_back({place, metres_[place]});
  std::sort(circles.reached.begin(), circles.reached.end(),
            [](const PlaceReached& a, const PlaceReached& b) { return a.place < b.place; });
  circles.disagreements = count_disagreements(radii, circles);
  return circles;
}

std::vector<double> CircleDrawer::metres() const {
  std::vector<double> metres;
  metres.reserve(valued_.size());
  for (const std::uint32_t place : valued_) metres.push_back(metres_[place]);
  return metres;
}

std::size_t CircleDrawer::count_disagreements(std::span<const double> radii, const CentreCircles& circles) {
  const Lattice& lattice = ground_->mesh->lattice();
  const Point low = lattice.node(window_.column, window_.row),
              high = lattice.node(window_.column + window_.columns, window_.row + window_.rows);
  const std::vector<Point>& points = ground_->points_by_y;
  auto at = static_cast<std::size_t>(
      std::lower_bound(points.begin(), points.end(), low.y, [](Point p, double y) { return p.y < y; }) - points.begin());
  near_.clear(), near_points_.clear();
  for (; at < points.size() && points[at].y <= high.y; ++at)
    if (points[at].x >= low.x && points[at].x <= high.x)
      near_.push_back(ground_->sites_by_y[at]), near_points_.push_back(points[at]);
  proof_.take(near_points_);
  std::size_t wrong = 0;
  for (std::size_t r = 0; r < radii.size(); ++r) {
    const std::span<const char> inside = proof_.inside(circles.areas[r]);
    for (std::size_t i = 0; i < near_.size(); ++i) wrong += (inside[i] != 0) != (metres_[near_[i]] <= radii[r]) ? 1 : 0;
  }
  return wrong;
}

}  // namespace wangge
