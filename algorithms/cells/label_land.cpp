#include "algorithms/cells/label_land.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

double distance_to_piece(const LandLabels::Feature& f, double x, double y) {
  const double dx = static_cast<double>(std::int64_t{f.b.x} - f.a.x), dy = static_cast<double>(std::int64_t{f.b.y} - f.a.y);
  const double px = x - f.a.x, py = y - f.a.y, square = dx * dx + dy * dy;
  const double t = square > 0 ? std::clamp((px * dx + py * dy) / square, 0.0, 1.0) : 0.0;
  return std::hypot(px - t * dx, py - t * dy);
}

class Labeller {
 public:
  Labeller(const Arrangement& arrangement, std::size_t buildings)
      : arr_(arrangement), mesh_(arrangement.mesh), buildings_(buildings) {}

  LandLabels run() {
    const std::size_t half_edges = mesh_.triangle_count() * 3;
    out_.at_origin.assign(half_edges, -1);
    out_.at_target.assign(half_edges, -1);
    out_.cut.assign(half_edges, -1);
    out_.corner_feature[0].assign(half_edges, -1);
    out_.corner_feature[1].assign(half_edges, -1);
    for (std::size_t v = 0; v < mesh_.vertex_count(); ++v) out_.points.push_back(mesh_.point(static_cast<std::int32_t>(v)));
    state_.assign(mesh_.triangle_count(), State::outside);
    piece_.assign(half_edges, -1);
    for (std::int32_t t = 0; at(t) < mesh_.triangle_count(); ++t) {
      const FaceMeaning& face = arr_.face(t);
      if (!face.inside) continue;
      state_[at(t)] = face.building >= 0 ? State::labelled : State::open;
      if (face.building >= 0) label_triangle(t, face.building);
    }
    find_enclosures();
    run_pass(0);
    run_pass(1);
    label_empty_exclusives();
    while (run_pass(2)) {
    }
    label_rest();
    return std::move(out_);
  }

 private:
  enum class State : std::int8_t { outside, open, active, labelled };

  void label_triangle(std::int32_t t, std::int32_t label) {
    state_[at(t)] = State::labelled;
    for (std::int32_t h = 3 * t; h < 3 * t + 3; ++h) out_.at_origin[at(h)] = out_.at_target[at(h)] = label;
  }

  bool free_land(std::int32_t t) const { return arr_.face(t).inside && arr_.face(t).building < 0; }
  /// Land flows from the triangle of h to that of its twin.
  bool flows(std::int32_t h) const { return mesh_.twin(h) >= 0 && !arr_.edge(h).encloses && free_land(mesh_.twin(h) / 3); }

  void find_enclosures() {
    enclosure_.assign(mesh_.triangle_count(), -1);
    for (std::int32_t seed = 0; at(seed) < mesh_.triangle_count(); ++seed) {
      if (enclosure_[at(seed)] >= 0 || !free_land(seed)) continue;
      const auto number = static_cast<std::int32_t>(members_.size());
      members_.push_back({seed});
      enclosure_[at(seed)] = number;
      for (std::size_t i = 0; i < members_.back().size(); ++i) {
        const std::int32_t t = members_.back()[i];
        for (std::int32_t h = 3 * t; h < 3 * t + 3; ++h)
          if (flows(h) && enclosure_[at(mesh_.twin(h) / 3)] < 0) {
            enclosure_[at(mesh_.twin(h) / 3)] = number;
            members_.back().push_back(mesh_.twin(h) / 3);
          }
      }
    }
  }

  /// Does the other side of h give its label to this side in this pass?
  bool is_site(std::int32_t h, int pass) const {
    const std::int32_t g = mesh_.twin(h);
    if (g < 0 || state_[at(g / 3)] != State::labelled) return false;
    if (pass > 1) return true;
    const EdgeMeaning& edge = arr_.edge(h);
    if (!edge.encloses) return arr_.face(g / 3).building >= 0;
    return pass == 1 && edge.wall && edge.barrier < 0;
  }

  bool run_pass(int pass) {
    std::vector<std::int32_t> chosen;
    for (std::size_t e = 0; e < members_.size(); ++e) {
      const std::int32_t first = members_[e][0];
      if (state_[at(first)] != State::open) continue;
      const FaceMeaning& face = arr_.face(first);
      // Water and the land of wide roads wait for their banks, whatever stands in them.
      if (pass < 2 && (face.barrier >= 0 || (pass == 0) != (face.compound >= 0 || face.exclusive >= 0))) continue;
      bool reached = false;
      for (const std::int32_t t : members_[e])
        for (std::int32_t h = 3 * t; h < 3 * t + 3 && !reached; ++h) reached = is_site(h, pass);
      if (reached) chosen.insert(chosen.end(), members_[e].begin(), members_[e].end());
    }
    if (chosen.empty()) return false;
    for (const std::int32_t t : chosen) state_[at(t)] = State::active;
    make_wedges(chosen, pass);
    spread();
    set_edge_labels(chosen);
    place_cuts(chosen, pass);
    for (const std::int32_t t : chosen) state_[at(t)] = State::labelled;
    return true;
  }

