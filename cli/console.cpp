#include "cli/console.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <map>
#include <thread>

namespace wangge {

namespace {

std::atomic<RunContext*> interruptible{nullptr};

extern "C" void on_interrupt(int signal) {
  // A second Ctrl-C ends the program at once; unfinished files are temporary ones.
  if (RunContext* run = interruptible.exchange(nullptr)) {
    run->cancel();
  } else {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
}

}  // namespace

Console::Console(const Arguments& arguments)
    : terminal_(isatty(STDERR_FILENO) != 0 && arguments.progress == "auto"),
      json_progress_(arguments.progress == "json"),
      quiet_(arguments.progress == "none") {
  if (arguments.language == "zh") language = Language::chinese;
}

void Console::message(std::string_view text) const {
  std::fprintf(stderr, "%s%.*s\n", terminal_ ? "\r\033[K" : "", static_cast<int>(text.size()), text.data());
}

void Console::result(std::string_view text) const { std::printf("%.*s\n", static_cast<int>(text.size()), text.data()); }

int Console::fail(const Error& error) const {
  message(say(language, "error_line",
              {std::to_string(static_cast<int>(error.code)), error.place.empty() ? "" : error.place + ": ", error.message}));
  if (!error.advice.empty()) message(say(language, "advice_line", {error.advice}));
  const int code = static_cast<int>(error.code);
  if (code >= 500 && code < 600) return static_cast<int>(Exit::output_failed);
  // Exit status 4 promises a valid plan; who stops before there is one gets 1.
  if (error.code == ErrorCode::cancelled) return static_cast<int>(Exit::usage);
  if (error.code == ErrorCode::internal) return static_cast<int>(Exit::usage);
  return static_cast<int>(Exit::bad_input);
}

void Console::findings(const std::vector<Finding>& findings) const {
  std::map<std::pair<int, std::string>, std::pair<int, const Finding*>> by_code;
  for (const Finding& f : findings) {
    auto& entry = by_code[{-static_cast<int>(f.severity), f.code}];
    if (entry.first++ == 0) entry.second = &f;
  }
  for (const auto& [key, entry] : by_code) {
    const auto& [count, first] = entry;
    message(say(language, count == 1 ? "finding_one" : "finding_many", {std::to_string(count), first->text, first->repair}));
  }
}

void Console::set_up(RunContext& run, const Arguments& arguments) const {
  run.threads = arguments.threads > 0 ? arguments.threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  run.seed = arguments.seed;
  if (arguments.seconds > 0)
    run.deadline = RunContext::Clock::now() +
                   std::chrono::duration_cast<RunContext::Clock::duration>(std::chrono::duration<double>(arguments.seconds));
  if (json_progress_)
    run.progress = [](std::string_view stage, std::int64_t done, std::int64_t total) {
      std::fprintf(stderr, "{\"stage\":\"%.*s\",\"done\":%lld,\"total\":%lld}\n", static_cast<int>(stage.size()), stage.data(),
                   static_cast<long long>(done), static_cast<long long>(total));
    };
  else if (terminal_)
    run.progress = [this](std::string_view stage, std::int64_t done, std::int64_t total) {
      constexpr int kWidth = 30;
      const int filled = total > 0 ? static_cast<int>(kWidth * done / total) : 0;
      const std::string name = say(language, stage);
      std::fprintf(stderr, "\r\033[K%s [%s%s] %lld/%lld", name.c_str(),
                   std::string(static_cast<std::size_t>(filled), '#').c_str(),
                   std::string(static_cast<std::size_t>(kWidth - filled), '.').c_str(), static_cast<long long>(done),
                   static_cast<long long>(total));
      if (done == total) std::fprintf(stderr, "\r\033[K");
    };
  interruptible.store(&run);
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
}

}  // namespace wangge
