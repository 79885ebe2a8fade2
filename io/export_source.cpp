#include "io/export_source.hpp"

#include <algorithm>

#include "core/result.hpp"
#include "io/nearest_name.hpp"

namespace wangge {

ExportSource::ExportSource(const std::string& plan_path, Language language)
    : path_(plan_path), language_(language), there_(layer_names(plan_path, language)) {}

std::vector<std::string> ExportSource::chosen(const std::vector<std::string>& wanted, bool strict) const {
  std::vector<std::string> layers;
  for (const std::string& name : wanted) {
    if (std::find(there_.begin(), there_.end(), name) != there_.end())
      layers.push_back(name);
    else if (strict)
      throw ErrorException(Error{ErrorCode::unknown_layer, say(language_, "layer_missing", {name}), path_,
                                 say(language_, "layers_are", {list_names(there_)})});
  }
  if (layers.empty() && !there_.empty()) layers.push_back(there_.front());
  return layers;
}

SourceLayer ExportSource::read(const std::string& name) const {
  LayerRequest request;
  request.section = name;
  request.path = path_;
  request.layer = name;
  request.all_columns = true;
  request.language = language_;
  try {
    return read_source_layer(request);
  } catch (const ErrorException& error) {
    if (error.error().code != ErrorCode::invalid_input) throw;
    request.geometry = false;
    return read_source_layer(request);
  }
}

std::string ExportSource::created() const {
  if (std::find(there_.begin(), there_.end(), "plan_info") == there_.end()) return {};
  const SourceLayer info = read("plan_info");
  const SourceColumn* key = info.find("key");
  const SourceColumn* value = info.find("value");
  for (std::size_t row = 0; key != nullptr && value != nullptr && row < info.rows; ++row)
    if (key->text(row) == "created") return value->text(row);
  return {};
}

}  // namespace wangge
