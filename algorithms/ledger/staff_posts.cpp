#include "algorithms/ledger/staff_posts.hpp"

namespace wangge {

std::string post_name(const StaffPost& post, Language language) {
  return in_catalogue(post.key) ? say(language, post.key) : post.key;
}

bool is_post(const StaffPost& post, const std::string& words) {
  return words == post_name(post, Language::english) || words == post_name(post, Language::chinese);
}

const std::array<StaffPost, 5>& community_posts() {
  static const std::array<StaffPost, 5> posts{{{"post_worker", 0, false},
                                               {"post_officer", 0, false},
                                               {"post_auxiliary", 0, false},
                                               {"post_building_head", 0, false},
                                               {"post_unit_head", 0, false}}};
  return posts;
}

std::int64_t paid_posts(const StaffRules& staff) {
  std::int64_t sum = 0;
  for (const StaffPost& post : staff.posts) sum += post.paid ? post.number : 0;
  return sum;
}

}  // namespace wangge
