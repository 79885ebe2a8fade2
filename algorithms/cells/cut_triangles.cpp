#include "algorithms/cells/cut_triangles.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>
#include <utility>

#include "algorithms/cells/settle_strays.hpp"
#include "algorithms/cells/triangle_cut.hpp"
#include "algorithms/cells/wall_ends.hpp"
#include "core/random.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// A border inside a triangle; a to b with the pieces on either side.
struct InnerBorder {
  std::int32_t a, b, left, right, triangle;
};

/// A stretch of an edge that no change of label divides; a to b along half-edge h, with the pieces on its side and, -1 for none,
/// on the other.
struct Stretch {
  std::int32_t a, b, piece, other, half_edge;
};

/// A cut whose stops, nodes and `via` stand in common lists.
struct KeptCut {
  std::size_t first_stop, stops, first_node, nodes, first_via, vias;
  CutShape shape;
};

/// What stands for the number of a cut of a triangle that has none.
constexpr std::int32_t kWhole = -1, kCutWithAnother = -2, kOutside = -3;

/// Pieces along a half-edge, before and behind its own cut.
struct PiecesAlong {
  std::int32_t early = -1, late = -1;
};

class Cutter {
 public:
  Cutter(const Arrangement& arrangement, LandLabels labels, const CommunityScene& scene)
      : arr_(arrangement), mesh_(arrangement.mesh), lab_(std::move(labels)), cutter_(arrangement, lab_), scene_(scene) {}

  TiledCommunity run(std::vector<std::uint64_t>* ground) {
    merge_close_cuts();
    settle_triangles();
    along_.resize(mesh_.half_edge_count());
    pieces_.reserve(mesh_.triangle_count() * 5 / 4);
    if (ground != nullptr) digests_.reserve(mesh_.triangle_count() * 5 / 4);
    for (std::int32_t t = 0; at(t) < mesh_.triangle_count(); ++t) {
      if (choice_[at(t)] < kWhole) continue;
      cut(t);
      if (ground != nullptr) digests_.resize(pieces_.size(), digest_of_whole(t));
    }
    list_stretches();
    settle_strays();
    TiledCommunity out = emit();
    if (ground != nullptr) {
      ground->assign(out.cell_count(), 0);
      for (std::size_t p = 0; p < pieces_.size(); ++p) (*ground)[at(final_[p])] += digests_[p];
    }
    return out;
  }

 private:
  bool inside(std::int32_t t) const { return choice_[at(t)] != kOutside; }
  GridPoint point(std::int32_t p) const { return lab_.points[at(p)]; }

  /// Where two sides of a barrier change their label within a centimetre, they share one point.
  void merge_close_cuts() {
    for (std::int32_t h = 0; at(h) < lab_.edges.size(); ++h) {
      if (lab_.along(h).cut < 0) continue;
      const std::int32_t g = mesh_.twin(h);
      if (g < h) continue;
      const std::int32_t a = lab_.along(h).cut, b = lab_.along(g).cut;
      if (b < 0 || a == b || squared_distance(point(a), point(b)) > 100) continue;
      lab_.along(h).cut = lab_.along(g).cut = point(b) < point(a) ? b : a;
    }
  }

  /// The triangle that stands for t and what is cut as one with it.
  [[nodiscard]] std::int32_t whole_of(std::int32_t t) {
    if (cutter_.open_edge(t) < 0) return t;
    cutter_.sides_of(t, sides_);
    for (const std::int32_t h : sides_) t = std::min(t, Triangulation::triangle_of(h));
    return t;
  }

