#include "core/code_template.hpp"

#include <doctest/doctest.h>

namespace wangge {

TEST_CASE("templates of codes are expanded and read back") {
  struct Case {
    const char *text, *id;
    std::size_t number;
    const char* code;
  };
  for (const Case& c :
       {Case{"{county}{subdistrict}{community}{number:03}", "150102001002", 7, "150102001002007"},
        Case{"{qx}{jd}{sq}{seq:03}", "150102001002", 1234, "1501020010021234"},
        Case{"SQ-WG{number:02}", "150102001002", 5, "SQ-WG05"},
        Case{"010203{community_id}{number:02}", "150102001601", 12, "01020315010200160112"},
        Case{"{number}号网格-{community}", "X9", 3, "3号网格-X9"}, Case{"{community_id}-{seq:02}-2026", "7", 11, "7-11-2026"}}) {
    CAPTURE(c.text);
    std::string what;
    CHECK(fault_of_template(c.text, what).empty());
    CHECK(expand_template(c.text, c.id, c.number) == c.code);
    CHECK(number_of_code(c.text, c.id, c.code) == c.number);
    CHECK(number_of_code(c.text, c.id, std::string(c.code) + "x") == 0);
    CHECK(number_of_code(c.text, c.id, "") == 0);
  }
}

TEST_CASE("templates that cannot be used are named") {
  std::string what;
  CHECK(fault_of_template("{county}{sub}{number}", what) == "code_placeholder_unknown");
  CHECK(what == "{sub}");
  CHECK(fault_of_template("{number:3}", what) == "code_placeholder_unknown");
  CHECK(fault_of_template("{number", what) == "code_placeholder_unknown");
  CHECK(fault_of_template("a}b{number}", what) == "code_placeholder_unknown");
  CHECK(fault_of_template("{community_id}", what) == "code_without_number");
  CHECK(fault_of_template("{number}{seq}", what) == "code_without_number");
}

}  // namespace wangge
