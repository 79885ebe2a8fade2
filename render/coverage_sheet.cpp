#include "render/coverage_sheet.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>

#include "core/crs_words.hpp"
#include "render/map_style.hpp"
#include "render/sheet_layout.hpp"
#include "render/sheet_words.hpp"

namespace wangge {

namespace {

constexpr std::size_t kMostBands = 4;

bool whole(double minutes) { return std::abs(minutes - std::round(minutes)) < 0.01 && minutes > 0; }

CircleMode mode_of(const CoverageDrawing& drawing, CircleMode wanted) {
  const auto& circles = drawing.report.circles;
  const bool has =
      std::any_of(circles.begin(), circles.end(), [&](const ServiceCircle& circle) { return circle.mode == wanted; });
  if (has || circles.empty()) return wanted;
  return circles.front().mode;
}

/// Radii to draw, ascending: metres as whole millimetres -> minutes.
std::map<std::int64_t, double> radii_of(const CoverageDrawing& drawing, CircleMode mode) {
  std::map<std::int64_t, double> all, minutes_only;
  for (const ServiceCircle& circle : drawing.report.circles) {
    if (circle.mode != mode) continue;
    all[std::llround(circle.metres * 1000)] = circle.minutes;
    if (whole(circle.minutes)) minutes_only[std::llround(circle.metres * 1000)] = circle.minutes;
  }
  std::map<std::int64_t, double> radii = minutes_only.empty() ? all : minutes_only;
  while (radii.size() > kMostBands) radii.erase(std::prev(radii.end(), 2));
  return radii;
}

std::string band_words(Language language, std::int64_t millimetres, double minutes) {
  const std::string metres = with_decimals(static_cast<double>(millimetres) / 1000, 0);
  if (whole(minutes)) return say(language, "map_band_minutes", {with_decimals(minutes, 0), metres});
  return say(language, "map_band_metres", {metres});
}

/// The radius within which the report calls a building covered.
double largest_radius(const CircleReport& report) {
  double metres = 0;
  for (const ServiceCircle& circle : report.circles) metres = std::max(metres, circle.metres);
  return metres;
}

/// The radius the whole sheet speaks of: that of its outermost band, which need not be the largest of the report.
struct SheetReach {
  CircleMode mode = CircleMode::network;
  double metres = 0;  ///< 0 = what the report calls covered
  double minutes = 0;

