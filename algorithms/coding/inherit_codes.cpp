#include "algorithms/coding/inherit_codes.hpp"

#include <algorithm>
#include <set>

#include "algorithms/coding/number_grids.hpp"

namespace wangge {

std::vector<std::string> inherit_codes(const CodeRule& rule, const std::string& community_id,
                                       const std::vector<std::string>& fresh, const std::vector<std::string>& heir,
                                       const std::vector<char>& exclusive, const std::vector<std::string>& old) {
  std::set<std::string> used(old.begin(), old.end());
  for (const std::string& code : heir)
    if (!code.empty()) used.insert(code);
  std::vector<std::string> out(fresh.size());
  std::size_t regular = 0, apart = static_cast<std::size_t>(std::max(0, rule.exclusive_from - 1));
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    out[i] = heir[i];
    std::size_t& number = exclusive[i] && rule.exclusive_from > 0 ? apart : regular;
    while (out[i].empty() || (heir[i].empty() && !used.insert(out[i]).second)) out[i] = grid_code(rule, community_id, ++number);
  }
  return out;
}

}  // namespace wangge
