/// A seeded, fictional Chinese city at the latitude of Hohhot, for demonstrations, tests and the city-scale benchmark.
/// Guarantees
///  - equal options give equal values, on every platform and thread count;
///  - communities tile the city exactly with shared vertices; no footprint overlaps another; every building lies inside
///    its community and compound; the walking network is joined only where vertices are equal;
///  - no real community, person or telephone number appears; county codes 1599xx are unassigned.
/// Units: metres in EPSG:4546 (CGCS2000, 3-degree zone, 111 E), rounded to 1 mm; households whole.
/// Cost: sample 0.2 s; full city 3-5 s and 150 MB on one thread of a 2-core machine.
/// Order: communities, buildings and compounds are numbered by code; references are indices into the vectors of City.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/city.hpp"
#include "core/run_context.hpp"

namespace wangge {

enum class CitySize { sample, full };

struct ExampleOptions {
  CitySize size = CitySize::sample;
  std::uint64_t seed = 1;
};

/// Centre line of a street, for maps; one row a block side.
struct ExampleRoad {
  std::string name;        ///< empty for unnamed streets
  std::string road_class;  ///< expressway, arterial, secondary, tertiary, local
  Polyline line;
  double width = 0;  ///< red line, metres
};

/// 单元: one staircase of a building.
struct ExampleUnit {
  std::int32_t building = -1;
  std::int32_t number = 0;  ///< from 1
  Households households{0};
};

struct ExampleBuildingColumns {
  std::string district_type;  ///< old_city, work_unit, walk_up, compound_2000s, high_rise, village, ...
  std::string shape;          ///< slab, tower, house, yard, shop, shed, public, hall, podium, office
  std::int32_t dwellings = 0;
  std::int32_t resident_households = 0;
  std::int32_t registered_party_members = 0;
  std::int32_t year = 0;  ///< completed
};

struct ExampleCompoundColumns {
  std::string district_type;
  std::int32_t community = -1;  ///< of its first building
  std::int32_t year = 0;
  bool walled = false;
  bool managed = false;    ///< has a property company
  bool exclusive = false;  ///< land of an institution, not housing
};

struct ExampleGateColumns {
  std::string kind;  ///< main, side, fire
  std::string hours;
};

struct ExampleCommunityColumns {
  std::string subdistrict_code;
  std::string county_code;
};

struct ExampleCentreColumns {
  std::int32_t community = -1;
  std::string services;
  std::string opening;
  std::string status;  ///< built, planned
};

/// Something planted on purpose, so that tests and demonstrations can find it again.
struct ExampleStory {
  std::string name;              ///< stable word, e.g. "pocket"
  std::string proves;            ///< what it shows, one sentence
  std::vector<std::string> ids;  ///< of the objects that make it
  Point place;
};

struct ExampleCity {
  City city;
  std::vector<ExampleRoad> roads;
  std::vector<ExampleUnit> units;
  std::vector<ExampleBuildingColumns> building_columns;    ///< as City::buildings
  std::vector<ExampleCompoundColumns> compound_columns;    ///< as City::compounds
  std::vector<ExampleCommunityColumns> community_columns;  ///< as City::communities
  std::vector<ExampleGateColumns> gate_columns;            ///< as City::gates
  std::vector<ExampleCentreColumns> centre_columns;        ///< as City::centres
  std::vector<MultiPolygon> water;                         ///< rivers, for maps
  std::vector<MultiPolygon> green;                         ///< parks, for maps
  std::vector<double> street_block_hectares;               ///< blocks between tertiary streets or greater ones
  std::vector<double> arterial_cell_hectares;
  std::vector<ExampleStory> stories;
};

[[nodiscard]] ExampleCity generate_city(const ExampleOptions& options, const RunContext& run);

}  // namespace wangge