  SheetReach(const CoverageDrawing& drawing, CircleMode drawn) : mode(drawn) {
    const auto radii = radii_of(drawing, mode);
    if (radii.empty() || !drawing.sites.chosen.empty()) return;
    metres = static_cast<double>(radii.rbegin()->first) / 1000, minutes = radii.rbegin()->second;
  }
  [[nodiscard]] bool covers(const BuildingCoverage& row) const {
    const double own = mode == CircleMode::network ? row.walk_metres : row.straight_metres;
    return metres > 0 ? own >= 0 && own <= metres + kTie : row.covered;
  }
  static constexpr double kTie = 5e-4;  // radii are compared as whole millimetres
};

void add_bands(const CoverageDrawing& drawing, CircleMode mode, const Box& window, MapSheet& sheet) {
  for (const auto& [millimetres, minutes] : radii_of(drawing, mode)) {
    SheetBand band;
    band.text = band_words(sheet.language, millimetres, minutes);
    for (const ServiceCircle& circle : drawing.report.circles) {
      if (circle.mode != mode || std::llround(circle.metres * 1000) != millimetres || circle.area.empty()) continue;
      if (bounds(circle.area).intersects(window)) band.area.insert(band.area.end(), circle.area.begin(), circle.area.end());
    }
    // One orientation for all, so that overlaps fill and holes stay open only where no other circle covers them.
    normalise(band.area);
    sheet.bands.push_back(std::move(band));
  }
}

const Building* building_of(const CoverageDrawing& drawing, const BuildingCoverage& row) {
  if (row.building < 0 || static_cast<std::size_t>(row.building) >= drawing.buildings.size()) return nullptr;
  return &drawing.buildings[static_cast<std::size_t>(row.building)];
}

void add_buildings(const CoverageDrawing& drawing, const SheetReach& reach, const Box& window, double denominator,
                   MapSheet& sheet) {
  sheet.footprints_plain = true;
  for (const BuildingCoverage& row : drawing.report.coverage) {
    const Building* building = building_of(drawing, row);
    const Households households = building != nullptr ? building->households : Households{0};
    const bool has_footprint = building != nullptr && !building->footprint.empty();
    const bool uncovered = !reach.covers(row) && (building == nullptr || households.value() > 0);
    if (has_footprint && denominator <= style::kPlainFootprintScale) {
      if (bounds(building->footprint).intersects(window)) {
        sheet.footprints.push_back({building->footprint, footprint_use(building->use, households.value() > 0), uncovered, {}});
      }
      if (!uncovered || denominator <= style::kFootprintScale) continue;
    }
    // Small red footprints would be overlooked beyond that scale: dots are added to them.
    if (window.contains(row.point) && (uncovered || (!has_footprint && denominator <= style::kPlainFootprintScale))) {
      sheet.dots.push_back({row.point, households, uncovered});
    }
  }
}

struct CommunityRow {
  std::string code;
  std::string name;
  std::int64_t households = 0;
  std::vector<double> covered;  ///< by radius
  [[nodiscard]] double last_share() const { return households > 0 ? covered.back() / static_cast<double>(households) : 1; }
};

std::vector<CommunityRow> community_rows(const CoverageDrawing& drawing, CircleMode mode,
                                         const std::map<std::int64_t, double>& radii) {
  std::map<std::string, std::string> names;
  for (const Community& community : drawing.communities)
    names[community.id] = community.name.empty() ? community.id : community.name;
  std::map<std::string, CommunityRow> rows;
  for (const AreaCoverage& coverage : drawing.report.by_community) {
    const auto radius = radii.find(std::llround(coverage.metres * 1000));
    if (coverage.mode != mode || radius == radii.end()) continue;
    CommunityRow& row = rows[coverage.code];
    row.code = coverage.code;
    row.covered.resize(radii.size(), 0);
    row.name = names.count(coverage.code) > 0 ? names[coverage.code] : coverage.code;
    row.households = coverage.households.value();
    row.covered[static_cast<std::size_t>(std::distance(radii.begin(), radius))] = coverage.covered.value();
  }
  std::vector<CommunityRow> sorted;
  for (const auto& [code, row] : rows) sorted.push_back(row);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const CommunityRow& a, const CommunityRow& b) { return a.last_share() < b.last_share(); });
  return sorted;
}

std::string reach_words(Language language, const SheetReach& reach, double otherwise) {
  const std::string metres = with_decimals(reach.metres > 0 ? reach.metres : otherwise, 0);
  if (reach.metres > 0 && whole(reach.minutes))
    return say(language, "map_within_minutes", {with_decimals(reach.minutes, 0), metres});
  return say(language, "map_band_metres", {metres});
}

/// @param focus  the one community to list; -1 = all.
SheetTable table_of_coverage(const CoverageDrawing& drawing, CircleMode mode, Language language, std::int32_t focus) {
  const std::map<std::int64_t, double> radii = radii_of(drawing, mode);
  SheetTable table;
  table.title = say(language, "map_table_coverage");
  table.more = "map_more_rows";
  table.columns = {say(language, "map_column_community"), say(language, "map_column_households")};
  table.right_aligned = {false, true};
  for (const auto& [millimetres, minutes] : radii) {
    table.columns.push_back(whole(minutes)
                                ? say(language, "map_column_minutes", {with_decimals(minutes, 0)})
                                : say(language, "map_band_metres", {with_decimals(static_cast<double>(millimetres) / 1000, 0)}));
    table.right_aligned.push_back(true);
  }
  CommunityRow total{"", say(language, "map_total"), 0, std::vector<double>(radii.size(), 0)};
  const auto cells_of = [&](const CommunityRow& row) {
    std::vector<std::string> cells{row.name, with_commas(row.households)};
    for (const double covered : row.covered)
      cells.push_back(row.households > 0 ? percent(covered / static_cast<double>(row.households)) : "-");
    return cells;
  };
  for (const CommunityRow& row : community_rows(drawing, mode, radii)) {
    if (focus >= 0 && row.code != drawing.communities[static_cast<std::size_t>(focus)].id) continue;
    table.rows.push_back(cells_of(row));
    total.households += row.households;
    for (std::size_t i = 0; i < row.covered.size(); ++i) total.covered[i] += row.covered[i];
  }
  if (focus < 0) table.total = cells_of(total);
  return table;
}

