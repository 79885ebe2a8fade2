/// Who works in a grid and what it costs: section [staff] of the project file. Defaults: Hohhot 2020 (1+1+1+N, 2,000 yuan a
/// month, city and district 1:1), Yinchuan 2024 (18 community workers for 10,000 residents), Daye 2021 (one officer, two
/// auxiliaries a community).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace wangge {

/// A post every grid has. `key` is a sentence of the catalogue ("post_head") or, for posts of the user's own, the name itself.
struct StaffPost {
  std::string key;
  std::int32_t number = 1;  ///< persons a grid; 0 = as many as there are (the N of a formula)
  bool paid = false;        ///< the subsidy is for this post
};

/// A person of the staff list. Only internal editions read them: a City never holds one.
struct StaffPerson {
  std::string grid_code, post, name, phone;
};

struct StaffRules {
  bool wanted = false;  ///< the project has the section
  std::vector<StaffPost> posts;
  double subsidy_per_month = 2000;           ///< yuan a paid person
  double city_share = 0.5;                   ///< of the subsidy; the rest is the district's
  double workers_per_10000 = 18;             ///< community workers for 10,000 residents
  std::int32_t police = 1, auxiliaries = 2;  ///< a community
  bool has_list = false;
  std::map<std::pair<std::string, std::string>, std::int64_t>
      present;  ///< (grid code, post in words) -> persons; no names are kept
};

/// "1+1+1+N": grid head, grid manager, full-time worker, part-time ones. "1+3+N": head, full-time workers, part-time ones. Other
/// formulas of numbers, with N last or none: head, then further posts. Empty for anything else.
[[nodiscard]] std::vector<StaffPost> posts_of_formula(const std::string& formula);

}  // namespace wangge
