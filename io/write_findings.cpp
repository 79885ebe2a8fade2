#include "io/write_findings.hpp"

#include "io/output_layers.hpp"

namespace wangge {

namespace {

void write_records(GeoPackageFile& file, const std::vector<LayerAccount>& accounts) {
  GeoPackageTable& layer =
      file.layer("records", wkbNone, {text_field("layer"), text_field("treatment"), text_field("rule"), whole_field("records")});
  const auto row = [&](const std::string& name, const char* treatment, const std::string& rule, std::int64_t records) {
    layer.row().text(name).text(treatment).text_or_null(rule).whole(records).end();
  };
  for (const LayerAccount& account : accounts) {
    row(account.layer, "all", "", account.records);
    row(account.layer, "kept", "", account.kept);
    for (const auto& [code, records] : account.repaired_by) row(account.layer, "repaired", code, records);
    for (const auto& [code, records] : account.set_aside_by) row(account.layer, "set_aside", code, records);
  }
}

}  // namespace

Status write_findings(const City& city, const std::vector<Finding>& findings, const std::vector<LayerAccount>& accounts,
                      const std::string& path, Language language, const RunContext& context) {
  return written(path, [&] {
    if (context.cancelled()) throw ErrorException(Error{ErrorCode::cancelled, say(language, "reading_cancelled"), "", ""});
    const OutputInfo info = completed_info(city, {});
    GeoPackageFile file(path, output_crs(city), created_in(info), language);
    write_findings_layer(file, findings);
    write_records(file, accounts);
    write_info_layer(file, "plan_info", info);
    file.finish();
  });
}

}  // namespace wangge