  /// Decides how every triangle is cut; where nothing holds, the changes of label move to the edges' ends.
  void settle_triangles() {
    choice_.assign(mesh_.triangle_count(), kWhole);
    std::vector<std::int32_t> queue;
    for (std::int32_t t = 0; at(t) < mesh_.triangle_count(); ++t)
      if (!arr_.face(t).inside)
        choice_[at(t)] = kOutside;
      else if (cutter_.open_edge(t) >= 0 ? whole_of(t) == t : !cutter_.whole(t))
        queue.push_back(t);
      else if (cutter_.open_edge(t) >= 0)
        choice_[at(t)] = kCutWithAnother;
    cuts_.reserve(queue.size());
    stops_.reserve(5 * queue.size());
    nodes_.reserve(3 * queue.size());
    via_.reserve(queue.size());
    TriangleCut cut;
    for (std::size_t i = 0; i < queue.size(); ++i) {
      const std::int32_t t = queue[i];
      cutter_.walk(t, rim_);
      const bool holds = cutter_.choose(t, rim_, cut);
      choice_[at(t)] = static_cast<std::int32_t>(cuts_.size());
      cuts_.push_back(
          {stops_.size(), rim_.stops.size(), nodes_.size(), rim_.nodes.size(), via_.size(), cut.via.size(), cut.shape});
      stops_.insert(stops_.end(), rim_.stops.begin(), rim_.stops.end());
      nodes_.insert(nodes_.end(), rim_.nodes.begin(), rim_.nodes.end());
      via_.insert(via_.end(), cut.via.begin(), cut.via.end());
      if (holds) continue;
      if (cutter_.open_edge(t) >= 0) {
        cutter_.sides_of(t, sides_);
        for (const std::int32_t h : sides_) {
          queue.push_back(Triangulation::triangle_of(h));
          for (const std::int32_t e : Triangulation::edges_of(queue.back())) lab_.along(e).open = false;
        }
        continue;
      }
      for (const std::int32_t h : Triangulation::edges_of(t)) {
        const std::int32_t g = mesh_.twin(h);
        pull(h);
        if (g < 0) continue;
        pull(g);
        if (inside(Triangulation::triangle_of(g))) queue.push_back(whole_of(Triangulation::triangle_of(g)));
      }
      queue.push_back(t);
    }
  }

  /// Moves the change of label on h to its nearer end; the same for the other side if they share the point.
  void pull(std::int32_t h) {
    const std::int32_t cut = lab_.along(h).cut;
    if (cut < 0) return;
    const bool to_origin =
        squared_distance(point(cut), point(mesh_.origin(h))) < squared_distance(point(cut), point(mesh_.target(h)));
    auto apply = [&](std::int32_t e, bool origin_end) {
      lab_.along(e).cut = -1;
      if (origin_end)
        lab_.along(e).at_origin = lab_.along(e).at_target;
      else
        lab_.along(e).at_target = lab_.along(e).at_origin;
    };
    const std::int32_t g = mesh_.twin(h);
    if (g >= 0 && lab_.along(g).cut == cut) apply(g, !to_origin);
    apply(h, to_origin);
  }

  std::int32_t new_piece(std::int32_t label, std::int32_t t, std::size_t k) {
    pieces_.push_back({label, t, static_cast<std::int32_t>(k)});
    return static_cast<std::int32_t>(pieces_.size()) - 1;
  }

  void assign(const Stop& stop, std::int32_t piece) {
    const std::int32_t h = stop.half_edge;
    (stop.late ? along_[at(h)].late : along_[at(h)].early) = piece;
    if (lab_.along(h).cut < 0) along_[at(h)] = {piece, piece};
  }

  void cut(std::int32_t t) {
    if (choice_[at(t)] < 0) return keep_whole(t);
    const KeptCut& choice = recall(t);
    const std::span<const std::int32_t> via(via_.data() + choice.first_via, choice.vias);
    const auto [stops, nodes] = here_;
    const std::size_t n = stops.size();
    if (nodes.empty()) {
      const std::int32_t piece = new_piece(stops[0].label, t, 0);
      for (const Stop& stop : stops) assign(stop, piece);
      return;
    }
    const bool star = nodes.size() > 2;
    const auto first = static_cast<std::int32_t>(pieces_.size());
    for (std::size_t k = 0; k < nodes.size(); ++k) {
      const std::size_t from = nodes[k], to = nodes[(k + 1) % nodes.size()];
      const std::int32_t piece = new_piece(stops[from].label, t, k);
      for (std::size_t i = from; i != to; i = (i + 1) % n) assign(stops[i], piece);
    }
    if (!star) {
      std::int32_t from = stops[nodes[1]].point;
      for (auto v = via.rbegin(); v != via.rend(); from = *v++) inner_.push_back({from, *v, first, first + 1, t});
      inner_.push_back({from, stops[nodes[0]].point, first, first + 1, t});
      return;
    }
    const auto count = static_cast<std::int32_t>(nodes.size());
    const auto draw = [&](std::int32_t from, std::span<const std::int32_t> way, std::int32_t to, std::int32_t left,
                          std::int32_t right) {
      for (const std::int32_t v : way) inner_.push_back({std::exchange(from, v), v, left, right, t});
      inner_.push_back({from, to, left, right, t});
    };
    for (std::int32_t k = 0; k < count; ++k)
      if (choice.shape.centres > 0 || at(k) != choice.shape.hub)
        draw(stops[nodes[at(k)]].point, leg_of(at(k), choice), centre(at(k), choice), first + (k + count - 1) % count, first + k);
    if (choice.shape.centres == 2)
      draw(via[0], leg_of(4, choice), via[1], first + (choice.shape.first + 3) % 4, first + (choice.shape.first + 1) % 4);
  }

