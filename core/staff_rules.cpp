#include "core/staff_rules.hpp"

#include <algorithm>
#include <charconv>

namespace wangge {

std::vector<StaffPost> posts_of_formula(const std::string& formula) {
  std::vector<std::int32_t> numbers;
  bool open_end = false;
  for (std::size_t begin = 0; begin <= formula.size();) {
    const std::size_t end = std::min(formula.find('+', begin), formula.size());
    const std::string term = formula.substr(begin, end - begin);
    if (open_end || numbers.size() > 8) return {};  // N is the last
    std::int32_t number = 0;
    const auto [stop, problem] = std::from_chars(term.data(), term.data() + term.size(), number);
    if (term == "N" || term == "n")
      open_end = true;
    else if (problem == std::errc() && stop == term.data() + term.size() && number > 0 && number < 1000)
      numbers.push_back(number);
    else
      return {};
    begin = end + 1;
  }
  if (numbers.empty()) return {};
  std::vector<StaffPost> posts{{"post_head", numbers[0], false}};
  const bool managed = numbers.size() == 3;
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    if (managed && i == 1)
      posts.push_back({"post_manager", numbers[i], false});
    else if (i == (managed ? 2U : 1U))
      posts.push_back({"post_full_time", numbers[i], true});
    else
      posts.push_back({"post_other_" + std::to_string(i), numbers[i], false});
  }
  if (open_end) posts.push_back({"post_part_time", 0, false});
  return posts;
}

}  // namespace wangge
