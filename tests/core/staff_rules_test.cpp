#include "core/staff_rules.hpp"

#include <doctest/doctest.h>

using namespace wangge;

TEST_CASE("formulas of posts") {
  const auto hohhot = posts_of_formula("1+1+1+N");
  REQUIRE(hohhot.size() == 4);
  CHECK(hohhot[1].key == "post_manager");
  CHECK(hohhot[2].paid);
  CHECK(hohhot[3].number == 0);
  const auto yinchuan = posts_of_formula("1+3+N");
  REQUIRE(yinchuan.size() == 3);
  CHECK(yinchuan[1].key == "post_full_time");
  CHECK(yinchuan[1].number == 3);
  CHECK(posts_of_formula("2").size() == 1);
}

TEST_CASE("what is not a formula gives no posts") {
  for (const char* text : {"", "N", "1+", "1+N+1", "one", "1+-1", "1 + 1", "0+1", "1+99999999999"})
    CHECK(posts_of_formula(text).empty());
}
