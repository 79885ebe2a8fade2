#include "cli/json_report.hpp"

#include <nlohmann/json.hpp>

#include "core/treatment.hpp"

namespace wangge {

namespace {

using Json = nlohmann::ordered_json;

std::string text(const Json& json) { return json.dump(1, ' ', false, Json::error_handler_t::replace); }

Json place_of(const std::optional<Point>& place) { return place ? Json::array({place->x, place->y}) : Json(nullptr); }

Json known(double value) { return value >= 0 ? Json(value) : Json(nullptr); }

Json findings_array(const std::vector<Finding>& findings) {
  Json rows = Json::array();
  for (const Finding& f : findings)
    rows.push_back({{"code", f.code},
                    {"severity", to_text(f.severity)},
                    {"layer", f.layer},
                    {"object_id", f.object_id},
                    {"excluded", f.excluded},
                    {"text", f.text},
                    {"repair", f.repair},
                    {"treatment", to_text(treatment_of(f))},
                    {"row", f.row > 0 ? Json(f.row) : Json(nullptr)},
                    {"place", place_of(f.place)}});
  return rows;
}

Json violations_array(const std::vector<Violation>& violations) {
  Json rows = Json::array();
  for (const Violation& v : violations)
    rows.push_back({{"code", to_text(v.code)},
                    {"grid_code", v.grid_code},
                    {"community_code", v.community_code},
                    {"value", v.value},
                    {"limit_value", v.limit_value},
                    {"reason", v.reason}});
  return rows;
}

}  // namespace

std::string divide_json(const City& city, const Plan& plan) {
  Json json{{"name", city.name}, {"crs", city.crs}, {"communities", Json::array()}};
  std::int64_t households = 0, in_range = 0, comprehensive = 0;
  std::int64_t micro = 0;
  for (const PlanGrid& g : plan.grids) {
    if (g.kind == GridKind::micro) {
      ++micro;
      continue;
    }
    households += g.households.value();
    comprehensive += g.kind == GridKind::comprehensive ? 1 : 0;
    in_range += g.kind == GridKind::comprehensive && g.status == GridStatus::ok ? 1 : 0;
  }
  for (const CommunityResult& c : plan.communities)
    json["communities"].push_back({{"community_code", city.communities[static_cast<std::size_t>(c.community)].id},
                                   {"households", c.households.value()},
                                   {"grids", c.grids},
                                   {"fewest_possible", c.fewest_possible},
                                   {"objective", c.objective},
                                   {"lower_bound", c.lower_bound},
                                   {"gap", gap_of(c)},
                                   {"proof", to_text(c.proof)},
                                   {"proof_check", to_text(c.proof_check)},
                                   {"seconds", c.seconds}});
  json["grids"] = static_cast<std::int64_t>(plan.grids.size()) - micro;
  json["micro_grids"] = micro;
  json["comprehensive_grids"] = comprehensive;
  json["grids_in_range"] = in_range;
  json["households"] = households;
  json["stopped_early"] = plan.stopped_early;
  json["violations"] = violations_array(plan.violations);
  json["findings"] = findings_array(plan.findings);
  return text(json);
}

std::string repair_json(const std::vector<Violation>& before, const std::vector<Violation>& after, std::int64_t households_moved,
                        std::int32_t communities_mended, std::int32_t communities_left) {
  return text({{"violations_before", violations_array(before)},
               {"violations_after", violations_array(after)},
               {"households_moved", households_moved},
               {"communities_mended", communities_mended},
               {"communities_left", communities_left}});
}

std::string circles_json(const City& city, const CircleReport& report) {
  Json json{{"name", city.name}, {"crs", city.crs}, {"circles", Json::array()}, {"communities", Json::array()}};
  for (const ServiceCircle& c : report.circles)
    json["circles"].push_back({{"centre_id", city.centres[static_cast<std::size_t>(c.centre)].id},
                               {"mode", to_text(c.mode)},
                               {"metres", c.metres},
                               {"minutes", c.minutes},
                               {"buildings", c.buildings},
                               {"households", c.households.value()}});
  for (const AreaCoverage& a : report.by_community)
    json["communities"].push_back({{"community_code", a.code},
                                   {"mode", to_text(a.mode)},
                                   {"metres", a.metres},
                                   {"households", a.households.value()},
                                   {"covered", a.covered.value()},
                                   {"share", a.share},
                                   {"persons", a.persons},
                                   {"covered_persons", a.covered_persons},
                                   {"buildings", a.buildings},
                                   {"covered_buildings", a.covered_buildings},
                                   {"area_m2", a.square_metres},
                                   {"covered_area_m2", known(a.covered_square_metres)}});
  json["gaps"] = report.gaps.size();
  json["centres"] = Json::array();
  for (const CentreCoverage& c : report.by_centre)
    json["centres"].push_back({{"centre_id", city.centres[static_cast<std::size_t>(c.centre)].id},
                               {"metres", c.metres},
                               {"households", c.households},
                               {"straight_households", c.straight},
                               {"nearest_households", c.nearest},
                               {"critical_households", c.critical},
                               {"detour", c.detour},
                               {"capacity", c.capacity > 0 ? Json(c.capacity) : Json(nullptr)},
                               {"served", c.served},
                               {"persons", c.persons},
                               {"buildings", c.buildings},
                               {"area_m2", c.square_metres}});
  json["levels"] = Json::array();
  for (const LevelCoverage& l : report.by_level)
    json["levels"].push_back({{"level", l.level},
                              {"built", l.built},
                              {"planned", l.planned},
                              {"metres", l.metres},
                              {"covered", l.covered},
                              {"share", l.share},
                              {"covered_persons", l.persons},
                              {"covered_buildings", l.buildings},
                              {"area_m2", l.square_metres},
                              {"covered_area_m2", known(l.covered_square_metres)}});
  json["overlap"] = Json::array();
  for (const OverlapCoverage& o : report.overlap)
    json["overlap"].push_back(
        {{"metres", o.metres}, {"times", o.times}, {"buildings", o.buildings}, {"households", o.households}});
  json["curve"] = Json::array();
  for (const CoverageCurve& c : report.curve)
    json["curve"].push_back({{"metres", c.metres}, {"network", c.network}, {"straight", c.straight}});
  json["profiles"] = Json::array();
  for (const ProfileCoverage& p : report.profiles)
    json["profiles"].push_back({{"profile", p.profile},
                                {"speed", p.speed},
                                {"minutes", p.minutes},
                                {"metres", p.metres},
                                {"covered", p.covered},
                                {"share", p.share}});
  json["findings"] = findings_array(report.findings);
  return text(json);
}

std::string sites_json(const City& city, const SitingReport& report) {
  Json json{{"name", city.name},
            {"crs", city.crs},
            {"metres", report.radius},
            {"households", report.households},
            {"covered_before", report.covered_before},
            {"covered_after", report.covered_after},
            {"gain", report.covered_after - report.covered_before},
            {"bound", report.bound},
            {"gap", report.gap},
            {"proof", report.proven ? "optimal" : "bound"},
            {"candidates", report.candidates.size()},
            {"reachable", report.reachable},
            {"sites", Json::array()},
            {"links", Json::array()}};
  if (report.wanted > 0) {
    json["wanted"] = report.wanted;
    json["reached"] = report.reached;
    json["fewest_possible"] = report.fewest_possible;
  }
  for (const std::int32_t c : report.chosen) {
    const SiteCandidate& site = report.candidates[static_cast<std::size_t>(c)];
    json["sites"].push_back({{"rank", site.rank},
                             {"site_id", site.id},
                             {"name", site.name},
                             {"source", to_text(site.source)},
                             {"place", {site.point.x, site.point.y}},
                             {"gained", site.gained},
                             {"households", site.households}});
  }
  for (const LinkGain& link : report.links)
    json["links"].push_back({{"kind", link.kind},
                             {"object_id", link.object_id},
                             {"gained", link.gained},
                             {"nearer", link.nearer},
                             {"metres_saved", link.metres_saved},
                             {"problem", link.problem}});
  json["findings"] = findings_array(report.findings);
  return text(json);
}

std::string info_json(const FileInfo& info) {
  Json layers = Json::array();
  for (const LayerInfo& l : info.layers) {
    Json fields = Json::array();
    for (const FieldInfo& f : l.fields) fields.push_back({{"name", f.name}, {"type", f.type}, {"example", f.example}});
    layers.push_back({{"name", l.name},
                      {"geometry", l.geometry},
                      {"rows", l.rows},
                      {"role", l.role},
                      {"crs", l.crs},
                      {"crs_recognised", l.crs_recognised},
                      {"encoding", l.encoding},
                      {"encoding_how", l.encoding_how},
                      {"problem", l.problem},
                      {"fields", fields}});
  }
  return text(Json{{"path", info.path}, {"format", info.format}, {"layers", layers}});
}

std::string doctor_json(const std::vector<Finding>& findings, const std::vector<LayerAccount>& accounts) {
  Json layers = Json::array();
  for (const LayerAccount& a : accounts)
    layers.push_back({{"layer", a.layer},
                      {"records", a.records},
                      {"kept", a.kept},
                      {"repaired", a.repaired},
                      {"set_aside", a.set_aside},
                      {"repaired_by", a.repaired_by},
                      {"set_aside_by", a.set_aside_by}});
  return text(Json{{"layers", layers}, {"findings", findings_array(findings)}});
}

std::string violations_json(const std::vector<Violation>& violations) {
  return text(Json{{"violations", violations_array(violations)}});
}

}  // namespace wangge
