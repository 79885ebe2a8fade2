#include "io/source_layer.hpp"

#include <doctest/doctest.h>

#include "io/text_encoding.hpp"
#include "tests/io/small_files.hpp"
#include "tests/io/temporary_folder.hpp"

using namespace wangge;

namespace {

std::string gbk(const std::string& text) { return TextCoder("GBK", "UTF-8").convert(text).value(); }

SourceLayer table(const std::string& path, std::vector<std::string> columns = {}) {
  LayerRequest request;
  request.path = path;
  request.columns = std::move(columns);
  request.all_columns = true;
  request.geometry = false;
  return read_source_layer(request);
}

Error error_of(const LayerRequest& request) {
  try {
    (void)read_source_layer(request);
  } catch (const ErrorException& error) {
    return error.error();
  }
  return {};
}

}  // namespace

TEST_CASE("numbers as ledgers write them") {
  CHECK(number_in("48户") == 48.0);
  CHECK(number_in("４８ 户") == 48.0);
  CHECK(number_in("约1,280户") == 1280.0);
  CHECK(number_in(" 12.5") == 12.5);
  CHECK(number_in("-3") == -3.0);
  CHECK(number_in("1e3") == 1000.0);
  CHECK_FALSE(number_in("无").has_value());
}

TEST_CASE("a GBK .dbf without any declaration, with Chinese field names") {
  const test::TemporaryFolder folder;
  folder.write("楼栋.dbf", test::dbf_bytes({{gbk("楼栋编码"), 12}, {gbk("名称"), 20}},
                                           {{"007", gbk("朝阳区一号楼")}, {"008", gbk("建外街道")}}));
  const SourceLayer layer = table(folder.file("楼栋.dbf"));
  CHECK(layer.encoding == "GB18030");
  REQUIRE(layer.find("楼栋编码") != nullptr);
  CHECK(layer.find("楼栋编码")->text(0) == "007");
  CHECK(layer.find("名称")->text(1) == "建外街道");
}

TEST_CASE("the language byte says GBK but the bytes are UTF-8, one cut inside a character") {
  const test::TemporaryFolder folder;
  folder.write("a.dbf", test::dbf_bytes({{std::string("网格编码").substr(0, 10), 14}},
                                        {{"朝阳区"}, {std::string("海淀区五道口").substr(0, 14)}}, 0x4D));
  const SourceLayer layer = table(folder.file("a.dbf"));
  CHECK(layer.encoding == "UTF-8");
  CHECK(layer.field_names[0] == "网格编");
  CHECK(layer.columns[0].text(0) == "朝阳区");
  CHECK(layer.columns[0].text(1) == "海淀区五");
  CHECK(layer.findings.size() == 2);
}

TEST_CASE("a .cpg is believed before the language byte") {
  const test::TemporaryFolder folder;
  folder.write("a.dbf", test::dbf_bytes({{"NAME", 20}}, {{TextCoder("BIG5", "UTF-8").convert("臺北市").value()}}, 0x4D));
  folder.write("a.cpg", "Big-5\r\n");
  CHECK(table(folder.file("a.dbf")).columns[0].text(0) == "臺北市");
}

TEST_CASE("a shortened .dbf is refused") {
  const test::TemporaryFolder folder;
  const std::string bytes = test::dbf_bytes({{"NAME", 20}}, {{"a"}, {"b"}, {"c"}});
  LayerRequest request;
  request.path = folder.write("a.dbf", bytes.substr(0, bytes.size() - 30));
  CHECK(error_of(request).code == ErrorCode::unreadable_file);
}

TEST_CASE("missing files, layers and columns name what exists") {
  const test::TemporaryFolder folder;
  LayerRequest request;
  request.path = folder.write("ledger.csv", "编码,户数\n001,12\n");
  request.geometry = false;
  request.columns = {"户數"};
  CHECK(error_of(request).advice.find("户数") != std::string::npos);
  CHECK(error_of(request).code == ErrorCode::missing_column);
  request.layer = "legder";
  CHECK(error_of(request).advice.find("ledger") != std::string::npos);
  request.path = folder.file("leger.csv");
  CHECK(error_of(request).advice.find("ledger.csv") != std::string::npos);
  request.layer.clear();
  request.path = folder.write("broken.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{");
  CHECK(error_of(request).code == ErrorCode::unreadable_file);
}

TEST_CASE("CSV: leading zeros stay, GBK and UTF-16 are read") {
  const test::TemporaryFolder folder;
  const std::string text = "编码,户数\n001,12户\n002,\n";
  CHECK(table(folder.write("a.csv", text)).columns[0].text(0) == "001");
  CHECK(table(folder.write("b.csv", gbk(text)), {"户数"}).find("户数")->number(0) == 12.0);
  const SourceLayer wide = table(folder.write("c.csv", "\xFF\xFE" + TextCoder("UTF-16LE", "UTF-8").convert(text).value()));
  CHECK(wide.field_names == std::vector<std::string>{"编码", "户数"});
  CHECK(wide.find("户数")->missing[1] == 1);
}

TEST_CASE("integer and real id columns become their digits") {
  SourceColumn column;
  column.kind = ColumnKind::real;
  column.missing = {0, 0, 1};
  column.reals = {150105001001001, 2.5, 0};
  CHECK(column.text(0) == "150105001001001");
  CHECK(column.text(1) == "2.5");
  CHECK(column.text(2).empty());
}
