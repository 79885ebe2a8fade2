#include "algorithms/ledger/staff_posts.hpp"

namespace wangge {

std::string post_name(const StaffPost& post, Language language) {
  return in_catalogue(post.key) ? say(language, post.key) : post.key;
}

bool is_post(const StaffPost& post, const std::string& words) {
  return words == post_name(post, Language::english) || words == post_name(post, Language::chinese);
}

}  // namespace wangge
