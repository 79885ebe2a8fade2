/// Shifted datums of Chinese web maps: GCJ-02 ("Mars coordinates", 火星坐标) and BD-09. Inside China they lie 300-700 m and up to
/// 1,400 m off CGCS2000 / WGS 84. Formula: the public one of the open GCJ-02 libraries; inverse by iteration to 1e-9 degrees.
/// Outside the rectangle where the shift is defined nothing is changed.
#pragma once

#include <optional>
#include <string>

namespace wangge {

/// Degrees east and north.
struct Place {
  double longitude = 0;
  double latitude = 0;
};

enum class Datum { plain, gcj02, bd09 };

/// "GCJ-02", "gcj02", "火星坐标", "BD-09", "WGS84", "CGCS2000" ...; nullopt when unknown.
[[nodiscard]] std::optional<Datum> datum_named(const std::string& name);
/// The name as findings and the project file write it.
[[nodiscard]] std::string to_text(Datum datum);
/// From true degrees to those of a shifted datum, and back.
[[nodiscard]] Place shifted_place(Place plain, Datum datum);
[[nodiscard]] Place plain_place(Place shifted, Datum datum);

}  // namespace wangge
