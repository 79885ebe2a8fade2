#include "io/read_city.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "io/project_file.hpp"
#include "tests/io/small_files.hpp"
#include "tests/io/temporary_folder.hpp"

using namespace wangge;
using test::square;

namespace {

const std::string kProject =
    "crs = \"auto\"\n[communities]\npath = \"c.geojson\"\nid = \"id\"\n[buildings]\npath = \"b.geojson\"\nid = \"id\"\n";

struct Case {
  test::TemporaryFolder folder;
  Case() {
    folder.write("c.geojson",
                 test::collection({square(111.6, 40.8, 0.1, R"("id":"0150")"), square(111.7, 40.8, 0.1, R"("id":"0151")")}));
  }
  Result<City> read(const std::string& project, int threads = 1) const {
    const auto parsed = read_project(folder.write("city.toml", project));
    if (!parsed) return parsed.error();
    RunContext run;
    run.threads = threads;
    return read_city(*parsed, run);
  }
};

std::size_t count(const City& city, const std::string& code) {
  return static_cast<std::size_t>(
      std::count_if(city.findings.begin(), city.findings.end(), [&](const Finding& one) { return one.code == code; }));
}

}  // namespace

TEST_CASE("households from words, missing geometry, unknown communities and repeated ids") {
  const Case files;
  files.folder.write("b.geojson",
                     test::collection({square(111.61, 40.81, 0.001, R"("id":1,"hh":"48户","sq":"0150","xq":"甲小区")"),
                                       square(111.62, 40.81, 0.001, R"("id":2,"hh":"无","sq":"0999","xq":"无")"),
                                       square(0, 0, 0, R"("id":3,"hh":"10","sq":"0150","xq":"甲小区")"),
                                       square(111.61, 40.81, 0.001, R"("id":1,"hh":"48户","sq":"0150","xq":"甲小区")"),
                                       square(111.64, 40.81, 0.001, R"("id":1,"hh":"12","sq":"0151","xq":null)")}));
  const auto city = files.read(kProject + "households = \"hh\"\ncommunity = \"sq\"\ncompound = \"xq\"\n");
  REQUIRE(city.has_value());
  CHECK(city->crs == "EPSG:4546");
  REQUIRE(city->buildings.size() == 3);
  CHECK(city->buildings[0].id == "1");
  CHECK(city->buildings[0].households.value() == 48);
  CHECK_FALSE(city->buildings[1].households_known);
  CHECK(city->buildings[1].community == -1);
  CHECK(city->buildings[2].id == "1#2");
  CHECK(city->buildings[2].community == 1);
  CHECK(city->compounds.size() == 1);
  CHECK(city->communities[0].id == "0150");
  CHECK(count(*city, "households_unknown") == 1);
  CHECK(count(*city, "community_unknown") == 1);
  CHECK(count(*city, "building_twice") == 1);
  CHECK(count(*city, "building_id_repeated") == 1);
  const auto lost = std::find_if(city->findings.begin(), city->findings.end(),
                                 [](const Finding& one) { return one.code == "geometry_missing"; });
  REQUIRE(lost != city->findings.end());
  CHECK(lost->excluded);
  CHECK(lost->object_id == "3");
  CHECK(city->inputs.size() == 3);
}

