#include "example/junctions.hpp"

#include <algorithm>
#include <cmath>

namespace wangge::example {

double sidewalk_offset(EdgeClass c, double width) { return has_two_sidewalks(c) ? width / 2 - 3 : 0; }

namespace {

/// A street that leaves the junction.
struct Arm {
  int half;
  Point direction;
  double offset;  // of its sidewalks
  double room;    // metres it may give to the junction
  EdgeClass edge_class;
  bool barrier;  // river or railway
  double width;
};

class JunctionMaker {
 public:
  JunctionMaker(const CityDraft& draft, const StreetLinks& links, CitySize size, WalkNetwork& network)
      : draft_(draft), mesh_(draft.skeleton.mesh), links_(links), sample_(size == CitySize::sample), network_(network) {
    out_.ports.resize(mesh_.halves.size());
  }

  Junctions make() {
    std::vector<char> done(mesh_.vertices.size(), 0);
    for (const StreetLink& link : links_.links) {
      for (const int half : {link.halves.front(), link.halves.back() ^ 1}) {
        if (done[mesh_.halves[half].origin]) continue;
        done[mesh_.halves[half].origin] = 1;
        make_at(half);
      }
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::vector<Arm> arms_at(int half) const {
    std::vector<Arm> arms;
    for (const int h : lines_around(mesh_, half)) {
      const EdgeData& data = mesh_.data(h);
      Arm arm{h,
              unit(mesh_.end(h) - mesh_.start(h)),
              sidewalk_offset(data.edge_class, data.width),
              0,
              data.edge_class,
              !is_street(data.edge_class),
              data.width};
      if (!arm.barrier) arm.room = 0.42 * wangge::length(centre_line(mesh_, links_.links[links_.of_edge[h / 2]]));
      arms.push_back(arm);
    }
    return arms;
  }

  void make_at(int half) {
    const std::vector<Arm> arms = arms_at(half);
    const Point at = mesh_.start(half);
    if (std::any_of(arms.begin(), arms.end(), [](const Arm& a) { return a.barrier; }))
      make_bank(at, arms);
    else
      make_street_junction(at, arms);
  }

  void join(Point a, Point b, int street, bool bridge = false, bool tunnel = false) {
    if (!(a == b)) network_.lines.push_back({{a, b}, street, true, bridge, tunnel});
  }

  [[nodiscard]] int street_of(const Arm& arm) const { return links_.links[links_.of_edge[arm.half / 2]].street; }

  /// Streets stop at the bank; the ones that may cross are joined over the water or under the tracks.
  void make_bank(Point at, const std::vector<Arm>& arms) {
    double stop = 0;
    const Arm* barrier = nullptr;
    for (const Arm& arm : arms)
      if (arm.barrier && arm.width / 2 + 4 > stop) stop = arm.width / 2 + 4, barrier = &arm;
    for (const Arm& arm : arms) {
      if (arm.barrier) continue;
      const Point base = at + arm.direction * std::min(stop, std::max(arm.room, 3.0));
      out_.ports[arm.half] = {to_millimetre(base + left_of(arm.direction) * arm.offset),
                              to_millimetre(base - left_of(arm.direction) * arm.offset), true};
    }
    const std::size_t n = arms.size();
    for (std::size_t i = 0; i < n; ++i) {
      const Arm &a = arms[i], &b = arms[(i + 1) % n];
      if (!a.barrier && !b.barrier && n > 1 && a.half != b.half) join(out_.ports[a.half].left, out_.ports[b.half].right, -1);
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (arms[i].barrier) continue;
      for (std::size_t k = i + 1; k < n; ++k) {
        if (arms[k].barrier || dot(arms[i].direction, arms[k].direction) > -0.6 || !may_cross(at, *barrier, arms[i], arms[k]))
          continue;
        cross_over(at, *barrier, arms[i], arms[k]);
        return;
      }
    }
  }

  [[nodiscard]] bool may_cross(Point at, const Arm& barrier, const Arm& a, const Arm& b) const {
    if (sample_ && (a.edge_class == EdgeClass::expressway || b.edge_class == EdgeClass::expressway)) return false;
    // The sample has no bridge on its northern main street: the next one is a kilometre away.
    if (sample_ && barrier.edge_class == EdgeClass::river && at.y > 200 && at.y < 800) return false;
    const EdgeClass least = std::min(a.edge_class, b.edge_class);
    if (least >= EdgeClass::arterial) return true;
    if (least != EdgeClass::secondary || barrier.edge_class != EdgeClass::river) return false;
    return sample_ ? mesh_.data(a.half).line == 5000 : std::hypot(at.x, at.y) < draft_.skeleton.bridge_radius;
  }

  void cross_over(Point at, const Arm& barrier, const Arm& a, const Arm& b) {
    const bool bridge = barrier.edge_class == EdgeClass::river;
    const Port &from = out_.ports[a.half], &to = out_.ports[b.half];
    join(from.left, to.right, street_of(a), bridge, !bridge);
    if (!(from.left == from.right && to.left == to.right)) join(from.right, to.left, street_of(a), bridge, !bridge);
    network_.crossings.push_back(
        {{(from.left + from.right) * 0.5, at, (to.left + to.right) * 0.5}, bridge, bridge ? "river" : "railway"});
  }

  /// The corner left of `a` and right of `b` where both have sidewalks.
  [[nodiscard]] static Point corner(Point at, const Arm& a, const Arm& b) {
    const double turn = cross(a.direction, b.direction), along = dot(a.direction, b.direction);
    if (std::abs(turn) < 0.15) {
      const Point aside = along < 0 ? left_of(unit(a.direction - b.direction)) : left_of(a.direction);
      return to_millimetre(at + aside * ((a.offset + b.offset) / 2));
    }
    const Point start_a = left_of(a.direction) * a.offset, start_b = left_of(b.direction) * -b.offset;
    double t = cross(start_b - start_a, b.direction) / turn;
    t = std::clamp(t, -std::min(a.room, 60.0), std::min(a.room, 60.0));
    return to_millimetre(at + start_a + a.direction * t);
  }

  void make_street_junction(Point at, const std::vector<Arm>& arms) {
    const std::size_t n = arms.size();
    const bool wide = std::any_of(arms.begin(), arms.end(), [](const Arm& a) { return a.offset > 0; });
    for (std::size_t i = 0; i < n; ++i) {
      const Arm& arm = arms[i];
      if (arm.offset > 0) continue;
      const double stop = std::max(arms[(i + 1) % n].offset, arms[(i + n - 1) % n].offset);
      const Point p = wide ? to_millimetre(at + arm.direction * std::min(stop, arm.room)) : at;
      out_.ports[arm.half] = {p, p, true};
    }
    if (!wide) return;
    for (std::size_t i = 0; i < n; ++i) {
      const Arm &a = arms[i], &b = arms[(i + 1) % n];
      Port &port_a = out_.ports[a.half], &port_b = out_.ports[b.half];
      if (n == 1) {
        port_a = {to_millimetre(at + left_of(a.direction) * a.offset), to_millimetre(at - left_of(a.direction) * a.offset), true};
        continue;
      }
      if (a.offset > 0 && b.offset > 0) port_a.left = port_b.right = corner(at, a, b);
      if (a.offset > 0 && b.offset == 0) port_a.left = port_b.right;
      if (a.offset == 0 && b.offset > 0) port_b.right = port_a.left;
      if (a.offset == 0 && b.offset == 0) join(port_a.left, port_b.right, -1);
    }
    for (const Arm& arm : arms) out_.ports[arm.half].set = true;
    join_sides(at, arms);
  }

  /// Crossings at street level; under expressways only where a street goes on.
  void join_sides(Point at, const std::vector<Arm>& arms) {
    std::vector<const Arm*> through;
    int expressways = 0;
    for (const Arm& arm : arms) {
      if (arm.edge_class == EdgeClass::expressway)
        ++expressways;
      else if (arm.edge_class >= EdgeClass::secondary)
        through.push_back(&arm);
    }
    const bool ends_here = arms.size() == 1;
    for (const Arm& arm : arms) {
      if (arm.offset <= 0) continue;
      const Port& port = out_.ports[arm.half];
      if (arm.edge_class != EdgeClass::expressway) {
        if (arms.size() >= 3 || ends_here) join(port.left, port.right, -1);
        continue;
      }
      if (expressways < 2 || through.size() < 2) {
        if (ends_here) join(port.left, port.right, -1);
        continue;
      }
      join(port.left, port.right, street_of(*through[0]), false, true);
    }
    if (expressways >= 2 && through.size() >= 2) {
      const double reach = 40;
      network_.crossings.push_back(
          {{to_millimetre(at + through[0]->direction * reach), at, to_millimetre(at + through[1]->direction * reach)},
           false,
           "expressway"});
    }
  }

  const CityDraft& draft_;
  const StreetMesh& mesh_;
  const StreetLinks& links_;
  bool sample_;
  WalkNetwork& network_;
  Junctions out_;
};

}  // namespace

Junctions make_junctions(const CityDraft& draft, const StreetLinks& links, CitySize size, WalkNetwork& network) {
  return JunctionMaker(draft, links, size, network).make();
}

}  // namespace wangge::example
