/// Geometry crosses between Python and the engine as coordinate arrays in the layout of shapely.to_ragged_array, always at the
/// level of multi-part geometries:
///   areas  (coordinates n x 2, ring offsets, polygon offsets, record offsets)
///   lines  (coordinates n x 2, line offsets, record offsets)
///   points (n x 2, NaN = none)
/// Coordinates are metres, offsets int64. Arrays are read, never written.
#pragma once

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/geometry.hpp"

namespace wangge::python {

namespace nb = nanobind;

using Coordinates = nb::ndarray<const double, nb::shape<-1, 2>, nb::c_contig, nb::device::cpu>;
using Offsets = nb::ndarray<const std::int64_t, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using Figures = nb::ndarray<const double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using Numbers = nb::ndarray<const std::int32_t, nb::ndim<1>, nb::c_contig, nb::device::cpu>;

[[nodiscard]] std::vector<MultiPolygon> areas_from(const nb::tuple& arrays);
[[nodiscard]] std::vector<MultiPolyline> lines_from(const nb::tuple& arrays);
[[nodiscard]] std::vector<std::optional<Point>> points_from(const Coordinates& coordinates);

[[nodiscard]] nb::tuple to_arrays(const std::vector<const MultiPolygon*>& areas);
[[nodiscard]] nb::tuple to_arrays(const std::vector<const MultiPolyline*>& lines);
[[nodiscard]] nb::object to_array(const std::vector<std::optional<Point>>& points);

/// A numpy array that owns the numbers.
template <class Number>
[[nodiscard]] nb::object owned(std::vector<Number> numbers) {
  auto* kept = new std::vector<Number>(std::move(numbers));
  const nb::capsule owner(kept, [](void* p) noexcept { delete static_cast<std::vector<Number>*>(p); });
  return nb::cast(nb::ndarray<nb::numpy, Number, nb::ndim<1>>(kept->data(), {kept->size()}, owner));
}

/// One column of numbers, a value a row.
template <class Number, class Rows, class Value>
[[nodiscard]] nb::object numbers(const Rows& rows, Value value) {
  std::vector<Number> column;
  column.reserve(rows.size());
  for (const auto& row : rows) column.push_back(static_cast<Number>(value(row)));
  return owned(std::move(column));
}

/// One column of text; an empty text is None.
template <class Rows, class Value>
[[nodiscard]] nb::list texts(const Rows& rows, Value value) {
  nb::list column;
  for (const auto& row : rows) {
    const std::string text = value(row);
    if (text.empty())
      column.append(nb::none());
    else
      column.append(nb::str(text.data(), text.size()));
  }
  return column;
}

/// The areas of the rows.
template <class Rows>
[[nodiscard]] nb::tuple areas(const Rows& rows) {
  std::vector<const MultiPolygon*> column;
  for (const auto& row : rows) column.push_back(&row.area);
  return to_arrays(column);
}

}  // namespace wangge::python
