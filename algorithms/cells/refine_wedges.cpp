#include "algorithms/cells/refine_wedges.hpp"

#include <algorithm>

#include "algorithms/cells/open_faces.hpp"

namespace wangge {

namespace {

std::size_t at(std::ptrdiff_t i) { return static_cast<std::size_t>(i); }

constexpr int kRounds = 6;
constexpr double kTolerance = 300;          // mm that a third wall may be nearer
constexpr double kOnLine = 100;             // the same on lines, where there are few vertices from the start
constexpr double kApart = 500;              // mm between vertices put on free land
constexpr std::int64_t kShortEdge = 4'000;  // mm: the middle of a shorter edge without a border is not asked

/// The square of a distance that is less than that of the first square by so many mm.
double nearer_by(double squared, double less) {
  const double distance = std::sqrt(squared) - less;
  return distance > 0 ? distance * distance : 0;
}

struct Candidate {
  GridPoint place;
  std::int32_t triangle;
  std::int32_t wall;
  std::int32_t a = -1, b = -1;  ///< ends of the line to be split, -1 = on free land
  /// Not wanted when this edge, or an edge of this triangle, has been opened.
  std::int32_t unless_edge = -1, unless_triangle = -1;
};

class Refiner {
 public:
  Refiner(Arrangement& arrangement, LandWedges& wedges, const MaySplit& may_split, std::vector<std::int32_t>& triangles)
      : mesh_(arrangement.mesh),
        wedges_(wedges),
        may_split_(may_split),
        triangles_(triangles),
        faces_(mesh_, wedges, kTolerance),
        walls_(wedges.pieces()) {}

  void run() {
    changed_ = triangles_;
    state_.assign(mesh_.triangle_count(), State::changed);
    for (int round = 0; !changed_.empty(); ++round) {
      candidates_.clear();
      for (const std::int32_t t : beside_) close_if_wrong(t);
      for (const std::int32_t t : changed_) ask_edges(t);
      for (const std::int32_t t : changed_) ask_middle(t);
      for (const std::int32_t t : beside_)
        if (state_[at(t)] == State::beside && wedges_.open_edge(t) < 0) ask_middle(t);
      open_edges();
      if (round == kRounds) return;  // every change of label is known now
      for (const std::int32_t t : changed_) state_[at(t)] = State::settled;
      for (const std::int32_t t : beside_) state_[at(t)] = State::settled;
      changed_.clear();
      beside_.clear();
      insert_candidates();
    }
  }

 private:
  enum class State : std::int8_t { settled, beside, changed };

  void ask_edges(std::int32_t t) {
    for (const std::int32_t h : Triangulation::edges_of(t)) {
      const std::int32_t g = mesh_.twin(h);
      const bool flows = wedges_.flows(h);
      if (flows ? g < h && state_[at(Triangulation::triangle_of(g))] == State::changed : !may_split_(h)) continue;
      const std::int32_t a = wedges_.label_at_origin(h), b = wedges_.label_at_target(h);
      if (a < 0 || b < 0 || (a == b && (is_short(h) || wedges_.only_around(h, a)))) continue;
      walls_.clear();
      wedges_.add_walls_around(h, walls_);
      const double share = a == b ? 0.5 : wedges_.change_along(h, a, b, walls_);
      if (a != b) wedges_.remember_change(h, share);
      if (walls_.only(a, b)) continue;
      const auto [x, y] = place_on(h, share);
      const std::int32_t wall = third_wall(a, b, x, y, flows ? kTolerance : kOnLine);
      if (wall < 0) continue;
      propose(x, y, t, wall);
      if (faces_.wish(h)) candidates_.back().unless_edge = h;
      if (!flows) candidates_.back().a = mesh_.origin(h), candidates_.back().b = mesh_.target(h);
    }
  }

  /// The nearest wall of a third label if it is nearer to (x, y) than those of both by more than `less` mm, else -1.
  std::int32_t third_wall(std::int32_t a, std::int32_t b, double x, double y, double less) {
    std::array<NearWalls::Nearest, 2> nearest;  // of others, and of theirs
    for (std::size_t i = 0; i < walls_.size(); ++i) {
      const bool theirs = (walls_.label(i) == a) | (walls_.label(i) == b);
      nearest[theirs ? 1 : 0].look_at(i, walls_.piece(i).squared_to(x, y));
    }
    return nearest[0].square < nearer_by(nearest[1].square, less) ? walls_[nearest[0].i] : -1;
  }

