#include "example/block_filler.hpp"

#include <algorithm>

namespace wangge::example {

double red_line(const EdgeData& edge) {
  switch (edge.edge_class) {
    case EdgeClass::wall: return 0;
    case EdgeClass::outline: return edge.width / 2 + 2;
    case EdgeClass::river: return edge.width / 2 + 8;
    case EdgeClass::railway: return edge.width / 2 + 3;
    default: return edge.width / 2;
  }
}

namespace {

double setback(EdgeClass c, Random& random) {
  switch (c) {
    case EdgeClass::arterial: return random.uniform(8, 15);
    case EdgeClass::expressway: return random.uniform(12, 20);
    case EdgeClass::wall: return 3.5;
    case EdgeClass::river:
    case EdgeClass::railway: return 9;
    default: return random.uniform(3.5, 6);
  }
}

}  // namespace

Ring inside_red_lines(const StreetMesh& mesh, int face) {
  std::vector<double> metres;
  for (const int half : mesh.ring_halves(face)) metres.push_back(red_line(mesh.data(half)));
  return inset(mesh.ring(face), metres);
}

BlockFiller::BlockFiller(CityDraft& draft, int of_face, std::uint64_t seed, double extra_turn)
    : random(Random::of(seed, level(Level::building), 0, static_cast<std::uint64_t>(of_face))), face(of_face), draft_(draft) {
  const StreetMesh& mesh = draft.skeleton.mesh;
  type = mesh.faces[face].type;
  const Ring ring = mesh.ring(face);
  const double own = mesh.faces[face].turn != 0 ? mesh.faces[face].turn : main_direction(ring);
  const double angle = own + extra_turn + random.normal(0, 0.6) * kDegree;
  frame = make_frame(ring[0], angle);
  std::vector<double> metres;
  double by_class[16];
  for (double& s : by_class) s = -1;
  for (const int half : mesh.ring_halves(face)) {
    const EdgeData& edge = mesh.data(half);
    double& drawn = by_class[static_cast<int>(edge.edge_class)];
    if (drawn < 0) drawn = setback(edge.edge_class, random);
    metres.push_back(red_line(edge) + drawn);
  }
  red_hectares = signed_area(inside_red_lines(mesh, face)) / 1e4;
  free = to_local(frame, inset(ring, metres));
  extent = bounds(free);
}

bool BlockFiller::is_free(const Box& box, double clearance) const {
  Box wide = box;
  wide.grow(clearance - 1e-6);
  return std::none_of(boxes_.begin(), boxes_.end(), [&](const Box& other) { return other.intersects(wide); });
}

bool BlockFiller::place(const Box& box, const Ring& outline, const Placement& what, double clearance) {
  if (!is_free(box, clearance) || !box_inside(free, box)) return false;
  boxes_.push_back(box);
  add(box, outline, what);
  return true;
}

void BlockFiller::place_parts(const Box& box, const std::vector<Part>& parts) {
  boxes_.push_back(box);
  for (const Part& part : parts) add(box, part.outline, part.what);
}

void BlockFiller::add(const Box& box, const Ring& outline, const Placement& what) {
  BuildingDraft building;
  building.ring = to_millimetre(to_plane(frame, outline));
  building.box = box;
  building.shape = what.shape;
  building.type = type;
  building.floors = what.floors;
  building.units = what.units;
  building.dwellings = what.dwellings;
  building.face = face;
  building.row = what.row;
  draft_.buildings.push_back(std::move(building));
}

}  // namespace wangge::example
