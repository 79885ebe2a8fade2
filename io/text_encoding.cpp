#include "io/text_encoding.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>

#include "io/east_asian_text.hpp"

namespace wangge {

namespace {

/// Length of the character that starts with `lead`, 0 for a byte that cannot start one.
std::size_t utf8_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

bool second_byte_fits(unsigned char lead, unsigned char second) {
  if (lead == 0xE0) return second >= 0xA0 && second <= 0xBF;
  if (lead == 0xED) return second >= 0x80 && second <= 0x9F;
  if (lead == 0xF0) return second >= 0x90 && second <= 0xBF;
  if (lead == 0xF4) return second >= 0x80 && second <= 0x8F;
  return second >= 0x80 && second <= 0xBF;
}

/// Two-byte characters in GB 2312's level 1, and second bytes that are plain letters.
struct HanShares {
  std::int64_t pairs = 0, gb_common = 0, letter_trails = 0;
};

void count_han(std::string_view bytes, HanShares& shares) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    if (lead < 0x80) continue;
    if (i + 1 >= bytes.size()) return;
    const auto trail = static_cast<unsigned char>(bytes[++i]);
    ++shares.pairs;
    if (lead >= 0xB0 && lead <= 0xD7 && trail >= 0xA1) ++shares.gb_common;
    if (trail < 0x80) ++shares.letter_trails;
  }
}

}  // namespace

bool is_ascii(std::string_view bytes) {
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + i, 8);
    if ((word & 0x8080808080808080ULL) != 0) return false;
  }
  return std::all_of(bytes.begin() + static_cast<std::ptrdiff_t>(i), bytes.end(), [](char byte) { return (byte & 0x80) == 0; });
}

Utf8Check check_utf8(std::string_view bytes) {
  Utf8Check check;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    const std::size_t length = utf8_length(lead);
    if (length == 0) return {false, false, check.characters};
    for (std::size_t k = 1; k < length; ++k) {
      if (i + k >= bytes.size()) {
        check.cut = true;
        return check;
      }
      const auto next = static_cast<unsigned char>(bytes[i + k]);
      const bool fits = k == 1 ? second_byte_fits(lead, next) : (next & 0xC0U) == 0x80U;
      if (!fits) return {false, false, check.characters};
    }
    if (length > 1) ++check.characters;
    i += length;
  }
  return check;
}

std::string valid_utf8(std::string_view bytes, std::string_view replacement) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = utf8_length(static_cast<unsigned char>(bytes[i]));
    const std::string_view character = bytes.substr(i, length);
    const Utf8Check check = check_utf8(character);
    if (length > 0 && check.valid && !check.cut) {
      out += character;
      i += length;
    } else {
      out += replacement;
      for (++i; i < bytes.size() && (static_cast<unsigned char>(bytes[i]) & 0xC0U) == 0x80U; ++i) {
      }
    }
  }
  return out;
}