std::string name_of(const SiteCandidate& site) {
  return std::to_string(site.rank) + " " + (site.name.empty() ? site.id : site.name);
}

SheetTable table_of_sites(const SitingReport& sites, Language language) {
  SheetTable table;
  table.title = say(language, "map_table_sites", {with_decimals(sites.radius, 0)});
  table.more = "map_more_rows";
  table.columns = {say(language, "map_column_site"), say(language, "map_column_gained"),
                   say(language, "map_column_share_so_far")};
  table.right_aligned = {false, true, true};
  std::int64_t covered = sites.covered_before;
  for (const std::int32_t c : sites.chosen) {
    const SiteCandidate& site = sites.candidates[static_cast<std::size_t>(c)];
    covered += site.gained;
    const double share = sites.households > 0 ? static_cast<double>(covered) / static_cast<double>(sites.households) : 0;
    table.rows.push_back({name_of(site), with_commas(site.gained), percent(share)});
  }
  return table;
}

/// The chosen places as centres to be built.
void add_sites(const SitingReport& sites, const Box& window, MapSheet& sheet) {
  for (const std::int32_t c : sites.chosen) {
    const SiteCandidate& site = sites.candidates[static_cast<std::size_t>(c)];
    if (window.contains(site.point)) sheet.centres.push_back({name_of(site), 3, site.point, true});
  }
}

void add_site_words(const CoverageDrawing& drawing, MapSheet& sheet) {
  const SitingReport& sites = drawing.sites;
  const auto share = [&](std::int64_t covered) {
    return sites.households > 0 ? percent(static_cast<double>(covered) / static_cast<double>(sites.households)) : "-";
  };
  sheet.title = say(sheet.language, "map_title_sites", {drawing.name});
  sheet.subtitles = {
      say(sheet.language, "map_summary_sites",
          {with_commas(static_cast<std::int64_t>(sites.chosen.size())), with_decimals(sites.radius, 0),
           share(sites.covered_before), share(sites.covered_after), with_commas(sites.households - sites.covered_after)})};
}

/// Buildings of a circles file do not say where they belong.
bool lies_in(const CoverageDrawing& drawing, const Building& building, std::int32_t community) {
  if (building.community >= 0) return building.community == community;
  return contains(drawing.communities[static_cast<std::size_t>(community)].area, building.point);
}

void add_words(const CoverageDrawing& drawing, const SheetReach& reach, std::int32_t focus, MapSheet& sheet) {
  const Language language = sheet.language;
  std::string name = drawing.name;
  if (focus >= 0) {
    name = community_title(language, drawing.communities[static_cast<std::size_t>(focus)]);
  }
  sheet.title = say(language, "map_title_coverage", {name});
  std::int64_t uncovered = 0, households = 0;
  for (const BuildingCoverage& row : drawing.report.coverage) {
    const Building* building = building_of(drawing, row);
    if (building == nullptr || (focus >= 0 && !lies_in(drawing, *building, focus))) continue;
    households += building->households.value();
    if (!reach.covers(row)) uncovered += building->households.value();
  }
  const double share = households > 0 ? 1 - static_cast<double>(uncovered) / static_cast<double>(households) : 0;
  const std::string how = say(language, reach.mode == CircleMode::network ? "map_mode_network" : "map_mode_straight");
  sheet.subtitles = {households > 0 ? say(language, "map_summary_coverage",
                                          {how, with_commas(households), percent(share), with_commas(uncovered),
                                           reach_words(language, reach, largest_radius(drawing.report))})
                                    : how};
  if (!drawing.sites.chosen.empty()) add_site_words(drawing, sheet);
  sheet.crs_text = crs_words(language, drawing.crs);
  sheet.date = drawing.date;
  sheet.maker = drawing.maker;
  sheet.mark = drawing.mark;
  if (!drawing.household_basis.empty()) sheet.notes.push_back(say(language, "map_basis", {drawing.household_basis}));
  sheet.notes.insert(sheet.notes.end(), drawing.notes.begin(), drawing.notes.end());
  sheet.notes.push_back(say(language, "map_internal"));
}

