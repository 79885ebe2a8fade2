#include "algorithms/cells/label_land.hpp"

#include <algorithm>
#include <limits>

#include "algorithms/cells/refine_wedges.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// In this order; the last four are repeated from the first of them as long as any labels something.
enum Pass { in_compounds, outside, past_open_barriers, under_open_barriers, under_hard_barriers, across_anything };

class Labeller {
 public:
  Labeller(Arrangement& arrangement, std::size_t buildings)
      : arr_(arrangement), mesh_(arrangement.mesh), buildings_(buildings), wedges_(arrangement, out_.walls) {}

  LandLabels run() {
    out_.edges.reserve(mesh_.half_edge_count() * 3 / 2);  // for what will be added, too
    piece_.reserve(mesh_.half_edge_count() * 3 / 2);
    grow();
    for (std::int32_t t = 0; at(t) < mesh_.triangle_count(); ++t) {
      const FaceMeaning& face = arr_.face(t);
      if (!face.inside) continue;
      state_[at(t)] = face.building >= 0 ? State::labelled : State::open;
      if (face.building >= 0) label_triangle(t, face.building);
    }
    find_enclosures();
    run_pass(in_compounds);
    run_pass(outside);
    label_empty_exclusives();
    while (run_pass(past_open_barriers) || run_pass(under_open_barriers) || run_pass(under_hard_barriers) ||
           run_pass(across_anything)) {
    }
    label_rest();
    gather_points();
    return std::move(out_);
  }

 private:
  enum class State : std::int8_t { outside, open, active, labelled };

  struct Enclosure {
    std::vector<std::int32_t> triangles;
    bool done = false;
  };

  /// Room for every triangle there is.
  void grow() {
    const std::size_t half_edges = mesh_.half_edge_count();
    out_.edges.resize(half_edges);
    piece_.resize(half_edges, -1);
    state_.resize(mesh_.triangle_count(), State::outside);
  }

  void label_triangle(std::int32_t t, std::int32_t label) {
    state_[at(t)] = State::labelled;
    for (const std::int32_t h : Triangulation::edges_of(t)) out_.along(h).at_origin = out_.along(h).at_target = label;
  }

  void find_enclosures() {
    enclosure_of_.assign(mesh_.triangle_count(), -1);
    for (std::int32_t seed = 0; at(seed) < enclosure_of_.size(); ++seed) {
      if (enclosure_of_[at(seed)] >= 0 || !arr_.face(seed).free()) continue;
      Enclosure enclosure{{seed}, false};
      const auto number = static_cast<std::int32_t>(enclosures_.size());
      enclosure_of_[at(seed)] = number;
      for (std::size_t i = 0; i < enclosure.triangles.size(); ++i) {
        const std::int32_t t = enclosure.triangles[i];
        for (const std::int32_t h : Triangulation::edges_of(t))
          if (wedges_.flows(h) && enclosure_of_[at(Triangulation::triangle_of(mesh_.twin(h)))] < 0) {
            enclosure_of_[at(Triangulation::triangle_of(mesh_.twin(h)))] = number;
            enclosure.triangles.push_back(Triangulation::triangle_of(mesh_.twin(h)));
          }
      }
      enclosures_.push_back(std::move(enclosure));
    }
  }

  State state_of(std::int32_t t) const { return at(t) < state_.size() ? state_[at(t)] : State::open; }

  /// Triangles that came into being behind a split line join the enclosure they are part of.
  void adopt_new_triangles() {
    std::vector<std::int32_t> orphans;
    for (std::size_t t = enclosure_of_.size(); t < mesh_.triangle_count(); ++t) {
      const auto triangle = static_cast<std::int32_t>(t);
      if (wedges_.has_wedges(triangle) || !arr_.face(triangle).inside) continue;
      state_[t] = State::open;
      orphans.push_back(triangle);
    }
    enclosure_of_.resize(mesh_.triangle_count(), -1);
    // Flips may have put an orphan between others, but never cut it off from its enclosure: every round finds a home for some.
    const auto adopt = [&] {
      return std::erase_if(orphans, [&](std::int32_t t) {
        for (const std::int32_t h : Triangulation::edges_of(t)) {
          if (!wedges_.flows(h) || enclosure_of_[at(Triangulation::triangle_of(mesh_.twin(h)))] < 0) continue;
          enclosure_of_[at(t)] = enclosure_of_[at(Triangulation::triangle_of(mesh_.twin(h)))];
          enclosures_[at(enclosure_of_[at(t)])].triangles.push_back(t);
          return true;
        }
        return false;
      });
    };
    while (adopt() > 0) {
    }
  }

