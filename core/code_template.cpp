#include "core/code_template.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace wangge {

namespace {

enum class Part { text, community_id, county, subdistrict, community, number };

struct Piece {
  Part part = Part::text;
  std::string text;        // of Part::text
  std::size_t digits = 0;  // of Part::number
};

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Piece> placeholder(const std::string& inside) {
  static const std::array<std::pair<const char*, Part>, 9> kNames{{{"community_id", Part::community_id},
                                                                   {"county", Part::county},
                                                                   {"qx", Part::county},
                                                                   {"subdistrict", Part::subdistrict},
                                                                   {"jd", Part::subdistrict},
                                                                   {"community", Part::community},
                                                                   {"sq", Part::community},
                                                                   {"number", Part::number},
                                                                   {"seq", Part::number}}};
  const std::size_t colon = inside.find(':');
  const std::string name = inside.substr(0, colon);
  for (const auto& [known, part] : kNames) {
    if (name != known) continue;
    Piece piece{part, "", 0};
    if (colon == std::string::npos) return piece;
    const std::string form = inside.substr(colon + 1);
    if (part != Part::number || form.size() != 2 || form[0] != '0' || form[1] < '1' || form[1] > '9') return std::nullopt;
    piece.digits = static_cast<std::size_t>(form[1] - '0');
    return piece;
  }
  return std::nullopt;
}

/// `fault` and `what` say why the answer is short.
std::vector<Piece> pieces_of(const std::string& text, std::string& fault, std::string& what) {
  std::vector<Piece> pieces;
  std::size_t numbers = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '{' && text[i] != '}') {
      const std::size_t end = std::min(text.find_first_of("{}", i), text.size());
      pieces.push_back({Part::text, text.substr(i, end - i), 0});
      i = end;
      continue;
    }
    const std::size_t end = text[i] == '{' ? text.find('}', i) : std::string::npos;
    const std::optional<Piece> piece = end == std::string::npos ? std::nullopt : placeholder(text.substr(i + 1, end - i - 1));
    if (!piece) {
      fault = "code_placeholder_unknown";
      what = text.substr(i, end == std::string::npos ? end : end - i + 1);
      return pieces;
    }
    numbers += piece->part == Part::number ? 1 : 0;
    pieces.push_back(*piece);
    i = end + 1;
  }
  if (numbers != 1) fault = "code_without_number", what = text;
  return pieces;
}

std::string expanded(const std::vector<Piece>& pieces, const std::string& id, std::size_t number) {
  const bool twelve = id.size() == 12 && all_digits(id);
  std::string code;
  for (const Piece& piece : pieces) switch (piece.part) {
      case Part::text: code += piece.text; break;
      case Part::community_id: code += id; break;
      case Part::county: code += twelve ? id.substr(0, 6) : ""; break;
      case Part::subdistrict: code += twelve ? id.substr(6, 3) : ""; break;
      case Part::community: code += twelve ? id.substr(9, 3) : id; break;
      case Part::number: {
        const std::string digits = std::to_string(number);
        code += std::string(piece.digits > digits.size() ? piece.digits - digits.size() : 0, '0') + digits;
        break;
      }
    }
  return code;
}

}  // namespace

std::string fault_of_template(const std::string& text, std::string& what) {
  std::string fault;
  (void)pieces_of(text, fault, what);
  return fault;
}

std::string expand_template(const std::string& text, const std::string& community_id, std::size_t number) {
  std::string fault, what;
  return expanded(pieces_of(text, fault, what), community_id, number);
}

std::size_t number_of_code(const std::string& text, const std::string& community_id, const std::string& code) {
  std::string fault, what;
  const std::vector<Piece> pieces = pieces_of(text, fault, what);
  std::string before;
  for (const Piece& piece : pieces) {
    if (piece.part == Part::number) break;
    before += expanded({piece}, community_id, 0);
  }
  if (!code.starts_with(before)) return 0;
  std::size_t end = before.size();
  // the digits of the number end where the rest of the template begins: the longest run that gives the code back
  while (end < code.size() && code[end] >= '0' && code[end] <= '9') ++end;
  for (; end > before.size(); --end) {
    if (end - before.size() > 9) continue;
    const std::size_t number = std::stoul(code.substr(before.size(), end - before.size()));
    if (number > 0 && expanded(pieces, community_id, number) == code) return number;
  }
  return 0;
}

}  // namespace wangge