  /// Points of the border from node k to its centre; of four nodes, the fourth after the first is the border between the centres.
  [[nodiscard]] std::span<const std::int32_t> leg_of(std::size_t k, const KeptCut& choice) const {
    if (k >= choice.shape.leg.size() || choice.shape.leg[k] == 0) return {};
    std::size_t first = choice.first_via + choice.shape.centres;
    for (std::size_t i = 0; i < k; ++i) first += choice.shape.leg[i];
    return std::span(via_.data() + first, choice.shape.leg[k]);
  }

  [[nodiscard]] std::int32_t centre(std::size_t k, const KeptCut& choice) const {
    return choice.shape.centres == 0 ? here_.stops[here_.nodes[choice.shape.hub]].point
                                     : via_[choice.first_via + choice.shape.centre_of(k)];
  }

  /// From the node after k over its centre and that of node k back to node k, both left out.
  std::span<const std::int32_t> way_between(std::size_t k, const KeptCut& choice) {
    const std::size_t after = (k + 1) % here_.nodes.size();
    const std::span<const std::int32_t> there = leg_of(after, choice), back = leg_of(k, choice);
    way_.assign(there.begin(), there.end());
    way_.push_back(centre(after, choice));
    if (choice.shape.centres == 2 && choice.shape.centre_of(k) != choice.shape.centre_of(after)) {
      const std::span<const std::int32_t> across = leg_of(4, choice);
      if (choice.shape.centre_of(after) == 0)
        way_.insert(way_.end(), across.begin(), across.end());
      else
        way_.insert(way_.end(), across.rbegin(), across.rend());
      way_.push_back(centre(k, choice));
    }
    way_.insert(way_.end(), back.rbegin(), back.rend());
    return way_;
  }

  void keep_whole(std::int32_t t) {
    const std::int32_t piece = new_piece(lab_.along(Triangulation::first_edge(t)).at_origin, t, 0);
    for (const std::int32_t h : Triangulation::edges_of(t)) along_[at(h)] = {piece, piece};
  }

  /// How t is cut; the way round it is in `here_` then.
  const KeptCut& recall(std::int32_t t) {
    const KeptCut& choice = cuts_[at(choice_[at(t)])];
    here_ = {std::span(stops_).subspan(choice.first_stop, choice.stops),
             std::span(nodes_).subspan(choice.first_node, choice.nodes)};
    return choice;
  }

  LandSize size_of(std::int32_t piece) {
    const auto [label, t, number] = pieces_[at(piece)];
    LandSize size;
    if (choice_[at(t)] < 0) {
      const std::int32_t h = Triangulation::first_edge(t);
      size.area =
          0.5 * static_cast<double>(orientation(point(mesh_.origin(h)), point(mesh_.origin(h + 1)), point(mesh_.origin(h + 2))));
    } else {
      const KeptCut& choice = recall(t);
      const auto [stops, nodes] = here_;
      const std::size_t n = stops.size(), k = at(number);
      const std::span<const std::int32_t> via(via_.data() + choice.first_via, choice.vias);
      if (nodes.empty()) {
        size.area = cutter_.area(stops, 0, n, {}, false);
      } else {
        const std::size_t from = nodes[k], stretch = (nodes[(k + 1) % nodes.size()] + n - from) % n + 1;
        size.area = std::max(0.0, nodes.size() > 2 ? cutter_.area(stops, from, stretch, way_between(k, choice), false)
                                                   : cutter_.area(stops, from, stretch, via, k == 0));
      }
    }
    if (arr_.face(t).building >= 0) size.footprint = size.area;
    return size;
  }

  /// Every stretch of every edge between different labels, or along a barrier, once; pieces of one label on both sides are
  /// joined.
  void list_stretches() {
    stretches_.reserve(mesh_.triangle_count());
    joined_ = JoinedPieces(pieces_.size());
    for (std::int32_t t = 0; at(t) < mesh_.triangle_count(); ++t)
      if (inside(t))
        for (const std::int32_t h : Triangulation::edges_of(t)) list_stretches(h);
  }

