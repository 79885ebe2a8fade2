#include "algorithms/ledger/building_list.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <vector>

using namespace wangge;

namespace {

std::string list_of(const std::vector<std::pair<std::string, std::int32_t>>& names, Language language = Language::chinese) {
  City city;
  city.compounds = {{"X1", "玉山里", {}}, {"X2", "", {}}};
  for (const auto& [name, compound] : names) {
    Building b;
    b.name = name;
    b.compound = compound;
    city.buildings.push_back(b);
  }
  std::vector<std::int32_t> all(names.size());
  std::iota(all.begin(), all.end(), 0);
  return building_list(city, all, language);
}

}  // namespace

TEST_CASE("numbers in a row become a range, in any order of input") {
  CHECK(list_of({{"玉山里3号楼", 0}, {"玉山里1号楼", 0}, {"玉山里2号楼", 0}, {"玉山里12号楼", 0}}) == "玉山里1—3、12号楼");
  CHECK(list_of({{"1幢", 0}, {"2幢", 0}}) == "玉山里1、2幢");
}

TEST_CASE("one compound's ways of writing are one, full-width digits too; another word is another run") {
  CHECK(list_of({{"1栋", 0}, {"２幢", 0}, {"3号楼", 0}, {"A1座", 0}}) == "玉山里1—3栋、A1座");
}

TEST_CASE("nothing is lost: names without number, buildings without name, those of no compound last") {
  CHECK(list_of({{"", -1}, {"大礼堂", 0}, {"", 0}, {"5幢", 1}}) == "玉山里大礼堂、无名楼栋1栋；X2 5幢；无名楼栋1栋");
  CHECK(list_of({{"Block 1", -1}, {"Block 2", -1}, {"Block 3", -1}}, Language::english) == "Block 1—3");
}
