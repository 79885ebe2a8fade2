/// 15分钟服务圈覆盖图: makes the sheet of service circles: nested bands, uncovered buildings standing out, centres by level, a
/// table of coverage by community. Guarantees
///  - bands hold all circles of one radius; at most four bands, whole minutes before other radii;
///  - the table lists the communities with the lowest coverage first, so that what does not fit is what is served best;
///  - the legend names what is drawn and nothing else.
/// With proposed centres it is a sheet of those: their places by rank, what each adds, who is covered with all of them.
#pragma once

#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "core/circle_report.hpp"
#include "core/city.hpp"
#include "core/siting_report.hpp"
#include "render/map_sheet.hpp"

namespace wangge {

/// Everything but `report` may be empty. BuildingCoverage::building is an index into `buildings` when those are given.
struct CoverageDrawing {
  std::string name;
  std::vector<Community> communities;
  std::vector<Building> buildings;
  std::vector<Barrier> barriers;
  std::vector<WalkLine> roads;
  std::vector<Centre> centres;
  CircleReport report;
  SitingReport sites;  ///< where it chose any, the sheet shows those places and who is covered with them
  std::string crs;
  std::string household_basis;
  std::string date;
  std::string maker;
  std::string mark;  ///< of an internal edition
  std::vector<std::string> notes;
};

struct CoverageSheetOptions {
  Language language = Language::chinese;
  CircleMode mode = CircleMode::network;  ///< the other mode is drawn when the report holds only that
  std::string community_id;               ///< empty = the whole area
  Paper paper = Paper::a3;
  bool table = true;
  bool gaps = true;
};

[[nodiscard]] MapSheet coverage_sheet(const CoverageDrawing& drawing, const CoverageSheetOptions& options = {});

}  // namespace wangge