  // A wedge is the free land around one vertex between two edges that stop it.
  struct Wedge {
    std::int32_t vertex = -1;
    std::int32_t feature[2] = {-1, -1};  ///< of the right and of the left bounding wall, or the nearest one in [0]
    double distance = std::numeric_limits<double>::infinity();
    bool two_sided = false;  ///< the walls belong to different buildings: split along the bisector
  };

  bool active_flow(std::int32_t h) const { return flows(h) && state_[at(mesh_.twin(h) / 3)] == State::active; }

  /// Features of the wall along h as seen from the active side: one per label of the other side.
  std::int32_t wall_piece(std::int32_t h, bool at_origin) {
    if (piece_[at(h)] < 0) {
      const std::int32_t g = mesh_.twin(h);
      const GridPoint a = mesh_.point(mesh_.origin(h)), b = mesh_.point(mesh_.target(h));
      piece_[at(h)] = static_cast<std::int32_t>(out_.features.size());
      const std::int32_t cut = out_.cut[at(g)];
      const GridPoint c = cut >= 0 ? out_.points[at(cut)] : a;
      if (cut >= 0) {
        out_.features.push_back({a, c, out_.at_target[at(g)]});
        out_.features.push_back({c, b, out_.at_origin[at(g)]});
      } else {
        out_.features.push_back({a, b, out_.at_target[at(g)]});
        out_.features.push_back({a, b, out_.at_origin[at(g)]});
      }
    }
    return piece_[at(h)] + (at_origin ? 0 : 1);
  }

  void make_wedges(const std::vector<std::int32_t>& chosen, int pass) {
    wedge_of_.resize(mesh_.triangle_count() * 3, -1);
    wedges_.clear();
    pass_ = pass;
    for (const std::int32_t t : chosen)
      for (std::int32_t h = 3 * t; h < 3 * t + 3; ++h) wedge_of_[at(h)] = -1;
    for (const std::int32_t t : chosen)
      for (std::int32_t h = 3 * t; h < 3 * t + 3; ++h)
        if (wedge_of_[at(h)] < 0) make_wedge(h);
  }

  void make_wedge(std::int32_t start) {
    // Turn clockwise to the right bound, or all the way round.
    std::int32_t right = start;
    while (active_flow(right)) {
      const std::int32_t turned = mesh_.twin(right);
      right = Triangulation::next(turned);
      if (right == start) break;
    }
    Wedge wedge;
    wedge.vertex = mesh_.origin(right);
    const auto number = static_cast<std::int32_t>(wedges_.size());
    std::int32_t h = right, left;
    for (;;) {
      wedge_of_[at(h)] = number;
      left = Triangulation::previous(h);
      if (!active_flow(left)) break;
      h = mesh_.twin(left);
      if (h == right) break;
    }
    const bool bounded = !active_flow(right);
    if (bounded) {
      if (is_site(right, pass_)) wedge.feature[0] = wall_piece(right, true);
      if (is_site(left, pass_)) wedge.feature[1] = wall_piece(left, false);
      if (wedge.feature[0] < 0) std::swap(wedge.feature[0], wedge.feature[1]);
      if (wedge.feature[0] >= 0) wedge.distance = 0;
      wedge.two_sided = wedge.feature[1] >= 0 && label_of(wedge.feature[0]) != label_of(wedge.feature[1]);
    }
    wedges_.push_back(wedge);
  }

  std::int32_t label_of(std::int32_t feature) const { return out_.features[at(feature)].label; }

