/// Character sets of Chinese survey data: recognition, decoding to UTF-8, encoding, and cuts that never split a character.
/// Order of trust on reading: .cpg, language byte of the .dbf, strict UTF-8, Big5 where it is plainly that, GB18030.
/// A declaration that the bytes contradict is overruled and reported by the caller.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wangge {

struct Utf8Check {
  bool valid = true;            ///< strict UTF-8 (no overlong forms, no surrogates), an incomplete last character allowed
  bool cut = false;             ///< the last character is incomplete
  std::int64_t characters = 0;  ///< complete characters of more than one byte
};
[[nodiscard]] Utf8Check check_utf8(std::string_view bytes);
/// No byte above 127.
[[nodiscard]] bool is_ascii(std::string_view bytes);

/// The text with every byte that is no part of a valid character replaced.
[[nodiscard]] std::string valid_utf8(std::string_view bytes, std::string_view replacement = "\xEF\xBF\xBD");

/// The iconv name of an encoding as people write it ("936", "gbk", "Big-5", "UTF8"); empty when unknown.
[[nodiscard]] std::string canonical_encoding(std::string_view name);
/// The encoding of a DBF language byte, empty when it says nothing (0x00, 0x57 "current code page").
[[nodiscard]] std::string encoding_of_language_byte(std::uint8_t byte);

struct RecognisedEncoding {
  std::string name;  ///< "UTF-8", "GB18030", "BIG5" ...
  std::string
      how;  ///< "ascii", "declared", "utf8", "gb18030", "gb18030_doubtful", "recognised" (another East Asian one), "latin1"
  bool contradicts = false;  ///< a declaration was overruled
};
/// `declared` may be empty. `texts` are all names and values of the layer.
[[nodiscard]] RecognisedEncoding recognise_encoding(const std::string& declared, std::span<const std::string_view> texts);

/// Converts between one encoding and UTF-8; one conversion state, not for use by two threads at once.
class TextCoder {
 public:
  TextCoder(const std::string& to, const std::string& from);
  ~TextCoder();
  TextCoder(const TextCoder&) = delete;
  TextCoder& operator=(const TextCoder&) = delete;
  [[nodiscard]] bool usable() const { return handle_ != nullptr; }
  /// nullopt when a character cannot be converted. An incomplete last character is dropped when `drop_tail`.
  [[nodiscard]] std::optional<std::string> convert(std::string_view bytes, bool drop_tail = false);
  /// Every character that cannot be converted becomes `replacement`.
  [[nodiscard]] std::string convert_all(std::string_view bytes, std::string_view replacement);

 private:
  void* handle_ = nullptr;
  bool from_utf8_ = false;  ///< checked here: iconv lets codes beyond U+10FFFF pass
};

/// The longest beginning of a UTF-8 text whose form in `encoding` fits `max_bytes`; never splits a character.
[[nodiscard]] std::string cut_text(const std::string& text, const std::string& encoding, std::size_t max_bytes);

}  // namespace wangge
