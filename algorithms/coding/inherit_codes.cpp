#include "algorithms/coding/inherit_codes.hpp"

#include <set>

#include "algorithms/coding/number_grids.hpp"

namespace wangge {

std::vector<std::string> inherit_codes(const std::string& community_id, const std::vector<std::string>& fresh,
                                       const std::vector<std::string>& heir, const std::vector<std::string>& old) {
  std::set<std::string> used(old.begin(), old.end());
  for (const std::string& code : heir)
    if (!code.empty()) used.insert(code);
  std::vector<std::string> out(fresh.size());
  std::size_t number = 0;
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    out[i] = heir[i];
    while (out[i].empty() || (heir[i].empty() && !used.insert(out[i]).second)) out[i] = grid_code(community_id, ++number);
  }
  return out;
}

}  // namespace wangge
