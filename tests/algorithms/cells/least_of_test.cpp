#include "algorithms/cells/least_of.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/random.hpp"

using namespace wangge;

TEST_CASE("least of changing numbers: the first of the least, whatever is set, over several blocks") {
  Random random(7);
  LeastOf least;
  for (const std::size_t count : {std::size_t{1}, std::size_t{31}, std::size_t{32}, std::size_t{33}, std::size_t{200}}) {
    least.clear(count);
    std::vector<double> plain(count, LeastOf::kNone);
    CHECK(least.find().value == LeastOf::kNone);
    for (int step = 0; step < 400; ++step) {
      const std::size_t i = random.below(count);
      plain[i] = random.below(3) == 0 ? LeastOf::kNone : static_cast<double>(random.below(20));
      least.set(i, plain[i]);
      const auto where = std::min_element(plain.begin(), plain.end());
      const LeastOf::Found found = least.find();
      REQUIRE(found.value == *where);
      if (found.value < LeastOf::kNone) REQUIRE(found.i == static_cast<std::size_t>(where - plain.begin()));
    }
  }
}
