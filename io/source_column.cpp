#include <array>
#include <charconv>
#include <cmath>

#include "io/source_layer.hpp"

namespace wangge {

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kWide = "\xE3\x80\x80";  // ideographic space
  for (;;) {
    if (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\r' || text.front() == '\n'))
      text.remove_prefix(1);
    else if (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r' || text.back() == '\n'))
      text.remove_suffix(1);
    else if (text.starts_with(kWide))
      text.remove_prefix(3);
    else if (text.ends_with(kWide))
      text.remove_suffix(3);
    else
      return text;
  }
}

std::string real_text(double value) {
  std::array<char, 64> buffer{};
  if (value == std::floor(value) && std::abs(value) < 1e18) {
    std::snprintf(buffer.data(), buffer.size(), "%.0f", value);
    return buffer.data();
  }
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), end.ptr};
}

/// Full-width digits, signs and point to ASCII.
std::string narrow(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto a = static_cast<unsigned char>(text[i]);
    const unsigned char b = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    const unsigned char c = i + 2 < text.size() ? static_cast<unsigned char>(text[i + 2]) : 0;
    if (a == 0xEF && b == 0xBC && c >= 0x81) {  // U+FF01.. = ASCII 0x21..
      out += static_cast<char>(0x21 + (c - 0x81));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

std::string_view SourceColumn::text(std::size_t row, std::string& made) const {
  if (missing[row] != 0) return {};
  switch (kind) {
    case ColumnKind::whole: return made = std::to_string(wholes[row]);
    case ColumnKind::real: return made = std::isfinite(reals[row]) ? real_text(reals[row]) : std::string();
    case ColumnKind::text: return trimmed(texts[row]);
  }
  return {};
}

std::string SourceColumn::text(std::size_t row) const {
  std::string made;
  return std::string(text(row, made));
}

std::optional<double> SourceColumn::number(std::size_t row) const {
  if (missing[row] != 0) return std::nullopt;
  switch (kind) {
    case ColumnKind::whole: return static_cast<double>(wholes[row]);
    case ColumnKind::real: return std::isfinite(reals[row]) ? std::optional<double>(reals[row]) : std::nullopt;
    case ColumnKind::text: return number_in(texts[row]);
  }
  return std::nullopt;
}

std::optional<double> number_in(std::string_view given) {
  const std::string text = narrow(given);
  const auto digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  std::size_t start = 0;
  while (start < text.size() && !digit(text[start])) ++start;
  if (start == text.size()) return std::nullopt;
  const bool negative = start > 0 && text[start - 1] == '-' && trimmed(text).front() == '-';
  std::string plain;
  bool point = false;
  for (std::size_t i = start; i < text.size(); ++i) {
    const bool next = i + 1 < text.size() && digit(text[i + 1]);
    if (digit(text[i]))
      plain += text[i];
    else if (text[i] == '.' && next && !point)
      plain += '.', point = true;
    else if (text[i] == ',' && next && !point)
      continue;
    else if ((text[i] == 'e' || text[i] == 'E') && (next || (i + 2 < text.size() && text[i + 1] == '+' && digit(text[i + 2])))) {
      plain += 'e';
      if (text[i + 1] == '+') ++i;
      point = true;
    } else
      break;
  }
  double value = 0;
  std::from_chars(plain.data(), plain.data() + plain.size(), value);
  return negative ? -value : value;
}

const SourceColumn* SourceLayer::find(const std::string& column) const {
  if (column.empty()) return nullptr;
  for (const SourceColumn& one : columns)
    if (one.name == column) return &one;
  return nullptr;
}

}  // namespace wangge
