#include "core/osm_tags.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace wangge;

TEST_CASE("further tags are read by key, guarded characters included") {
  const std::string tags = R"("foot"=>"no","note"=>"say \"foot\"=>\"yes\"","bridge"=>"yes")";
  CHECK(osm_tag(tags, "foot") == "no");
  CHECK(osm_tag(tags, "bridge") == "yes");
  CHECK(osm_tag(tags, "note") == "say \"foot\"=>\"yes\"");
  CHECK(osm_tag(tags, "access").empty());
  CHECK(osm_tag("nonsense", "foot").empty());
  CHECK(osm_tag("\"foot\"", "foot").empty());
}

TEST_CASE("who may walk where") {
  CHECK(osm_walkable("residential", ""));
  CHECK(osm_walkable("steps", ""));
  CHECK(osm_walkable("service", R"("access"=>"private")"));
  CHECK_FALSE(osm_walkable("service", R"("access"=>"no")"));
  CHECK(osm_walkable("service", R"("access"=>"no","foot"=>"yes")"));
  CHECK_FALSE(osm_walkable("primary", R"("foot"=>"no")"));
  CHECK_FALSE(osm_walkable("motorway", ""));
  CHECK_FALSE(osm_walkable("trunk", ""));
  CHECK(osm_walkable("trunk", R"("sidewalk"=>"both")"));
  CHECK_FALSE(osm_walkable("construction", R"("foot"=>"yes")"));
  CHECK_FALSE(osm_walkable("", ""));
}
