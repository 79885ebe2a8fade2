/// Private to io: the rows of one table as pages of an SQLite file, made without SQLite, so that stretches of rows can be made on
/// several threads and nothing is copied row by row through its virtual machine. Only tables with an INTEGER PRIMARY KEY.
/// Format: "Database File Format", section 1.6, B-tree pages. SQLite's own `integrity_check` accepts the result (a test asks it).
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace wangge {

class TablePages {
 public:
  static constexpr std::size_t kPageBytes = 16384;

  /// Memory for so many more rows like those so far.
  void reserve(std::size_t rows);
  /// Rows in ascending order of their numbers.
  void add(std::int64_t row, std::string_view record);
  /// Rows of another stretch, all of them after those here; pages are not shared between stretches.
  void append(TablePages&& later);
  [[nodiscard]] bool empty() const { return stretches_.empty(); }
  /// Gives the pages their numbers, from `next` on, which is moved past them; `root` is the number of the table's first page,
  /// which is there already. No row can be added after this.
  void number(std::uint32_t root, std::uint32_t& next);
  /// Writes the numbered pages where they belong. False when that fails.
  [[nodiscard]] bool write(std::FILE* file) const;

 private:
  struct Leaf {
    std::uint32_t page;  ///< within its stretch, from 0
    std::int64_t last;   ///< row
  };
  struct Stretch {
    std::string pages;
    std::vector<std::size_t> links;  ///< places in `pages` that hold the number of a page of this stretch
    std::vector<Leaf> leaves;
    std::size_t content = 0;  ///< in the last leaf: where its cells begin
    std::size_t cells = 0;
    std::size_t rows = 0;
  };
  /// Pages with numbers one after the other, but for the one that SQLite keeps for locks.
  struct Run {
    std::string pages;
    std::size_t skipped = 0;  ///< pages at its beginning that are not written and have no number
    std::uint32_t first = 0;  ///< number of the first page after those
  };
  static void take_numbers(Run& run, std::uint32_t& next);
  [[nodiscard]] static std::uint32_t number_in(const Run& run, std::uint32_t page);
  [[nodiscard]] static bool write_run(const Run& run, std::FILE* file);
  static std::uint32_t new_page(Stretch& stretch);
  static void open_leaf(Stretch& stretch, std::int64_t row);
  static void spill(Stretch& stretch, std::size_t link, std::string_view rest);
  [[nodiscard]] static std::size_t local_bytes(std::size_t record);

  std::vector<Stretch> stretches_;
  std::vector<Run> runs_;  ///< all pages, once they are numbered
};

}  // namespace wangge
