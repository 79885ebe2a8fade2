/// One map sheet as plain values: what is on it, in which words, on which paper. Knows no file and no drawing.
/// Units: ground coordinates and lengths in metres of the working CRS, paper lengths in millimetres, shares in [0,1].
/// Cross references are indices into the vectors of MapSheet; -1 = none. Everything is drawn in the order of its vector.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "core/geometry.hpp"
#include "core/plan.hpp"
#include "core/units.hpp"

namespace wangge {

/// Sheet sizes of Chinese offices: A series and 开 sizes (8开 = 390 x 270 mm, 4开 = 540 x 390 mm).
enum class Paper { a3, a4, k8, k4 };

struct PageFormat {
  double width_mm = 420;
  double height_mm = 297;
};

enum class FootprintUse { residential, commercial, public_service, industrial, other };
enum class BarrierLook { river, railway, expressway, main_road, wall, other };

/// 网格. `label` is the short number shown on the map ("03"), `code` the whole code.
struct SheetGrid {
  std::string code;
  std::string label;
  std::string name;
  GridKind kind = GridKind::comprehensive;
  GridStatus status = GridStatus::ok;
  std::int32_t community = -1;
  Households households{0};
  double population = 0;
  std::int32_t buildings = 0;
  std::int32_t compounds = 0;
  std::int32_t colour = -1;  ///< index into the palette of map_style.hpp; -1 = draw_map chooses
  std::string staff;         ///< who to turn to; internal editions only
  MultiPolygon area;
};

/// 社区. `district` groups communities (街道 or 区县) and is drawn as a heavier border between groups.
struct SheetCommunity {
  std::string code;
  std::string name;
  std::string district;
  MultiPolygon area;
};

struct SheetFootprint {
  MultiPolygon area;
  FootprintUse use = FootprintUse::residential;
  bool uncovered = false;  ///< beyond the largest radius: stands out
  std::string name;        ///< without that of its compound; printed on large scales
};

struct SheetCompound {
  std::string name;
  MultiPolygon area;
};

struct SheetBarrier {
  BarrierLook look = BarrierLook::other;
  std::string name;
  MultiPolyline lines;
  MultiPolygon area;
};

/// A street that people walk along; unnamed ones are drawn thinner.
struct SheetRoad {
  std::string name;
  bool show_name = true;  ///< false where a barrier of the same name is labelled already
  MultiPolyline lines;
};

/// 党群服务中心. level 1 city .. 5 station.
struct SheetCentre {
  std::string name;
  std::int32_t level = 4;
  Point point;
  bool planned = false;
};

/// What can be reached within one radius. Bands are nested: order them from the smallest to the largest radius.
struct SheetBand {
  std::string text;   ///< legend words, "15 minutes (990 m)"
  MultiPolygon area;  ///< may overlap itself; drawn as one surface
};

/// A building known only by its point, or one to be marked.
struct SheetDot {
  Point point;
  Households households{0};
  bool uncovered = false;
};

/// Name of a larger area, letter-spaced over the map.
struct SheetPlaceName {
  std::string text;
  Point point;
};

/// A name and what is said about it, in as many lines as it takes.
struct SheetFact {
  std::string name;
  std::string value;
};

/// Rows of text beside the map. `row_colours` is empty or holds a palette index a row (-1 = none).
struct SheetTable {
  std::string title;
  std::vector<std::string> columns;
  std::vector<bool> right_aligned;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::int32_t> row_colours;
  std::vector<std::string> total;    ///< last row in bold, may be empty
  std::string more;                  ///< words for rows that do not fit; a catalogue id whose {0} is their number
  std::vector<double> least_widths;  ///< of columns, in letters, so that they can be filled in by hand; may be empty
};

enum class LegendSymbol {
  grid_border,
  grid_fill,  ///< detail = index into the palette
  grid_number,
  exclusive_grid,
  out_of_range,
  community_border,
  district_border,
  compound,
  footprint,  ///< detail = FootprintUse
  uncovered_footprint,
  uncovered_dot,
  building_dot,
  barrier,  ///< detail = BarrierLook
  road,
  centre,  ///< detail = level, negative = planned
  gate,
  band,  ///< detail = index into MapSheet::bands
  gap,
  old_border,
  violation
};

struct LegendEntry {
  LegendSymbol symbol = LegendSymbol::grid_border;
  std::string text;
  std::int32_t detail = 0;
};

/// A place where a rule is broken or the data need a look.
struct SheetMark {
  Point point;
};

struct MapSheet {
  Language language = Language::chinese;
  std::string title;
  std::vector<std::string> subtitles;
  PageFormat page;
  Box extent;                         ///< metres; what must be visible
  std::int32_t focus_community = -1;  ///< everything outside of it is veiled
  std::int32_t focus_grid = -1;       ///< then everything outside of this grid is veiled instead
  bool figures = true;                ///< households below the numbers of grids; a public notice has none
  bool footprints_plain = false;      ///< one quiet colour for all uses, so that bands and uncovered buildings speak

  std::vector<SheetBand> bands;
  std::vector<SheetGrid> grids;
  std::vector<MultiPolygon> cells;
  std::vector<SheetCommunity> communities;
  std::vector<SheetCompound> compounds;
  std::vector<SheetFootprint> footprints;
  std::vector<SheetDot> dots;
  std::vector<SheetBarrier> barriers;
  std::vector<SheetRoad> roads;
  std::vector<SheetCentre> centres;
  std::vector<Point> gates;
  std::vector<MultiPolygon> gaps;  ///< uncovered areas, outlined
  double gaps_beyond = 0;          ///< metres; where the gaps are those of another radius than the bands and buildings
  std::vector<SheetMark> marks;
  std::vector<MultiPolygon> old_grids;  ///< outlines of former grids, dashed over the new borders
  std::vector<SheetPlaceName> place_names;

  std::vector<SheetFact> facts;  ///< above the tables, on wide pages only
  std::vector<SheetTable> tables;
  std::vector<LegendEntry> legend;
  std::vector<MultiPolygon> locator;  ///< outlines of the neighbourhood for the small locator map, may be empty
  std::int32_t locator_focus = -1;

  std::string crs_text;
  std::string date;                ///< "2026-11-22"
  std::string maker;               ///< 编制单位, may be empty
  std::string mark;                ///< in red at the foot of the sheet: an internal edition; may be empty
  std::vector<std::string> notes;  ///< footnotes: basis of the households, plan hash ...
};

}  // namespace wangge
