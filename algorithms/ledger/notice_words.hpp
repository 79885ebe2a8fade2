/// What a public notice (公示牌) says of each grid: code, community, boundaries, compounds, buildings, branch, service centre.
/// Guarantees: no households, persons or names of staff; facts that are not known are left out.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "algorithms/ledger/plan_ledger.hpp"

namespace wangge {

struct NoticeWords {
  std::vector<std::pair<std::string, std::string>> facts;  ///< heading and words
};

/// One a grid of the plan.
[[nodiscard]] std::vector<NoticeWords> notice_words(const LedgerInput& input);
/// The posts of a grid in words: those of the project, else of the formula 1+1+1+N.
[[nodiscard]] std::vector<std::string> notice_posts(const StaffRules& staff, Language language);

}  // namespace wangge
