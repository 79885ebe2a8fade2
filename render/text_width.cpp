#include "render/text_width.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace wangge {

namespace {

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if ((lead >> 5) == 0x6) return 2;
  if ((lead >> 4) == 0xE) return 3;
  if ((lead >> 3) == 0x1E) return 4;
  return 1;
}

std::uint32_t code_point(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return lead;
  std::uint32_t code = lead & (0x7FU >> character.size());
  for (std::size_t i = 1; i < character.size(); ++i) code = (code << 6) | (static_cast<unsigned char>(character[i]) & 0x3FU);
  return code;
}

// Shares of an em, rounded up from the advance widths of common sans-serif faces.
double latin_width(char letter) {
  const std::string_view narrow = " .,:;'|!ijl()[]", wide = "mwMW%@";
  if (narrow.find(letter) != std::string_view::npos) return 0.32;
  if (wide.find(letter) != std::string_view::npos) return 0.9;
  if (letter >= 'A' && letter <= 'Z') return 0.66;
  return 0.56;
}

}  // namespace

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    std::size_t count = sequence_length(static_cast<unsigned char>(text[i]));
    if (i + count > text.size()) count = 1;
    for (std::size_t k = 1; k < count; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) >> 6) != 0x2) count = 1;
    }
    out.push_back(text.substr(i, count));
    i += count;
  }
  return out;
}

bool is_wide(std::string_view character) { return character.size() >= 3 && code_point(character) >= 0x2E80; }

bool is_wide_text(std::string_view text) {
  for (const std::string_view character : characters(text)) {
    if (is_wide(character)) return true;
  }
  return false;
}

double text_width(std::string_view text, double size) {
  double ems = 0;
  for (const std::string_view character : characters(text)) {
    if (is_wide(character)) {
      ems += 1;
    } else {
      ems += character.size() == 1 ? latin_width(character.front()) : 0.6;
    }
  }
  return ems * size;
}

std::string cut_to_width(std::string_view text, double size, double width) {
  if (text_width(text, size) <= width) return std::string(text);
  const std::string ellipsis = "…";
  std::string out;
  for (const std::string_view character : characters(text)) {
    if (text_width(out, size) + text_width(character, size) + size * 0.6 > width) break;
    out += character;
  }
  return out + ellipsis;
}

std::vector<std::string> in_two_lines(std::string_view text) {
  const std::vector<std::string_view> all = characters(text);
  if (all.size() < 4) return {std::string(text), ""};
  const double half = text_width(text, 1) / 2;
  std::size_t best = 0, at = 0;
  double best_off = half, so_far = 0;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    at += all[i].size();
    so_far += text_width(all[i], 1);
    // Latin words are broken at spaces only, Han text anywhere.
    const bool breakable = all[i] == " " || (is_wide(all[i]) && is_wide(all[i + 1]));
    if (breakable && std::abs(so_far - half) < best_off - 1e-9) {
      best_off = std::abs(so_far - half);
      best = at;
    }
  }
  if (best == 0) return {std::string(text), ""};
  std::string first(text.substr(0, best));
  while (!first.empty() && first.back() == ' ') first.pop_back();
  return {first, std::string(text.substr(best))};
}

namespace {

/// Signs that no line may begin with.
bool ends_a_phrase(std::string_view word) {
  static constexpr std::array<std::string_view, 14> kSigns{"，", "。", "、", "；", "：", "！", "？",
                                                           "）", "」", "』", "》", "】", "”",  "…"};
  return std::find(kSigns.begin(), kSigns.end(), word) != kSigns.end();
}

/// Takes the last character from a line of several, if it is a wide one; else nothing.
std::string take_last_wide(std::string& line) {
  const std::vector<std::string_view> all = characters(line);
  if (all.size() < 2 || !is_wide(all.back()) || ends_a_phrase(all.back())) return {};
  std::string last(all.back());
  line.resize(line.size() - last.size());
  return last;
}

}  // namespace

std::vector<std::string> wrap_text(std::string_view text, double size, double width) {
  std::vector<std::string> lines;
  std::string line, word;
  const auto flush_word = [&] {
    if (!line.empty() && text_width(line + word, size) > width) {
      while (!line.empty() && line.back() == ' ') line.pop_back();
      std::string carried = ends_a_phrase(word) ? take_last_wide(line) : std::string();
      lines.push_back(line);
      line = std::move(carried);
      if (!word.empty() && word.front() == ' ') word.erase(0, 1);
    }
    line += word;
    word.clear();
  };
  for (const std::string_view character : characters(text)) {
    if (is_wide(character) || character == " ") flush_word();
    word += character;
    if (is_wide(character)) flush_word();
  }
  flush_word();
  if (!line.empty()) lines.push_back(line);
  return lines;
}

}  // namespace wangge
