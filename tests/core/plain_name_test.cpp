#include "core/plain_name.hpp"

#include <doctest/doctest.h>

#include "core/name_index.hpp"

using namespace wangge;

TEST_CASE("names: spellings of one name become equal") {
  CHECK(plain_name("陽光花園（北区） ") == plain_name("阳光花园(北区)"));
  CHECK(plain_name("Ａ１　座") == "a1座");
  CHECK(root_of_name("阳光花园（北区）") == "阳光花园");
  CHECK(root_of_name("阳光小區") == "阳光");
  CHECK(root_of_name("小区") == "小区");
  CHECK(without_leading_zeros("00120") == "120");
  CHECK(without_leading_zeros("00a") == "00a");
}

TEST_CASE("names: ids before names, exact before zeros before spellings before roots") {
  NameIndex index;
  index.add_id("0012", 0);
  index.add_id("7", 1);
  index.add_name("阳光花园", 1);
  index.add_name("德河里", 2);
  index.add_name("德河里", 3);
  CHECK(index.find("0012").how == NameMatch::exact);
  CHECK(index.find("12").how == NameMatch::zeros);
  CHECK(index.find("12").records == std::vector<std::int32_t>{0});
  CHECK(index.find("陽光 花園").how == NameMatch::spelling);
  CHECK(index.find("阳光花园（二期）").how == NameMatch::root);
  CHECK(index.find("德河里").records.size() == 2);
  CHECK(index.find("别处").how == NameMatch::none);
}
