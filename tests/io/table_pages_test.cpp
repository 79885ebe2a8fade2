#include "io/table_pages.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <limits>

#include "core/random.hpp"
#include "io/sqlite_database.hpp"
#include "io/sqlite_record.hpp"
#include "tests/io/sqlite_answer.hpp"
#include "tests/io/temporary_folder.hpp"

using namespace wangge;

namespace {

/// Columns of the test's table: key, whole number, real, text of the same length as the row's number asks.
std::string record_of(std::int64_t whole, double real, const std::string& text) {
  RecordPart first, second;
  first.null();
  first.whole(whole);
  second.real(real);
  second.text(text);
  std::string record;
  join_record(first, second, record);
  return record;
}

/// Lengths around those where records spill to pages of their own, and any.
std::size_t length_of(Random& random, std::int64_t row) {
  constexpr std::size_t kEdge = TablePages::kPageBytes - 35;
  if (row % 97 == 0) return kEdge - 30 + static_cast<std::size_t>(random.below(60));
  if (row % 101 == 0) return static_cast<std::size_t>(random.below(70'000));
  return static_cast<std::size_t>(random.below(200));
}

}  // namespace

TEST_CASE("rows made as pages are a sound table with the same values for any number of rows, and take further rows") {
  const test::TemporaryFolder folder;
  for (const std::int64_t count : {0, 1, 2, 40, 500, 6000}) {
    for (const std::int64_t stretch : {std::int64_t{10'000}, std::int64_t{17}}) {
      INFO(count, " ", stretch);
      const std::string path = folder.file("p" + std::to_string(count) + "_" + std::to_string(stretch) + ".db");
      Random random = Random::of(3, 0, 0, static_cast<std::uint64_t>(count));
      TablePages all, part;
      std::vector<std::string> texts;
      std::vector<std::int64_t> wholes;
      std::vector<double> reals;
      for (std::int64_t i = 0; i < count; ++i) {
        const auto bits = static_cast<int>(random.below(63));
        wholes.push_back(static_cast<std::int64_t>(random.below(std::uint64_t{1} << bits)) * (random.chance(0.5) ? 1 : -1));
        reals.push_back(random.chance(0.3) ? std::floor(random.uniform(-1e9, 1e9)) : random.uniform(-1, 1));
        texts.emplace_back(length_of(random, i), static_cast<char>('a' + i % 26));
        part.add(3 * i + 1, record_of(wholes.back(), reals.back(), texts.back()));
        if (i % stretch == stretch - 1) all.append(std::move(part)), part = {};
      }
      all.append(std::move(part));
      {
        SqliteDatabase database(path, "p.db", Language::english);
        database.run("CREATE TABLE t (k INTEGER PRIMARY KEY, w INTEGER, r REAL, x TEXT); CREATE TABLE u (k INTEGER PRIMARY KEY)");
        database.fill("t", std::move(all));
        database.close();
      }
      sqlite3* database = nullptr;
      REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
      CHECK(answer(database, "PRAGMA integrity_check") == "ok ");
      sqlite3_stmt* rows = nullptr;
      REQUIRE(sqlite3_prepare_v2(database, "SELECT k, w, r, x FROM t ORDER BY k", -1, &rows, nullptr) == SQLITE_OK);
      for (std::size_t i = 0; i < texts.size(); ++i) {
        REQUIRE(sqlite3_step(rows) == SQLITE_ROW);
        CHECK(sqlite3_column_int64(rows, 0) == static_cast<std::int64_t>(3 * i + 1));
        CHECK(sqlite3_column_int64(rows, 1) == wholes[i]);
        CHECK(sqlite3_column_type(rows, 2) == SQLITE_FLOAT);
        CHECK(sqlite3_column_double(rows, 2) == reals[i]);
        CHECK(reinterpret_cast<const char*>(sqlite3_column_text(rows, 3)) == texts[i]);
      }
      CHECK(sqlite3_step(rows) == SQLITE_DONE);
      sqlite3_finalize(rows);
      answer(database, "INSERT INTO t (x) SELECT x FROM t LIMIT 300; DELETE FROM t WHERE k % 5 = 0; INSERT INTO u VALUES (1)");
      CHECK(answer(database, "PRAGMA integrity_check") == "ok ");
      sqlite3_close(database);
    }
  }
}

TEST_CASE("the page that SQLite keeps for locks holds no rows") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("large.db");
  {
    SqliteDatabase database(path, "large.db", Language::english);
    database.run("CREATE TABLE t (k INTEGER PRIMARY KEY, w INTEGER, r REAL, x TEXT)");
    database.close();
  }
  TablePages rows;
  for (std::int64_t i = 0; i < 20; ++i) rows.add(i, record_of(i, 0.5, std::string(40'000, 'a')));
  constexpr std::uint32_t kLock = (1U << 30U) / TablePages::kPageBytes + 1;
  std::uint32_t next = kLock - 5;
  rows.number(2, next);  // the file has holes: it is as long as one with a gigabyte of rows
  std::FILE* file = std::fopen(path.c_str(), "r+b");
  REQUIRE(file != nullptr);
  CHECK(rows.write(file));
  const auto pages = next - 1;
  const unsigned char count[4] = {static_cast<unsigned char>(pages >> 24), static_cast<unsigned char>(pages >> 16 & 0xFF),
                                  static_cast<unsigned char>(pages >> 8 & 0xFF), static_cast<unsigned char>(pages & 0xFF)};
  std::fseek(file, 28, SEEK_SET);
  std::fwrite(count, 1, 4, file);
  std::fclose(file);
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
  CHECK(answer(database, "SELECT count(*) || ' ' || sum(w) || ' ' || sum(length(x)) FROM t") == "20 190 800000 ");
  sqlite3_close(database);
}

TEST_CASE("numbers of any size come back from varints as SQLite reads them") {
  for (const std::int64_t row :
       {std::int64_t{1}, std::int64_t{127}, std::int64_t{128}, std::int64_t{16383}, std::int64_t{16384}, std::int64_t{1} << 35,
        std::int64_t{1} << 55, std::int64_t{1} << 56, std::numeric_limits<std::int64_t>::max()}) {
    std::string bytes;
    append_varint(static_cast<std::uint64_t>(row), bytes);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
      value =
          i == 8 ? value << 8 | static_cast<unsigned char>(bytes[i]) : value << 7 | (static_cast<unsigned char>(bytes[i]) & 0x7F);
    CHECK(value == static_cast<std::uint64_t>(row));
    CHECK(bytes.size() <= 9);
  }
}
