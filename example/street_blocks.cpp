#include "example/street_blocks.hpp"

#include <algorithm>
#include <cmath>

#include "core/random.hpp"

namespace wangge::example {

namespace {

bool holds_gates(EdgeClass c) { return c >= EdgeClass::local && c <= EdgeClass::arterial; }

/// A street of the neighbouring block ends here, so a cut from here makes it run on.
bool street_arrives(const StreetMesh& mesh, int half) {
  for (const int other : mesh.around(half)) {
    if (other == half || other == (mesh.halves[half].previous ^ 1)) continue;
    if (is_street(mesh.data(other).edge_class)) return true;
  }
  return false;
}

bool is_junction(const StreetMesh& mesh, int half) { return mesh.around(half).size() >= 3; }

/// Distance to the nearer junction of the half-edge a cut ends on; large when both ends are plain bends.
double junction_distance(const StreetMesh& mesh, const CutEnd& end) {
  double nearest = 1e9;
  if (is_junction(mesh, end.half_edge)) nearest = distance(end.at, mesh.start(end.half_edge));
  if (is_junction(mesh, mesh.halves[end.half_edge].next)) nearest = std::min(nearest, distance(end.at, mesh.end(end.half_edge)));
  return nearest;
}

constexpr double kSnap = 24;   // a street meets an existing junction rather than a second one this near
constexpr double kApart = 52;  // else junctions keep this distance

struct Axis {
  Frame frame;
  Box box;       // of the ring in the frame
  bool along_u;  // the long side
};

Axis long_axis(const StreetMesh& mesh, int face, const Ring& ring) {
  const double turn = mesh.faces[face].turn;
  Axis axis{make_frame(ring[0], turn != 0 ? turn : main_direction(ring)), {}, true};
  axis.box = bounds(to_local(axis.frame, ring));
  axis.along_u = axis.box.width() >= axis.box.height();
  return axis;
}

/// Places along the long side where a street of the neighbour arrives.
std::vector<double> arriving_streets(const StreetMesh& mesh, int face, const Axis& axis) {
  std::vector<double> places;
  for (const int half : mesh.ring_halves(face)) {
    if (!street_arrives(mesh, half)) continue;
    const Point p = axis.frame.to_local(mesh.start(half));
    const double low = axis.along_u ? axis.box.min_x : axis.box.min_y;
    const double size = axis.along_u ? axis.box.width() : axis.box.height();
    const double share = ((axis.along_u ? p.x : p.y) - low) / size;
    if (share > 0.33 && share < 0.67) places.push_back(share);
  }
  return places;
}

bool clean_cut(const StreetMesh& mesh, int face, const Cut& cut, double least_share) {
  const CutPieces pieces = measure(mesh, face, cut);
  const double whole = pieces.left + pieces.right;
  if (std::min(pieces.left, pieces.right) < least_share * whole) return false;
  int ends_on_street = 0;
  for (const CutEnd& end : {cut.from, cut.to}) {
    const EdgeClass c = mesh.data(end.half_edge).edge_class;
    ends_on_street += is_street(c) ? 1 : 0;
    const double apart = junction_distance(mesh, end);
    if (apart > kSnap && apart < kApart) return false;
  }
  return ends_on_street > 0;
}

/// A gentle bend; a straight line of street after street reads as a chessboard.
Polyline bend(Point from, Point to, const Ring& ring, Random& random) {
  const double metres = distance(from, to);
  const int steps = static_cast<int>(metres / 110);
  const double height = std::clamp(random.normal(0, 0.014 * metres), -11.0, 11.0), skew = random.uniform(0.7, 1.4);
  Polyline inner;
  for (int k = 1; k < steps; ++k) {
    const double t = static_cast<double>(k) / steps;
    inner.push_back(from + (to - from) * t + left_of(unit(to - from)) * (height * std::sin(kPi * std::pow(t, skew))));
  }
  const Polygon whole{ring, {}};
  for (const Point p : inner)
    if (!contains(whole, p)) return {};
  return inner;
}

int cut_street(StreetMesh& mesh, int face, EdgeData edge, double least_share, Random& random) {
  const Ring ring = mesh.ring(face);
  const Axis axis = long_axis(mesh, face, ring);
  const double low = axis.along_u ? axis.box.min_x : axis.box.min_y;
  const double size = axis.along_u ? axis.box.width() : axis.box.height();
  if (size < 110) return -1;
  const Ring local = to_local(axis.frame, ring);
  const std::vector<double> arriving = arriving_streets(mesh, face, axis);
  for (int attempt = 0; attempt < 9; ++attempt) {
    double share = random.uniform(0.37, 0.63);
    if (!arriving.empty() && random.chance(0.62)) share = arriving[random.below(arriving.size())];
    const double at = low + share * size;
    const Span chord = axis.along_u ? chord_along_v(local, at) : chord_along_u(local, at);
    if (chord.empty()) continue;
    const Point inside = axis.frame.to_plane(axis.along_u ? Point{at, chord.middle()} : Point{chord.middle(), at});
    const Frame turned = make_frame(inside, axis.frame.angle + random.normal(0, 0.9) * kDegree);
    const auto cut = mesh.probe(face, inside, axis.along_u ? turned.v : turned.u);
    if (!cut || !clean_cut(mesh, face, *cut, least_share)) continue;
    const Polyline inner = bend(cut->from.at, cut->to.at, ring, random);
    const int fresh = mesh.apply(face, *cut, inner, edge, kSnap);
    if (fresh >= 0) return fresh;
  }
  return -1;
}

double drawn_width(EdgeClass c, Random& random) {
  if (c == EdgeClass::secondary) return random.uniform(24, 40);
  return c == EdgeClass::tertiary ? random.uniform(14, 20) : random.uniform(6, 12);
}

/// Cuts a face until `wanted` hectares are reached; returns all pieces.
template <class Wanted>
std::vector<int> cut_down(StreetMesh& mesh, int face, EdgeClass c, double least_share, Random& random, Wanted wanted) {
  std::vector<int> done, todo{face};
  while (!todo.empty()) {
    const int next = todo.back();
    todo.pop_back();
    const double limit = wanted(random);
    const int fresh = mesh.faces[next].whole || face_hectares(mesh, next) < limit
                          ? -1
                          : cut_street(mesh, next, {c, drawn_width(c, random), -1}, least_share, random);
    if (fresh < 0) {
      done.push_back(next);
      continue;
    }
    todo.push_back(next);
    todo.push_back(fresh);
  }
  return done;
}

}  // namespace

double face_hectares(const StreetMesh& mesh, int face) { return signed_area(mesh.ring(face)) / 1e4; }

CutPieces measure(const StreetMesh& mesh, int face, const Cut& cut) {
  CutPieces pieces;
  double part[2] = {0, 0}, front[2] = {0, 0};
  Ring rings[2];
  // Walk once around from cut.from: first the side right of the cut, then the left one.
  rings[0].push_back(cut.from.at);
  int side = 0, half = cut.from.half_edge;
  Point at = cut.from.at;
  const std::size_t most = mesh.halves.size();
  for (std::size_t k = 0; k <= most; ++k) {
    const bool last = side == 1 && half == cut.from.half_edge;
    const bool turn = side == 0 && half == cut.to.half_edge;
    const Point stop = last ? cut.from.at : (turn ? cut.to.at : mesh.end(half));
    if (holds_gates(mesh.data(half).edge_class)) front[side] += distance(at, stop);
    rings[side].push_back(stop);
    at = stop;
    if (last) break;
    if (turn) {
      side = 1;
      rings[1].push_back(stop);
      if (holds_gates(mesh.data(half).edge_class)) front[1] += distance(at, mesh.end(half));
      at = mesh.end(half);
      rings[1].push_back(at);
    }
    half = mesh.halves[half].next;
  }
  (void)face;
  part[0] = std::abs(signed_area(rings[0]));
  part[1] = std::abs(signed_area(rings[1]));
  pieces.right = part[0], pieces.left = part[1];
  pieces.right_frontage = front[0], pieces.left_frontage = front[1];
  return pieces;
}

std::vector<double> cut_superblocks(Skeleton& skeleton, std::uint64_t seed) {
  StreetMesh& mesh = skeleton.mesh;
  std::vector<double> hectares;
  const int cells = static_cast<int>(mesh.faces.size());
  // A cell lies between arterials: parts on both banks of the river or both sides of the tracks are one.
  std::vector<int> cell(mesh.faces.size());
  for (int face = 0; face < cells; ++face) cell[face] = face;
  auto root = [&](int face) {
    while (cell[face] != face) face = cell[face];
    return face;
  };
  for (int half = 0; half < static_cast<int>(mesh.halves.size()); half += 2) {
    const int f = mesh.halves[half].face, g = mesh.halves[half ^ 1].face;
    if (f < 0 || g < 0 || is_street(mesh.data(half).edge_class)) continue;
    cell[std::max(root(f), root(g))] = std::min(root(f), root(g));
  }
  std::vector<double> sum(mesh.faces.size(), 0);
  for (int face = 0; face < cells; ++face) {
    mesh.faces[face].cell = face;
    sum[root(face)] += face_hectares(mesh, face);
  }
  for (const double h : sum)
    if (h > 0) hectares.push_back(h);
  for (int face = 0; face < cells; ++face) {
    Random random = Random::of(seed, level(Level::street), 0, static_cast<std::uint64_t>(face));
    for (const int piece : cut_down(mesh, face, EdgeClass::secondary, 0.3, random,
                                    [](Random& r) { return std::clamp(r.lognormal(62, 0.22), 48.0, 95.0); }))
      mesh.faces[piece].superblock = piece;
  }
  return hectares;
}

std::vector<double> cut_street_blocks(Skeleton& skeleton, std::uint64_t seed) {
  StreetMesh& mesh = skeleton.mesh;
  std::vector<double> hectares;
  const int count = static_cast<int>(mesh.faces.size());
  for (int face = 0; face < count; ++face) {
    Random random = Random::of(seed, level(Level::street), 1, static_cast<std::uint64_t>(face));
    const bool planted = mesh.faces[face].story == Story::giant || mesh.faces[face].story == Story::walled;
    const double target = planted ? 16 : traits(mesh.faces[face].type).block_hectares;
    for (const int piece : cut_down(mesh, face, EdgeClass::tertiary, 0.26, random,
                                    [&](Random& r) { return target * std::clamp(r.lognormal(1.45, 0.3), 1.0, 2.6); })) {
      mesh.faces[piece].block = piece;
      hectares.push_back(face_hectares(mesh, piece));
    }
  }
  return hectares;
}

void cut_local_streets(Skeleton& skeleton, std::uint64_t seed) {
  StreetMesh& mesh = skeleton.mesh;
  const int count = static_cast<int>(mesh.faces.size());
  for (int face = 0; face < count; ++face) {
    Random random = Random::of(seed, level(Level::street), 2, static_cast<std::uint64_t>(face));
    const double target = traits(mesh.faces[face].type).local_hectares;
    for (const int piece : cut_down(mesh, face, EdgeClass::local, 0.28, random,
                                    [&](Random& r) { return target * std::clamp(r.lognormal(1.75, 0.3), 1.2, 2.8); }))
      mesh.faces[piece].block = piece;
  }
}

}  // namespace wangge::example
