#include "cli/commands.hpp"
namespace wangge {
static int pending(const Arguments& a, Console& c) { c.message(say(c.language, "not_yet", {a.command})); return 1; }
int run_check(const Arguments& a, Console& c) { return pending(a, c); }
int run_doctor(const Arguments& a, Console& c) { return pending(a, c); }
}
