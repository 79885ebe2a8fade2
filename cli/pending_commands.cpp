#include "cli/commands.hpp"
namespace wangge {
static int pending(const Arguments& a, Console& c) { c.message(say(c.language, "not_yet", {a.command})); return 1; }
int run_circles(const Arguments& a, Console& c) { return pending(a, c); }
int run_check(const Arguments& a, Console& c) { return pending(a, c); }
int run_doctor(const Arguments& a, Console& c) { return pending(a, c); }
int run_export(const Arguments& a, Console& c) { return pending(a, c); }
int run_map(const Arguments& a, Console& c) { return pending(a, c); }
int run_example(const Arguments& a, Console& c) { return pending(a, c); }
int run_info(const Arguments& a, Console& c) { return pending(a, c); }
}
