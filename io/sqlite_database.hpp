/// Private to io: an SQLite file being made, and the rows put into it. Throws ErrorException with SQLite's own words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/catalogue.hpp"
#include "core/result.hpp"
#include "io/table_pages.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace wangge {

class SqliteDatabase {
 public:
  /// Makes `path` anew. No journal: the file is not the user's until it is renamed. `shown` is the name errors give.
  SqliteDatabase(const std::string& path, std::string shown, Language language);
  ~SqliteDatabase();
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;

  void run(const std::string& sql);
  [[noreturn]] void fail() const;
  /// Rows of a table that has none, or one that is to be forgotten, and an INTEGER PRIMARY KEY; they come into the file when it
  /// is closed, and no statement sees them before.
  void fill(const std::string& table, TablePages&& rows);
  void close();
  [[nodiscard]] sqlite3* handle() const { return handle_; }

 private:
  [[nodiscard]] std::uint32_t root_of(const std::string& table) const;
  void write_filled(const std::vector<std::uint32_t>& roots);

  sqlite3* handle_ = nullptr;
  std::vector<std::pair<std::string, TablePages>> filled_;
  std::string path_, shown_;
  Language language_;
};

/// A prepared statement. Bound texts must live until `step`.
class SqliteStatement {
 public:
  SqliteStatement(SqliteDatabase& database, const std::string& sql);
  SqliteStatement(SqliteStatement&& other) noexcept;
  SqliteStatement& operator=(SqliteStatement&&) = delete;
  ~SqliteStatement();

  /// Parameters are numbered from 1.
  void bind(int parameter, std::int64_t value);
  void bind(int parameter, double value);
  void bind_text(int parameter, std::string_view value);
  void bind_null(int parameter);
  /// Runs it once and makes it ready again; parameters keep their values.
  void step();

 private:
  void check(int result) const;
  SqliteDatabase* database_;
  sqlite3_stmt* handle_ = nullptr;
};

/// "name" with its quotes doubled.
[[nodiscard]] std::string sql_name(const std::string& name);
/// 'text' with its quotes doubled.
[[nodiscard]] std::string sql_text(const std::string& text);

}  // namespace wangge
