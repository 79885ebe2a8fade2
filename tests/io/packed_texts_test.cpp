#include "io/packed_texts.hpp"

#include <doctest/doctest.h>

#include <cstdint>

#include "io/section_table.hpp"
#include "io/text_encoding.hpp"

using namespace wangge;

TEST_CASE("packed texts come back one by one, empty ones and several at once included") {
  PackedTexts texts;
  texts.push_back("一号楼");
  texts.push_back("");
  const std::int32_t offsets[] = {2, 4, 4, 7};
  texts.append("--abXYZ--", offsets, 3);
  REQUIRE(texts.size() == 5);
  CHECK(texts[0] == "一号楼");
  CHECK(texts[1].empty());
  CHECK(texts[2] == "ab");
  CHECK(texts[3].empty());
  CHECK(texts[4] == "XYZ");
  CHECK(texts.bytes() == "一号楼abXYZ");
}

TEST_CASE("words for no are no in small and large letters, all others yes") {
  for (const char* no : {"", "0", "no", "NO", "False", "n", "否", "无", "None", "OFF", "不可", "NULL"}) CHECK_FALSE(truth(no));
  for (const char* yes : {"1", "yes", "是", "nope", "00", "可"}) CHECK(truth(yes));
}

TEST_CASE("a byte above 127 is seen wherever it stands") {
  const std::string plain(23, 'a');
  CHECK(is_ascii(plain));
  CHECK(is_ascii(""));
  for (std::size_t i = 0; i < plain.size(); ++i) {
    std::string text = plain;
    text[i] = '\x80';
    CHECK_FALSE(is_ascii(text));
  }
}
