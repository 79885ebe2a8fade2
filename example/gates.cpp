#include "example/gates.hpp"

#include <algorithm>
#include <cmath>

#include "core/random.hpp"
#include "example/block_filler.hpp"

namespace wangge::example {

namespace {

struct Candidate {
  Point street, wall, inside;
  int half;
  double worth;
};

Point nearest_on_ring(const Ring& ring, Point p) {
  Foot best{{}, 0, 1e18};
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Foot f = foot_on_segment(p, ring[i], ring[(i + 1) % ring.size()]);
    if (f.metres < best.metres) best = f;
  }
  return best.at;
}

bool blocked(const CityDraft& draft, const LotDraft& lot, Point inside) {
  const Point p = lot.frame.to_local(inside);
  return std::any_of(lot.buildings.begin(), lot.buildings.end(), [&](int b) {
    Box box = draft.buildings[b].box;
    box.grow(0.8);
    return box.contains(p);
  });
}

double junction_near(const StreetMesh& mesh, int half, Point p) {
  double nearest = 1e9;
  for (const int end : {half, mesh.halves[half].next}) {
    int streets = 0, great = 0;
    for (const int h : mesh.around(end)) {
      streets += is_street(mesh.data(h).edge_class) ? 1 : 0;
      great += mesh.data(h).edge_class >= EdgeClass::arterial ? 1 : 0;
    }
    if (streets >= 3 && great > 0) nearest = std::min(nearest, distance(p, mesh.start(end)));
  }
  return nearest;
}

double corner_near(const Ring& ring, Point p) {
  double nearest = 1e9;
  for (const Point c : ring) nearest = std::min(nearest, distance(c, p));
  return nearest;
}

/// `tolerance`: metres between the wall and where it should run by the red line of the street.
std::vector<Candidate> candidates(const CityDraft& draft, const LotDraft& lot, const std::vector<int>& faces, double tolerance,
                                  Random& random) {
  const StreetMesh& mesh = draft.skeleton.mesh;
  std::vector<Candidate> all;
  for (const int face : faces) {
    for (const int half : mesh.ring_halves(face)) {
      const EdgeClass c = mesh.data(half).edge_class;
      if (!is_street(c) || c == EdgeClass::expressway) continue;
      const Point a = mesh.start(half), b = mesh.end(half), inward = left_of(unit(b - a));
      const double metres = distance(a, b), red = red_line(mesh.data(half));
      const int steps = std::max(1, static_cast<int>(metres / 12));
      for (int k = 0; k < steps; ++k) {
        const double share = (k + 0.5) / steps;
        const Point street = a + (b - a) * share, on_wall = street + inward * red;
        const Point wall = nearest_on_ring(lot.area, on_wall);
        if (distance(wall, on_wall) > tolerance) continue;
        Candidate candidate{street, wall, wall + inward * 6, half, random.uniform(0, 0.6)};
        if (blocked(draft, lot, candidate.inside)) candidate.worth -= 3;
        if (!contains(Polygon{lot.area, {}}, wall + inward * 1.0)) candidate.worth -= 6;
        candidate.worth += c == EdgeClass::arterial ? 0.1 : c == EdgeClass::local ? 0.2 : 0.5;
        if (corner_near(lot.area, wall) < 14) candidate.worth -= 1.2;
        if (junction_near(mesh, half, street) < 70) candidate.worth -= 1;
        if (dot(inward, lot.frame.v) > 0.7) candidate.worth += 0.25;  // a south gate is the main gate
        all.push_back(candidate);
      }
    }
  }
  return all;
}

void add_gate(CityDraft& draft, int l, const Candidate& c, int kind) {
  GateDraft gate;
  gate.at = to_millimetre(c.wall);
  gate.street = c.street;
  gate.inside = c.inside;
  gate.lot = l;
  gate.half_edge = c.half;
  gate.written = draft.lots[l].walled && draft.lots[l].listed;
  gate.kind = kind;
  draft.gates.push_back(gate);
}

}  // namespace

double far_side(const LotDraft& lot) { return bounds(lot.area).centre().y < -25 ? -1 : 1; }

void make_gates(CityDraft& draft, std::uint64_t seed) {
  std::vector<std::vector<int>> faces(draft.lots.size());
  for (int f = 0; f < static_cast<int>(draft.skeleton.mesh.faces.size()); ++f)
    if (const int l = draft.skeleton.mesh.faces[f].compound; l >= 0) faces[l].push_back(f);
  for (int l = 0; l < static_cast<int>(draft.lots.size()); ++l) {
    const LotDraft& lot = draft.lots[l];
    Random random = Random::of(seed, level(Level::gate), 0, static_cast<std::uint64_t>(l));
    std::vector<Candidate> all = candidates(draft, lot, faces[l], 1.5, random);
    if (all.empty()) all = candidates(draft, lot, faces[l], 60, random);
    if (lot.story == Story::walled)  // the only gate is on the side away from the centre of the community
      for (Candidate& c : all) c.worth += far_side(lot) * c.wall.y / 20;
    // Open land is entered wherever a lane meets the street.
    const double spacing = lot.walled ? 60 : 85;
    const int wanted = lot.walled ? lot.gates : 4 + static_cast<int>(lot.buildings.size() / 12);
    std::vector<Point> placed;
    for (int g = 0; g < wanted && !all.empty(); ++g) {
      int best = -1;
      double best_worth = -1e9;
      for (int k = 0; k < static_cast<int>(all.size()); ++k) {
        double worth = all[k].worth, apart = 1e9;
        for (const Point p : placed) apart = std::min(apart, distance(p, all[k].wall));
        if (!placed.empty() && (apart < spacing || worth < -2)) continue;
        if (!placed.empty()) worth += std::min(apart, 300.0) / 150;
        if (worth > best_worth) best_worth = worth, best = k;
      }
      if (best < 0) break;
      placed.push_back(all[best].wall);
      add_gate(draft, l, all[best], g == 0 ? 0 : (g == 1 ? 1 : (random.chance(.5) ? 1 : 2)));
    }
  }
}

}  // namespace wangge::example
