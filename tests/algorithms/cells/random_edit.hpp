/// Edits of a city as a planner makes them: a building, a wall, a barrier or a border.
#pragma once

#include <string>

#include "core/city.hpp"
#include "core/random.hpp"

namespace wangge {

inline void shift(Building& building, double dx, double dy) {
  const Point by{dx, dy};
  for (Polygon& part : building.footprint) {
    for (Point& p : part.outer) p = p + by;
    for (Ring& hole : part.holes)
      for (Point& p : hole) p = p + by;
  }
  building.point = building.point + by;
}

/// A building moved, added or taken away; the city has some.
inline void edit_building(City& city, Random& random) {
  const auto chosen = city.buildings.begin() + static_cast<std::ptrdiff_t>(random.below(city.buildings.size()));
  switch (random.below(4)) {
    case 0: city.buildings.erase(chosen); break;
    case 1: shift(*chosen, random.uniform(-15, 15), random.uniform(-15, 15)); break;
    case 2: shift(*chosen, 0.5, 0); break;
    default: {
      Building added = *chosen;
      added.id = "new" + std::to_string(random.next());
      shift(added, random.uniform(-40, 40), random.uniform(-40, 40));
      city.buildings.insert(city.buildings.begin() + static_cast<std::ptrdiff_t>(random.below(city.buildings.size())), added);
    }
  }
}

/// A corner of a wall, a barrier or the border of communities moved, or one of the first two taken away.
inline void edit_line(City& city, Random& random) {
  const auto any = [&](auto& list) -> auto& { return list[random.below(list.size())]; };
  const auto nudge = [&](Point& p) { p = p + Point{random.uniform(-3, 3), random.uniform(-3, 3)}; };
  switch (random.below(5)) {
    case 0:
      if (!city.compounds.empty())
        if (Compound& compound = any(city.compounds); !compound.area.empty()) nudge(any(compound.area[0].outer));
      break;
    case 1:
      if (!city.barriers.empty())
        if (Barrier& barrier = any(city.barriers); !barrier.lines.empty()) nudge(any(any(barrier.lines)));
      break;
    case 2:
      if (!city.compounds.empty()) {
        city.compounds.erase(city.compounds.begin() + static_cast<std::ptrdiff_t>(random.below(city.compounds.size())));
        for (Building& b : city.buildings) b.compound = -1;
      }
      break;
    case 3:
      if (!city.barriers.empty())
        city.barriers.erase(city.barriers.begin() + static_cast<std::ptrdiff_t>(random.below(city.barriers.size())));
      break;
    default: {
      const Community& community = any(city.communities);
      if (community.area.empty()) return;
      const Point corner = community.area[0].outer[random.below(community.area[0].outer.size())];
      Point moved = corner;
      nudge(moved);
      for (Community& c : city.communities)
        for (Polygon& p : c.area) {
          for (Point& q : p.outer)
            if (q.x == corner.x && q.y == corner.y) q = moved;
          for (Ring& hole : p.holes)
            for (Point& q : hole)
              if (q.x == corner.x && q.y == corner.y) q = moved;
        }
    }
  }
}

}  // namespace wangge