TEST_CASE("buildings made in stretches on several threads, and what is said of them, are those of one thread") {
  const Case files;
  std::vector<std::string> rows;
  for (int i = 0; i < 9000; ++i)
    rows.push_back(square(111.61 + 0.0001 * (i % 90), 40.81 + 0.0001 * (i / 90), i % 7 == 3 ? 0 : 0.00005,
                          R"("id":)" + std::to_string(i) + R"(,"hh":")" + (i % 11 == 5 ? "几户" : std::to_string(i % 40)) +
                              R"(","sq":")" + (i % 13 == 1 ? "0999" : "0150") + R"(","xq":"小区)" + std::to_string(i / 50) +
                              R"(")"));
  files.folder.write("b.geojson", test::collection(rows));
  const std::string project = kProject + "households = \"hh\"\ncommunity = \"sq\"\ncompound = \"xq\"\n";
  const auto one = files.read(project, 1), three = files.read(project, 3);
  REQUIRE(one.has_value());
  REQUIRE(three.has_value());
  CHECK(one->buildings.size() == 7714);
  CHECK(count(*one, "geometry_missing") == 1286);
  REQUIRE(one->buildings.size() == three->buildings.size());
  for (std::size_t i = 0; i < one->buildings.size(); ++i) {
    const Building &a = one->buildings[i], &b = three->buildings[i];
    REQUIRE((a.id == b.id && a.row == b.row && a.point == b.point && a.households == b.households));
    REQUIRE((a.community == b.community && a.compound == b.compound && a.footprint[0].outer == b.footprint[0].outer));
    REQUIRE(one->compounds[static_cast<std::size_t>(a.compound)].id == "小区" + std::to_string((a.row - 1) / 50));
  }
  REQUIRE(one->findings.size() == three->findings.size());
  for (std::size_t i = 0; i < one->findings.size(); ++i) {
    const Finding &a = one->findings[i], &b = three->findings[i];
    REQUIRE((a.code == b.code && a.row == b.row && a.text == b.text && a.place == b.place));
    if (i > 0 && a.row > 0 && one->findings[i - 1].row > 0) REQUIRE(one->findings[i - 1].row <= a.row);
    if (a.row > 0) REQUIRE(a.place.has_value() == (a.code != "geometry_missing"));
  }
}

TEST_CASE("households from floors and footprint area") {
  const Case files;
  files.folder.write("b.geojson", test::collection({square(111.61, 40.81, 0.0002, R"("id":"a","fl":6)"),
                                                    square(111.62, 40.81, 0.0002, R"("id":"b","fl":null)")}));
  const auto city = files.read(kProject + "households_from = { floors = \"fl\", area_per_dwelling = 90 }\n");
  REQUIRE(city.has_value());
  CHECK(city->buildings[0].households.value() == static_cast<int>(6 * area(city->buildings[0].footprint) / 90 + 0.5));
  CHECK_FALSE(city->buildings[1].households_known);
  CHECK(city->household_basis.find("90") != std::string::npos);
}

TEST_CASE("ledgers joined by id, with lost leading zeros") {
  const Case files;
  files.folder.write("b.geojson", test::collection({square(111.61, 40.81, 0.001, R"("id":"0007")"),
                                                    square(111.62, 40.81, 0.001, R"("id":"0008")")}));
  files.folder.write("ledger.csv", "编码,户数\n7,30\n0009,50\n");
  const auto city = files.read(kProject + "households = \"户数\"\n[[buildings.join]]\npath = \"ledger.csv\"\nid = \"编码\"\n");
  REQUIRE(city.has_value());
  CHECK(city->buildings[0].households.value() == 30);
  CHECK_FALSE(city->buildings[1].households_known);
  CHECK(count(*city, "ledger_zeros") == 1);
  CHECK(count(*city, "ledger_unmatched") == 1);
  CHECK(count(*city, "ledger_unused") == 1);
  const auto missing = files.read(kProject + "households = \"户籍\"\n[[buildings.join]]\npath = \"ledger.csv\"\nid = \"编码\"\n");
  CHECK(missing.error().code == ErrorCode::missing_column);
  CHECK(missing.error().advice.find("户数") != std::string::npos);
}

