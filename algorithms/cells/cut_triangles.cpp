#include "algorithms/cells/cut_triangles.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

constexpr double kBendWorthAVertex = 50;  // mm: a middle line that bows less than this is drawn straight

/// One stop on the way round a triangle: a vertex or a cut point, and the label of the stretch that follows.
struct Stop {
  std::int32_t point;
  std::int32_t label;
  std::int32_t half_edge;
  bool late;  ///< the stretch lies behind the half-edge's own cut
};

struct Piece {
  std::int32_t label = -1;
  double area = 0;       ///< mm2
  double footprint = 0;  ///< mm2 of building ground
};

/// A border inside a triangle; a to b with the pieces on either side.
struct InnerBorder {
  std::int32_t a, b, left, right, triangle;
};

class Cutter {
 public:
  Cutter(const Arrangement& arrangement, LandLabels labels, const CommunityScene& scene)
      : arr_(arrangement), mesh_(arrangement.mesh), lab_(std::move(labels)), scene_(scene) {}

  TiledCommunity run() {
    merge_close_cuts();
    settle_triangles();
    early_.assign(mesh_.triangle_count() * 3, -1);
    late_.assign(mesh_.triangle_count() * 3, -1);
    for (std::int32_t t = 0; at(t) < mesh_.triangle_count(); ++t)
      if (inside(t)) cut(t);
    join_pieces();
    settle_strays();
    return emit();
  }

 private:
  bool inside(std::int32_t t) const { return arr_.face(t).inside; }
  GridPoint point(std::int32_t p) const { return lab_.points[at(p)]; }

  /// Cut points on edge h in the order of h: its own and its twin's, equal ones once. Returns their number.
  int chain(std::int32_t h, std::array<std::int32_t, 2>& out) const {
    const std::int32_t g = mesh_.twin(h);
    int n = 0;
    if (lab_.cut[at(h)] >= 0) out[n++] = lab_.cut[at(h)];
    if (g >= 0 && lab_.cut[at(g)] >= 0 && lab_.cut[at(g)] != lab_.cut[at(h)]) out[n++] = lab_.cut[at(g)];
    if (n == 2 &&
        squared_distance(point(mesh_.origin(h)), point(out[1])) < squared_distance(point(mesh_.origin(h)), point(out[0])))
      std::swap(out[0], out[1]);
    return n;
  }

  /// Where two sides of a barrier change their label within a centimetre, they share one point.
  void merge_close_cuts() {
    for (std::int32_t h = 0; at(h) < lab_.cut.size(); ++h) {
      const std::int32_t g = mesh_.twin(h);
      if (g < h) continue;
      const std::int32_t a = lab_.cut[at(h)], b = lab_.cut[at(g)];
      if (a >= 0 && b >= 0 && a != b && squared_distance(point(a), point(b)) <= 100) lab_.cut[at(g)] = a;
    }
  }

  /// The way round triangle t, stop by stop.
  void walk(std::int32_t t, std::vector<Stop>& stops) const {
    stops.clear();
    std::array<std::int32_t, 2> cuts{};
    for (std::int32_t h = 3 * t; h < 3 * t + 3; ++h) {
      bool late = false;
      stops.push_back({mesh_.origin(h), lab_.at_origin[at(h)], h, false});
      const int n = chain(h, cuts);
      for (int i = 0; i < n; ++i) {
        if (cuts[at(i)] == lab_.cut[at(h)]) late = true;
        stops.push_back({cuts[at(i)], late ? lab_.at_target[at(h)] : lab_.at_origin[at(h)], h, late});
      }
      if (lab_.cut[at(h)] < 0) continue;
    }
  }

  static void find_nodes(const std::vector<Stop>& stops, std::vector<std::size_t>& nodes) {
    nodes.clear();
    for (std::size_t i = 0; i < stops.size(); ++i)
      if (stops[i].label != stops[(i + stops.size() - 1) % stops.size()].label) nodes.push_back(i);
  }

  /// How a triangle is cut: from a point inside it, or from one of its own nodes.
  struct Choice {
    std::int32_t centre = -1;  ///< point; -1 = none
    std::size_t hub = 0;       ///< number of the node all borders run to when there is no centre
  };

