/// Counters that every file of bench/ names alike.
#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <string>

namespace wangge::bench {

/// CPU time of one thread for each of `things`; printed with its unit ("107us"), in seconds in JSON.
inline void time_per(benchmark::State& state, const char* thing, std::size_t things) {
  using benchmark::Counter;
  state.counters[std::string("per_") + thing] =
      Counter(static_cast<double>(things), Counter::kIsIterationInvariantRate | Counter::kInvert);
}

}  // namespace wangge::bench
