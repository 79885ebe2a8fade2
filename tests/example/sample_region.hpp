/// The sample city as it is, and as one region.
#pragma once

#include <vector>

#include "algorithms/outline/areas_as_tiling.hpp"
#include "algorithms/outline/trace_outlines.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "example/generate_city.hpp"

namespace wangge {

inline const City& prepared_sample() {
  static const City city = prepare_city(generate_city(ExampleOptions{}, RunContext{}).city, Language::english);
  return city;
}

/// All of it in one piece, without walls: what data without communities and compounds look like.
inline City one_region() {
  City city = prepared_sample();
  std::vector<MultiPolygon> areas;
  for (const Community& c : city.communities) areas.push_back(c.area);
  Community region;
  region.id = "region";
  const std::vector<std::int32_t> one(areas.size(), 0);
  region.area = trace_outlines(areas_as_tiling(areas), one, 1).front();
  city.communities = {region};
  city.compounds.clear();
  city.exclusives.clear();
  for (Building& b : city.buildings) {
    if (b.community >= 0) b.community = 0;
    b.compound = b.exclusive = -1;
  }
  return city;
}

}  // namespace wangge