  /// Does the other side of h give its label to this side in this pass?
  bool is_site(std::int32_t h, Pass pass) const {
    const std::int32_t g = mesh_.twin(h);
    if (g < 0 || mesh_.owners(h) == 0 || state_[at(Triangulation::triangle_of(g))] != State::labelled) return false;
    const EdgeMeaning& edge = arr_.edge(h);
    const bool hard = edge.barrier >= 0 && edge.rule == BarrierRule::hard;
    switch (pass) {
      case in_compounds: return !edge.encloses && arr_.face(Triangulation::triangle_of(g)).building >= 0;
      case outside:
        return edge.encloses ? edge.wall && (edge.barrier < 0 || edge.rule == BarrierRule::none)
                             : arr_.face(Triangulation::triangle_of(g)).building >= 0;
      case past_open_barriers: return !hard;
      default: return true;
    }
  }

  /// Which enclosures wait for this pass?
  bool takes(const FaceMeaning& face, Pass pass) const {
    const bool hard = face.barrier >= 0 && face.rule == BarrierRule::hard;
    switch (pass) {
      // Water and the land of wide roads wait for their banks, whatever stands in them.
      case in_compounds: return face.barrier < 0 && (face.compound >= 0 || face.exclusive >= 0);
      case outside: return face.barrier < 0 && face.compound < 0 && face.exclusive < 0;
      case past_open_barriers: return face.barrier < 0;
      case under_open_barriers: return face.barrier >= 0 && !hard;
      case under_hard_barriers: return hard;
      default: return true;
    }
  }

  bool run_pass(Pass pass) {
    std::vector<std::int32_t> chosen;
    for (Enclosure& enclosure : enclosures_) {
      if (enclosure.done || !takes(arr_.face(enclosure.triangles[0]), pass)) continue;
      const bool reached = std::any_of(enclosure.triangles.begin(), enclosure.triangles.end(), [&](std::int32_t t) {
        return is_site(Triangulation::first_edge(t), pass) || is_site(Triangulation::first_edge(t) + 1, pass) ||
               is_site(Triangulation::first_edge(t) + 2, pass);
      });
      if (!reached) continue;
      enclosure.done = true;
      chosen.insert(chosen.end(), enclosure.triangles.begin(), enclosure.triangles.end());
    }
    if (chosen.empty()) return false;
    for (const std::int32_t t : chosen) state_[at(t)] = State::active;
    wedges_.make(chosen, [&](std::int32_t h, bool at_origin) { return is_site(h, pass) ? wall_piece(h, at_origin) : -1; });
    wedges_.spread(chosen);
    // A line with labelled land behind it stays: that side's cuts and walls are known by half-edge.
    const auto unlabelled = [&](std::int32_t g) { return g >= 0 && state_of(Triangulation::triangle_of(g)) != State::labelled; };
    refine_wedges(
        arr_, wedges_, [&](std::int32_t h) { return unlabelled(mesh_.twin(h)); }, chosen);
    grow();
    adopt_new_triangles();
    for (const std::int32_t t : chosen) state_[at(t)] = State::active;
    set_edge_labels(chosen);
    place_cuts(chosen, pass);
    for (const std::int32_t t : chosen) state_[at(t)] = State::labelled;
    return true;
  }

  /// The wall along h as seen from the active side: a piece for each label of the other side.
  std::int32_t wall_piece(std::int32_t h, bool at_origin) {
    if (piece_[at(h)] < 0) {
      const std::int32_t g = mesh_.twin(h);
      const GridPoint a = mesh_.point(mesh_.origin(h)), b = mesh_.point(mesh_.target(h));
      piece_[at(h)] = static_cast<std::int32_t>(out_.walls.size());
      const std::int32_t cut = out_.along(g).cut, label_a = out_.along(g).at_target, label_b = out_.along(g).at_origin;
      if (label_a == label_b) {
        out_.walls.add(a, b, label_a);
      } else {
        const GridPoint c = cut >= 0 ? cut_points_[at(cut)] : a;
        out_.walls.add(a, c, label_a);
        out_.walls.add(cut >= 0 ? c : a, b, label_b);
      }
    }
    const std::int32_t first = piece_[at(h)];
    const bool split = out_.along(mesh_.twin(h)).at_target != out_.along(mesh_.twin(h)).at_origin;
    return first + (split && !at_origin ? 1 : 0);
  }

