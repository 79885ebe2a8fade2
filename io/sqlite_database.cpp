#include "io/sqlite_database.hpp"

#include <sqlite3.h>

#include <utility>

namespace wangge {

SqliteDatabase::SqliteDatabase(const std::string& path, std::string shown, Language language)
    : shown_(std::move(shown)), language_(language) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) != SQLITE_OK) fail();
  run("PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; "
      "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY");
}

SqliteDatabase::~SqliteDatabase() { sqlite3_close_v2(handle_); }

void SqliteDatabase::fail() const {
  throw ErrorException(Error{ErrorCode::unwritable_file, say(language_, "write_failed", {sqlite3_errmsg(handle_)}), shown_,
                             say(language_, "output_is_folder_advice")});
}

void SqliteDatabase::run(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

void SqliteDatabase::close() {
  if (sqlite3_close(handle_) != SQLITE_OK) fail();
  handle_ = nullptr;
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
void SqliteStatement::bind_blob(int parameter, std::string_view bytes) {
  check(sqlite3_bind_blob64(handle_, parameter, bytes.data(), bytes.size(), SQLITE_STATIC));
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
