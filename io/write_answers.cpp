#include "io/write_answers.hpp"

namespace wangge {

namespace {

void write_centres(GeoPackageFile& file, const City& city, const CircleReport& report) {
  if (report.by_centre.empty()) return;
  GeoPackageTable& layer =
      file.layer("coverage_by_centre", wkbPoint,
                 {text_field("centre_id"), text_field("centre_name"), whole_field("level"), real_field("metres"),
                  whole_field("households"), whole_field("straight_households"), whole_field("nearest_households"),
                  whole_field("critical_households"), real_field("detour"), real_field("capacity"), whole_field("served"),
                  whole_field("persons"), whole_field("buildings"), real_field("area_m2")});
  for (const CentreCoverage& one : report.by_centre) {
    const Centre& centre = city.centres[static_cast<std::size_t>(one.centre)];
    layer.row().text(centre.id).text_or_null(centre.name).whole(centre.level).real(one.metres).whole(one.households);
    layer.whole(one.straight).whole(one.nearest).whole(one.critical).real_or_null(one.detour, one.detour > 0);
    layer.real_or_null(one.capacity, one.capacity > 0).whole(one.served).whole(one.persons).whole(one.buildings);
    layer.real(one.square_metres);
    layer.end(centre.point);
  }
}

void write_levels(GeoPackageFile& file, const CircleReport& report) {
  if (report.by_level.empty()) return;
  GeoPackageTable& layer =
      file.layer("coverage_by_level", wkbNone,
                 {whole_field("level"), whole_field("built"), whole_field("planned"), real_field("built_share"),
                  real_field("metres"), whole_field("covered"), real_field("share"), whole_field("covered_persons"),
                  whole_field("covered_buildings"), real_field("area_m2"), real_field("covered_area_m2")});
  for (const LevelCoverage& one : report.by_level) {
    layer.row().whole(one.level).whole(one.built).whole(one.planned);
    layer.real(static_cast<double>(one.built) / (one.built + one.planned)).real(one.metres).whole(one.covered).real(one.share);
    layer.whole(one.persons).whole(one.buildings);
    layer.real(one.square_metres).real_or_null(one.covered_square_metres, one.covered_square_metres >= 0);
    layer.end();
  }
}

}  // namespace

void write_answers(GeoPackageFile& file, const City& city, const CircleReport& report) {
  write_centres(file, city, report);
  write_levels(file, report);
  if (!report.overlap.empty()) {
    GeoPackageTable& layer =
        file.layer("coverage_overlap", wkbNone,
                   {real_field("metres"), whole_field("times"), whole_field("buildings"), whole_field("households")});
    for (const OverlapCoverage& one : report.overlap) {
      layer.row().real(one.metres).whole(one.times).whole(one.buildings).whole(one.households);
      layer.end();
    }
  }
  if (!report.capacity.empty()) {
    GeoPackageTable& layer = file.layer(
        "coverage_capacity", wkbNone,
        {real_field("metres"), whole_field("households"), whole_field("served_nearest_first"), whole_field("served_at_most")});
    for (const CapacityCoverage& one : report.capacity) {
      layer.row().real(one.metres).whole(one.within).whole(one.nearest).whole(one.most);
      layer.end();
    }
  }
  if (!report.curve.empty()) {
    GeoPackageTable& layer =
        file.layer("coverage_curve", wkbNone, {real_field("metres"), whole_field("network"), whole_field("straight")});
    for (const CoverageCurve& one : report.curve) {
      layer.row().real(one.metres).whole(one.network).whole(one.straight);
      layer.end();
    }
  }
  if (report.profiles.empty()) return;
  GeoPackageTable& layer = file.layer("coverage_by_profile", wkbNone,
                                      {text_field("profile"), real_field("speed"), real_field("minutes"), real_field("metres"),
                                       whole_field("covered"), real_field("share")});
  for (const ProfileCoverage& one : report.profiles) {
    layer.row().text(one.profile).real(one.speed).real(one.minutes).real(one.metres).whole(one.covered).real(one.share);
    layer.end();
  }
}

}  // namespace wangge
