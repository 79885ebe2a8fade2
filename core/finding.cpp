#include "core/finding.hpp"

#include <cstdio>

namespace wangge {

std::string to_text(RuleCode code) {
  char buffer[8];
  std::snprintf(buffer, sizeof buffer, "G%03d", static_cast<int>(code));
  return buffer;
}

std::string to_text(Severity severity) {
  switch (severity) {
    case Severity::note: return "note";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
  }
  return "note";
}

}  // namespace wangge