std::string canonical_encoding(std::string_view name) {
  std::string word;
  for (const char letter : name) {
    if (letter >= 'A' && letter <= 'Z')
      word += static_cast<char>(letter + 32);
    else if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9'))
      word += letter;
  }
  if (word.starts_with("ldid")) return encoding_of_language_byte(static_cast<std::uint8_t>(std::atoi(word.c_str() + 4)));
  for (const char* prefix : {"windows", "win", "ansi", "oem", "ibm", "cp", "ms"})
    if (word.starts_with(prefix) && word.size() > std::string_view(prefix).size()) {
      const std::string rest = word.substr(std::string_view(prefix).size());
      if (rest.find_first_not_of("0123456789") == std::string::npos) word = rest;
    }
  static const std::map<std::string, std::string> names{{"utf8", "UTF-8"},
                                                        {"65001", "UTF-8"},
                                                        {"unicode", "UTF-8"},
                                                        {"utf16", "UTF-16"},
                                                        {"utf16le", "UTF-16LE"},
                                                        {"utf16be", "UTF-16BE"},
                                                        {"1200", "UTF-16LE"},
                                                        {"gbk", "GB18030"},
                                                        {"936", "GB18030"},
                                                        {"gb2312", "GB18030"},
                                                        {"gb18030", "GB18030"},
                                                        {"54936", "GB18030"},
                                                        {"euccn", "GB18030"},
                                                        {"hz", "GB18030"},
                                                        {"big5", "BIG5-HKSCS"},
                                                        {"950", "CP950"},
                                                        {"big5hkscs", "BIG5-HKSCS"},
                                                        {"shiftjis", "CP932"},
                                                        {"sjis", "CP932"},
                                                        {"932", "CP932"},
                                                        {"eucjp", "EUC-JP"},
                                                        {"euckr", "EUC-KR"},
                                                        {"949", "CP949"},
                                                        {"koi8r", "KOI8-R"},
                                                        {"koi8u", "KOI8-U"},
                                                        {"latin1", "ISO-8859-1"},
                                                        {"iso88591", "ISO-8859-1"},
                                                        {"88591", "ISO-8859-1"},
                                                        {"latin2", "ISO-8859-2"},
                                                        {"iso88592", "ISO-8859-2"},
                                                        {"88592", "ISO-8859-2"},
                                                        {"iso88599", "ISO-8859-9"},
                                                        {"88599", "ISO-8859-9"},
                                                        {"iso885915", "ISO-8859-15"},
                                                        {"8859-15", "ISO-8859-15"},
                                                        {"ascii", "UTF-8"},
                                                        {"usascii", "UTF-8"}};
  const auto found = names.find(word);
  if (found != names.end()) return found->second;
  // iconv takes odd words: an empty one is the locale's, and what follows a slash are switches.
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-";
  if (word.empty() || name.find_first_not_of(kPlain) != std::string_view::npos) return {};
  const bool digits = !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
  const std::string code_page = digits ? "CP" + word : std::string(name);
  return TextCoder("UTF-8", code_page).usable() ? code_page : std::string();
}

std::string encoding_of_language_byte(std::uint8_t byte) {
  static const std::map<int, std::string> pages{
      {0x01, "CP437"},  {0x02, "CP850"},  {0x03, "CP1252"},  {0x13, "CP932"},  {0x4D, "GB18030"}, {0x4E, "CP949"},
      {0x4F, "CP950"},  {0x50, "CP874"},  {0x58, "CP1252"},  {0x59, "CP1252"}, {0x64, "CP852"},   {0x65, "CP866"},
      {0x78, "CP950"},  {0x79, "CP949"},  {0x7A, "GB18030"}, {0x7B, "CP932"},  {0x7C, "CP874"},   {0xC8, "CP1250"},
      {0xC9, "CP1251"}, {0xCA, "CP1254"}, {0xCB, "CP1253"},  {0xCC, "CP1257"}, {0x26, "CP866"},   {0x57, ""}};
  const auto found = pages.find(byte);
  return found == pages.end() ? std::string() : found->second;
}

RecognisedEncoding recognise_encoding(const std::string& declared, std::span<const std::string_view> texts) {
  bool utf8 = true;
  bool ascii = true;
  std::int64_t characters = 0;
  HanShares shares;
  for (const std::string_view text : texts) {
    const Utf8Check check = check_utf8(text);
    utf8 = utf8 && check.valid;
    characters += check.characters;
    ascii = ascii && check.valid && check.characters == 0 && !check.cut;
    if (!ascii) count_han(text, shares);
  }
  if (ascii) return {declared.empty() ? "UTF-8" : declared, "ascii", false};
  utf8 = utf8 && characters > 0;
  if (!declared.empty()) {
    if (declared == "UTF-8" ? utf8 : !(utf8 && characters >= 3)) {
      TextCoder coder("UTF-8", declared);
      bool decodes = coder.usable();
      for (const std::string_view text : texts) decodes = decodes && coder.convert(text, true).has_value();
      if (decodes || declared == "UTF-8") return {declared, "declared", false};
    }
  }
  const bool contradicts = !declared.empty();
  if (utf8) return {"UTF-8", "utf8", contradicts};
  const auto share = [&](std::int64_t count) {
    return shares.pairs == 0 ? 0.0 : static_cast<double>(count) / static_cast<double>(shares.pairs);
  };
  const bool western = share(shares.letter_trails) > 0.8 && share(shares.gb_common) < 0.1;  // accents between plain letters
  const EastAsianGuess guess = guess_east_asian(texts);
  constexpr double kPlain = 0.4, kFair = 0.15;
  if (guess.name == "GB18030" && !western)
    return {"GB18030", guess.everyday < kFair && share(shares.gb_common) < kPlain ? "gb18030_doubtful" : "gb18030", contradicts};
  if (!guess.name.empty() && guess.name != "GB18030" && guess.everyday >= kPlain) return {guess.name, "recognised", contradicts};
  if (!western && guess.chinese) return {"GB18030", "gb18030_doubtful", contradicts};
  return {contradicts ? declared : "CP1252", "latin1", contradicts};
}

