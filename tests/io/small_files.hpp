/// Small input files made by hand for tests: a DBF with chosen bytes, a GeoJSON of squares.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace wangge::test {

/// A .dbf of text columns; names and values are raw bytes in any encoding.
inline std::string dbf_bytes(const std::vector<std::pair<std::string, int>>& fields,
                             const std::vector<std::vector<std::string>>& rows, char language_byte = 0) {
  const auto two = [](std::size_t value) {
    return std::string{static_cast<char>(value & 0xFF), static_cast<char>(value >> 8 & 0xFF)};
  };
  std::size_t width = 1;
  for (const auto& field : fields) width += static_cast<std::size_t>(field.second);
  std::string out("\x03\x7A\x01\x01", 4);
  out += two(rows.size()) + std::string(2, '\0') + two(33 + 32 * fields.size()) + two(width) + std::string(17, '\0') +
         language_byte + std::string(2, '\0');
  for (const auto& [name, size] : fields) {
    std::string descriptor = name;
    descriptor.resize(11, '\0');
    descriptor += 'C';
    descriptor.resize(16, '\0');
    descriptor += static_cast<char>(size);
    descriptor.resize(32, '\0');
    out += descriptor;
  }
  out += '\r';
  for (const auto& row : rows) {
    out += ' ';
    for (std::size_t i = 0; i < fields.size(); ++i) {
      std::string value = row[i];
      value.resize(static_cast<std::size_t>(fields[i].second), ' ');
      out += value;
    }
  }
  return out + '\x1A';
}

/// One GeoJSON feature: a square of `size` degrees with its lower left corner at x, y, or no geometry for size 0.
inline std::string square(double x, double y, double size, const std::string& properties) {
  const auto point = [](double a, double b) { return "[" + std::to_string(a) + "," + std::to_string(b) + "]"; };
  const std::string ring =
      point(x, y) + "," + point(x + size, y) + "," + point(x + size, y + size) + "," + point(x, y + size) + "," + point(x, y);
  const std::string geometry = size > 0 ? R"({"type":"Polygon","coordinates":[[)" + ring + "]]}" : "null";
  return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":)" + geometry + "}";
}

inline std::string collection(const std::vector<std::string>& features) {
  std::string out = R"({"type":"FeatureCollection","features":[)";
  for (std::size_t i = 0; i < features.size(); ++i) out += (i == 0 ? "" : ",") + features[i];
  return out + "]}";
}

}  // namespace wangge::test
