/// Runs independent pieces of work in a few processes of their own.
///
/// Why not threads: sheets are drawn by libraries that share caches of fonts, and the locks of those caches are taken in two
/// orders (cairo 1.16: evicting a page of glyphs against destroying a font). Two threads that draw enough sheets stand still
/// forever, now and then. Processes share nothing but memory they only read.
/// Guarantees: every piece is done once, or none after the first error; work must leave its result in a file, as nothing else
/// comes back; with one worker, or where no process can be made, everything happens in this process.
#pragma once

#include <cstddef>
#include <functional>

#include "core/catalogue.hpp"
#include "core/result.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// @param work  done in another process, which ends without destructors or exit handlers
/// @param done  called here after each piece, with the number of pieces done so far
/// The caller has no other threads. Errors: those of `work`; cancelled when run.should_stop(); internal when a process dies.
[[nodiscard]] Status run_in_processes(std::size_t pieces, const std::function<Status(std::size_t)>& work,
                                      const std::function<void(std::size_t)>& done, Language language, const RunContext& run);

}  // namespace wangge