TextCoder::TextCoder(const std::string& to, const std::string& from) : from_utf8_(from == "UTF-8") {
  iconv_t handle = iconv_open(to.c_str(), from.c_str());
  if (handle != reinterpret_cast<iconv_t>(-1)) handle_ = handle;
}

TextCoder::~TextCoder() {
  if (handle_ != nullptr) iconv_close(static_cast<iconv_t>(handle_));
}

std::optional<std::string> TextCoder::convert(std::string_view bytes, bool drop_tail) {
  if (handle_ == nullptr) return std::nullopt;
  if (from_utf8_ && !check_utf8(bytes).valid) return std::nullopt;
  iconv(static_cast<iconv_t>(handle_), nullptr, nullptr, nullptr, nullptr);
  std::string out;
  std::array<char, 512> buffer{};
  char* from = const_cast<char*>(bytes.data());
  std::size_t left = bytes.size();
  while (left > 0) {
    char* to = buffer.data();
    std::size_t room = buffer.size();
    const std::size_t result = iconv(static_cast<iconv_t>(handle_), &from, &left, &to, &room);
    const int problem = errno;
    out.append(buffer.data(), buffer.size() - room);
    if (result != static_cast<std::size_t>(-1) || problem == E2BIG) continue;
    if (problem == EINVAL && drop_tail) return out;
    return std::nullopt;
  }
  return out;
}

std::string TextCoder::convert_all(std::string_view given, std::string_view replacement) {
  const std::string checked = from_utf8_ ? valid_utf8(given, replacement) : std::string();
  const std::string_view bytes = from_utf8_ ? std::string_view(checked) : given;
  if (handle_ == nullptr) return valid_utf8(bytes, replacement);
  iconv(static_cast<iconv_t>(handle_), nullptr, nullptr, nullptr, nullptr);
  std::string out;
  std::array<char, 512> buffer{};
  char* from = const_cast<char*>(bytes.data());
  std::size_t left = bytes.size();
  while (left > 0) {
    char* to = buffer.data();
    std::size_t room = buffer.size();
    const std::size_t result = iconv(static_cast<iconv_t>(handle_), &from, &left, &to, &room);
    const int problem = errno;
    out.append(buffer.data(), buffer.size() - room);
    if (result != static_cast<std::size_t>(-1) || problem == E2BIG) continue;
    out += replacement;
    if (left == 0) break;
    do {  // skip the whole character when the source is UTF-8
      ++from;
      --left;
    } while (left > 0 && (static_cast<unsigned char>(*from) & 0xC0U) == 0x80U);
  }
  return out;
}

std::string cut_text(const std::string& text, const std::string& encoding, std::size_t max_bytes) {
  const std::string to = canonical_encoding(encoding).empty() ? "UTF-8" : canonical_encoding(encoding);
  const bool same = to == "UTF-8";
  TextCoder coder(to, "UTF-8");
  std::size_t used = 0;
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t length = std::max<std::size_t>(1, utf8_length(static_cast<unsigned char>(text[i])));
    const std::string character = text.substr(i, length);
    const std::size_t bytes = same ? character.size() : coder.convert_all(character, "?").size();
    if (used + bytes > max_bytes) break;
    used += bytes;
    i += length;
  }
  return text.substr(0, i);
}

}  // namespace wangge
