#include "algorithms/validate/prepare_city.hpp"

#include <doctest/doctest.h>

using namespace wangge;

TEST_CASE("rules of change that speak of no plan in force, and locks that no grid of it has, bring a finding") {
  City city;
  const auto codes = [&] {
    std::string out;
    for (const Finding& f : prepare_city(city, Language::english).findings) out += f.code + ":" + f.object_id + " ";
    return out;
  };
  CHECK(codes().empty());
  city.rules.change_budget = 0;
  city.locked_grids = {"G1", "G7"};
  CHECK(codes() == "change_budget_without_previous:change_budget locked_code_unknown:G1 locked_code_unknown:G7 ");
  city.has_previous = true;
  city.previous_grids.push_back({});
  city.previous_grids.back().code = "G1";
  CHECK(codes() == "locked_code_unknown:G7 ");
}