  void list_stretches(std::int32_t h) {
    if (lab_.along(h).open) return;
    const std::int32_t g = mesh_.twin(h);
    const bool out = g >= 0 && inside(Triangulation::triangle_of(g));
    if (out && g < h) return;
    std::array<std::int32_t, 2> cuts{};
    const int n = cutter_.cuts_on(h, cuts);
    std::int32_t from = mesh_.origin(h);
    bool late = false, twin_late = n > 0 && out && lab_.along(g).cut >= 0;  // seen from h, the twin's late stretch comes first
    for (int i = 0; i <= n; ++i) {
      const std::int32_t to = i < n ? cuts[at(i)] : mesh_.target(h);
      const std::int32_t p = late ? along_[at(h)].late : along_[at(h)].early, q = !out        ? -1
                                                                                  : twin_late ? along_[at(g)].late
                                                                                              : along_[at(g)].early;
      const bool one_label = q >= 0 && pieces_[at(p)].label == pieces_[at(q)].label;
      if (one_label && p != q) joined_.join(p, q);
      if (!one_label || (mesh_.owners(h) != 0 && arr_.edge(h).barrier >= 0)) stretches_.push_back({from, to, p, q, h});
      if (i < n && cuts[at(i)] == lab_.along(h).cut) late = true;
      if (i < n && out && cuts[at(i)] == lab_.along(g).cut) twin_late = false;
      from = to;
    }
  }

  /// Which cell every piece belongs to, in `final_`.
  void settle_strays() {
    const auto contacts = [&] {
      std::vector<PieceContact> all;
      all.reserve(stretches_.size() + inner_.size());
      for (const auto& [a, b, p, q, h] : stretches_) {
        if (q < 0 || pieces_[at(p)].label == pieces_[at(q)].label) continue;
        const EdgeMeaning& edge = arr_.edge(h);
        all.push_back({p, q, a, b, edge.barrier < 0 ? 1.0 : edge.rule == BarrierRule::hard ? 1e-6 : 1e-3});
      }
      for (const InnerBorder& i : inner_) all.push_back({i.left, i.right, i.a, i.b, 1.0});
      return all;
    };
    const std::size_t labels = scene_.buildings.size() + lab_.land_exclusive.size();
    SettledPieces settled = wangge::settle_strays(
        pieces_, joined_, [this](std::int32_t p) { return size_of(p); }, contacts, lab_.points, labels);
    final_ = std::move(settled.cell);
    // Cut off from everything (a piece of the community of its own): land without a building.
    lab_.land_exclusive.resize(lab_.land_exclusive.size() + settled.new_cells, -1);
  }

  TiledCommunity emit() {
    TiledCommunity out;
    out.frame = arr_.frame;
    out.noding_failed = arr_.noding_failed;
    for (const std::int32_t i : arr_.sliced) out.shared_site.push_back(scene_.buildings[at(i)]);
    out.building = scene_.buildings;
    out.exclusive.assign(scene_.buildings.size(), -1);
    for (const std::int32_t e : lab_.land_exclusive) {
      out.building.push_back(-1);
      out.exclusive.push_back(e);
    }
    auto cell = [&](std::int32_t piece) { return piece < 0 ? -1 : final_[at(piece)]; };
    std::map<std::pair<std::int32_t, std::int32_t>, std::int64_t> inside;  // micrometres: equal sums in any order
    std::vector<WallPart> walls;
    out.segments.reserve(stretches_.size() + inner_.size());
    for (const auto& [a, b, p, q, h] : stretches_) {
      const std::int32_t left = cell(p), right = cell(q);
      const EdgeMeaning& edge = arr_.edge(h);
      if (left == right) {
        if (edge.barrier >= 0 && left >= 0)  // a road over a river, too
          inside[{left, edge.barrier}] += std::llround(grid_distance(point(a), point(b)) * 1000);
        continue;
      }
      if (right >= 0 && parts_footprints(h)) {
        walls.push_back({a, b, mesh_.owners(h)});
        walls.push_back({b, a, mesh_.owners(h)});
      }
      const std::int32_t barrier = harder(edge, arr_.face(Triangulation::triangle_of(h)));
      const std::int32_t softer = barrier != edge.barrier && edge.rule == BarrierRule::soft ? edge.barrier : -1;
      out.segments.push_back(
          {a, b, left, right, barrier, softer, right < 0 ? edge.ring_edge : -1, edge.wall, edge.barrier < 0 && barrier >= 0});
    }
    for (const InnerBorder& i : inner_) {
      const std::int32_t left = cell(i.left), right = cell(i.right);
      const std::int32_t barrier = arr_.face(i.triangle).barrier;
      if (left != right) out.segments.push_back({i.a, i.b, left, right, barrier, -1, -1, false, barrier >= 0});
    }
    for (const auto& [where, length] : inside)
      out.inside.push_back({where.first, where.second, static_cast<double>(length) / 1e6});
    out.wall_ends = wall_ends(walls, lab_.points);
    compact(out);
    return out;
  }