  /// Decides how every triangle is cut. Cut points lie up to 0.71 mm beside their edge and points inside are rounded too, so
  /// every choice is tested on the rounded points; where none holds, the changes of label move to the edges' ends.
  void settle_triangles() {
    choice_.assign(mesh_.triangle_count(), {});
    std::vector<std::int32_t> queue;
    for (std::int32_t t = 0; at(t) < mesh_.triangle_count(); ++t)
      if (inside(t)) queue.push_back(t);
    for (std::size_t i = 0; i < queue.size(); ++i) {
      const std::int32_t t = queue[i];
      if (settle(t)) continue;
      for (std::int32_t h = 3 * t; h < 3 * t + 3; ++h) {
        const std::int32_t g = mesh_.twin(h);
        pull(h);
        if (g < 0) continue;
        pull(g);
        if (inside(g / 3)) queue.push_back(g / 3);
      }
      queue.push_back(t);
    }
  }

  bool settle(std::int32_t t) {
    walk(t, stops_);
    find_nodes(stops_, nodes_);
    choice_[at(t)] = {};
    if (nodes_.empty()) return stops_.size() == 3 || !needle(t) || fan_holds(stops_[0].point, 1);
    Choice& choice = choice_[at(t)];
    choice.centre = nodes_.size() == 2 ? middle_of_two(t) : centre_of_star(t);
    if (choice.centre >= 0 && fan_holds(choice.centre, nodes_.size())) return true;
    choice.centre = -1;
    for (choice.hub = 0; choice.hub < nodes_.size(); ++choice.hub)
      if (fan_holds(stops_[nodes_[choice.hub]].point, nodes_.size())) return true;
    // Three plain corners with changes of label only at corners always hold; this is reached with cuts only.
    choice.hub = 0;
    return stops_.size() == 3;
  }

  bool needle(std::int32_t t) const {
    const GridPoint a = point(mesh_.origin(3 * t)), b = point(mesh_.origin(3 * t + 1)), c = point(mesh_.origin(3 * t + 2));
    return static_cast<double>(orientation(a, b, c)) <
           4 * std::max({grid_distance(a, b), grid_distance(b, c), grid_distance(c, a)});
  }