  /// Where the border runs inside the triangle, a wall known only behind its edges may be nearer.
  void ask_middle(std::int32_t t) {
    const std::int32_t west = mesh_.from_west(t);
    const std::array<std::int32_t, 3> around{west, Triangulation::next(west), Triangulation::previous(west)};
    const std::array<std::int32_t, 3> label{wedges_.label_at_origin(around[0]), wedges_.label_at_origin(around[1]),
                                            wedges_.label_at_origin(around[2])};
    if (label[0] == label[1] && label[1] == label[2]) return;  // no border inside
    walls_.clear();
    for (const std::int32_t h : around) wedges_.add_walls_at(h, walls_);
    if (walls_.size() == 0) return;
    const auto known = walls_.size();
    Middle middle;
    for (const std::int32_t h : around) {
      if (!wedges_.flows(h)) continue;
      wedges_.add_walls_at(Triangulation::previous(mesh_.twin(h)), walls_);
      if (const double share = wedges_.known_change(h); share >= 0) middle.add(place_on(h, share));
    }
    const auto all = walls_.size();
    const bool meet =
        label[0] != label[1] && label[1] != label[2] && label[2] != label[0] && label[0] >= 0 && label[1] >= 0 && label[2] >= 0;
    if (all == known && !meet) return;
    if (middle.count == 0)
      for (const std::int32_t h : around) middle.add(place_on(h, 0));
    auto [x, y] = middle.place();
    if (meet) {
      walls_.keep(known);
      double ex = x, ey = y;
      if (equidistant(walls_, label, ex, ey)) {
        const GridPoint e = nearest_place(ex, ey);
        if (!inside(t, e)) {
          ask_beyond(t, x, y, ex, ey);
          return;
        }
        x = ex;
        y = ey;
      }
      walls_.keep(all);
    }
    const NearWalls::Nearest behind = walls_.nearest_of(known, all, x, y);
    if (behind.square < nearer_by(walls_.nearest_of(0, known, x, y).square, kTolerance)) {
      propose(x, y, t, walls_[behind.i]);
      candidates_.back().unless_triangle = t;
    }
  }

  /// The labels of triangle t, whose border runs through (x, y), meet beyond it, at (ex, ey).
  void ask_beyond(std::int32_t t, double x, double y, double ex, double ey) {
    const std::int32_t asked = t, wall = walls_.nearest(ex, ey);
    if (!reaches(t, x, y, nearest_place(ex, ey))) return;
    propose(ex, ey, t, wall);
    for (std::int32_t h = mesh_.from_west(asked), k = 0; k < 3; ++k, h = Triangulation::next(h))
      if (mesh_.twin(h) >= 0 && Triangulation::triangle_of(mesh_.twin(h)) == t) faces_.wish(h);
    candidates_.back().unless_triangle = asked;
  }

  void open_edges() {
    faces_.grant_wishes();
    std::erase_if(candidates_, [this](const Candidate& c) {
      return (c.unless_edge >= 0 && wedges_.is_open(c.unless_edge)) ||
             (c.unless_triangle >= 0 && wedges_.open_edge(c.unless_triangle) >= 0);
    });
  }

  /// What lies beside a face has changed.
  void close_if_wrong(std::int32_t t) {
    const std::int32_t h = faces_.no_longer_does(t);
    if (h < 0) return;
    const std::int32_t u = Triangulation::triangle_of(mesh_.twin(h));
    mark_changed(t);  // which closes it
    mark_changed(u);
  }

  struct Place {
    double x, y;
  };
  /// Mean of some places.
  struct Middle {
    double x = 0, y = 0;
    int count = 0;
    void add(Place p) { x += p.x, y += p.y, ++count; }
    [[nodiscard]] Place place() const { return {x / count, y / count}; }
  };
  [[nodiscard]] Place place_on(std::int32_t h, double share) const {
    const GridPoint v = mesh_.point(mesh_.origin(h)), w = mesh_.point(mesh_.target(h));
    return {v.x + share * (static_cast<double>(w.x) - v.x), v.y + share * (static_cast<double>(w.y) - v.y)};
  }

  bool is_short(std::int32_t h) const {
    return squared_distance(mesh_.point(mesh_.origin(h)), mesh_.point(mesh_.target(h))) < kShortEdge * kShortEdge;
  }

