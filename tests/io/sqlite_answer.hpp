/// What SQLite answers: the first column of every row, each followed by a space.
#pragma once

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <string>

namespace wangge {

inline std::string answer(sqlite3* database, const std::string& sql) {
  std::string text;
  const auto take = [](void* out, int, char** values, char**) {
    *static_cast<std::string*>(out) += std::string(values[0] == nullptr ? "NULL" : values[0]) + " ";
    return 0;
  };
  CHECK(sqlite3_exec(database, sql.c_str(), take, &text, nullptr) == SQLITE_OK);
  return text;
}

}  // namespace wangge