  void set_edge_labels(const std::vector<std::int32_t>& chosen) {
    for (const std::int32_t t : chosen)
      for (const std::int32_t h : Triangulation::edges_of(t)) {
        const LandWedges::Wedge& wedge = wedges_.at_corner(h);
        out_.along(h) = {
            wedges_.label_at_origin(h), wedges_.label_at_target(h), -1, {wedge.wall[0], wedge.wall[1]}, wedges_.is_open(h)};
      }
  }

  void place_cuts(const std::vector<std::int32_t>& chosen, Pass pass) {
    NearWalls walls(out_.walls);
    for (const std::int32_t t : chosen)
      for (const std::int32_t h : Triangulation::edges_of(t)) {
        const std::int32_t g = mesh_.twin(h);
        EdgeLabels& own = out_.along(h);
        if (is_site(h, pass)) {
          // Along a wall the border goes straight on from the other side.
          own.at_origin = out_.along(g).at_target;
          own.at_target = out_.along(g).at_origin;
          own.cut = out_.along(g).cut;
          continue;
        }
        if (own.at_origin == own.at_target) continue;
        const bool shared = wedges_.flows(h);
        if (shared && out_.along(g).cut >= 0) {
          own.cut = out_.along(g).cut;
          continue;
        }
        double share = wedges_.known_change(h);
        if (share < 0) {
          walls.clear();
          wedges_.add_walls_around(h, walls);
          share = wedges_.change_along(h, own.at_origin, own.at_target, walls);
        }
        place_cut(h, shared, share);
      }
  }

  void place_cut(std::int32_t h, bool shared, double t) {
    const GridPoint v = mesh_.point(mesh_.origin(h)), w = mesh_.point(mesh_.target(h));
    EdgeLabels& own = out_.along(h);
    const GridPoint c = nearest_place(v.x + t * (static_cast<double>(w.x) - v.x), v.y + t * (static_cast<double>(w.y) - v.y));
    if (squared_distance(c, v) <= 4) {
      own.at_origin = own.at_target;
    } else if (squared_distance(c, w) <= 4) {
      own.at_target = own.at_origin;
    } else {
      own.cut = static_cast<std::int32_t>(cut_points_.size());
      cut_points_.push_back(c);
    }
    if (!shared) return;
    EdgeLabels& other = out_.along(mesh_.twin(h));
    other.cut = own.cut;
    other.at_origin = own.at_target;
    other.at_target = own.at_origin;
  }

  void label_empty_exclusives() {
    for (Enclosure& enclosure : enclosures_) {
      const FaceMeaning& face = arr_.face(enclosure.triangles[0]);
      if (enclosure.done || face.exclusive < 0) continue;
      const auto label = static_cast<std::int32_t>(buildings_ + out_.land_exclusive.size());
      out_.land_exclusive.push_back(face.exclusive);
      for (const std::int32_t t : enclosure.triangles) label_triangle(t, label);
      enclosure.done = true;
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
        for (const std::int32_t h : Triangulation::edges_of(queue[i])) {
          const std::int32_t g = mesh_.twin(h);
          if (g < 0 || state_[at(Triangulation::triangle_of(g))] != State::open) continue;
          label_triangle(Triangulation::triangle_of(g), label);
          queue.push_back(Triangulation::triangle_of(g));
        }
    }
  }

  void gather_points() {
    const auto vertices = static_cast<std::int32_t>(mesh_.vertex_count());
    out_.points.reserve(mesh_.vertex_count() + cut_points_.size());
    for (std::int32_t v = 0; v < vertices; ++v) out_.points.push_back(mesh_.point(v));
    out_.points.insert(out_.points.end(), cut_points_.begin(), cut_points_.end());
    for (EdgeLabels& edge : out_.edges) edge.cut += edge.cut >= 0 ? vertices : 0;
  }

  Arrangement& arr_;
  Triangulation& mesh_;
  std::size_t buildings_;
  LandLabels out_;
  LandWedges wedges_;
  std::vector<State> state_;
  std::vector<std::int32_t> piece_;  ///< by half-edge: its first wall piece, -1 = not made
  std::vector<Enclosure> enclosures_;
  std::vector<std::int32_t> enclosure_of_;  ///< by triangle, -1 = building or outside
  std::vector<GridPoint> cut_points_;
};

}  // namespace

LandLabels label_land(Arrangement& arrangement, std::size_t buildings) { return Labeller(arrangement, buildings).run(); }

}  // namespace wangge
