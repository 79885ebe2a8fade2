/// Private to io: an SQLite file being made, and the rows put into it. Throws ErrorException with SQLite's own words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/catalogue.hpp"
#include "core/result.hpp"

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
  void close();
  [[nodiscard]] sqlite3* handle() const { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
  std::string shown_;
  Language language_;
};

/// A prepared statement. Bound texts and blobs must live until `step`.
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
  void bind_blob(int parameter, std::string_view bytes);
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
