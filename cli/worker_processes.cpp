#include "cli/worker_processes.hpp"

#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <new>
#include <optional>
#include <string>
#include <vector>

namespace wangge {

namespace {

/// What all processes see.
struct Shared {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stop{false};
};

/// A page of memory that outlives fork.
class SharedPage {
 public:
  SharedPage() {
    void* page = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page != MAP_FAILED) shared_ = new (page) Shared;
  }
  ~SharedPage() {
    if (shared_ != nullptr) munmap(shared_, sizeof(Shared));
  }
  SharedPage(const SharedPage&) = delete;
  SharedPage& operator=(const SharedPage&) = delete;
  [[nodiscard]] Shared* get() const { return shared_; }

 private:
  Shared* shared_ = nullptr;
};

/// A message is one write, which pipes keep whole: 'd', or 'e' with code, message, place and advice, each ended by '\0'.
constexpr std::size_t kMessage = 4096;

std::string message_of(const Error& error) {
  std::string text = "e" + std::to_string(static_cast<int>(error.code)) + '\0';
  for (const std::string* part : {&error.message, &error.place, &error.advice}) text += part->substr(0, 1200) + '\0';
  text.resize(kMessage, '\0');
  return text;
}

Error error_in(const std::string& message) {
  std::vector<std::string> parts(1);
  for (const char letter : message.substr(1))
    if (letter == '\0')
      parts.emplace_back();
    else
      parts.back() += letter;
  parts.resize(4);
  return {static_cast<ErrorCode>(std::atoi(parts[0].c_str())), parts[1], parts[2], parts[3]};
}

Status attempt(const std::function<Status(std::size_t)>& work, std::size_t piece) {
  try {
    return work(piece);
  } catch (const ErrorException& error) {
    return error.error();
  } catch (const std::exception& error) {
    return Error{ErrorCode::internal, error.what(), "", ""};
  }
}

Error cancelled(Language language) { return {ErrorCode::cancelled, say(language, "reading_cancelled"), "", ""}; }

[[noreturn]] void work_in_child(std::size_t pieces, const std::function<Status(std::size_t)>& work, Shared& shared, int pipe,
                                const RunContext& run) {
  std::string done(kMessage, '\0');
  done[0] = 'd';
  for (std::size_t i = shared.next.fetch_add(1); i < pieces && !shared.stop.load() && !run.should_stop();
       i = shared.next.fetch_add(1)) {
    const Status status = attempt(work, i);
    const std::string message = status ? done : message_of(status.error());
    if (!status) shared.stop.store(true);
    if (write(pipe, message.data(), message.size()) < 0) break;
  }
  _exit(0);
}

class Workers {
 public:
  Workers(std::size_t pieces, const std::function<Status(std::size_t)>& work, Shared& shared, const RunContext& run)
      : shared_(shared), run_(run) {
    int ends[2];
    if (pipe(ends) != 0) return;
    read_ = ends[0];
    const auto wanted = std::min<std::size_t>(static_cast<std::size_t>(run.threads), pieces);
    while (children_.size() < wanted) {
      const pid_t child = fork();
      if (child < 0) break;
      if (child == 0) {
        close(ends[0]);
        work_in_child(pieces, work, shared, ends[1], run);
      }
      children_.push_back(child);
    }
    close(ends[1]);  // the children hold it: its end is theirs
  }
  ~Workers() {
    if (read_ >= 0) close(read_);
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  [[nodiscard]] bool any() const { return !children_.empty(); }

  /// Listens until all children have ended. Gives the first error any of them told of.
  std::optional<Error> listen(const std::function<void(std::size_t)>& done) {
    std::optional<Error> first;
    std::string message(kMessage, '\0');
    std::size_t held = 0;
    while (true) {
      if (run_.should_stop()) shared_.stop.store(true);
      pollfd wait{read_, POLLIN, 0};
      if (poll(&wait, 1, 100) <= 0) continue;  // so that an interrupt is heard
      const ssize_t got = read(read_, message.data() + held, kMessage - held);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) break;
      held += static_cast<std::size_t>(got);
      if (held < kMessage) continue;
      held = 0;
      if (message[0] == 'd')
        done(++finished_);
      else if (!first)
        first = error_in(message);
    }
    for (const pid_t child : children_) {
      int status = 0;
      while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
      died_ |= !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    }
    return first;
  }
  [[nodiscard]] bool died() const { return died_; }
  [[nodiscard]] std::size_t finished() const { return finished_; }

 private:
  Shared& shared_;
  const RunContext& run_;
  int read_ = -1;
  std::vector<pid_t> children_;
  std::size_t finished_ = 0;
  bool died_ = false;
};

Status run_here(std::size_t pieces, const std::function<Status(std::size_t)>& work, const std::function<void(std::size_t)>& done,
                Language language, const RunContext& run) {
  for (std::size_t i = 0; i < pieces; ++i) {
    if (run.should_stop()) return cancelled(language);
    if (Status status = attempt(work, i); !status) return status;
    done(i + 1);
  }
  return Done{};
}

}  // namespace

Status run_in_processes(std::size_t pieces, const std::function<Status(std::size_t)>& work,
                        const std::function<void(std::size_t)>& done, Language language, const RunContext& run) {
  const SharedPage page;
  if (run.threads < 2 || pieces < 2 || page.get() == nullptr) return run_here(pieces, work, done, language, run);
  Workers workers(pieces, work, *page.get(), run);
  if (!workers.any()) return run_here(pieces, work, done, language, run);
  const std::optional<Error> error = workers.listen(done);
  if (error) return *error;
  if (run.should_stop()) return cancelled(language);
  if (workers.died() || workers.finished() < pieces) return Error{ErrorCode::internal, say(language, "worker_died"), "", ""};
  return Done{};
}

}  // namespace wangge
