/// Counters that every file of bench/ names alike.
#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>

namespace wangge::bench {

/// Microseconds of one thread for each of `things`, in the column `name`.
inline void count_microseconds(benchmark::State& state, const char* name, std::size_t things) {
  using benchmark::Counter;
  // The inverse of things a second is seconds a thing; a millionth of the things makes that microseconds.
  state.counters[name] = Counter(static_cast<double>(things) * 1e-6, Counter::kIsIterationInvariantRate | Counter::kInvert);
}

}  // namespace wangge::bench
