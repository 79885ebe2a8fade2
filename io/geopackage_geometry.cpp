#include "io/geopackage_geometry.hpp"

#include <bit>
#include <cstring>

namespace wangge {

namespace {

static_assert(std::endian::native == std::endian::little, "blobs are written as the machine holds numbers");

enum WkbType : std::uint32_t { kPoint = 1, kLine = 2, kPolygon = 3, kManyLines = 5, kManyPolygons = 6 };

template <class Value>
void put(std::string& out, Value value) {
  char bytes[sizeof(Value)];
  std::memcpy(bytes, &value, sizeof(Value));
  out.append(bytes, sizeof(Value));
}

/// Magic, version, flags (little-endian; with envelope), system, envelope.
void header(const Box* box, std::int32_t srs, std::string& out) {
  out.clear();
  out.append("GP\0", 3);
  out.push_back(box != nullptr ? 3 : 1);
  put(out, srs);
  if (box != nullptr)
    for (const double v : {box->min_x, box->max_x, box->min_y, box->max_y}) put(out, v);
}

void start(WkbType type, std::string& out) {
  out.push_back(1);
  put(out, static_cast<std::uint32_t>(type));
}

void points(const std::vector<Point>& all, bool close, std::string& out) {
  static_assert(sizeof(Point) == 16);
  put(out, static_cast<std::uint32_t>(all.size() + (close && !all.empty() ? 1 : 0)));
  out.append(reinterpret_cast<const char*>(all.data()), all.size() * sizeof(Point));
  if (close && !all.empty()) out.append(reinterpret_cast<const char*>(all.data()), sizeof(Point));
}

void polygon(const Polygon& one, std::string& out) {
  start(kPolygon, out);
  put(out, static_cast<std::uint32_t>(1 + one.holes.size()));
  points(one.outer, true, out);
  for (const Ring& hole : one.holes) points(hole, true, out);
}

}  // namespace

Box geopackage_blob(const MultiPolygon& area, std::int32_t srs, std::string& blob) {
  const Box box = bounds(area);
  header(&box, srs, blob);
  if (area.size() != 1) {
    start(kManyPolygons, blob);
    put(blob, static_cast<std::uint32_t>(area.size()));
  }
  for (const Polygon& one : area) polygon(one, blob);
  return box;
}

Box geopackage_blob(const MultiPolyline& lines, std::int32_t srs, std::string& blob) {
  Box box;
  for (const Polyline& line : lines) box.expand(bounds(line));
  header(&box, srs, blob);
  if (lines.size() != 1) {
    start(kManyLines, blob);
    put(blob, static_cast<std::uint32_t>(lines.size()));
  }
  for (const Polyline& line : lines) {
    start(kLine, blob);
    points(line, false, blob);
  }
  return box;
}

Box geopackage_blob(Point point, std::int32_t srs, std::string& blob) {
  header(nullptr, srs, blob);
  start(kPoint, blob);
  put(blob, point.x);
  put(blob, point.y);
  return {point.x, point.y, point.x, point.y};
}

}  // namespace wangge