Box extent_of(const CoverageDrawing& drawing, std::int32_t focus) {
  Box extent;
  if (focus >= 0) return bounds(drawing.communities[static_cast<std::size_t>(focus)].area);
  for (const Community& community : drawing.communities) extent.expand(bounds(community.area));
  for (const BuildingCoverage& row : drawing.report.coverage) extent.expand(row.point);
  for (const Centre& centre : drawing.centres) extent.expand(centre.point);
  return extent;
}

}  // namespace

MapSheet coverage_sheet(const CoverageDrawing& drawing, const CoverageSheetOptions& options) {
  MapSheet sheet;
  sheet.language = options.language;
  const CircleMode mode = mode_of(drawing, options.mode);
  std::int32_t focus = -1;
  for (std::size_t i = 0; i < drawing.communities.size(); ++i) {
    if (!options.community_id.empty() && drawing.communities[i].id == options.community_id) focus = static_cast<std::int32_t>(i);
  }
  sheet.focus_community = focus;
  sheet.extent = extent_of(drawing, focus);
  const SheetReach reach(drawing, mode);
  add_words(drawing, reach, focus, sheet);
  if (options.table && !drawing.sites.chosen.empty()) sheet.tables.push_back(table_of_sites(drawing.sites, options.language));
  if (options.table && !drawing.report.by_community.empty())
    sheet.tables.push_back(table_of_coverage(drawing, mode, options.language, focus));
  sheet.page = best_page(sheet, options.paper);
  const SheetLayout layout = lay_out(sheet);
  const Box window = layout.visible();
  sheet.communities = sheet_communities(drawing.communities, window);
  add_bands(drawing, mode, window, sheet);
  add_buildings(drawing, reach, window, layout.denominator, sheet);
  // Gaps are those of the walk where anybody walked: no map of straight circles shows them.
  const bool own_gaps = mode == CircleMode::network || mode_of(drawing, CircleMode::network) == mode;
  for (const CoverageGap& gap : drawing.report.gaps) {
    // Where nobody lives there is nothing to serve: such gaps are in the file, not on the map.
    if (options.gaps && own_gaps && gap.households.value() > 0 && !gap.area.empty() && bounds(gap.area).intersects(window))
      sheet.gaps.push_back(gap.area);
  }
  if (std::abs(largest_radius(drawing.report) - reach.metres) > SheetReach::kTie)
    sheet.gaps_beyond = largest_radius(drawing.report);
  sheet.barriers = sheet_barriers(drawing.barriers, window);
  // Farther off walls are a brown mesh that says nothing of coverage and hides it.
  if (layout.denominator > style::kCompoundScale)
    std::erase_if(sheet.barriers, [](const SheetBarrier& barrier) { return barrier.look == BarrierLook::wall; });
  sheet.roads = sheet_roads(drawing.roads, sheet.barriers, window);
  sheet.centres = sheet_centres(drawing.centres, window);
  add_sites(drawing.sites, window, sheet);
  if (focus < 0) sheet.place_names = district_place_names(drawing.communities);
  sheet.legend = legend_of(sheet);
  return sheet;
}

}  // namespace wangge
