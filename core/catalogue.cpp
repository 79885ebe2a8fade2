#include "core/catalogue.hpp"

#include <cstdint>
#include <cstdio>
#include <map>
#include <vector>

namespace wangge {

namespace {

struct Row {
  std::string_view id, english, chinese;
};

constexpr Row kRows[] = {
#include "core/catalogue/division.inc"
#include "core/catalogue/handover.inc"
#include "core/catalogue/ledger.inc"
#include "core/catalogue/program.inc"
#include "core/catalogue/reach.inc"
#include "core/catalogue/reading.inc"
#include "core/catalogue/render.inc"
#include "core/catalogue/validation.inc"
};

const Row* find(std::string_view id) {
  static const std::map<std::string_view, const Row*> rows = [] {
    std::map<std::string_view, const Row*> by_id;
    for (const Row& row : kRows) by_id.emplace(row.id, &row);
    return by_id;
  }();
  const auto found = rows.find(id);
  return found == rows.end() ? nullptr : found->second;
}

}  // namespace

bool in_catalogue(std::string_view id) { return find(id) != nullptr; }

std::string say(Language language, std::string_view id, std::initializer_list<std::string> values) {
  const Row* row = find(id);
  if (row == nullptr) return std::string(id);
  const std::string_view pattern = language == Language::chinese ? row->chinese : row->english;
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' && pattern[i + 1] >= '0' && pattern[i + 1] <= '9') {
      const auto place = static_cast<std::size_t>(pattern[i + 1] - '0');
      if (place < values.size()) out += *(values.begin() + place);
      i += 2;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

std::string with_commas(std::int64_t number) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3) digits.insert(static_cast<std::size_t>(i), 1, ',');
  return number < 0 ? "-" + digits : digits;
}

std::string with_decimals(double number, int decimals) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*f", decimals, number);
  return buffer;
}

}  // namespace wangge
