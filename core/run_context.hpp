/// What a long call is given from outside: cancellation, progress, a deadline, threads and a seed.
/// core and algorithms own no global state, print nothing and read no clock but this one.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string_view>

namespace wangge {

class RunContext {
 public:
  using Clock = std::chrono::steady_clock;
  /// stage name (catalogue id), done and total units of work; may be called from any thread, one at a time.
  using Progress = std::function<void(std::string_view stage, std::int64_t done, std::int64_t total)>;

  int threads = 1;         ///< worker threads a call may use, >= 1; never changes a result
  std::uint64_t seed = 1;  ///< the only source of randomness
  Progress progress;       ///< may be empty
  Clock::time_point deadline = Clock::time_point::max();

  void cancel() { cancelled_.store(true, std::memory_order_relaxed); }
  [[nodiscard]] bool cancelled() const { return cancelled_.load(std::memory_order_relaxed); }
  /// True once the call should return the best it has.
  [[nodiscard]] bool should_stop() const { return cancelled() || Clock::now() >= deadline; }
  [[nodiscard]] double seconds_left() const {
    return deadline == Clock::time_point::max() ? 1e18 : std::chrono::duration<double>(deadline - Clock::now()).count();
  }
  void report(std::string_view stage, std::int64_t done, std::int64_t total) const {
    if (progress) progress(stage, done, total);
  }

 private:
  std::atomic<bool> cancelled_{false};
};

}  // namespace wangge
