/// Runs independent pieces of work on a few threads; results go to slots, so their order never depends on the threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <numeric>
#include <span>
#include <thread>
#include <vector>

namespace wangge {

/// Calls work(item) for every item of `order` (indices, longest first for balance); an exception is passed on after all stop.
template <class Work>
void for_each_parallel(std::span<const std::size_t> order, int threads, Work&& work) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex guard;
  auto run = [&] {
    for (std::size_t i = next.fetch_add(1); i < order.size(); i = next.fetch_add(1)) {
      try {
        work(order[i]);
      } catch (...) {
        const std::scoped_lock lock(guard);
        if (!failure) failure = std::current_exception();
        next.store(order.size());
      }
    }
  };
  std::vector<std::thread> pool;
  for (int t = 1; t < threads && static_cast<std::size_t>(t) < order.size(); ++t) pool.emplace_back(run);
  run();
  for (std::thread& thread : pool) thread.join();
  if (failure) std::rethrow_exception(failure);
}

/// Different pieces of work at the same time; they must not touch each other's data.
inline void run_together(std::span<const std::function<void()>> parts, int threads) {
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for_each_parallel(order, threads, [&](std::size_t i) { parts[i](); });
}

}  // namespace wangge
