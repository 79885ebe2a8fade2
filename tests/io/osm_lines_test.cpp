#include "io/osm_lines.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "io/project_file.hpp"
#include "io/read_city.hpp"
#include "tests/io/temporary_folder.hpp"

using namespace wangge;

TEST_CASE("a file of OpenStreetMap serves as walking network: lines join at shared nodes, a river is no way") {
  const test::TemporaryFolder folder;
  std::ofstream(folder.file("town.osm")) << R"(<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6"><node id="1" lat="40.800" lon="111.600" version="1"/><node id="2" lat="40.801" lon="111.610" version="1"/>
<node id="3" lat="40.810" lon="111.610" version="1"/><node id="4" lat="40.805" lon="111.600" version="1"/>
<way id="10" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="name" v="新华街"/></way>
<way id="11" version="1"><nd ref="2"/><nd ref="3"/><tag k="highway" v="footway"/><tag k="bridge" v="yes"/></way>
<way id="12" version="1"><nd ref="1"/><nd ref="4"/><tag k="highway" v="motorway"/></way>
<way id="13" version="1"><nd ref="4"/><nd ref="3"/><tag k="waterway" v="river"/></way></osm>
)";
  std::ofstream(folder.file("land.geojson"))
      << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"1","h":3},
"geometry":{"type":"Polygon","coordinates":[[[111.59,40.79],[111.62,40.79],[111.62,40.82],[111.59,40.82],[111.59,40.79]]]}}]})";
  std::ofstream(folder.file("city.toml")) << R"(
[communities]
path = "land.geojson"
id = "id"
[buildings]
path = "land.geojson"
id = "id"
households = "h"
[walk_network]
path = "town.osm"
)";
  const Result<Project> project = read_project(folder.file("city.toml"), {});
  REQUIRE(project);
  const Result<City> city = read_city(*project, RunContext{});
  REQUIRE_MESSAGE(city, (city ? std::string() : city.error().text()));
  REQUIRE(city->walk_lines.size() == 4);
  int walkable = 0;
  for (const WalkLine& line : city->walk_lines) walkable += line.foot ? 1 : 0;
  CHECK(walkable == 2);
  CHECK(city->walk_lines[0].name == "新华街");
  CHECK(city->walk_lines[1].bridge);
  CHECK(city->walk_lines[0].lines[0].back() == city->walk_lines[1].lines[0].front());
}