  /// True when the stretches between the nodes, closed through `hub`, are polygons that turn left (or an edge of the triangle
  /// itself), and no border crosses the triangle's own bent edges.
  bool fan_holds(std::int32_t hub, std::size_t nodes) const {
    const std::size_t n = stops_.size();
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = i + 2; j < n; ++j)
        if (!(i == 0 && j == n - 1) && crossing(point(stops_[i].point), point(stops_[(i + 1) % n].point), point(stops_[j].point),
                                                point(stops_[(j + 1) % n].point)))
          return false;
    if (nodes_.empty()) return ring_area(0, n, -1) > 0;
    for (std::size_t k = 0; k < nodes; ++k) {
      const std::size_t from = nodes_[k], to = nodes_[(k + 1) % nodes];
      // No area is fine only where the border is the triangle's own edge; else two borders would lie on one line unshared.
      const std::size_t stretch = (to + n - from) % n + 1;
      const bool own_edge = stretch == 2 && (hub == stops_[from].point || hub == stops_[to].point);
      if (!own_edge && ring_area(from, stretch, hub) <= 0) return false;
      const GridPoint a = point(stops_[from].point), b = point(hub);
      if (a == b) continue;
      for (std::size_t i = 0; i < n; ++i) {
        const std::int32_t p = stops_[i].point, q = stops_[(i + 1) % n].point;
        if (p == stops_[from].point || q == stops_[from].point || p == hub || q == hub) continue;
        if (properly_crossing(a, b, point(p), point(q))) return false;
      }
    }
    return true;
  }

  static bool properly_crossing(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
    const std::int64_t o1 = orientation(a, b, c), o2 = orientation(a, b, d), o3 = orientation(c, d, a), o4 = orientation(c, d, b);
    return ((o1 > 0 && o2 < 0) || (o1 < 0 && o2 > 0)) && ((o3 > 0 && o4 < 0) || (o3 < 0 && o4 > 0));
  }

  static bool crossing(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
    const std::int64_t o1 = orientation(a, b, c), o2 = orientation(a, b, d), o3 = orientation(c, d, a), o4 = orientation(c, d, b);
    if (properly_crossing(a, b, c, d)) return true;
    auto on = [](GridPoint p, GridPoint q, GridPoint r) {
      return std::min(p.x, q.x) <= r.x && r.x <= std::max(p.x, q.x) && std::min(p.y, q.y) <= r.y && r.y <= std::max(p.y, q.y);
    };
    return (o1 == 0 && on(a, b, c)) || (o2 == 0 && on(a, b, d)) || (o3 == 0 && on(c, d, a)) || (o4 == 0 && on(c, d, b));
  }

  /// Moves the change of label on h to its nearer end; the same for the other side if they share the point.
  void pull(std::int32_t h) {
    const std::int32_t cut = lab_.cut[at(h)];
    if (cut < 0) return;
    const bool to_origin =
        squared_distance(point(cut), point(mesh_.origin(h))) < squared_distance(point(cut), point(mesh_.target(h)));
    auto apply = [&](std::int32_t e, bool origin_end) {
      lab_.cut[at(e)] = -1;
      if (origin_end)
        lab_.at_origin[at(e)] = lab_.at_target[at(e)];
      else
        lab_.at_target[at(e)] = lab_.at_origin[at(e)];
    };
    const std::int32_t g = mesh_.twin(h);
    if (g >= 0 && lab_.cut[at(g)] == cut) apply(g, !to_origin);
    apply(h, to_origin);
  }

  std::int32_t new_piece(std::int32_t label) {
    pieces_.push_back({label, 0, 0});
    return static_cast<std::int32_t>(pieces_.size()) - 1;
  }

  void assign(const Stop& stop, std::int32_t piece) {
    const std::int32_t h = stop.half_edge;
    (stop.late ? late_ : early_)[at(h)] = piece;
    if (lab_.cut[at(h)] < 0) late_[at(h)] = early_[at(h)] = piece;
  }

  void cut(std::int32_t t) {
    walk(t, stops_);
    find_nodes(stops_, nodes_);
    const std::size_t n = stops_.size();
    if (nodes_.empty()) {
      const std::int32_t piece = new_piece(stops_[0].label);
      for (const Stop& stop : stops_) assign(stop, piece);
      pieces_.back().area = ring_area(0, n, -1);
      if (arr_.face(t).building >= 0) pieces_.back().footprint = pieces_.back().area;
      return;
    }
    const std::int32_t centre = choice_[at(t)].centre;
    const std::size_t hub_node = choice_[at(t)].hub;
    const bool star = nodes_.size() > 2;
    const std::int32_t hub = centre >= 0 ? centre : stops_[nodes_[hub_node]].point;
    const auto first = static_cast<std::int32_t>(pieces_.size());
    for (std::size_t k = 0; k < nodes_.size(); ++k) {
      const std::size_t from = nodes_[k], to = nodes_[(k + 1) % nodes_.size()];
      const std::int32_t piece = new_piece(stops_[from].label);
      for (std::size_t i = from; i != to; i = (i + 1) % n) assign(stops_[i], piece);
      pieces_.back().area = std::max(0.0, ring_area(from, (to + n - from) % n + 1, hub));
    }
    auto piece_before = [&](std::size_t k) { return first + static_cast<std::int32_t>((k + nodes_.size() - 1) % nodes_.size()); };
    if (!star) {
      const std::int32_t p = stops_[nodes_[1]].point, q = stops_[nodes_[0]].point;
      if (centre >= 0) {
        inner_.push_back({p, centre, piece_before(1), first + 1, t});
        inner_.push_back({centre, q, piece_before(1), first + 1, t});
      } else {
        inner_.push_back({p, q, piece_before(1), first + 1, t});
      }
      return;
    }
    for (std::size_t k = 0; k < nodes_.size(); ++k)
      if (centre >= 0 || k != hub_node)
        inner_.push_back({stops_[nodes_[k]].point, hub, piece_before(k), first + static_cast<std::int32_t>(k), t});
  }

  /// Area of the stops from..from+count-1, closed through `hub` when it is a point.
  double ring_area(std::size_t from, std::size_t count, std::int32_t hub) const {
    const GridPoint o = hub >= 0 ? point(hub) : point(stops_[from].point);
    std::int64_t twice = 0;
    for (std::size_t i = 0; i + 1 < count; ++i)
      twice +=
          orientation(o, point(stops_[(from + i) % stops_.size()].point), point(stops_[(from + i + 1) % stops_.size()].point));
    return 0.5 * static_cast<double>(twice);
  }

  double gap_between(std::int32_t t, std::int32_t a, std::int32_t b, double x, double y) const {
    return nearest(t, a, x, y) - nearest(t, b, x, y);
  }

  double nearest(std::int32_t t, std::int32_t label, double x, double y) const {
    double best = std::numeric_limits<double>::infinity();
    for (std::int32_t h = 3 * t; h < 3 * t + 3; ++h) best = std::min(best, lab_.distance_to(h, label, x, y));
    return best;
  }

  bool well_inside(std::int32_t t, GridPoint p) const {
    for (std::int32_t h = 3 * t; h < 3 * t + 3; ++h) {
      const GridPoint a = point(mesh_.origin(h)), b = point(mesh_.target(h));
      if (static_cast<double>(orientation(a, b, p)) < 3 * grid_distance(a, b)) return false;
    }
    return true;
  }

  std::int32_t add_point(GridPoint p) {
    lab_.points.push_back(p);
    return static_cast<std::int32_t>(lab_.points.size()) - 1;
  }

  /// A vertex where the middle line between two labels bows (corner against wall: a parabola); -1 = straight is good enough.
  std::int32_t middle_of_two(std::int32_t t) {
    const GridPoint p = point(stops_[nodes_[0]].point), q = point(stops_[nodes_[1]].point);
    const std::int32_t a = stops_[nodes_[0]].label, b = stops_[nodes_[1]].label;
    const double length = grid_distance(p, q);
    if (length < 500) return -1;
    const double mx = 0.5 * (static_cast<double>(p.x) + q.x), my = 0.5 * (static_cast<double>(p.y) + q.y);
    const double nx = -(static_cast<double>(q.y) - p.y) / length, ny = (static_cast<double>(q.x) - p.x) / length;
    double low = -length / 2, high = length / 2;
    double at_low = gap_between(t, a, b, mx + low * nx, my + low * ny),
           at_high = gap_between(t, a, b, mx + high * nx, my + high * ny);
    if (!(std::isfinite(at_low) && std::isfinite(at_high)) || (at_low > 0) == (at_high > 0)) return -1;
    double s = 0;
    for (int i = 0; i < 14; ++i) {
      s = i % 3 == 2 ? (low + high) / 2 : low + (high - low) * at_low / (at_low - at_high);
      const double value = gap_between(t, a, b, mx + s * nx, my + s * ny);
      if (std::abs(value) < 1) break;
      ((value > 0) == (at_low > 0) ? low : high) = s;
      ((value > 0) == (at_low > 0) ? at_low : at_high) = value;
    }
    if (std::abs(s) < kBendWorthAVertex) return -1;
    const GridPoint m{static_cast<std::int32_t>(std::llround(mx + s * nx)), static_cast<std::int32_t>(std::llround(my + s * ny))};
    return well_inside(t, m) ? add_point(m) : -1;
  }

  /// Where three or more labels meet: the point equally far from the first three, else the middle of the nodes.
  std::int32_t centre_of_star(std::int32_t t) {
    double x = 0, y = 0;
    for (const std::size_t k : nodes_) x += point(stops_[k].point).x, y += point(stops_[k].point).y;
    x /= static_cast<double>(nodes_.size());
    y /= static_cast<double>(nodes_.size());
    const GridPoint mean{static_cast<std::int32_t>(std::llround(x)), static_cast<std::int32_t>(std::llround(y))};
    if (nodes_.size() == 3) {
      const std::int32_t a = stops_[nodes_[0]].label, b = stops_[nodes_[1]].label, c = stops_[nodes_[2]].label;
      for (int i = 0; i < 6; ++i) {
        // Newton's step on the two differences, slopes by small steps of 10 mm.
        const double f = gap_between(t, a, b, x, y), g = gap_between(t, a, c, x, y);
        if (!std::isfinite(f) || !std::isfinite(g)) break;
        const double fx = (gap_between(t, a, b, x + 10, y) - f) / 10, fy = (gap_between(t, a, b, x, y + 10) - f) / 10;
        const double gx = (gap_between(t, a, c, x + 10, y) - g) / 10, gy = (gap_between(t, a, c, x, y + 10) - g) / 10;
        const double det = fx * gy - fy * gx;
        if (std::abs(det) < 1e-3 || std::abs(f) + std::abs(g) < 1) break;
        x -= (f * gy - g * fy) / det;
        y -= (fx * g - gx * f) / det;
      }
      if (std::isfinite(x) && std::isfinite(y) && std::abs(x) < 1e9 && std::abs(y) < 1e9) {
        const GridPoint best{static_cast<std::int32_t>(std::llround(x)), static_cast<std::int32_t>(std::llround(y))};
        if (well_inside(t, best) && sees_all(best)) return add_point(best);
      }
    }
    return well_inside(t, mean) && sees_all(mean) ? add_point(mean) : -1;
  }

  bool sees_all(GridPoint hub) const {
    for (std::size_t i = 0; i < stops_.size(); ++i)
      if (orientation(hub, point(stops_[i].point), point(stops_[(i + 1) % stops_.size()].point)) <= 0) return false;
    return true;
  }

  /// Calls visit(a, b, piece of h's side, piece of the other side or -1, h) for every stretch of every edge, once.
  template <class Visit>
  void each_stretch(Visit visit) const {
    std::array<std::int32_t, 2> cuts{};
    for (std::int32_t h = 0; at(h) < mesh_.triangle_count() * 3; ++h) {
      const std::int32_t g = mesh_.twin(h);
      const bool in = inside(h / 3), out = g >= 0 && inside(g / 3);
      if (!in || (out && g < h)) continue;
      const int n = chain(h, cuts);
      std::int32_t from = mesh_.origin(h);
      bool late = false, twin_late = n > 0 && out && lab_.cut[at(g)] >= 0;  // seen from h, the twin's late stretch comes first
      for (int i = 0; i <= n; ++i) {
        const std::int32_t to = i < n ? cuts[at(i)] : mesh_.target(h);
        visit(from, to, (late ? late_ : early_)[at(h)], out ? (twin_late ? late_ : early_)[at(g)] : -1, h);
        if (i < n && cuts[at(i)] == lab_.cut[at(h)]) late = true;
        if (i < n && out && cuts[at(i)] == lab_.cut[at(g)]) twin_late = false;
        from = to;
      }
    }
  }

  std::int32_t find(std::int32_t p) {
    while (root_[at(p)] != p) p = root_[at(p)] = root_[at(root_[at(p)])];
    return p;
  }

  void join_pieces() {
    root_.resize(pieces_.size());
    std::iota(root_.begin(), root_.end(), 0);
    each_stretch([&](std::int32_t, std::int32_t, std::int32_t p, std::int32_t q, std::int32_t) {
      if (q >= 0 && pieces_[at(p)].label == pieces_[at(q)].label) {
        const std::int32_t a = find(p), b = find(q);
        root_[at(std::max(a, b))] = std::min(a, b);
      }
    });
    for (std::int32_t p = 0; at(p) < pieces_.size(); ++p)
      if (const std::int32_t r = find(p); r != p) {
        pieces_[at(r)].area += pieces_[at(p)].area;
        pieces_[at(r)].footprint += pieces_[at(p)].footprint;
      }
  }

  /// Keeps for each label the part with most footprint (then most land) and gives the others to a neighbour.
  void settle_strays() {
    std::map<std::int32_t, std::int32_t> main;
    for (std::int32_t p = 0; at(p) < pieces_.size(); ++p) {
      if (find(p) != p) continue;
      const auto [found, fresh] = main.emplace(pieces_[at(p)].label, p);
      if (fresh) continue;
      const Piece &best = pieces_[at(found->second)], &here = pieces_[at(p)];
      if (here.footprint > best.footprint || (here.footprint == best.footprint && here.area > best.area)) found->second = p;
    }
    final_.assign(pieces_.size(), -1);
    for (const auto& [label, p] : main) final_[at(p)] = label;
    std::vector<std::int32_t> strays;
    for (std::int32_t p = 0; at(p) < pieces_.size(); ++p)
      if (find(p) == p && final_[at(p)] < 0) strays.push_back(p);
    if (!strays.empty()) adopt(strays);
  }

  void adopt(std::vector<std::int32_t> strays) {
    std::map<std::pair<std::int32_t, std::int32_t>, double>
        border;  // (stray, neighbour) -> mm; open land counts more than barriers
    auto add = [&](std::int32_t a, std::int32_t b, std::int32_t p, std::int32_t q, double weight) {
      p = find(p);
      q = find(q);
      if (p == q) return;
      const double length = weight * grid_distance(point(a), point(b));
      if (final_[at(p)] < 0) border[{p, q}] += length;
      if (final_[at(q)] < 0) border[{q, p}] += length;
    };
    each_stretch([&](std::int32_t a, std::int32_t b, std::int32_t p, std::int32_t q, std::int32_t h) {
      if (q >= 0) add(a, b, p, q, arr_.edge(h).barrier >= 0 ? 0.001 : 1.0);
    });
    for (const InnerBorder& i : inner_) add(i.a, i.b, i.left, i.right, 1.0);
    std::sort(strays.begin(), strays.end(), [&](std::int32_t a, std::int32_t b) {
      return pieces_[at(a)].area != pieces_[at(b)].area ? pieces_[at(a)].area > pieces_[at(b)].area : a < b;
    });
    for (bool progress = true; progress;) {
      progress = false;
      for (const std::int32_t stray : strays) {
        if (final_[at(stray)] >= 0) continue;
        double longest = 0;
        std::int32_t taker = -1;
        for (auto i = border.lower_bound({stray, -1}); i != border.end() && i->first.first == stray; ++i)
          if (final_[at(i->first.second)] >= 0 && i->second > longest) longest = i->second, taker = i->first.second;
        if (taker < 0) continue;
        final_[at(stray)] = final_[at(taker)];
        progress = true;
      }
    }
    // Cut off from everything (a piece of the community of its own): land without a building.
    for (const std::int32_t stray : strays)
      if (final_[at(stray)] < 0) {
        final_[at(stray)] = static_cast<std::int32_t>(scene_.buildings.size() + lab_.land_exclusive.size());
        lab_.land_exclusive.push_back(-1);
      }
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
    auto cell = [&](std::int32_t piece) { return piece < 0 ? -1 : final_[at(find(piece))]; };
    each_stretch([&](std::int32_t a, std::int32_t b, std::int32_t p, std::int32_t q, std::int32_t h) {
      const std::int32_t left = cell(p), right = cell(q);
      if (left == right) return;
      const EdgeMeaning& edge = arr_.edge(h);
      out.segments.push_back(
          {a, b, left, right, harder(edge.barrier, arr_.face(h / 3).barrier), right < 0 ? edge.ring_edge : -1, edge.wall});
    });
    for (const InnerBorder& i : inner_) {
      const std::int32_t left = cell(i.left), right = cell(i.right);
      if (left != right) out.segments.push_back({i.a, i.b, left, right, arr_.face(i.triangle).barrier, -1, false});
    }
    compact(out);
    return out;
  }

  /// A main road over a river is still the river, unless a crossing opens it.
  std::int32_t harder(std::int32_t a, std::int32_t b) const {
    if (a < 0 || b < 0) return std::max(a, b);
    const City& city = *scene_.city;
    const auto rule = [&](std::int32_t i) { return city.rules.barrier_rule(city.barriers[at(i)].barrier_class); };
    return rule(b) < rule(a) ? b : a;  // BarrierRule is ordered hard < soft < none
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
  const CommunityScene& scene_;
  std::vector<Stop> stops_;
  std::vector<std::size_t> nodes_;
  std::vector<Choice> choice_;
  std::vector<Piece> pieces_;
  std::vector<InnerBorder> inner_;
  std::vector<std::int32_t> early_, late_, root_, final_;
};

}  // namespace

TiledCommunity cut_triangles(const Arrangement& arrangement, LandLabels labels, const CommunityScene& scene) {
  return Cutter(arrangement, std::move(labels), scene).run();
}

}  // namespace wangge
