#include "io/write_sites.hpp"

#include "io/context_layers.hpp"
#include "io/output_layers.hpp"

namespace wangge {

namespace {

void write_chosen(GeoPackageFile& file, const SitingReport& report) {
  GeoPackageTable& layer =
      file.layer("sites", wkbPoint,
                 {whole_field("rank"), text_field("site_id"), text_field("name"), text_field("source"), whole_field("gained"),
                  whole_field("households"), whole_field("covered_so_far"), real_field("share_so_far"), real_field("metres")});
  std::int64_t covered = report.covered_before;
  for (const std::int32_t c : report.chosen) {
    const SiteCandidate& site = report.candidates[static_cast<std::size_t>(c)];
    covered += site.gained;
    layer.row().whole(site.rank).text(site.id).text_or_null(site.name).text(to_text(site.source)).whole(site.gained);
    layer.whole(site.households).whole(covered);
    layer.real(report.households > 0 ? static_cast<double>(covered) / static_cast<double>(report.households) : 0);
    layer.real(report.radius);
    layer.end(site.point);
  }
}

void write_candidates(GeoPackageFile& file, const SitingReport& report) {
  GeoPackageTable& layer = file.layer("candidates", wkbPoint,
                                      {text_field("site_id"), text_field("name"), text_field("source"), whole_field("households"),
                                       whole_field("uncovered"), whole_field("rank")});
  for (const SiteCandidate& one : report.candidates) {
    layer.row().text(one.id).text_or_null(one.name).text(to_text(one.source)).whole(one.households).whole(one.uncovered);
    if (one.rank > 0)
      layer.whole(one.rank);
    else
      layer.skip();
    layer.end(one.point);
  }
}

void write_building_rows(GeoPackageFile& file, const City& city, const SitingReport& report) {
  GeoPackageTable& layer =
      file.layer("coverage", wkbPoint,
                 {text_field("building_id"), whole_field("households"), real_field("walk_before"), real_field("walk_after"),
                  flag_field("covered_before"), flag_field("covered_after"), text_field("nearest_site")});
  for (std::size_t b = 0; b < report.coverage.size(); ++b) {
    const SiteCoverage& row = report.coverage[b];
    layer.row().text(city.buildings[b].id).whole(city.buildings[b].households.value());
    layer.real_or_null(row.before, row.before >= 0).real_or_null(row.after, row.after >= 0);
    layer.flag(row.before >= 0 && row.before <= report.radius).flag(row.after >= 0 && row.after <= report.radius);
    layer.text_or_null(row.nearest_site < 0 ? std::string() : report.candidates[static_cast<std::size_t>(row.nearest_site)].id);
    layer.end(city.buildings[b].point);
  }
}

void write_links(GeoPackageFile& file, const SitingReport& report) {
  if (report.links.empty()) return;
  GeoPackageTable& layer = file.layer("links", wkbLineString,
                                      {text_field("kind"), text_field("object_id"), whole_field("gained"), whole_field("nearer"),
                                       real_field("metres_saved"), text_field("problem")});
  for (const LinkGain& one : report.links) {
    layer.row().text(one.kind).text_or_null(one.object_id).whole(one.gained).whole(one.nearer).real(one.metres_saved);
    layer.text_or_null(one.problem);
    Polyline line = one.line;
    if (line.size() == 1) line.push_back(line[0] + Point{0, 0.001});  // a gate is a point; the layer holds lines
    layer.end(MultiPolyline{line});
  }
}

}  // namespace

Status write_sites(const City& city, const SitingReport& report, const std::string& path, const RunContext& context,
                   const std::vector<std::pair<std::string, std::string>>& info, Language language) {
  return written(path, [&] {
    OutputInfo all = completed_info(city, info);
    const auto add = [&](const char* key, std::int64_t value) { all.emplace_back(key, std::to_string(value)); };
    all.emplace_back("metres", with_decimals(report.radius, 3));
    add("households", report.households);
    add("covered_before", report.covered_before);
    add("covered_after", report.covered_after);
    add("bound", report.bound);
    all.emplace_back("proof", report.proven ? "optimal" : "bound");
    GeoPackageFile file(path, output_crs(city), created_in(all), language);
    if (context.cancelled()) throw ErrorException(Error{ErrorCode::cancelled, say(language, "reading_cancelled"), "", ""});
    write_chosen(file, report);
    write_candidates(file, report);
    write_building_rows(file, city, report);
    write_links(file, report);
    write_findings_layer(file, report.findings);
    write_context_layers(file, city);
    write_info_layer(file, "sites_info", all);
    file.finish();
  });
}

}  // namespace wangge
