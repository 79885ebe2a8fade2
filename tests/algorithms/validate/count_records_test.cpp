#include "algorithms/validate/count_records.hpp"

#include <doctest/doctest.h>

using namespace wangge;

namespace {

Finding about(const std::string& code, const std::string& id, std::int64_t row = 0, bool excluded = false) {
  Finding f;
  f.code = code;
  f.layer = "buildings";
  f.object_id = id;
  f.row = row;
  f.excluded = excluded;
  return f;
}

City three_rows() {
  City city;
  city.records = {{"buildings", 3}, {"gates", 2}};
  for (const int row : {1, 2}) {
    city.buildings.emplace_back();
    city.buildings.back().id = "b" + std::to_string(row);
    city.buildings.back().row = row;
  }
  return city;
}

}  // namespace

TEST_CASE("records: each counts once, under the gravest treatment and its first rule") {
  const std::vector<Finding> findings{about("households_unknown", "b1", 1), about("footprints_overlap", "b1"),
                                      about("geometry_missing", "b3", 3, true), about("households_unknown", "b3", 3),
                                      about("footprint_sliver", "b2")};
  const auto accounts = count_records(three_rows(), findings);
  REQUIRE(accounts.size() == 2);
  CHECK(accounts[0].records == 3);
  CHECK(accounts[0].kept == 1);
  CHECK(accounts[0].repaired_by == std::map<std::string, std::int64_t>{{"households_unknown", 1}});
  CHECK(accounts[0].set_aside_by == std::map<std::string, std::int64_t>{{"geometry_missing", 1}});
  CHECK(accounts[1].kept == 2);
}

TEST_CASE("records: a repair of the whole layer counts for all that nothing else happened to") {
  const auto accounts =
      count_records(three_rows(), {about("crs_swapped", "city.gpkg"), about("geometry_missing", "b3", 3, true)});
  CHECK(accounts[0].kept == 0);
  CHECK(accounts[0].repaired_by == std::map<std::string, std::int64_t>{{"crs_swapped", 2}});
  CHECK(accounts[0].set_aside == 1);
}
