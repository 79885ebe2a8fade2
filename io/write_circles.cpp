#include "io/write_circles.hpp"

#include <map>

#include "io/context_layers.hpp"
#include "io/output_layers.hpp"
#include "io/write_answers.hpp"

namespace wangge {

namespace {

const std::string& centre_id(const City& city, std::int32_t centre) {
  static const std::string none;
  return centre < 0 ? none : city.centres[static_cast<std::size_t>(centre)].id;
}

void write_circle_areas(GeoPackageFile& file, const City& city, const CircleReport& report) {
  GeoPackageTable& layer = file.layer(
      "circles", polygon_type(report.circles),
      {text_field("centre_id"), text_field("mode"), real_field("metres"), real_field("minutes"), whole_field("buildings"),
       whole_field("households"), text_field("centre_name"), whole_field("level"), real_field("area_m2")});
  for (const ServiceCircle& circle : report.circles) {
    const Centre* centre = circle.centre < 0 ? nullptr : &city.centres[static_cast<std::size_t>(circle.centre)];
    layer.row().text(centre_id(city, circle.centre)).text(to_text(circle.mode)).real(circle.metres).real(circle.minutes);
    layer.whole(circle.buildings).whole(circle.households.value()).text_or_null(centre == nullptr ? std::string() : centre->name);
    layer.whole(centre == nullptr ? 0 : centre->level).real(area(circle.area));
    layer.end(circle.area);
  }
}

void write_land(GeoPackageFile& file, const City& city, const CircleReport& report) {
  if (!report.covered.empty()) {
    GeoPackageTable& layer = file.layer("covered_land", polygon_type(report.covered),
                                        {text_field("mode"), text_field("profile"), real_field("metres"), real_field("minutes"),
                                         whole_field("buildings"), whole_field("households"), real_field("area_m2")});
    for (const CoveredLand& one : report.covered) {
      layer.row().text(to_text(one.mode)).text(one.profile).real(one.metres).real(one.minutes);
      layer.whole(one.buildings).whole(one.households).real(area(one.area));
      layer.end(one.area);
    }
  }
  if (report.nearest.empty()) return;
  GeoPackageTable& layer = file.layer("nearest_areas", polygon_type(report.nearest),
                                      {text_field("centre_id"), text_field("centre_name"), real_field("metres"),
                                       whole_field("buildings"), whole_field("households"), real_field("area_m2")});
  for (const NearestLand& one : report.nearest) {
    layer.row().text(centre_id(city, one.centre)).text_or_null(city.centres[static_cast<std::size_t>(one.centre)].name);
    layer.real(one.metres).whole(one.buildings).whole(one.households).real(area(one.area));
    layer.end(one.area);
  }
}

void write_coverage(GeoPackageFile& file, const City& city, const CircleReport& report) {
  GeoPackageTable& layer =
      file.layer("coverage", wkbPoint,
                 {text_field("building_id"), whole_field("households"), text_field("nearest_centre"), real_field("walk_metres"),
                  real_field("walk_minutes"), text_field("access_kind"), real_field("access_metres"),
                  real_field("straight_metres"), flag_field("covered"), text_field("gap_id")});
  const double speed = city.circles.speed.value();
  for (const BuildingCoverage& one : report.coverage) {
    const Building& building = city.buildings[static_cast<std::size_t>(one.building)];
    layer.row().text(building.id).whole(building.households.value()).text_or_null(centre_id(city, one.nearest_centre));
    layer.real_or_null(one.walk_metres, one.walk_metres >= 0)
        .real_or_null(speed > 0 ? one.walk_metres / speed / 60 : 0, one.walk_metres >= 0 && speed > 0);
    layer.text_or_null(one.access_kind).real_or_null(one.access_metres, one.access_metres >= 0);
    layer.real_or_null(one.straight_metres, one.straight_metres >= 0).flag(one.covered);
    layer.text_or_null(one.gap < 0 ? std::string() : report.gaps[static_cast<std::size_t>(one.gap)].id);
    layer.end(one.point);
  }
}

/// `communities`: of the rows, by code, for their names and what they belong to; none where rows are no communities.
void write_shares(GeoPackageFile& file, const char* name, const char* code, const std::vector<AreaCoverage>& rows,
                  const std::map<std::string, const Community*>& communities = {}) {
  std::vector<WriterField> fields{text_field(code),         text_field("mode"),
                                  real_field("metres"),     whole_field("households"),
                                  whole_field("covered"),   real_field("share"),
                                  whole_field("persons"),   whole_field("covered_persons"),
                                  whole_field("buildings"), whole_field("covered_buildings"),
                                  real_field("area_m2"),    real_field("covered_area_m2")};
  if (!communities.empty()) {
    for (const char* more : {"community_name", "subdistrict", "county"}) fields.push_back(text_field(more));
  }
  GeoPackageTable& layer = file.layer(name, polygon_type(rows), fields);
  for (const AreaCoverage& one : rows) {
    layer.row()
        .text(one.code)
        .text(to_text(one.mode))
        .real(one.metres)
        .whole(one.households.value())
        .whole(one.covered.value())
        .real(one.share)
        .whole(one.persons)
        .whole(one.covered_persons)
        .whole(one.buildings)
        .whole(one.covered_buildings)
        .real_or_null(one.square_metres, one.square_metres > 0)
        .real_or_null(one.covered_square_metres, one.covered_square_metres >= 0);
    if (const auto found = communities.find(one.code); found != communities.end())
      layer.text_or_null(found->second->name).text_or_null(found->second->subdistrict).text_or_null(found->second->county);
    if (one.area.empty())
      layer.end();
    else
      layer.end(one.area);
  }
}

void write_gaps(GeoPackageFile& file, const City& city, const CircleReport& report) {
  GeoPackageTable& gaps =
      file.layer("gaps", polygon_type(report.gaps),
                 {text_field("gap_id"), whole_field("buildings"), whole_field("households"), real_field("area_m2")});
  for (const CoverageGap& one : report.gaps) {
    gaps.row().text(one.id).whole(one.buildings).whole(one.households.value()).real(area(one.area));
    gaps.end(one.area);
  }
  OGRwkbGeometryType type = wkbLineString;
  for (const ServiceLine& one : report.service_lines)
    if (one.lines.size() > 1) type = wkbUnknown;
  GeoPackageTable& lines = file.layer("service_lines", type, {text_field("centre_id"), real_field("metres")});
  for (const ServiceLine& one : report.service_lines) {
    lines.row().text(centre_id(city, one.centre)).real(one.metres);
    lines.end(one.lines);
  }
}

}  // namespace

Status write_circles(const City& city, const CircleReport& report, const std::string& path, const RunContext& context,
                     const std::vector<std::pair<std::string, std::string>>& info, Language language) {
  return written(path, [&] {
    const OutputInfo all = completed_info(city, info);
    GeoPackageFile file(path, output_crs(city), created_in(all), language);
    const auto check = [&](int step) {
      if (context.cancelled()) throw ErrorException(Error{ErrorCode::cancelled, say(language, "reading_cancelled"), "", ""});
      context.report("stage_write", step, 4);
    };
    check(0);
    write_circle_areas(file, city, report);
    write_land(file, city, report);
    check(1);
    write_coverage(file, city, report);
    check(2);
    std::map<std::string, const Community*> communities;
    for (const Community& community : city.communities) communities.emplace(community.id, &community);
    write_shares(file, "coverage_by_community", "community_code", report.by_community, communities);
    write_shares(file, "coverage_by_grid", "grid_code", report.by_grid);
    if (!report.by_subdistrict.empty()) write_shares(file, "coverage_by_subdistrict", "subdistrict", report.by_subdistrict);
    write_answers(file, city, report);
    check(3);
    write_gaps(file, city, report);
    write_findings_layer(file, report.findings);
    write_context_layers(file, city);
    write_info_layer(file, "circles_info", all);
    file.finish();
    context.report("stage_write", 4, 4);
  });
}

}  // namespace wangge
