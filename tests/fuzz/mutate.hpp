/// Damage as files suffer it: flipped bits, extreme numbers, parts cut out, doubled, exchanged or replaced by other parts.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/random.hpp"

namespace wangge::fuzz {

inline std::size_t place_in(const std::string& bytes, Random& random) { return bytes.empty() ? 0 : random.below(bytes.size()); }

inline void overwrite(std::string& bytes, std::size_t at, std::string_view with) {
  for (std::size_t i = 0; i < with.size() && at + i < bytes.size(); ++i) bytes[at + i] = with[i];
}

/// Bytes that readers stumble over: limits of counts and offsets, NaN and infinity, signs of other formats.
inline std::string trouble(Random& random) {
  static const std::array<std::string_view, 16> all{std::string_view("\xFF\xFF\xFF\xFF", 4),
                                                    std::string_view("\x00\x00\x00\x00", 4),
                                                    std::string_view("\xFF\xFF\xFF\x7F", 4),
                                                    std::string_view("\x7F\xFF\xFF\xFF", 4),
                                                    std::string_view("\x00\x00\x00\x80", 4),
                                                    std::string_view("\x01\x00\x00\x00", 4),
                                                    std::string_view("\x00\x00\x00\x00\x00\x00\xF8\x7F", 8),
                                                    std::string_view("\x00\x00\x00\x00\x00\x00\xF0\x7F", 8),
                                                    std::string_view("\x00\x00\x00\x00\x00\x00\xF0\xFF", 8),
                                                    std::string_view("\xFF\xFE", 2),
                                                    std::string_view("\x00", 1),
                                                    std::string_view("1e999"),
                                                    std::string_view("-9223372036854775808"),
                                                    std::string_view("]}"),
                                                    std::string_view("\"\\u0000"),
                                                    std::string_view("\xE7\xBD", 2)};
  return std::string(all[random.below(all.size())]);
}

inline void mutate_once(std::string& bytes, const std::string& other, Random& random) {
  const std::size_t at = place_in(bytes, random);
  const std::size_t length = std::min<std::size_t>(bytes.size() - at, 1 + random.below(random.chance(0.8) ? 16 : 400));
  switch (random.below(8)) {
    case 0:
      if (!bytes.empty()) bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1 << random.below(8)));
      break;
    case 1:
      if (!bytes.empty()) bytes[at] = static_cast<char>(random.below(256));
      break;
    case 2: overwrite(bytes, at, trouble(random)); break;
    case 3: bytes.insert(at, trouble(random)); break;
    case 4: bytes.erase(at, length); break;
    case 5: bytes.insert(at, bytes.substr(at, length)); break;
    case 6: overwrite(bytes, at, bytes.substr(place_in(bytes, random), length)); break;
    default:
      if (random.chance(0.1))
        bytes.resize(at);
      else
        overwrite(bytes, at, other.substr(place_in(other, random), length));
  }
}

/// One to eight kinds of damage, sometimes very many.
inline std::string mutated(std::string bytes, const std::string& other, Random& random) {
  const std::uint64_t times = random.chance(0.05) ? 200 : 1 + random.below(8);
  for (std::uint64_t i = 0; i < times; ++i) mutate_once(bytes, other, random);
  return bytes;
}

}  // namespace wangge::fuzz
