#include "io/packed_rtree.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "core/random.hpp"
#include "tests/io/sqlite_answer.hpp"
#include "tests/io/temporary_folder.hpp"

using namespace wangge;

TEST_CASE("a packed index is a sound R-tree for any number of boxes, answers like a scan and takes further rows") {
  const test::TemporaryFolder folder;
  // none, one, a full node, one more, a full second level, one more, three levels
  for (const int count : {0, 1, 51, 52, 51 * 51, 51 * 51 + 1, 20000}) {
    INFO(count);
    const std::string path = folder.file("t" + std::to_string(count) + ".db");
    Random random = Random::of(7, 0, 0, static_cast<std::uint64_t>(count));
    std::vector<IndexedBox> boxes;
    for (int i = 0; i < count; ++i) {
      const double x = random.uniform(400000, 600000), y = random.uniform(4500000, 4600000);
      boxes.push_back({3 * i + 1, {x, y, x + random.uniform(0, 300), y + random.uniform(0, 300)}});
    }
    {
      SqliteDatabase database(path, "t.db", Language::english);
      create_packed_rtree(database, "tree");
      database.close([&] {
        std::vector<PackedRtree> packed;
        packed.push_back(pack_rtree(boxes));
        return rows_of(std::move(packed));
      });
    }
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    CHECK(answer(database, "SELECT rtreecheck('tree')") == "ok ");
    CHECK(answer(database, "SELECT count(*) FROM tree") == std::to_string(count) + " ");
    for (int k = 0; k < 5; ++k) {
      const double x = random.uniform(400000, 600000), y = random.uniform(4500000, 4600000), side = 5000;
      std::int64_t scanned = 0;  // boxes are stored a float's width larger: look a metre wider and narrower
      std::int64_t narrow = 0;
      for (const IndexedBox& b : boxes) {
        const Box wide{x - 1, y - 1, x + side + 1, y + side + 1}, slim{x + 1, y + 1, x + side - 1, y + side - 1};
        scanned += b.box.intersects(wide) ? 1 : 0;
        narrow += b.box.intersects(slim) ? 1 : 0;
      }
      const std::int64_t asked = std::stoll(answer(
          database, "SELECT count(*) FROM tree WHERE maxx >= " + std::to_string(x) + " AND minx <= " + std::to_string(x + side) +
                        " AND maxy >= " + std::to_string(y) + " AND miny <= " + std::to_string(y + side)));
      CHECK(asked <= scanned);
      CHECK(asked >= narrow);
    }
    for (int k = 0; k < 300; ++k)
      answer(database, "INSERT INTO tree VALUES (" + std::to_string(1000000 + k) + ", 500000, 500010, 4550000, 4550010)");
    answer(database, "DELETE FROM tree WHERE id < 4000");
    CHECK(answer(database, "SELECT rtreecheck('tree')") == "ok ");
    sqlite3_close(database);
  }
}
