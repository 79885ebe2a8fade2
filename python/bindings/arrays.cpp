#include "python/bindings/arrays.hpp"

#include <cmath>
#include <limits>

namespace wangge::python {

namespace {

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

std::vector<Point> stretch(const Coordinates& coordinates, std::int64_t first, std::int64_t last) {
  std::vector<Point> points;
  points.reserve(at(last - first));
  for (std::int64_t i = first; i < last; ++i) points.push_back({coordinates(at(i), 0), coordinates(at(i), 1)});
  return points;
}

nb::object table(const std::vector<Point>& points) {
  auto* kept = new std::vector<double>;
  kept->reserve(2 * points.size());
  for (const Point p : points) kept->insert(kept->end(), {p.x, p.y});
  const nb::capsule owner(kept, [](void* p) noexcept { delete static_cast<std::vector<double>*>(p); });
  return nb::cast(nb::ndarray<nb::numpy, double, nb::shape<-1, 2>>(kept->data(), {points.size(), 2}, owner));
}

}  // namespace

std::vector<MultiPolygon> areas_from(const nb::tuple& arrays) {
  const auto coordinates = nb::cast<Coordinates>(arrays[0]);
  const auto rings = nb::cast<Offsets>(arrays[1]), polygons = nb::cast<Offsets>(arrays[2]),
             records = nb::cast<Offsets>(arrays[3]);
  std::vector<MultiPolygon> areas(records.shape(0) - 1);
  for (std::size_t r = 0; r < areas.size(); ++r) {
    for (std::int64_t p = records(r); p < records(r + 1); ++p) {
      Polygon polygon;
      for (std::int64_t i = polygons(at(p)); i < polygons(at(p) + 1); ++i) {
        Ring ring = stretch(coordinates, rings(at(i)), rings(at(i) + 1));
        if (i == polygons(at(p)))
          polygon.outer = std::move(ring);
        else
          polygon.holes.push_back(std::move(ring));
      }
      areas[r].push_back(std::move(polygon));
    }
    // Drops the closing points, which core rings do not hold.
    normalise(areas[r]);
  }
  return areas;
}

std::vector<MultiPolyline> lines_from(const nb::tuple& arrays) {
  const auto coordinates = nb::cast<Coordinates>(arrays[0]);
  const auto parts = nb::cast<Offsets>(arrays[1]), records = nb::cast<Offsets>(arrays[2]);
  std::vector<MultiPolyline> lines(records.shape(0) - 1);
  for (std::size_t r = 0; r < lines.size(); ++r)
    for (std::int64_t p = records(r); p < records(r + 1); ++p)
      lines[r].push_back(stretch(coordinates, parts(at(p)), parts(at(p) + 1)));
  return lines;
}

std::vector<std::optional<Point>> points_from(const Coordinates& coordinates) {
  std::vector<std::optional<Point>> points(coordinates.shape(0));
  for (std::size_t i = 0; i < points.size(); ++i)
    if (!std::isnan(coordinates(i, 0))) points[i] = Point{coordinates(i, 0), coordinates(i, 1)};
  return points;
}

nb::tuple to_arrays(const std::vector<const MultiPolygon*>& areas) {
  std::vector<Point> points;
  std::vector<std::int64_t> rings{0}, polygons{0}, records{0};
  const auto add = [&](const Ring& ring) {
    points.insert(points.end(), ring.begin(), ring.end());
    points.push_back(ring.front());
    rings.push_back(static_cast<std::int64_t>(points.size()));
  };
  for (const MultiPolygon* area : areas) {
    for (const Polygon& polygon : *area) {
      add(polygon.outer);
      for (const Ring& hole : polygon.holes) add(hole);
      polygons.push_back(static_cast<std::int64_t>(rings.size()) - 1);
    }
    records.push_back(static_cast<std::int64_t>(polygons.size()) - 1);
  }
  return nb::make_tuple(table(points), owned(std::move(rings)), owned(std::move(polygons)), owned(std::move(records)));
}

nb::tuple to_arrays(const std::vector<const MultiPolyline*>& lines) {
  std::vector<Point> points;
  std::vector<std::int64_t> parts{0}, records{0};
  for (const MultiPolyline* record : lines) {
    for (const Polyline& line : *record) {
      points.insert(points.end(), line.begin(), line.end());
      parts.push_back(static_cast<std::int64_t>(points.size()));
    }
    records.push_back(static_cast<std::int64_t>(parts.size()) - 1);
  }
  return nb::make_tuple(table(points), owned(std::move(parts)), owned(std::move(records)));
}

nb::object to_array(const std::vector<std::optional<Point>>& points) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  std::vector<Point> filled;
  for (const std::optional<Point>& p : points) filled.push_back(p.value_or(Point{kNone, kNone}));
  return table(filled);
}

}  // namespace wangge::python
