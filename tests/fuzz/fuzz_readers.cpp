/// Feeds damaged files to every reader. Nothing may crash, hang, or come through in silence as something it is not:
/// what is read must hold valid UTF-8, as many shapes and cells as rows, and records that add up.
///
///     fuzz_readers TARGET [RUNS] [FIRST]      runs FIRST .. FIRST + RUNS - 1; equal numbers give equal files
///     WANGGE_FUZZ_RUNS=100000                 more runs than the default of ctest
///
/// Targets: gpkg shp dbf geojson csv xlsx kml project encoding wkb text. A failure names the target and the run.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>

#include "algorithms/validate/count_records.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "core/name_index.hpp"
#include "core/plain_name.hpp"
#include "io/project_file.hpp"
#include "io/read_city.hpp"
#include "io/source_layer.hpp"
#include "io/text_encoding.hpp"
#include "io/wkb_shape.hpp"
#include "tests/fuzz/mutate.hpp"
#include "tests/fuzz/seed_files.hpp"
#include "tests/io/temporary_folder.hpp"

namespace wangge::fuzz {

namespace {

constexpr unsigned kSecondsForOne = 20;
char now_running[96] = "nothing";

[[noreturn]] void fail(const char* what) {
  std::fprintf(stderr, "fuzz: %s: %s\n", now_running, what);
  std::abort();
}

void demand(bool holds, const char* what) {
  if (!holds) fail(what);
}

void on_signal(int number) {
  const char* what = number == SIGALRM ? "hangs: " : "crashes: ";
  (void)!write(2, "fuzz: ", 6);
  (void)!write(2, what, std::strlen(what));
  (void)!write(2, now_running, std::strlen(now_running));
  (void)!write(2, "\n", 1);
  std::_Exit(1);
}

bool sound(const std::string& text) {
  const Utf8Check check = check_utf8(text);
  return check.valid && !check.cut;
}

void check_layer(const SourceLayer& layer) {
  for (const std::string& name : layer.field_names) demand(sound(name), "a field name is not UTF-8");
  for (const SourceColumn& column : layer.columns) {
    demand(column.missing.size() == layer.rows, "a column has another length than the layer");
    for (std::size_t row = 0; row < layer.rows; ++row) {
      demand(sound(column.text(row)), "a text is not UTF-8");
      (void)column.number(row);
    }
  }
  demand(layer.shapes.empty() || layer.shapes.size() == layer.rows, "shapes and rows differ");
  for (const Finding& f : layer.findings) demand(sound(f.text) && sound(f.repair), f.code.c_str());
}

/// Reads one data set as a layer, then as communities and buildings of a job.
void read_all(const test::TemporaryFolder& folder, const std::string& path) {
  for (const bool geometry : {true, false}) {
    LayerRequest request;
    request.section = "buildings";
    request.path = path;
    request.all_columns = true;
    request.geometry = geometry;
    try {
      for (const std::string& name : layer_names(path, Language::chinese)) {
        request.layer = name;
        try {
          check_layer(read_source_layer(request));
        } catch (const ErrorException& error) {
          demand(!error.error().message.empty(), "an error without words");
        }
      }
    } catch (const ErrorException& error) {
      demand(!error.error().message.empty() && !error.error().place.empty(), "an error without words or place");
    }
  }
  folder.write("city.toml", "[communities]\npath = \"" + path + "\"\n[buildings]\npath = \"" + path + "\"\n");
  const auto project = read_project(folder.file("city.toml"));
  demand(project.has_value(), "the project file of the fuzzer");
  Result<City> city = read_city(*project, RunContext());
  if (!city) return demand(!city.error().message.empty(), "an error without words");
  const City prepared = prepare_city(std::move(city).value(), Language::english);
  for (const LayerAccount& a : count_records(prepared, prepared.findings))
    demand(a.kept >= 0 && a.kept + a.repaired + a.set_aside == a.records, "records do not add up");
}

void damaged_file(const std::string& format, Random& random) {
  static std::map<std::string, std::vector<SeedFile>> seeds;
  if (!seeds.contains(format)) seeds[format] = seed_files(format);
  const std::vector<SeedFile>& files = seeds[format];
  demand(!files.empty(), "no seed files");
  const test::TemporaryFolder folder;
  const std::size_t damaged = random.chance(0.6) ? 0 : random.below(files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (i > 0 && random.chance(0.03)) continue;  // a part is missing
    std::string bytes = files[i].bytes;
    if (i == damaged || random.chance(0.1)) bytes = mutated(bytes, files[random.below(files.size())].bytes, random);
    folder.write(files[i].name, bytes);
  }
  read_all(folder, folder.file(files[0].name));
}

void damaged_project(Random& random) {
  const test::TemporaryFolder folder;
  const std::string project = folder.write("city.toml", mutated(seed_project(), seed_project(), random));
  const auto parsed = read_project(project);
  if (!parsed) return demand(sound(parsed.error().text()), "an error is not UTF-8");
  (void)read_city(*parsed, RunContext());
}

std::string random_bytes(Random& random, std::size_t most) {
  std::string bytes;
  for (std::size_t n = random.below(most + 1); n > 0; --n)
    bytes += static_cast<char>(random.chance(0.5) ? 0x80 + random.below(128) : random.below(256));
  return bytes;
}

void encodings(Random& random) {
  static const std::vector<std::string> names{"UTF-8", "GB18030", "BIG5-HKSCS", "EUC-JP", "CP932", "CP949", "CP1252", "UTF-16LE"};
  static const std::string sample = "网格编码内蒙古繁體國語ひたちなか市서울특별시ABC 123，（北区）";
  std::vector<std::string> texts;
  for (int i = 0; i < 4; ++i) {
    TextCoder coder(names[random.below(names.size())], "UTF-8");
    texts.push_back(random.chance(0.3) ? random_bytes(random, 60) : mutated(coder.convert_all(sample, "?"), sample, random));
  }
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const RecognisedEncoding found = recognise_encoding(random.chance(0.5) ? "" : names[random.below(names.size())], views);
  demand(!found.name.empty(), "no encoding");
  TextCoder coder("UTF-8", found.name);
  for (const std::string& text : texts) {
    demand(sound(coder.convert_all(text, "\xEF\xBF\xBD")), "decoded text is not UTF-8");
    (void)coder.convert(text, true);
  }
  (void)canonical_encoding(texts[0]);
}

void words(Random& random) {
  const std::string text = mutated("陽光花園（北区）４８户 -1,234.5e+3 小区", "１２３％", random);
  (void)number_in(text);
  (void)plain_name(text);
  (void)root_of_name(text);
  (void)without_leading_zeros(text);
  NameIndex index;
  index.add_id(text, 0);
  index.add_name("阳光花园", 1);
  demand(index.find(text).how == NameMatch::exact, "an id does not find itself");
  const std::string valid = TextCoder("UTF-8", "UTF-8").convert_all(text, "?");
  for (const char* encoding : {"UTF-8", "GBK"})
    for (const std::size_t most : {std::size_t{0}, std::size_t{5}, std::size_t{10}, std::size_t{254}})
      demand(sound(cut_text(valid, encoding, most)), "a cut text is not UTF-8");
}

void well_known_binary(Random& random) {
  std::string bytes("\x01\x06\x00\x00\x00\x01\x00\x00\x00\x01\x03\x00\x00\x00\x01\x00\x00\x00\x05\x00\x00\x00", 22);
  for (int i = 0; i < 10; ++i) {
    const double value = 100.0 * i;
    bytes.append(reinterpret_cast<const char*>(&value), 8);
  }
  bytes = mutated(bytes, bytes, random);
  SourceShape shape;
  (void)shape_from_wkb(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), shape);
  for (const Polygon& p : shape.polygons) demand(p.outer.size() >= 3, "a ring of fewer than three corners");
}

using Target = std::function<void(Random&)>;

std::map<std::string, Target> targets() {
  std::map<std::string, Target> all{
      {"project", damaged_project}, {"encoding", encodings}, {"text", words}, {"wkb", well_known_binary}};
  for (const char* format : {"gpkg", "shp", "dbf", "geojson", "csv", "xlsx", "kml"})
    all[format] = [format](Random& random) { damaged_file(format, random); };
  return all;
}

int fuzz(const std::string& name, std::uint64_t runs, std::uint64_t first) {
  const auto all = targets();
  const auto target = all.find(name);
  if (target == all.end()) {
    std::fprintf(stderr, "fuzz: no target %s\n", name.c_str());
    return 2;
  }
  for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGALRM}) std::signal(number, on_signal);
  for (std::uint64_t run = first; run < first + runs; ++run) {
    std::snprintf(now_running, sizeof now_running, "%s run %llu", name.c_str(), static_cast<unsigned long long>(run));
    Random random = Random::of(20261127, 0, 0, run);
    alarm(kSecondsForOne);
    try {
      target->second(random);
    } catch (const std::exception& error) {
      fail(error.what());
    }
  }
  alarm(0);
  std::printf("%s: %llu runs\n", name.c_str(), static_cast<unsigned long long>(runs));
  return 0;
}

}  // namespace

}  // namespace wangge::fuzz

int main(int count, char** words) {
  const char* more = std::getenv("WANGGE_FUZZ_RUNS");
  const std::uint64_t given = count > 2 ? std::strtoull(words[2], nullptr, 10) : 500;
  const std::uint64_t first = count > 3 ? std::strtoull(words[3], nullptr, 10) : 0;
  return wangge::fuzz::fuzz(count > 1 ? words[1] : "", more == nullptr ? given : std::strtoull(more, nullptr, 10), first);
}
