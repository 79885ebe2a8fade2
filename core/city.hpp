/// Everything one run reads, in the working CRS, ids as text, UTF-8. Made by io::read_city or by the example generator.
/// Cross references are indices into the vectors of City; -1 = none. Order is the order of the input.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/finding.hpp"
#include "core/geometry.hpp"
#include "core/rules.hpp"
#include "core/staff_rules.hpp"
#include "core/units.hpp"

namespace wangge {

/// 社区: the area that no grid may leave. May be in several pieces (飞地).
struct Community {
  std::string id;
  std::string name;
  std::string subdistrict;  ///< 街道, may be empty
  std::string county;       ///< 区县, may be empty
  MultiPolygon area;
  std::int32_t fixed_grids = 0;  ///< wanted number of grids with GridCount::fixed, 0 = free
  std::int32_t row = 0;          ///< here and below: of the record in its layer, from 1; 0 = not read from a file
};

/// How the `buildings` section describes buildings.
enum class BuildingGeometry { footprints, points, cells };

/// 楼栋: the atom of a division.
struct Building {
  std::string id;
  std::string name;
  MultiPolygon footprint;  ///< empty when only a point is known
  Point point;             ///< always set: the given point, or one inside the footprint
  Households households{0};
  bool households_known = true;  ///< false when the input held none and nothing could be derived
  std::int32_t community = -1;   ///< from the column; resolved by location in validate when -1
  std::int32_t compound = -1;
  std::int32_t exclusive = -1;  ///< set by location in validate
  std::int32_t floors = 0;
  std::int32_t units = 0;  ///< 单元
  double population = 0;
  std::int32_t party_members = 0;
  double workload = 0;      ///< what the building costs a grid's staff, in the user's unit
  std::string must_link;    ///< buildings of a community with equal words here share a grid
  std::string cannot_link;  ///< buildings of a community with equal words here lie in different grids
  std::string part_of;      ///< the building that this stairwell unit (单元) is part of: stays whole where it fits a grid
  std::string use;
  std::string previous_grid;     ///< grid code in the plan in force, may be empty
  std::vector<Point> entrances;  ///< doors to the walking network, where known
  std::int32_t dwellings = -1;   ///< 套数, -1 = unknown; compared with the households, never counted
  std::int32_t row = 0;
};

/// A stairwell unit (单元) that has a row of its own in the table of buildings.
struct StairUnit {
  std::int32_t building = -1;
  std::string name;
  std::int32_t households = 0;
  double population = 0;
};

/// 小区. `area` may be empty when known only by name from buildings.
struct Compound {
  std::string id;
  std::string name;
  MultiPolygon area;
  std::int32_t row = 0;
};

/// River, railway, expressway, main road, wall ...; line or polygon.
struct Barrier {
  std::string barrier_class;
  std::string name;
  MultiPolyline lines;
  MultiPolygon area;
  std::int32_t row = 0;
};

/// Bridge, underpass, footbridge that makes a barrier passable.
struct Crossing {
  std::string name;
  MultiPolyline lines;
  MultiPolygon area;
  std::vector<Point> points;
  std::int32_t row = 0;
};

/// 专属网格: park, office tower, campus; a grid of its own.
struct ExclusiveUnit {
  std::string id;
  std::string name;
  MultiPolygon area;
  std::int32_t row = 0;
};

/// 党群服务中心. level 1 city, 2 district, 3 sub-district, 4 community, 5 station.
struct Centre {
  std::string id;
  std::string name;
  std::int32_t level = 4;
  Point point;
  double capacity = 0;   ///< households, 0 = unknown
  bool planned = false;  ///< should-be-built (应建), not built yet
  std::vector<Point> entrances;
  std::int32_t row = 0;
};

/// A place where a new centre could stand; only siting looks at it.
struct Candidate {
  std::string id;
  std::string name;
  Point point;
  std::int32_t row = 0;
};

/// One line of the walking network as read; never joined with what it merely crosses.
struct WalkLine {
  MultiPolyline lines;
  std::string from_node;  ///< empty: ends join where vertices coincide exactly
  std::string to_node;
  std::string name;
  bool foot = true;
  bool bridge = false;
  bool tunnel = false;
  std::int32_t row = 0;
};

struct Gate {
  Point point;
  std::int32_t compound = -1;
  std::int32_t row = 0;
};

/// One grid of the plan in force, given as a polygon.
struct PreviousGrid {
  std::string code;
  MultiPolygon area;
  std::int32_t row = 0;
  std::string name;
};

/// One of the old functional layers (综治, 城管, 党建 ...) that are merged into one (多网合一).
struct FunctionalLayer {
  std::string name;
  double weight = 1;                          ///< of its word where the layers disagree
  std::vector<PreviousGrid> grids;            ///< empty where a table names the buildings' grids
  std::vector<std::string> grid_of_building;  ///< code by building, empty = none; what no table says is set in validate
};

/// How many records a layer of the input holds, whatever became of them.
struct LayerRecords {
  std::string layer;  ///< project section; a ledger joined to it is "buildings.join 1"
  std::int64_t records = 0;
};

/// How far a layer of this place would lie off if its coordinates were in a shifted datum and taken for true ones.
struct DatumShift {
  std::string datum;  ///< "GCJ-02", "BD-09"
  Point by;           ///< metres in the working system, at the middle of the data
};

struct City {
  std::string name;
  std::string crs;              ///< "EPSG:4546"
  std::string crs_wkt;          ///< WKT of the working CRS for the writers; opaque here
  std::string prepared_by;      ///< 编制单位: who answers for the plan; printed on sheets
  std::string household_basis;  ///< column or formula the households came from, in words
  BuildingGeometry building_geometry = BuildingGeometry::footprints;
  std::vector<Community> communities;
  std::vector<Building> buildings;
  std::vector<StairUnit> stair_units;  ///< by row
  std::vector<Compound> compounds;
  std::vector<Barrier> barriers;
  std::vector<Crossing> crossings;
  std::vector<ExclusiveUnit> exclusives;
  std::vector<Centre> centres;
  std::vector<Candidate> candidates;
  std::vector<WalkLine> walk_lines;
  std::vector<Gate> gates;
  std::vector<PreviousGrid> previous_grids;
  std::vector<std::string> locked_grids;  ///< codes of the plan in force that may not change
  bool has_previous = false;              ///< the project names a plan in force
  std::vector<FunctionalLayer> functional_layers;
  bool previous_is_merged = false;  ///< the plan in force is the starting plan merged from the functional layers
  GridRules rules;
  CircleRules circles;
  StaffRules staff;
  std::vector<Finding> findings;                            ///< what reading noticed
  std::vector<LayerRecords> records;                        ///< a row for each layer read, in reading order
  std::vector<DatumShift> datum_shifts;                     ///< empty outside China and in a local system
  std::vector<std::pair<std::string, std::string>> inputs;  ///< file, content hash: goes to plan_info
};

}  // namespace wangge
