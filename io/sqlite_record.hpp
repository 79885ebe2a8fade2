/// Private to io: the values of a row as SQLite keeps them ("Database File Format", section 2.1, record format).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wangge {

/// Big-endian base 128, one to nine bytes.
void append_varint(std::uint64_t value, std::string& out);

/// Some columns of a row, in their order.
class RecordPart {
 public:
  void clear() {
    types_.clear();
    body_.clear();
  }
  void null() { types_.push_back('\0'); }
  void whole(std::int64_t value);
  /// As a whole number where nothing is lost, which columns of reals read as a real: what SQLite does itself.
  void real(double value);
  void text(std::string_view value);
  void blob(std::string_view bytes);

 private:
  friend void join_record(const RecordPart& first, const RecordPart& second, std::string& record);
  std::string types_, body_;
};

/// The record of a row whose columns are those of `first`, then those of `second`.
void join_record(const RecordPart& first, const RecordPart& second, std::string& record);

}  // namespace wangge
