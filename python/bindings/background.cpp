#include "python/bindings/background.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace wangge::python {

namespace nb = nanobind;

namespace {

constexpr std::chrono::milliseconds kLook{50};

struct Report {
  std::string stage;
  std::int64_t done, total;
};

/// What the engine's thread says to the one that waits.
class Post {
 public:
  void report(std::string_view stage, std::int64_t done, std::int64_t total) {
    const std::scoped_lock lock(guard_);
    latest_ = Report{std::string(stage), done, total};
  }
  void over(std::exception_ptr failure) {
    {
      const std::scoped_lock lock(guard_);
      over_ = true;
      failure_ = std::move(failure);
    }
    bell_.notify_one();
  }
  /// Waits for the end, but no longer than a look; true at the end.
  bool wait(std::optional<Report>& fresh) {
    std::unique_lock lock(guard_);
    bell_.wait_for(lock, kLook, [this] { return over_; });
    fresh.swap(latest_);
    return over_;
  }
  [[nodiscard]] const std::exception_ptr& failure() const { return failure_; }

 private:
  std::mutex guard_;
  std::condition_variable bell_;
  std::optional<Report> latest_;
  std::exception_ptr failure_;
  bool over_ = false;
};

[[noreturn]] void raise_interrupt() {
  PyErr_SetNone(PyExc_KeyboardInterrupt);
  throw nb::python_error();
}

}  // namespace

bool run_in_background(RunContext& run, const nb::object& progress, Language language, const std::function<void()>& work) {
  Post post;
  run.progress = [&post](std::string_view stage, std::int64_t done, std::int64_t total) { post.report(stage, done, total); };
  std::thread engine([&] {
    std::exception_ptr failure;
    try {
      work();
    } catch (...) {
      failure = std::current_exception();
    }
    post.over(std::move(failure));
  });
  bool interrupted = false;
  std::exception_ptr raised;
  for (bool over = false; !over;) {
    std::optional<Report> fresh;
    {
      const nb::gil_scoped_release free;
      over = post.wait(fresh);
    }
    try {
      if (PyErr_CheckSignals() != 0) throw nb::python_error();
      if (fresh && !progress.is_none() && !interrupted) progress(say(language, fresh->stage).c_str(), fresh->done, fresh->total);
    } catch (const nb::python_error& problem) {
      // Ctrl-C may arrive while Python draws a bar: it then comes out of `progress`.
      const bool first_interrupt = !interrupted && problem.matches(PyExc_KeyboardInterrupt);
      if (!first_interrupt) raised = std::current_exception();
      interrupted = true;
      run.cancel();
    }
  }
  {
    const nb::gil_scoped_release free;
    engine.join();
  }
  run.progress = nullptr;
  if (raised) std::rethrow_exception(raised);
  if (post.failure()) std::rethrow_exception(post.failure());
  return interrupted;
}

void run_or_raise(RunContext& run, const nb::object& progress, Language language, const std::function<void()>& work) {
  if (run_in_background(run, progress, language, work)) raise_interrupt();
}

}  // namespace wangge::python
