#include "example/dirty_city.hpp"

#include <doctest/doctest.h>

using namespace wangge;

TEST_CASE("dirty: every kind has a name, a list of defects and is reproducible") {
  const ExampleCity clean = generate_city({CitySize::sample, 1}, RunContext{});
  for (const std::string_view name : dirty_kind_names()) {
    INFO(std::string(name));
    const auto kind = dirty_kind(name);
    REQUIRE(kind.has_value());
    const DirtyResult a = make_dirty(clean, *kind, 5), b = make_dirty(clean, *kind, 5);
    CHECK(!a.defects.empty());
    REQUIRE(a.defects.size() == b.defects.size());
    for (std::size_t k = 0; k < a.defects.size(); ++k) CHECK(a.defects[k].id == b.defects[k].id);
  }
  CHECK(!dirty_kind("no such kind").has_value());
}

TEST_CASE("dirty: missing households are listed one by one") {
  const ExampleCity clean = generate_city({CitySize::sample, 1}, RunContext{});
  const DirtyResult dirty = make_dirty(clean, DirtyKind::households_missing, 1);
  std::size_t unknown = 0;
  for (const Building& b : dirty.city.city.buildings) unknown += b.households_known ? 0 : 1;
  CHECK(unknown == dirty.defects.size());
}
