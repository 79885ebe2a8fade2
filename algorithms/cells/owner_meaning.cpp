#include "algorithms/cells/owner_meaning.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

BarrierRule rule_of(const City& city, std::int32_t barrier) {
  return city.rules.barrier_rule(city.barriers[at(barrier)].barrier_class);
}

}  // namespace

FaceMeaning meaning_of_face(const City& city, std::span<const Owner> owners, std::span<const std::int32_t> set) {
  FaceMeaning face;
  double smallest = 0;
  for (const std::int32_t o : set) {
    const Owner& owner = owners[at(o)];
    switch (owner.kind) {
      case OwnerKind::community: face.inside = true; break;
      case OwnerKind::compound: face.compound = owner.index; break;
      case OwnerKind::exclusive: face.exclusive = owner.index; break;
      case OwnerKind::barrier_area:
        if (const BarrierRule rule = rule_of(city, owner.index); face.barrier < 0 || rule < face.rule) {
          face.barrier = owner.index;
          face.rule = rule;  // BarrierRule is ordered hard < soft < none
        }
        break;
      case OwnerKind::building:
        if (face.building < 0 || owner.area < smallest) face.building = owner.index, smallest = owner.area;
        break;
      default: break;
    }
  }
  return face;
}

EdgeMeaning meaning_of_edge(const City& city, std::span<const Owner> owners, std::span<const std::int32_t> set) {
  EdgeMeaning edge;
  for (const std::int32_t o : set) {
    const Owner& owner = owners[at(o)];
    edge.encloses = edge.encloses || owner.kind != OwnerKind::building;
    edge.area = edge.area || (owner.kind != OwnerKind::ring_edge && owner.kind != OwnerKind::barrier_line);
    switch (owner.kind) {
      case OwnerKind::ring_edge: edge.ring_edge = owner.index; break;
      case OwnerKind::compound:
      case OwnerKind::exclusive: edge.wall = true; break;
      case OwnerKind::barrier_area:
      case OwnerKind::barrier_line:
        if (const BarrierRule rule = rule_of(city, owner.index); edge.barrier < 0 || rule < edge.rule) {
          edge.barrier = owner.index;
          edge.rule = rule;
        }
        break;
      default: break;
    }
  }
  return edge;
}

}  // namespace wangge
