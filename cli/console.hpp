/// What the program says: results on standard output, messages and progress on standard error.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"
#include "core/catalogue.hpp"
#include "core/finding.hpp"
#include "core/result.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// Exit status of the contract, section 2.
enum class Exit : int { done = 0, usage = 1, bad_input = 2, rules_unmet = 3, stopped = 4, rules_broken = 5, output_failed = 6 };

class Console {
 public:
  explicit Console(const Arguments& arguments);
  Language language = Language::english;

  void message(std::string_view text) const;                  ///< a line on standard error
  void result(std::string_view text) const;                   ///< a line on standard output
  [[nodiscard]] int fail(const Error& error) const;           ///< prints it and gives the exit status
  void findings(const std::vector<Finding>& findings) const;  ///< a summary by code with an example each
  /// Threads, seed, deadline and progress of this run; Ctrl-C and SIGTERM cancel it.
  void set_up(RunContext& run, const Arguments& arguments) const;

 private:
  bool terminal_ = false;
  bool json_progress_ = false;
  bool quiet_ = false;
};

}  // namespace wangge