TEST_CASE("points from a CSV with prefixed metres, and with swapped degrees") {
  const Case files;
  const std::string project =
      "[communities]\npath = \"c.geojson\"\nid = \"id\"\n[buildings]\npath = \"b.csv\"\nid = \"id\"\nhouseholds = "
      "\"hh\"\ngeometry = \"points\"\n";
  files.folder.write("b.csv", "id,x,y,hh\n01,37556524.5,4520000,9\n02,37556600,4520100,\n03,,4520100,3\n");
  const auto metres = files.read(project + "x = \"x\"\ny = \"y\"\n");
  REQUIRE(metres.has_value());
  REQUIRE(metres->buildings.size() == 2);
  CHECK(metres->buildings[0].point.x == doctest::Approx(556524.5));
  CHECK(metres->buildings[0].footprint.empty());
  CHECK(count(*metres, "crs_prefix_recognised") == 1);
  CHECK(count(*metres, "geometry_missing") == 1);
  files.folder.write("b.csv", "id,a,b,hh\n01,40.85,111.65,9\n");
  const auto turned = files.read(project + "x = \"a\"\ny = \"b\"\n");
  REQUIRE(turned.has_value());
  CHECK(count(*turned, "crs_swapped") == 1);
  CHECK(turned->buildings[0].point.x == doctest::Approx(554800).epsilon(0.01));
}

TEST_CASE("layers already in the working system keep every bit") {
  const Case files;
  const std::string crs =
      R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4546"}},"features":[)";
  const std::string ring =
      R"("geometry":{"type":"Polygon","coordinates":[[[500000.123456789,4500000.1],[500100,4500000],[500100,4500100],[500000.123456789,4500000.1]]]}}]})";
  files.folder.write("b.geojson", crs + R"({"type":"Feature","properties":{"id":"b","hh":3},)" + ring);
  const auto city = files.read("crs = \"EPSG:4546\"\n" + kProject.substr(kProject.find('[')) + "households = \"hh\"\n");
  REQUIRE(city.has_value());
  const Ring& outer = city->buildings[0].footprint[0].outer;
  CHECK(std::find(outer.begin(), outer.end(), Point{500000.123456789, 4500000.1}) != outer.end());
}

TEST_CASE("rows of units are added up where a table repeats many buildings, copies of a whole table are not") {
  const Case files;
  std::vector<std::string> units, copies;
  for (int b = 0; b < 10; ++b) {
    const std::string place = std::to_string(b);
    for (int u = 0; u <= b % 3; ++u)
      units.push_back(square(111.61 + 0.001 * b, 40.81, 0.0005, R"("id":"b)" + place + R"(","hh":20)"));
    for (int copy = 0; copy < 2; ++copy)
      copies.push_back(square(111.61 + 0.001 * b, 40.81, 0.0005, R"("id":"b)" + place + R"(","hh":20)"));
  }
  files.folder.write("b.geojson", test::collection(units));
  auto city = files.read(kProject + "households = \"hh\"\n");
  REQUIRE(city.has_value());
  REQUIRE(city->buildings.size() == 10);
  CHECK(city->buildings[0].households.value() == 20);
  CHECK(city->buildings[2].households.value() == 60);  // equal counts of units are no copies
  CHECK(city->buildings[2].units == 3);
  CHECK(count(*city, "unit_row_added") == units.size() - 10);
  files.folder.write("b.geojson", test::collection(copies));
  city = files.read(kProject + "households = \"hh\"\n");
  REQUIRE(city.has_value());
  CHECK(city->buildings[2].households.value() == 20);
  CHECK(count(*city, "building_twice") == 10);
}

TEST_CASE("references: numbers without zeros, names in other spellings, a name of two compounds") {
  const Case files;
  files.folder.write("k.geojson", test::collection({square(111.61, 40.81, 0.002, R"("id":"k1","name":"阳光花园")"),
                                                    square(111.63, 40.81, 0.002, R"("id":"k2","name":"德河里")"),
                                                    square(111.65, 40.81, 0.002, R"("id":"k3","name":"德河里")")}));
  files.folder.write("b.geojson",
                     test::collection({square(111.6101, 40.8101, 0.0005, R"("id":"1","sq":150,"xq":"陽光 花園")"),
                                       square(111.6111, 40.8101, 0.0005, R"("id":"2","sq":150,"xq":"阳光花园（北区）")"),
                                       square(111.6501, 40.8101, 0.0005, R"("id":"3","sq":150,"xq":"德河里")"),
                                       square(111.6701, 40.8101, 0.0005, R"("id":"4","sq":150,"xq":"阳光花园（南区）")")}));
  const auto city = files.read(kProject + "community = \"sq\"\ncompound = \"xq\"\n[compounds]\npath = \"k.geojson\"\n" +
                               "id = \"id\"\nname = \"name\"\n");
  REQUIRE(city.has_value());
  CHECK(city->buildings[0].community == 0);
  CHECK(count(*city, "community_code_matched") == 4);
  CHECK(city->buildings[0].compound == 0);
  CHECK(city->buildings[1].compound == 0);
  CHECK(city->buildings[2].compound == 2);
  CHECK(city->buildings[3].compound == 3);  // far from its namesake: a compound of its own
  CHECK(count(*city, "compound_name_matched") == 2);
  CHECK(count(*city, "compound_name_placed") == 1);
}

