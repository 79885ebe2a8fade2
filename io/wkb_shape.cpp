#include "io/wkb_shape.hpp"

#include <bit>
#include <cmath>
#include <cstring>

namespace wangge {

namespace {

class WkbReader {
 public:
  WkbReader(const std::uint8_t* bytes, std::size_t size, SourceShape& shape) : at_(bytes), end_(bytes + size), shape_(shape) {}

  bool geometry(int depth = 0) {
    if (depth > 8 || end_ - at_ < 5) return false;
    swap_ = (*at_++ == 1) != (std::endian::native == std::endian::little);
    std::uint32_t type = word();
    bool z = (type & 0x80000000U) != 0;
    const bool m = (type & 0x40000000U) != 0;
    type &= 0x0FFFFFFFU;
    const std::uint32_t extra = type / 1000;
    z = z || extra == 1 || extra == 3;
    numbers_ = 2 + (z ? 1 : 0) + (m || extra == 2 || extra == 3 ? 1 : 0);
    switch (type % 1000) {
      case 1: return point();
      case 2: return line();
      case 3: return polygon();
      case 4:
      case 5:
      case 6:
      case 7: return parts(depth);
      default: return false;
    }
  }

 private:
  std::uint32_t word() {
    std::uint32_t value = 0;
    std::memcpy(&value, at_, 4);
    at_ += 4;
    return swap_ ? __builtin_bswap32(value) : value;
  }

  double number() {
    std::uint64_t bits = 0;
    std::memcpy(&bits, at_, 8);
    at_ += 8;
    return std::bit_cast<double>(swap_ ? __builtin_bswap64(bits) : bits);
  }

  bool vertices(std::size_t count, std::vector<Point>& out) {
    const std::size_t width = static_cast<std::size_t>(numbers_) * 8;
    if (static_cast<std::size_t>(end_ - at_) / width < count) return false;
    out.resize(count);
    for (Point& vertex : out) {
      vertex.x = number();
      vertex.y = number();
      at_ += width - 16;
      if (!std::isfinite(vertex.x) || !std::isfinite(vertex.y)) shape_.not_finite = true;
    }
    return true;
  }

  bool counted(std::vector<Point>& out) {
    if (end_ - at_ < 4) return false;
    return vertices(word(), out);
  }

  bool point() {
    const bool before = shape_.not_finite;
    std::vector<Point> one;
    if (!vertices(1, one)) return false;
    if (std::isnan(one[0].x) && std::isnan(one[0].y))
      shape_.not_finite = before;  // the empty point
    else
      shape_.points.push_back(one[0]);
    return true;
  }

  bool line() {
    Polyline out;
    if (!counted(out)) return false;
    if (out.size() >= 2)
      shape_.lines.push_back(std::move(out));
    else if (!out.empty())
      shape_.broken_ring = true;
    return true;
  }

  bool polygon() {
    if (end_ - at_ < 4) return false;
    const std::uint32_t rings = word();
    Polygon out;
    bool outer = false;
    for (std::uint32_t i = 0; i < rings; ++i) {
      Ring ring;
      if (!counted(ring)) return false;
      while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
      if (ring.size() < 3)
        shape_.broken_ring = true;
      else if (i == 0)
        out.outer = std::move(ring), outer = true;
      else
        out.holes.push_back(std::move(ring));
    }
    if (outer) shape_.polygons.push_back(std::move(out));
    return true;
  }

  bool parts(int depth) {
    if (end_ - at_ < 4) return false;
    const std::uint32_t count = word();
    for (std::uint32_t i = 0; i < count; ++i)
      if (!geometry(depth + 1)) return false;
    return true;
  }

  const std::uint8_t* at_;
  const std::uint8_t* end_;
  SourceShape& shape_;
  bool swap_ = false;
  int numbers_ = 2;
};

}  // namespace

bool shape_from_wkb(const std::uint8_t* bytes, std::size_t size, SourceShape& shape) {
  return WkbReader(bytes, size, shape).geometry();
}

}  // namespace wangge