  /// Ground of buildings lies on either side of h, a footprint on one. Slices alone may be drawn with fewer vertices.
  [[nodiscard]] bool parts_footprints(std::int32_t h) const {
    const std::int32_t p = arr_.face(Triangulation::triangle_of(h)).building,
                       q = arr_.face(Triangulation::triangle_of(mesh_.twin(h))).building;
    const auto sliced = [&](std::int32_t building) {
      return std::binary_search(arr_.sliced.begin(), arr_.sliced.end(), building);
    };
    return p >= 0 && q >= 0 && !(sliced(p) && sliced(q));
  }

  /// What was known of triangle t when it was cut, from its westernmost corner on.
  [[nodiscard]] std::uint64_t digest(std::int32_t t) const {
    std::int32_t h = Triangulation::first_edge(t);
    for (const std::int32_t e : {Triangulation::first_edge(t) + 1, Triangulation::first_edge(t) + 2})
      if (point(mesh_.origin(e)) < point(mesh_.origin(h))) h = e;
    std::uint64_t state = 1;
    const auto add = [&](GridPoint p) {
      state = mix64(state ^ ((std::uint64_t{static_cast<std::uint32_t>(p.x)} << 32) | static_cast<std::uint32_t>(p.y)));
    };
    for (int k = 0; k < 3; ++k, h = Triangulation::next(h)) {
      add(point(mesh_.origin(h)));
      for (const std::int32_t piece : lab_.along(h).walls)
        if (piece >= 0) add(lab_.walls[at(piece)].a), add(lab_.walls[at(piece)].b);
    }
    return state;
  }

  [[nodiscard]] std::uint64_t digest_of_whole(std::int32_t t) {
    if (cutter_.open_edge(t) < 0) return digest(t);
    std::vector<std::int32_t>& triangles = sides_;
    cutter_.sides_of(t, triangles);
    for (std::int32_t& side : triangles) side = Triangulation::triangle_of(side);
    std::sort(triangles.begin(), triangles.end());
    triangles.erase(std::unique(triangles.begin(), triangles.end()), triangles.end());
    std::uint64_t sum = 0;
    for (const std::int32_t triangle : triangles) sum += digest(triangle);
    return mix64(sum);
  }

  /// A main road over a river is still the river, unless a crossing opens it.
  static std::int32_t harder(const EdgeMeaning& edge, const FaceMeaning& face) {
    if (edge.barrier < 0) return face.barrier;
    return face.barrier >= 0 && face.rule < edge.rule ? face.barrier : edge.barrier;  // ordered hard < soft < none
  }

  /// Keeps the points that a border uses, in order of first use.
  void compact(TiledCommunity& out) const {
    std::vector<std::int32_t> number(lab_.points.size(), -1);
    auto renumber = [&](std::int32_t& p) {
      if (number[at(p)] < 0) {
        number[at(p)] = static_cast<std::int32_t>(out.points.size());
        out.points.push_back(lab_.points[at(p)]);
      }
      p = number[at(p)];
    };
    for (BorderSegment& s : out.segments) {
      renumber(s.a);
      renumber(s.b);
    }
  }

  const Arrangement& arr_;
  const Triangulation& mesh_;
  LandLabels lab_;
  TriangleCutter cutter_;
  const CommunityScene& scene_;
  TriangleRim rim_;
  std::vector<std::int32_t> choice_;  ///< by triangle: its number in cuts_, or why it has none
  std::vector<KeptCut> cuts_;
  std::vector<Stop> stops_;         ///< of all cuts
  std::vector<std::size_t> nodes_;  ///< of all cuts
  struct {
    std::span<const Stop> stops;
    std::span<const std::size_t> nodes;
  } here_;  ///< of the cut at hand
  std::vector<std::int32_t> via_, way_, sides_;
  std::vector<LandPiece> pieces_;
  std::vector<InnerBorder> inner_;
  std::vector<Stretch> stretches_;
  JoinedPieces joined_{0};
  std::vector<PiecesAlong> along_;  ///< by half-edge
  std::vector<std::int32_t> final_;
  std::vector<std::uint64_t> digests_;  ///< by piece, where they are wanted
};

}  // namespace

TiledCommunity cut_triangles(const Arrangement& arrangement, LandLabels labels, const CommunityScene& scene,
                             std::vector<std::uint64_t>* ground) {
  return Cutter(arrangement, std::move(labels), scene).run(ground);
}

}  // namespace wangge
