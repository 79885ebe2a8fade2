#include <doctest/doctest.h>

#include "core/plan.hpp"

namespace wangge {

TEST_CASE("gap: share of the score, whatever its sign") {
  CHECK(gap_of(200, 150) == doctest::Approx(0.25));
  CHECK(gap_of(200, 200) == 0);
  CHECK(gap_of(-60, -90) == doctest::Approx(0.5));  // soft barriers bring more than borders cost
  CHECK(gap_of(0, -10) == 1);
  CHECK(gap_of(0, 0) == 0);
  CommunityResult c;
  c.objective = 200;
  c.lower_bound = 150;
  CHECK(gap_of(c) == doctest::Approx(0.25));
}

}  // namespace wangge