  bool inside(std::int32_t t, GridPoint p) const {
    for (const std::int32_t h : Triangulation::edges_of(t))
      if (orientation(mesh_.point(mesh_.origin(h)), mesh_.point(mesh_.target(h)), p) <= 0) return false;
    return true;
  }

  /// The straight way from (x, y) in t to p crosses free land only; t becomes the triangle of p.
  bool reaches(std::int32_t& t, double x, double y, GridPoint p) const {
    const GridPoint from = nearest_place(x, y);
    for (int step = 0; step < 12; ++step) {
      std::int32_t out = -1;
      for (std::int32_t h = Triangulation::first_edge(t); h < Triangulation::first_edge(t) + 3 && out < 0; ++h) {
        const GridPoint a = mesh_.point(mesh_.origin(h)), b = mesh_.point(mesh_.target(h));
        if (orientation(a, b, p) < 0 && orientation(from, p, a) <= 0 && orientation(from, p, b) >= 0) out = h;
      }
      if (out < 0) return inside(t, p);
      if (!wedges_.flows(out)) return false;
      t = Triangulation::triangle_of(mesh_.twin(out));
    }
    return false;
  }

  void propose(double x, double y, std::int32_t t, std::int32_t wall) { candidates_.push_back({nearest_place(x, y), t, wall}); }

  /// The new vertex, -1 = none. All triangles around it are inside the mesh.
  std::int32_t insert(const Candidate& c) {
    if (c.a < 0) return wedges_.insert(c.place, c.triangle, c.wall, kApart);
    const std::int32_t h = mesh_.find_edge(c.a, c.b);
    return h < 0 ? -1 : wedges_.insert_on_line(c.place, h, kApart);
  }

  void mark_changed(std::int32_t t) {
    if (at(t) >= state_.size()) state_.resize(mesh_.triangle_count(), State::settled);
    wedges_.forget_changes(t);  // again, too: edges of another triangle may have come to it
    if (state_[at(t)] == State::changed) return;
    state_[at(t)] = State::changed;
    changed_.push_back(t);
  }

  void insert_candidates() {
    const auto before = static_cast<std::int32_t>(mesh_.triangle_count());
    // By place, so that the answer does not depend on how triangles are numbered.
    std::sort(candidates_.begin(), candidates_.end(), [this](const Candidate& c, const Candidate& d) {
      if (!(c.place == d.place)) return c.place < d.place;
      if ((c.a < 0) != (d.a < 0)) return c.a < 0;
      const WallPiece &p = wedges_.pieces()[at(c.wall)], &q = wedges_.pieces()[at(d.wall)];
      return p.a == q.a ? p.b < q.b : p.a < q.a;
    });
    inserted_.clear();
    for (const Candidate& c : candidates_) {
      const std::int32_t v = insert(c);
      if (v < 0) continue;
      inserted_.push_back(v);
      const std::int32_t start = mesh_.edge_from(v);
      std::int32_t h = start;
      do {
        if (wedges_.has_wedges(Triangulation::triangle_of(h))) mark_changed(Triangulation::triangle_of(h));
        h = mesh_.twin(Triangulation::previous(h));
      } while (h != start);
    }
    for (std::int32_t t = before; at(t) < mesh_.triangle_count(); ++t)
      if (wedges_.has_wedges(t)) triangles_.push_back(t);
    for (const std::int32_t t : wedges_.spread_from(inserted_)) mark_changed(t);
    // What lies beside changed triangles sees other corners behind its edges now.
    for (const std::int32_t t : changed_)
      for (const std::int32_t h : Triangulation::edges_of(t))
        if (const std::int32_t g = mesh_.twin(h);
            wedges_.flows(h) && state_[at(Triangulation::triangle_of(g))] == State::settled) {
          state_[at(Triangulation::triangle_of(g))] = State::beside;
          beside_.push_back(Triangulation::triangle_of(g));
        }
  }

  Triangulation& mesh_;
  LandWedges& wedges_;
  const MaySplit& may_split_;
  std::vector<std::int32_t>& triangles_;
  OpenFaces faces_;
  NearWalls walls_;
  std::vector<std::int32_t> changed_, beside_, inserted_;
  std::vector<State> state_;
  std::vector<Candidate> candidates_;
};

}  // namespace

void refine_wedges(Arrangement& arrangement, LandWedges& wedges, const MaySplit& may_split,
                   std::vector<std::int32_t>& triangles) {
  Refiner(arrangement, wedges, may_split, triangles).run();
}

}  // namespace wangge
