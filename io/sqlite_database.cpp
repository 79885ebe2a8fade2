#include "io/sqlite_database.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

namespace wangge {

SqliteDatabase::SqliteDatabase(const std::string& path, std::string shown, Language language)
    : path_(path), shown_(std::move(shown)), language_(language) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) != SQLITE_OK) fail();
  run("PRAGMA page_size = " + std::to_string(TablePages::kPageBytes) +
      "; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; "
      "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY");
}

SqliteDatabase::~SqliteDatabase() { sqlite3_close_v2(handle_); }

void SqliteDatabase::fail() const {
  const std::string cause = handle_ == nullptr ? std::strerror(errno) : sqlite3_errmsg(handle_);
  throw ErrorException(Error{ErrorCode::unwritable_file, say(language_, "write_failed", {cause}), shown_,
                             say(language_, "output_is_folder_advice")});
}

void SqliteDatabase::run(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

void SqliteDatabase::fill(const std::string& table, TablePages&& rows) {
  if (rows.empty()) return;
  filled_.push_back(table);
  rows_.push_back(std::move(rows));
}

std::uint32_t SqliteDatabase::root_of(const std::string& table) const {
  sqlite3_stmt* statement = nullptr;
  const std::string sql = "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = " + sql_text(table);
  std::uint32_t root = 0;
  if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
    root = static_cast<std::uint32_t>(sqlite3_column_int64(statement, 0));
  if (sqlite3_finalize(statement) != SQLITE_OK || root == 0) fail();
  return root;
}

/// Numbers and writes pages from `next` on, and returns the number after them.
std::uint32_t SqliteDatabase::put(std::FILE* file, std::span<TablePages> rows, std::span<const std::uint32_t> roots,
                                  std::uint32_t next) const {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].empty()) continue;
    rows[i].number(roots[i], next);
    if (!rows[i].write(file)) fail();
  }
  return next;
}

/// The pages of filled tables go behind those that SQLite made, whose count at the head of the file grows by them.
void SqliteDatabase::write_filled(const std::vector<std::uint32_t>& roots,
                                  const std::function<std::vector<TablePages>()>& later) {
  constexpr long kPagesInFile = 28;  // "Database File Format", section 1.3
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path_.c_str(), "r+b"), std::fclose);
  if (!file || std::fseek(file.get(), 0, SEEK_END) != 0) fail();
  auto next = static_cast<std::uint32_t>(static_cast<std::size_t>(ftello(file.get())) / TablePages::kPageBytes + 1);
  next = put(file.get(), rows_, std::span(roots).first(rows_.size()), next);
  if (later) {
    std::vector<TablePages> rows = later();
    next = put(file.get(), rows, std::span(roots).subspan(rows_.size()), next);
  }
  unsigned char count[4];
  for (int i = 0; i < 4; ++i) count[i] = static_cast<unsigned char>((next - 1) >> (8 * (3 - i)));
  if (std::fseek(file.get(), kPagesInFile, SEEK_SET) != 0 || std::fwrite(count, 1, 4, file.get()) != 4 ||
      std::fflush(file.get()) != 0)
    fail();
}

void SqliteDatabase::close(const std::function<std::vector<TablePages>()>& later) {
  std::vector<std::uint32_t> roots;
  for (const std::string& table : filled_) roots.push_back(root_of(table));
  for (const std::string& table : later_) roots.push_back(root_of(table));
  if (sqlite3_close(handle_) != SQLITE_OK) fail();
  handle_ = nullptr;
  if (!roots.empty()) write_filled(roots, later);
}

SqliteStatement::SqliteStatement(SqliteDatabase& database, const std::string& sql) : database_(&database) {
  check(sqlite3_prepare_v2(database.handle(), sql.c_str(), static_cast<int>(sql.size()), &handle_, nullptr));
}

SqliteStatement::SqliteStatement(SqliteStatement&& other) noexcept
    : database_(other.database_), handle_(std::exchange(other.handle_, nullptr)) {}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(handle_); }

void SqliteStatement::check(int result) const {
  if (result != SQLITE_OK) database_->fail();
}

void SqliteStatement::bind(int parameter, std::int64_t value) { check(sqlite3_bind_int64(handle_, parameter, value)); }
void SqliteStatement::bind(int parameter, double value) { check(sqlite3_bind_double(handle_, parameter, value)); }
void SqliteStatement::bind_text(int parameter, std::string_view value) {
  check(sqlite3_bind_text64(handle_, parameter, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8));
}
void SqliteStatement::bind_null(int parameter) { check(sqlite3_bind_null(handle_, parameter)); }

void SqliteStatement::step() {
  if (sqlite3_step(handle_) != SQLITE_DONE) database_->fail();
  check(sqlite3_reset(handle_));
}

namespace {

std::string doubled(const std::string& text, char quote) {
  std::string out(1, quote);
  for (const char letter : text) {
    if (letter == quote) out += quote;
    out += letter;
  }
  return out + quote;
}

}  // namespace

std::string sql_name(const std::string& name) { return doubled(name, '"'); }
std::string sql_text(const std::string& text) { return doubled(text, '\''); }

}  // namespace wangge
