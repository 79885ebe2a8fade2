#include <doctest/doctest.h>

#include "core/plan.hpp"

namespace wangge {

TEST_CASE("gap of a community: share of its score, whatever the sign") {
  CommunityResult c;
  c.objective = 200;
  c.lower_bound = 150;
  CHECK(gap_of(c) == doctest::Approx(0.25));
  c.lower_bound = 200;
  CHECK(gap_of(c) == 0);
  c.objective = -60;  // soft barriers bring more than borders cost
  c.lower_bound = -90;
  CHECK(gap_of(c) == doctest::Approx(0.5));
  c.objective = 0;
  CHECK(gap_of(c) == 1);
}

}  // namespace wangge
