#include "tests/fuzz/seed_files.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "io/export_plan.hpp"
#include "io/text_encoding.hpp"
#include "io/write_plan.hpp"
#include "tests/io/small_files.hpp"
#include "tests/io/small_plan.hpp"
#include "tests/io/temporary_folder.hpp"

namespace wangge::fuzz {

namespace {

void put(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i & 0xFF);
}

std::uint32_t checksum(const std::string& bytes) {  // CRC-32 of ZIP
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char letter : bytes) {
    crc ^= static_cast<unsigned char>(letter);
    for (int i = 0; i < 8; ++i) crc = crc >> 1U ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

std::string workbook() {
  const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  std::string rows;
  for (int r = 1; r <= 4; ++r) {
    const std::string n = std::to_string(r);
    const std::string first = r == 1 ? "id" : "B" + n, second = r == 1 ? "户数" : n + "8户";
    rows += "<row r=\"" + n + "\"><c r=\"A" + n + "\" t=\"inlineStr\"><is><t>" + first + "</t></is></c><c r=\"B" + n +
            "\" t=\"inlineStr\"><is><t>" + second + "</t></is></c></row>";
  }
  const std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    package = "http://schemas.openxmlformats.org/package/2006/";
  return stored_zip(
      {{"[Content_Types].xml",
        head + "<Types xmlns=\"" + package +
            "content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" "
            "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" "
            "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"},
       {"_rels/.rels", head + "<Relationships xmlns=\"" + package + "relationships\"><Relationship Id=\"rId1\" Type=\"" +
                           relations + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
       {"xl/workbook.xml", head + "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + relations +
                               "\"><sheets><sheet name=\"台账\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels", head + "<Relationships xmlns=\"" + package +
                                          "relationships\"><Relationship Id=\"rId1\" Type=\"" + relations +
                                          "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
       {"xl/worksheets/sheet1.xml", head + "<worksheet xmlns=\"" + main + "\"><sheetData>" + rows + "</sheetData></worksheet>"}});
}

/// The parts of a plan written by our own writers, in the given format.
std::vector<SeedFile> exported(const std::string& ending) {
  const test::TemporaryFolder folder;
  const std::string plan = folder.file("p.gpkg");
  if (!write_plan(test::small_city(), test::small_plan(), plan, RunContext()).has_value()) return {};
  if (ending == ".gpkg") return {{"b.gpkg", folder.read("p.gpkg")}};
  ExportOptions options;
  options.encoding = "GBK";
  options.layers = {"cells"};
  if (!export_plan(plan, folder.file("b" + ending), options).has_value()) return {};
  std::vector<SeedFile> files{{"b" + ending, folder.read("b" + ending)}};
  if (ending == ".shp")
    for (const char* part : {".dbf", ".shx", ".prj", ".cpg"})
      files.push_back({std::string("b") + part, folder.read(std::string("b") + part)});
  return files;
}

}  // namespace

std::string stored_zip(const std::vector<SeedFile>& files) {
  std::string out, directory;
  for (const SeedFile& file : files) {
    const std::size_t start = out.size();
    std::string common;
    put(common, 20, 2), put(common, 0x0800, 2), put(common, 0, 2), put(common, 0, 4), put(common, checksum(file.bytes), 4);
    put(common, file.bytes.size(), 4), put(common, file.bytes.size(), 4), put(common, file.name.size(), 2), put(common, 0, 2);
    out += "PK\x03\x04" + common + file.name + file.bytes;
    directory += "PK\x01\x02";
    put(directory, 20, 2);
    directory += common;
    put(directory, 0, 2), put(directory, 0, 2), put(directory, 0, 2), put(directory, 0, 4), put(directory, start, 4);
    directory += file.name;
  }
  std::string end = "PK\x05\x06";
  put(end, 0, 4), put(end, files.size(), 2), put(end, files.size(), 2), put(end, directory.size(), 4), put(end, out.size(), 4);
  put(end, 0, 2);
  return out + directory + end;
}

std::vector<SeedFile> seed_files(const std::string& format) {
  if (format == "gpkg" || format == "shp" || format == "kml") return exported("." + format);
  if (format == "geojson")
    return {{"b.geojson", test::collection({test::square(111.6, 40.8, 0.1, R"("id":"0150","户数":"48户","x":1.5)"),
                                            test::square(111.7, 40.8, 0.1, R"("id":"0151","户数":null,"x":-1)"),
                                            test::square(0, 0, 0, R"("id":"0152")")})}};
  if (format == "csv") return {{"b.csv", "id,户数,x,y\nB1,48户,556000,4521000\n\"B,2\",\"4\"\"8\",556100,4521100\nB3,,,\n"}};
  if (format == "xlsx") return {{"b.xlsx", workbook()}};
  const auto gbk = [](const char* text) { return TextCoder("GB18030", "UTF-8").convert(text).value_or(""); };
  return {{"b.dbf", test::dbf_bytes({{"id", 6}, {gbk("户数"), 10}}, {{"0150", gbk("48户")}, {"0151", gbk("无")}, {"", ""}})}};
}

std::string seed_project() {
  return R"(name = "城" # a comment
crs = "auto"
language = "zh"
locked = ["150105001001001"]
[communities]
path = "b.geojson"
id = "id"
name = "name"
[buildings]
path = "b.geojson"
id = "id"
households = "户数"
geometry = "footprints"
community = "sq"
datum = "GCJ-02"
join = [{ path = "t.xlsx", id = "id", columns = { floors = "层数" } }]
[rules]
min_households = 300
max_households = 500
target_households = 400
count = "target"
compounds = "keep"
barriers = { river = "hard", main_road = "soft" }
change_budget = 1.0
[circles]
minutes = [5, 10, 15]
speed = 1.1
metres = [1000]
[previous]
path = "old.gpkg"
building = "b"
grid_code = "g"
)";
}

}  // namespace wangge::fuzz
