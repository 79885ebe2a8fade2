#include "io/nearest_name.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace wangge {

namespace {

/// Characters of a UTF-8 word, ASCII letters in lower case.
std::vector<std::string> characters(std::string_view word) {
  std::vector<std::string> out;
  for (const char byte : word) {
    const bool continues = (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
    const char lower = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte;
    if (continues && !out.empty())
      out.back() += byte;
    else
      out.emplace_back(1, lower);
  }
  return out;
}

std::size_t edits(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::string nearest_name(std::string_view word, std::span<const std::string> candidates) {
  const auto letters = characters(word);
  std::size_t best = std::max<std::size_t>(1, letters.size() / 3) + 1;
  std::string name;
  for (const std::string& candidate : candidates) {
    const auto other = characters(candidate);
    const std::size_t count = edits(letters, other);
    if (count < best && count < std::max(letters.size(), other.size())) {
      best = count;
      name = candidate;
    }
  }
  return name;
}

std::string list_names(std::span<const std::string> names, std::size_t limit) {
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < limit; ++i) out += (i == 0 ? "" : ", ") + names[i];
  return names.size() > limit ? out + " ..." : out;
}

}  // namespace wangge
