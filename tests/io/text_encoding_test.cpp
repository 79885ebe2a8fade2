#include "io/text_encoding.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace wangge;

namespace {

std::string in(const char* encoding, const std::string& utf8) { return TextCoder(encoding, "UTF-8").convert(utf8).value(); }

RecognisedEncoding recognised(const std::string& declared, const std::vector<std::string>& texts) {
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  return recognise_encoding(declared, views);
}

}  // namespace

TEST_CASE("strict UTF-8, with the last character possibly cut") {
  CHECK(check_utf8("网格").valid);
  CHECK(check_utf8("网格").characters == 2);
  CHECK(check_utf8(std::string("网格").substr(0, 5)).cut);
  CHECK_FALSE(check_utf8("\xC0\x80").valid);
  CHECK_FALSE(check_utf8("\xED\xA0\x80").valid);
  CHECK_FALSE(check_utf8(in("GBK", "网格编码")).valid);
}

TEST_CASE("what is no character is replaced, codes beyond Unicode included") {
  CHECK(valid_utf8("网\xE7\xBD格", "?") == "网?格");
  CHECK(valid_utf8("\xF4\x90\x80\x80z", "?") == "?z");
  CHECK(TextCoder("UTF-8", "UTF-8").convert_all("\xF8\x88\x80\x80\x80", "?") == "?");
  CHECK_FALSE(TextCoder("GB18030", "UTF-8").convert("\xF4\x90\x80\x80").has_value());
}

TEST_CASE("encodings are recognised from the bytes when nothing is declared") {
  CHECK(recognised("", {"abc"}).how == "ascii");
  CHECK(recognised("", {"朝阳", "海淀"}).name == "UTF-8");
  CHECK(recognised("", {in("GBK", "朝阳区建外街道"), "A1"}).name == "GB18030");
  CHECK(recognised("", {in("BIG5", "臺北市信義區繁體國語")}).name == "BIG5-HKSCS");
  CHECK(recognised("", {std::string("网格编码").substr(0, 10)}).name == "UTF-8");
}

TEST_CASE("undeclared East Asian text: the language decides between encodings that all decode") {
  CHECK(recognised("", {in("EUC-JP", "ひたちなか市"), in("EUC-JP", "西蒲原郡弥彦村")}).name == "EUC-JP");
  CHECK(recognised("", {in("EUC-JP", "東京都新宿区西新宿二丁目"), in("EUC-JP", "横浜市中区本町")}).name == "EUC-JP");
  CHECK(recognised("", {in("CP932", "ひたちなか市"), in("CP932", "西蒲原郡弥彦村")}).name == "CP932");
  CHECK(recognised("", {in("CP949", "서울특별시 강남구 역삼동"), in("CP949", "주민센터")}).name == "CP949");
  CHECK(recognised("", {in("BIG5", "繁體國語")}).name == "BIG5-HKSCS");
  CHECK(recognised("", {in("BIG5", "高雄市苓雅區中正里")}).name == "BIG5-HKSCS");
  for (const char* text : {"简体国语", "罗湖", "阳光花园小区3号楼", "内蒙古自治区呼和浩特市赛罕区", "嘎查", "网格编码", "户数",
                           "鄂托克旗", "朝鲜族", "翡翠郦湾", "龘靐", "陽光花園", "北京市朝阳区建外街道光辉里社区", "呼伦贝尔"})
    CHECK(recognised("", {in("GB18030", text)}).name == "GB18030");
}

TEST_CASE("a declaration that the bytes contradict is overruled") {
  const auto utf8 = recognised("GB18030", {"网格编码", "朝阳区"});
  CHECK(utf8.name == "UTF-8");
  CHECK(utf8.contradicts);
  CHECK(recognised("GB18030", {in("GBK", "网格编码")}).how == "declared");
}

TEST_CASE("names of encodings as people write them") {
  CHECK(canonical_encoding("gbk") == "GB18030");
  CHECK(canonical_encoding("CP936") == "GB18030");
  CHECK(canonical_encoding("LDID/77") == "GB18030");
  CHECK(canonical_encoding("utf8") == "UTF-8");
  CHECK(canonical_encoding("1251") == "CP1251");
  CHECK(canonical_encoding("nonsense-42").empty());
  CHECK(canonical_encoding("").empty());
  CHECK(canonical_encoding("//").empty());
  CHECK(canonical_encoding("\xE7\xBDKOI8-T").empty());
  CHECK(encoding_of_language_byte(0x4D) == "GB18030");
  CHECK(encoding_of_language_byte(0x57).empty());
}

TEST_CASE("cuts never split a character") {
  CHECK(cut_text("网格编码", "UTF-8", 10) == "网格编");
  CHECK(cut_text("网格编码", "GBK", 10) == "网格编码");
  CHECK(cut_text("网格编码长名字", "GBK", 9) == "网格编码");
  CHECK(cut_text("abc", "UTF-8", 2) == "ab");
}
