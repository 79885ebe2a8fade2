#include "io/sqlite_record.hpp"

#include <bit>
#include <cmath>

namespace wangge {

namespace {

void append_bytes(std::uint64_t value, int count, std::string& out) {
  for (int i = count - 1; i >= 0; --i) out.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
}

}  // namespace

void append_varint(std::uint64_t value, std::string& out) {
  if (value >> 56 != 0) {  // nine bytes, the last of them whole
    for (int shift = 57; shift >= 8; shift -= 7) out.push_back(static_cast<char>(0x80 | (value >> shift & 0x7F)));
    out.push_back(static_cast<char>(value & 0xFF));
    return;
  }
  int shift = 0;
  while (value >> (shift + 7) != 0) shift += 7;
  for (; shift > 0; shift -= 7) out.push_back(static_cast<char>(0x80 | (value >> shift & 0x7F)));
  out.push_back(static_cast<char>(value & 0x7F));
}

void RecordPart::whole(std::int64_t value) {
  if (value == 0 || value == 1) return types_.push_back(value == 0 ? '\x08' : '\x09');
  const std::uint64_t size = static_cast<std::uint64_t>(value < 0 ? ~value : value);
  const struct {
    int bytes;
    char type;
  } widths[] = {{1, 1}, {2, 2}, {3, 3}, {4, 4}, {6, 5}, {8, 6}};
  for (const auto& [bytes, type] : widths)
    if (bytes == 8 || size >> (8 * bytes - 1) == 0) {
      types_.push_back(type);
      return append_bytes(static_cast<std::uint64_t>(value), bytes, body_);
    }
}

void RecordPart::real(double value) {
  constexpr double kWhole = 1e14;  // SQLite keeps larger ones as reals
  if (std::abs(value) < kWhole && value == std::floor(value) && !(value == 0 && std::signbit(value)))
    return whole(static_cast<std::int64_t>(value));
  if (std::isnan(value)) return null();
  types_.push_back('\x07');
  append_bytes(std::bit_cast<std::uint64_t>(value), 8, body_);
}

void RecordPart::text(std::string_view value) {
  append_varint(2 * value.size() + 13, types_);
  body_.append(value);
}

void RecordPart::blob(std::string_view bytes) {
  append_varint(2 * bytes.size() + 12, types_);
  body_.append(bytes);
}

void join_record(const RecordPart& first, const RecordPart& second, std::string& record) {
  record.clear();
  const std::size_t types = first.types_.size() + second.types_.size();
  append_varint(types + (types + 1 < 128 ? 1 : types + 2 < 16384 ? 2 : 3), record);  // the header counts its own first number
  record.append(first.types_).append(second.types_);
  record.append(first.body_).append(second.body_);
}

}  // namespace wangge
