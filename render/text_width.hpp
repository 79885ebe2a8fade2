/// Estimated widths of words, so that labels and tables can be laid out without a font.
/// Guarantees
///  - equal on every machine: no font is opened, no locale is asked;
///  - Chinese characters and full-width signs count 1 em; Latin letters, digits and signs 0.3 to 0.9 em, about 0.55 on average.
/// Units: widths are in the unit of `size` (millimetres on a sheet). Text is UTF-8; a broken byte counts as one character.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wangge {

/// The text cut into characters.
[[nodiscard]] std::vector<std::string_view> characters(std::string_view text);
/// True for characters that fill a whole square: Han, kana, hangul, full-width forms.
[[nodiscard]] bool is_wide(std::string_view character);
[[nodiscard]] bool is_wide_text(std::string_view text);
[[nodiscard]] double text_width(std::string_view text, double size);
/// The text itself when it fits, else its beginning and "…".
[[nodiscard]] std::string cut_to_width(std::string_view text, double size, double width);
/// Two lines of about equal width; the second is empty when the text has fewer than four characters or no good place to break.
[[nodiscard]] std::vector<std::string> in_two_lines(std::string_view text);
/// Lines no wider than `width`, broken at spaces and between Han characters, never before a sign that ends a phrase.
[[nodiscard]] std::vector<std::string> wrap_text(std::string_view text, double size, double width);

}  // namespace wangge
