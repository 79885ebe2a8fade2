#include "io/nearest_name.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace wangge;

TEST_CASE("the nearest known name, or none") {
  const std::vector<std::string> names{"buildings", "communities", "barriers", "户数", "层数"};
  CHECK(nearest_name("bulidings", names) == "buildings");
  CHECK(nearest_name("Communities", names) == "communities");
  CHECK(nearest_name("总户数", names) == "户数");
  CHECK(nearest_name("xyz", names).empty());
  CHECK(list_names(names, 2) == "buildings, communities ...");
}