  /// Nearest wall for every wedge, by walking from wedge to wedge along the triangles' edges.
  void spread() {
    std::vector<std::vector<std::int32_t>>& next_to = neighbours_;
    next_to.assign(wedges_.size(), {});
    for (std::int32_t t = 0; at(t) < mesh_.triangle_count(); ++t) {
      if (state_[at(t)] != State::active) continue;
      for (std::int32_t h = 3 * t; h < 3 * t + 3; ++h) {
        const std::int32_t u = wedge_of_[at(h)], w = wedge_of_[at(Triangulation::next(h))];
        next_to[at(u)].push_back(w);
        next_to[at(w)].push_back(u);
      }
    }
    using Entry = std::pair<double, std::int32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    for (std::size_t w = 0; w < wedges_.size(); ++w)
      if (wedges_[w].distance == 0) queue.emplace(0.0, static_cast<std::int32_t>(w));
    while (!queue.empty()) {
      const auto [distance, u] = queue.top();
      queue.pop();
      const Wedge from = wedges_[at(u)];
      if (distance > from.distance) continue;
      for (const std::int32_t w : next_to[at(u)]) {
        Wedge& to = wedges_[at(w)];
        if (to.distance == 0) continue;
        const GridPoint p = mesh_.point(to.vertex);
        for (const std::int32_t f : from.feature) {
          if (f < 0) continue;
          const double d = distance_to_piece(out_.features[at(f)], p.x, p.y);
          if (d + 1e-6 < to.distance) {
            to.distance = d;
            to.feature[0] = f;
            queue.emplace(d, w);
          }
        }
      }
    }
  }

  /// Angle from direction of `from` to that of `to`, counter-clockwise, around vertex v; in [0, 2 pi).
  double turn(std::int32_t v, std::int32_t from, std::int32_t to) const {
    const GridPoint o = mesh_.point(v), a = mesh_.point(from), b = mesh_.point(to);
    const double ax = static_cast<double>(a.x) - o.x, ay = static_cast<double>(a.y) - o.y, bx = static_cast<double>(b.x) - o.x,
                 by = static_cast<double>(b.y) - o.y;
    const double angle = std::atan2(ax * by - ay * bx, ax * bx + ay * by);
    return angle < 0 ? angle + 6.283185307179586 : angle;
  }

  void set_edge_labels(const std::vector<std::int32_t>& chosen) {
    for (const std::int32_t t : chosen)
      for (std::int32_t h = 3 * t; h < 3 * t + 3; ++h) {
        const Wedge& wedge = wedges_[at(wedge_of_[at(h)])];
        out_.corner_feature[0][at(h)] = wedge.feature[0];
        out_.corner_feature[1][at(h)] = wedge.feature[1];
        if (wedge.feature[0] < 0) continue;
        const std::int32_t into = Triangulation::previous(h);
        if (!wedge.two_sided) {
          out_.at_origin[at(h)] = out_.at_target[at(into)] = label_of(wedge.feature[0]);
        }
      }
    for (const std::int32_t t : chosen)
      for (std::int32_t h = 3 * t; h < 3 * t + 3; ++h) {
        if (!wedges_[at(wedge_of_[at(h)])].two_sided || active_flow(h)) continue;
        split_wedge(h);
      }
  }

  /// `right` is the right bound of a wedge between two different buildings: edges right of the bisector join the right one.
  void split_wedge(std::int32_t right) {
    const Wedge& wedge = wedges_[at(wedge_of_[at(right)])];
    const std::int32_t v = wedge.vertex, first = mesh_.target(right);
    std::int32_t left = right, h = right;
    for (;;) {
      left = Triangulation::previous(h);
      if (!active_flow(left)) break;
      h = mesh_.twin(left);
    }
    double whole = turn(v, first, mesh_.origin(left));
    if (whole == 0) whole = 6.283185307179586;
    const std::int32_t right_label = label_of(wedge.feature[0]), left_label = label_of(wedge.feature[1]);
    for (h = right;;) {
      const double angle = h == right ? 0 : turn(v, first, mesh_.target(h));
      out_.at_origin[at(h)] = angle < whole / 2 ? right_label : left_label;
      left = Triangulation::previous(h);
      const double next_angle = active_flow(left) ? turn(v, first, mesh_.origin(left)) : whole;
      out_.at_target[at(left)] = next_angle < whole / 2 ? right_label : left_label;
      if (!active_flow(left)) break;
      h = mesh_.twin(left);
    }
  }

  void place_cuts(const std::vector<std::int32_t>& chosen, int pass) {
    for (const std::int32_t t : chosen)
      for (std::int32_t h = 3 * t; h < 3 * t + 3; ++h) {
        const std::int32_t g = mesh_.twin(h);
        if (is_site(h, pass)) {
          // Along a wall the border goes straight on from the other side.
          out_.at_origin[at(h)] = out_.at_target[at(g)];
          out_.at_target[at(h)] = out_.at_origin[at(g)];
          out_.cut[at(h)] = out_.cut[at(g)];
          continue;
        }
        if (out_.at_origin[at(h)] == out_.at_target[at(h)]) continue;
        if (active_flow(h) && out_.cut[at(g)] >= 0) {
          out_.cut[at(h)] = out_.cut[at(g)];
          continue;
        }
        place_cut(h, active_flow(h));
      }
  }

