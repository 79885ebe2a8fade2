/// Which of the double-byte encodings of East Asia an undeclared text is in: it is decoded in each, and the one whose
/// characters are most often everyday ones wins. Bytes of one encoding read as another give rare characters.
/// Lists: names of places, offices, houses and counts in Chinese (both scripts), Japanese and Korean.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace wangge {

struct EastAsianGuess {
  std::string name;      ///< "GB18030", "BIG5-HKSCS", "EUC-JP", "CP932", "CP949"; empty when the text decodes in none
  double everyday = 0;   ///< share of its characters that are everyday ones of that language
  bool chinese = false;  ///< the text decodes as GB18030, whatever wins
};

/// `texts` hold bytes beyond ASCII. GB18030 wins ties: it is what Chinese planners send.
[[nodiscard]] EastAsianGuess guess_east_asian(std::span<const std::string_view> texts);

}  // namespace wangge
