#include "cli/commands.hpp"
#include "cli/json_report.hpp"
#include "io/layer_info.hpp"

namespace wangge {

namespace {

void print_layer(const LayerInfo& layer, const Console& console) {
  console.result(layer.name + "  " + layer.geometry + "  " + with_commas(static_cast<std::int64_t>(layer.rows)) +
                 (layer.role.empty() ? "" : "  [" + layer.role + "]"));
  if (!layer.problem.empty()) console.result("  ! " + layer.problem);
  console.result("  crs: " + (layer.crs.empty() ? "-" : layer.crs) +
                 (layer.crs_recognised.empty() ? "" : " (" + layer.crs_recognised + ")"));
  if (!layer.encoding.empty()) console.result("  encoding: " + layer.encoding + " (" + layer.encoding_how + ")");
  if (!layer.extent.empty())
    console.result("  extent: " + with_decimals(layer.extent.min_x, 4) + " " + with_decimals(layer.extent.min_y, 4) + " " +
                   with_decimals(layer.extent.max_x, 4) + " " + with_decimals(layer.extent.max_y, 4));
  for (const FieldInfo& field : layer.fields)
    console.result("  " + field.name + ": " + field.type + (field.example.empty() ? "" : " = " + field.example));
  console.findings(layer.findings);
}

}  // namespace

int run_info(const Arguments& arguments, Console& console) {
  const Result<FileInfo> info = file_info(arguments.city, console.language);
  if (!info) return console.fail(info.error());
  if (arguments.json) {
    console.result(info_json(*info));
    return static_cast<int>(Exit::done);
  }
  console.result(info->path + "  " + info->format);
  for (const LayerInfo& layer : info->layers) print_layer(layer, console);
  return static_cast<int>(Exit::done);
}

}  // namespace wangge
