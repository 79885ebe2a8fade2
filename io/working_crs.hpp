/// The metric coordinate system a job runs in, and the facts about a coordinate system that choices need.
/// "auto": in China the CGCS2000 3-degree zone without prefix of the data's place, elsewhere its UTM zone.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/catalogue.hpp"
#include "core/datum.hpp"
#include "core/geometry.hpp"
#include "core/result.hpp"

namespace wangge {

struct CrsFacts {
  std::string name;  ///< "EPSG:4546", or the system's own name where it has no code
  std::string wkt;
  bool geographic = false;
  bool projected = false;
  double metres_per_unit = 1;   ///< of projected systems
  double central_meridian = 0;  ///< of transverse Mercator systems
  double false_easting = 0;
  bool transverse_mercator = false;
};

/// "EPSG:4534".. in China (longitude 73-135, latitude 18-54, Taiwan excepted), "EPSG:326xx" / "EPSG:327xx" elsewhere.
[[nodiscard]] std::string crs_of_place(Place place);
[[nodiscard]] bool in_china(Place place);
/// `definition` is "EPSG:n", WKT or PROJ text. Error unknown_crs.
[[nodiscard]] Result<CrsFacts> crs_facts(const std::string& definition, Language language);
/// `wanted` is "auto" or a definition; a wanted system must be projected and in metres.
[[nodiscard]] Result<CrsFacts> choose_working_crs(const std::string& wanted, Place centre, Language language);
/// Same system, whatever the axes' order.
[[nodiscard]] bool same_crs(const std::string& one, const std::string& other);

/// Changes coordinates in batches. To be used by the thread that made it only.
class CoordinateChange {
 public:
  /// Error unknown_crs when there is no way from one to the other.
  [[nodiscard]] static Result<CoordinateChange> between(const std::string& from, const std::string& to, Language language);
  CoordinateChange(CoordinateChange&&) noexcept;
  CoordinateChange& operator=(CoordinateChange&&) noexcept;
  ~CoordinateChange();
  /// In place; points that cannot be changed become NaN. Returns how many.
  std::size_t apply(std::span<Point> points) const;
  [[nodiscard]] std::optional<Point> apply(Point point) const;

 private:
  CoordinateChange();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wangge
