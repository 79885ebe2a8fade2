#include "io/output_layers.hpp"

#include <algorithm>

#include "core/treatment.hpp"

namespace wangge {

void write_findings_layer(GeoPackageFile& file, const std::vector<Finding>& findings) {
  GeoPackageTable& layer =
      file.layer("findings", wkbPoint,
                 {text_field("code"), text_field("severity"), text_field("layer"), text_field("object_id"),
                  flag_field("excluded"), text_field("text"), text_field("repair"), text_field("treatment"), whole_field("row")});
  for (const Finding& finding : findings) {
    layer.row()
        .text(finding.code)
        .text(to_text(finding.severity))
        .text(finding.layer)
        .text(finding.object_id)
        .flag(finding.excluded);
    layer.text(finding.text).text_or_null(finding.repair).text(to_text(treatment_of(finding)));
    if (finding.row > 0)
      layer.whole(finding.row);
    else
      layer.skip();
    if (finding.place)
      layer.end(*finding.place);
    else
      layer.end();
  }
}

void write_info_layer(GeoPackageFile& file, const std::string& name, const OutputInfo& info) {
  GeoPackageTable& layer = file.layer(name, wkbNone, {text_field("key"), text_field("value")});
  for (const auto& [key, value] : info) layer.row().text(key).text(value).end();
}

OutputInfo completed_info(const City& city, OutputInfo info) {
  const auto add = [&](const std::string& key, const std::string& value) {
    const bool present = std::any_of(info.begin(), info.end(), [&](const auto& row) { return row.first == key; });
    if (!present && !value.empty()) info.emplace_back(key, value);
  };
  add("city", city.name);
  add("coordinate_system", city.crs);
  add("household_basis", city.household_basis);
  for (const auto& [file, hash] : city.inputs) add("input:" + file, hash);
  return info;
}

std::string created_in(const OutputInfo& info) {
  for (const auto& [key, value] : info)
    if (key == "created") return value;
  return {};
}

}  // namespace wangge
