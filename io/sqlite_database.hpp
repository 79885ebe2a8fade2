/// Private to io: an SQLite file being made, and the rows put into it. Throws ErrorException with SQLite's own words.
#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <span>
#include <string>
#include <string_view>
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
  /// Another such table, whose rows are made while the file is closed.
  void fill_later(const std::string& table) { later_.push_back(table); }
  /// Writes what `fill` was given behind what SQLite wrote, then what `later` gives: the rows of fill_later's tables in their
  /// order.
  void close(const std::function<std::vector<TablePages>()>& later = {});
  [[nodiscard]] sqlite3* handle() const { return handle_; }

 private:
  [[nodiscard]] std::uint32_t root_of(const std::string& table) const;
  [[nodiscard]] std::uint32_t put(std::FILE* file, std::span<TablePages> rows, std::span<const std::uint32_t> roots,
                                  std::uint32_t next) const;
  void write_filled(const std::vector<std::uint32_t>& roots, const std::function<std::vector<TablePages>()>& later);

  sqlite3* handle_ = nullptr;
  std::vector<std::string> filled_, later_;  ///< tables
  std::vector<TablePages> rows_;             ///< of the filled ones
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
