/// The program's commands, one file each; every one returns the exit status of contract section 2.
#pragma once

#include "cli/arguments.hpp"
#include "cli/console.hpp"

namespace wangge {

[[nodiscard]] int run_divide(const Arguments& arguments, Console& console);
[[nodiscard]] int run_circles(const Arguments& arguments, Console& console);
[[nodiscard]] int run_site(const Arguments& arguments, Console& console);
[[nodiscard]] int run_check(const Arguments& arguments, Console& console);
[[nodiscard]] int run_repair(const Arguments& arguments, Console& console);
[[nodiscard]] int run_redraw(const Arguments& arguments, Console& console);
[[nodiscard]] int run_doctor(const Arguments& arguments, Console& console);
[[nodiscard]] int run_compare(const Arguments& arguments, Console& console);
[[nodiscard]] int run_report(const Arguments& arguments, Console& console);
[[nodiscard]] int run_atlas(const Arguments& arguments, Console& console);
[[nodiscard]] int run_handover(const Arguments& arguments, Console& console);
[[nodiscard]] int run_export(const Arguments& arguments, Console& console);
[[nodiscard]] int run_map(const Arguments& arguments, Console& console);
[[nodiscard]] int run_example(const Arguments& arguments, Console& console);
[[nodiscard]] int run_info(const Arguments& arguments, Console& console);

}  // namespace wangge
