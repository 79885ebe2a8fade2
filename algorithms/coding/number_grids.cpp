#include "algorithms/coding/number_grids.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/code_template.hpp"

namespace wangge {

std::vector<std::size_t> order_of_grids(std::span<const MultiPolygon> areas) {
  std::vector<std::size_t> order(areas.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (areas.empty()) return order;
  std::vector<double> heights;
  std::vector<Point> centres;
  Box all;
  for (const MultiPolygon& a : areas) {
    const Box box = bounds(a);
    heights.push_back(box.empty() ? 0 : box.height());
    centres.push_back(box.empty() ? Point{} : centroid(a));
    if (!box.empty()) all.expand(box);
  }
  std::nth_element(heights.begin(), heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2), heights.end());
  const double band = std::max(heights[heights.size() / 2], 1.0);
  auto row = [&](std::size_t i) { return static_cast<std::int64_t>(std::floor((all.max_y - centres[i].y) / band)); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (row(a) != row(b)) return row(a) < row(b);
    return centres[a].x < centres[b].x;
  });
  return order;
}

namespace {

const std::string& template_for(const CodeRule& rule, const std::string& community_id) {
  static const std::string digits = "{community_id}{number:03}", other = "{community_id}-{number:03}";
  if (!rule.grid.empty()) return rule.grid;
  const bool twelve = community_id.size() == 12 &&
                      std::all_of(community_id.begin(), community_id.end(), [](char c) { return c >= '0' && c <= '9'; });
  return twelve ? digits : other;
}

}  // namespace

std::string grid_code(const CodeRule& rule, const std::string& community_id, std::size_t number) {
  return expand_template(template_for(rule, community_id), community_id, number);
}

std::size_t number_in_code(const CodeRule& rule, const std::string& community_id, const std::string& code) {
  return number_of_code(template_for(rule, community_id), community_id, code);
}

std::string chinese_number(std::size_t number) {
  static const char* const kDigits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  if (number >= 1000) return std::to_string(number);
  std::string out;
  const std::size_t hundreds = number / 100, tens = number / 10 % 10, ones = number % 10;
  if (hundreds > 0) out += std::string(kDigits[hundreds]) + "百";
  if (tens > 0) out += (tens == 1 && hundreds == 0 ? "" : kDigits[tens]) + std::string("十");
  if (tens == 0 && hundreds > 0 && ones > 0) out += "零";
  if (ones > 0 || number == 0) out += kDigits[ones];
  return out;
}

std::string grid_name(const std::string& community_name, std::size_t number, Language language) {
  return say(language, "grid_name",
             {community_name, language == Language::chinese ? chinese_number(number) : std::to_string(number)});
}

}  // namespace wangge