TEST_CASE("a layer declared in a shifted datum is brought back; single records in other numbers as well") {
  const Case files;
  files.folder.write("b.csv", "id,x,y\na,111.61,40.85\nb,111.65,40.85\nc,40.86,111.66\nd,111.67,40.87\n");
  const std::string project =
      "crs = \"EPSG:4546\"\n[communities]\npath = \"c.geojson\"\nid = \"id\"\n[buildings]\npath = \"b.csv\"\n"
      "id = \"id\"\nx = \"x\"\ny = \"y\"\ngeometry = \"points\"\n";
  const auto plain = files.read(project);
  REQUIRE(plain.has_value());
  CHECK(count(*plain, "record_axes_swapped") == 1);
  const auto shifted = files.read(project + "datum = \"GCJ-02\"\n");
  REQUIRE(shifted.has_value());
  CHECK(count(*shifted, "datum_corrected") == 1);
  REQUIRE(shifted->datum_shifts.size() == 2);
  const Point moved = plain->buildings[0].point - shifted->buildings[0].point;
  CHECK(distance(moved, shifted->datum_shifts[0].by) < 40);
  files.folder.write("b.csv", "id,x,y\na,556000,4521000\nb,557000,4521500\nc,111.66,40.82\nd,556500,4521200\ne,556700,4521300\n");
  const auto metres = files.read(project);
  REQUIRE(metres.has_value());
  CHECK(count(*metres, "record_in_degrees") == 1);
  CHECK(std::abs(metres->buildings[2].point.x - 556000) < 5000);
}

TEST_CASE("two communities under one id stay two, pieces of one are joined") {
  const Case files;
  files.folder.write("c.geojson", test::collection({square(111.6, 40.8, 0.1, R"("id":"1","name":"甲")"),
                                                    square(111.7, 40.8, 0.1, R"("id":"1","name":"乙")"),
                                                    square(111.8, 40.8, 0.1, R"("id":"1","name":"甲")")}));
  files.folder.write("b.geojson", test::collection({square(111.61, 40.81, 0.001, R"("id":"1")")}));
  const auto city = files.read(kProject + "[rules]\nmin_households = 1\n");
  REQUIRE(city.has_value());
  const auto named = files.read(
      "crs = \"auto\"\n[communities]\npath = \"c.geojson\"\nid = \"id\"\nname = \"name\"\n[buildings]\n"
      "path = \"b.geojson\"\nid = \"id\"\n");
  REQUIRE(named.has_value());
  REQUIRE(named->communities.size() == 2);
  CHECK(named->communities[1].id == "1#2");
  CHECK(named->communities[0].area.size() == 2);
  CHECK(city->communities.size() == 1);
}

TEST_CASE("errors and cancellation") {
  const Case files;
  CHECK(files.read(kProject).error().code == ErrorCode::unreadable_file);
  files.folder.write("b.geojson", test::collection({square(0, 0, 0, R"("id":"b")")}));
  CHECK(files.read(kProject).error().code == ErrorCode::empty_layer);
  const auto project = read_project(files.folder.file("city.toml"));
  RunContext context;
  context.cancel();
  CHECK(read_city(*project, context).error().code == ErrorCode::cancelled);
}
