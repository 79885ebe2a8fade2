/// Engine work on a thread of its own, while the calling one keeps Python alive: it hears Ctrl-C within a twentieth of a second,
/// whatever the engine is at, and hands progress on to Python from the thread that Python knows.
#pragma once

#include <nanobind/nanobind.h>

#include <functional>

#include "core/catalogue.hpp"
#include "core/run_context.hpp"

namespace wangge::python {

/// Called with the GIL held, which is free while the engine works.
/// @param progress  None, or called with stage (words), done, total; reports that come too fast for it are passed over.
///                  Silent after Ctrl-C.
/// @return          Ctrl-C arrived: the run was cancelled, what it left is the best it had. A second Ctrl-C, and whatever
///                  `progress` or another signal's handler raises, cancel the run and are raised.
[[nodiscard]] bool run_in_background(RunContext& run, const nanobind::object& progress, Language language,
                                     const std::function<void()>& work);

/// The same for work whose half is of no use: Ctrl-C is raised.
void run_or_raise(RunContext& run, const nanobind::object& progress, Language language, const std::function<void()>& work);

}  // namespace wangge::python
