#include "io/write_plan.hpp"

#include <algorithm>
#include <numbers>

#include "io/context_layers.hpp"
#include "io/output_layers.hpp"

namespace wangge {

namespace {

constexpr int kLayers = 6;

void check(const RunContext& context, int layer, Language language) {
  if (context.cancelled()) throw ErrorException(Error{ErrorCode::cancelled, say(language, "reading_cancelled"), "", ""});
  context.report("stage_write", layer, kLayers);
}

std::string community_code(const City& city, std::int32_t community) {
  return community < 0 ? std::string() : city.communities[static_cast<std::size_t>(community)].id;
}

void write_grids(GeoPackageFile& file, const City& city, const Plan& plan) {
  GeoPackageTable& layer = file.layer(
      "grids", polygon_type(plan.grids),
      {text_field("grid_code"),     text_field("grid_name"),      text_field("kind"),         text_field("community_code"),
       whole_field("households"),   real_field("population"),     whole_field("buildings"),   whole_field("compounds"),
       real_field("area_m2"),       real_field("perimeter_m"),    real_field("compactness"),  text_field("status"),
       text_field("reason"),        text_field("east"),           text_field("south"),        text_field("west"),
       text_field("north"),         text_field("nearest_centre"), real_field("walk_minutes"), text_field("change"),
       text_field("previous_code"), text_field("exclusive_id"),   text_field("branch_code")});
  for (const PlanGrid& grid : plan.grids) {
    const double size = area(grid.area);
    const double around = perimeter(grid.area);
    layer.row().text(grid.code).text(grid.name).text(to_text(grid.kind)).text(community_code(city, grid.community));
    layer.whole(grid.households.value())
        .real(grid.population)
        .whole(grid.buildings)
        .whole(grid.compounds)
        .real(size)
        .real(around);
    layer.real(around > 0 ? 4 * std::numbers::pi * size / (around * around) : 0)
        .text(to_text(grid.status))
        .text_or_null(grid.reason);
    for (const std::string& side : grid.boundaries) layer.text_or_null(side);
    layer.text_or_null(grid.nearest_centre).real_or_null(grid.walk_minutes, grid.walk_minutes >= 0);
    layer.text_or_null(to_text(grid.change)).text_or_null(grid.previous_code).text_or_null(grid.exclusive_id);
    layer.text_or_null(grid.branch < 0 ? std::string() : plan.branches[static_cast<std::size_t>(grid.branch)].code);
    layer.end(grid.area);
  }
}

void write_cells(GeoPackageFile& file, const City& city, const Plan& plan, int threads) {
  GeoPackageTable& layer = file.layer("cells", polygon_type(plan.cells),
                                      {text_field("building_id"), text_field("grid_code"), text_field("community_code"),
                                       text_field("compound_id"), whole_field("households"), text_field("micro_code")});
  layer.rows_together(plan.cells.size(), threads, [&](GeoPackageTable& rows, std::size_t i) {
    const PlanCell& cell = plan.cells[i];
    rows.row().text_or_null(cell.building < 0 ? std::string() : city.buildings[static_cast<std::size_t>(cell.building)].id);
    rows.text_or_null(cell.grid < 0 ? std::string() : plan.grids[static_cast<std::size_t>(cell.grid)].code);
    rows.text(community_code(city, cell.community));
    rows.text_or_null(cell.compound < 0 ? std::string() : city.compounds[static_cast<std::size_t>(cell.compound)].id);
    rows.whole(cell.households.value());
    rows.text_or_null(cell.micro < 0 ? std::string() : plan.grids[static_cast<std::size_t>(cell.micro)].code);
    rows.end(cell.area);
  });
}

void write_branches(GeoPackageFile& file, const City& city, const Plan& plan) {
  if (plan.branches.empty()) return;
  GeoPackageTable& layer = file.layer("branches", polygon_type(plan.branches),
                                      {text_field("branch_code"), text_field("branch_name"), text_field("community_code"),
                                       whole_field("grids"), text_field("grid_codes"), whole_field("party_members"),
                                       whole_field("households"), text_field("status"), real_field("area_m2")});
  for (const PartyBranch& branch : plan.branches) {
    std::string codes;
    for (const std::int32_t g : branch.grids) codes += (codes.empty() ? "" : ",") + plan.grids[static_cast<std::size_t>(g)].code;
    layer.row().text(branch.code).text(branch.name).text(community_code(city, branch.community));
    layer.whole(static_cast<std::int64_t>(branch.grids.size())).text(codes).whole(branch.members);
    layer.whole(branch.households.value()).text(to_text(branch.status)).real(area(branch.area));
    layer.end(branch.area);
  }
}

void write_groups(GeoPackageFile& file, const City& city, const Plan& plan) {
  if (plan.groups.empty()) return;
  GeoPackageTable& layer =
      file.layer("party_groups", polygon_type(plan.groups),
                 {text_field("group_code"), text_field("group_name"), text_field("branch_code"), text_field("compound_ids"),
                  whole_field("buildings"), whole_field("party_members"), whole_field("households"), real_field("area_m2")});
  for (const PartyGroup& group : plan.groups) {
    std::string yards;
    for (const std::int32_t c : group.compounds)
      if (c >= 0) yards += (yards.empty() ? "" : ",") + city.compounds[static_cast<std::size_t>(c)].id;
    layer.row().text(group.code).text(group.name).text(plan.branches[static_cast<std::size_t>(group.branch)].code);
    layer.text_or_null(yards).whole(group.buildings).whole(group.members).whole(group.households).real(area(group.area));
    layer.end(group.area);
  }
}

void write_levels(GeoPackageFile& file, const City& city, const Plan& plan) {
  if (plan.levels.empty()) return;
  GeoPackageTable& layer =
      file.layer("levels", polygon_type(plan.levels),
                 {whole_field("level"), text_field("kind"), text_field("code"), text_field("name"), text_field("parent_code"),
                  text_field("community_code"), whole_field("households"), real_field("population"), whole_field("buildings"),
                  whole_field("units"), whole_field("compounds"), real_field("area_m2")});
  for (const LevelGrid& one : plan.levels) {
    layer.row().whole(one.level).text(to_text(one.kind)).text(one.code).text(one.name).text_or_null(one.parent_code);
    layer.text(community_code(city, one.community)).whole(one.households).real(one.population).whole(one.buildings);
    layer.whole(one.units).whole(one.compounds).real(area(one.area));
    layer.end(one.area);
  }
}

void write_crosswalk(GeoPackageFile& file, const City& city, const Plan& plan) {
  if (plan.crosswalk.empty()) return;
  GeoPackageTable& layer =
      file.layer("layer_crosswalk", wkbNone,
                 {text_field("layer"), text_field("old_code"), text_field("old_name"), text_field("grid_code"),
                  whole_field("households"), whole_field("buildings"), real_field("share")});
  for (const LayerLink& link : plan.crosswalk) {
    layer.row().text(city.functional_layers[static_cast<std::size_t>(link.layer)].name);
    layer.text_or_null(link.old_code).text_or_null(link.old_name).text(plan.grids[static_cast<std::size_t>(link.grid)].code);
    layer.whole(link.households).whole(link.buildings);
    layer.real_or_null(
        link.old_households > 0 ? static_cast<double>(link.households) / static_cast<double>(link.old_households) : 0,
        !link.old_code.empty() && link.old_households > 0);
    layer.end();
  }
}

void write_violations(GeoPackageFile& file, const Plan& plan) {
  GeoPackageTable& layer = file.layer("violations", wkbPoint,
                                      {text_field("code"), text_field("grid_code"), text_field("community_code"),
                                       real_field("value"), real_field("limit_value"), text_field("reason")});
  for (const Violation& violation : plan.violations) {
    layer.row().text(to_text(violation.code)).text_or_null(violation.grid_code).text_or_null(violation.community_code);
    layer.real(violation.value).real(violation.limit_value).text(violation.reason);
    const auto grid =
        std::find_if(plan.grids.begin(), plan.grids.end(), [&](const PlanGrid& one) { return one.code == violation.grid_code; });
    if (violation.place)
      layer.end(*violation.place);
    else if (grid != plan.grids.end() && !grid->area.empty())
      layer.end(interior_point(grid->area));
    else
      layer.end();
  }
}

void write_communities(GeoPackageFile& file, const City& city, const Plan& plan) {
  struct Outline {
    const MultiPolygon& area;
  };
  std::vector<Outline> outlines;
  static const MultiPolygon none;
  for (const CommunityResult& result : plan.communities)
    outlines.push_back({!result.area.empty()   ? result.area
                        : result.community < 0 ? none
                                               : city.communities[static_cast<std::size_t>(result.community)].area});
  auto outline = outlines.begin();
  GeoPackageTable& layer =
      file.layer("communities", polygon_type(outlines),
                 {text_field("community_code"), text_field("name"), whole_field("households"), whole_field("grids"),
                  whole_field("fewest_possible"), real_field("objective"), real_field("lower_bound"), real_field("gap"),
                  text_field("proof"), real_field("seconds"), text_field("subdistrict"), text_field("county")});
  for (const CommunityResult& result : plan.communities) {
    const Community* community = result.community < 0 ? nullptr : &city.communities[static_cast<std::size_t>(result.community)];
    layer.row().text(community_code(city, result.community)).text_or_null(community == nullptr ? std::string() : community->name);
    layer.whole(result.households.value())
        .whole(result.grids)
        .whole(result.fewest_possible)
        .real(result.objective)
        .real(result.lower_bound);
    layer.real(gap_of(result)).text(to_text(result.proof)).real_or_null(result.seconds, result.seconds >= 0);
    layer.text_or_null(community == nullptr ? std::string() : community->subdistrict);
    layer.text_or_null(community == nullptr ? std::string() : community->county);
    if (community != nullptr)
      layer.end(outline->area);
    else
      layer.end();
    ++outline;
  }
}

}  // namespace

Status write_plan(const City& city, const Plan& plan, const std::string& path, const RunContext& context, Language language) {
  return written(path, [&] {
    const OutputInfo info = completed_info(city, plan.info);
    GeoPackageFile file(path, output_crs(city), created_in(info), language);
    check(context, 0, language);
    write_grids(file, city, plan);
    check(context, 1, language);
    write_cells(file, city, plan, context.threads);
    check(context, 2, language);
    write_findings_layer(file, plan.findings);
    write_violations(file, plan);
    write_branches(file, city, plan);
    write_groups(file, city, plan);
    write_levels(file, city, plan);
    write_crosswalk(file, city, plan);
    check(context, 4, language);
    write_communities(file, city, plan);
    write_context_layers(file, city);
    write_info_layer(file, "plan_info", info);
    check(context, 5, language);
    file.finish(context.threads);
    context.report("stage_write", kLayers, kLayers);
  });
}

}  // namespace wangge