  void place_cut(std::int32_t h, bool shared) {
    const GridPoint v = mesh_.point(mesh_.origin(h)), w = mesh_.point(mesh_.target(h));
    const std::int32_t corner_w = Triangulation::next(h);
    const std::int32_t a = out_.at_origin[at(h)], b = out_.at_target[at(h)];
    const double dx = static_cast<double>(w.x) - v.x, dy = static_cast<double>(w.y) - v.y;
    auto lead = [&](double t) {
      const double x = v.x + t * dx, y = v.y + t * dy;
      return out_.distance_to(h, a, x, y) - out_.distance_to(corner_w, b, x, y);
    };
    double low = 0, high = 1, at_low = lead(0), at_high = lead(1);
    double t = 0.5;
    if (at_low >= 0) {
      t = 0;
    } else if (at_high <= 0) {
      t = 1;
    } else {
      for (int i = 0; i < 12 && (high - low) * (std::abs(dx) + std::abs(dy)) > 1; ++i) {
        t = i % 3 == 2 ? (low + high) / 2 : low + (high - low) * at_low / (at_low - at_high);
        const double value = lead(t);
        if (std::abs(value) < 0.3) break;
        if (value < 0) {
          low = t;
          at_low = value;
        } else {
          high = t;
          at_high = value;
        }
      }
    }
    const GridPoint c{static_cast<std::int32_t>(std::llround(v.x + t * dx)),
                      static_cast<std::int32_t>(std::llround(v.y + t * dy))};
    std::int32_t cut = -1;
    if (squared_distance(c, v) <= 4) {
      out_.at_origin[at(h)] = b;
    } else if (squared_distance(c, w) <= 4) {
      out_.at_target[at(h)] = a;
    } else {
      cut = static_cast<std::int32_t>(out_.points.size());
      out_.points.push_back(c);
    }
    out_.cut[at(h)] = cut;
    if (shared) {
      const std::int32_t g = mesh_.twin(h);
      out_.cut[at(g)] = cut;
      out_.at_origin[at(g)] = out_.at_target[at(h)];
      out_.at_target[at(g)] = out_.at_origin[at(h)];
    }
  }

  void label_empty_exclusives() {
    for (std::size_t e = 0; e < members_.size(); ++e) {
      const std::int32_t first = members_[e][0];
      if (state_[at(first)] != State::open || arr_.face(first).exclusive < 0) continue;
      const auto label = static_cast<std::int32_t>(buildings_ + out_.land_exclusive.size());
      out_.land_exclusive.push_back(arr_.face(first).exclusive);
      for (const std::int32_t t : members_[e]) label_triangle(t, label);
    }
  }

  /// Land that no building reaches: one cell per connected piece, walls and barriers notwithstanding.
  void label_rest() {
    for (std::int32_t seed = 0; at(seed) < mesh_.triangle_count(); ++seed) {
      if (state_[at(seed)] != State::open) continue;
      const auto label = static_cast<std::int32_t>(buildings_ + out_.land_exclusive.size());
      out_.land_exclusive.push_back(-1);
      std::vector<std::int32_t> queue{seed};
      label_triangle(seed, label);
      for (std::size_t i = 0; i < queue.size(); ++i)
        for (std::int32_t h = 3 * queue[i]; h < 3 * queue[i] + 3; ++h) {
          const std::int32_t g = mesh_.twin(h);
          if (g < 0 || state_[at(g / 3)] != State::open) continue;
          label_triangle(g / 3, label);
          queue.push_back(g / 3);
        }
    }
  }

  const Arrangement& arr_;
  const Triangulation& mesh_;
  std::size_t buildings_;
  LandLabels out_;
  std::vector<State> state_;
  std::vector<std::int32_t> enclosure_, piece_, wedge_of_;
  std::vector<std::vector<std::int32_t>> members_, neighbours_;
  std::vector<Wedge> wedges_;
  int pass_ = 0;
};

}  // namespace

double LandLabels::distance_to(std::int32_t half_edge_corner, std::int32_t label, double x, double y) const {
  double best = std::numeric_limits<double>::infinity();
  for (const auto& list : corner_feature) {
    const std::int32_t f = list[at(half_edge_corner)];
    if (f >= 0 && features[at(f)].label == label) best = std::min(best, distance_to_piece(features[at(f)], x, y));
  }
  return best;
}

LandLabels label_land(const Arrangement& arrangement, std::size_t buildings) { return Labeller(arrangement, buildings).run(); }

}  // namespace wangge
