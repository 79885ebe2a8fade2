#include "io/layer_info.hpp"

#include <cctype>
#include <cmath>
#include <filesystem>

#include "io/layer_crs.hpp"
#include "io/source_layer.hpp"

namespace wangge {

namespace {

struct Role {
  const char* section;
  const char* geometry;  ///< letters of the kinds that fit: p(oint) l(ine) a(rea)
  std::vector<const char*> layer_words;
  std::vector<const char*> field_words;
};

const std::vector<Role>& roles() {
  static const std::vector<Role> all{
      {"previous", "a", {"grid", "网格", "wangge"}, {"grid_code", "wgbm", "网格编码", "网格代码"}},
      {"buildings",
       "pa",
       {"build", "楼", "建筑", "幢", "household", "units"},
       {"building_id", "ldbm", "楼栋", "户数", "households", "floors", "层数", "zhs", "dscs"}},
      {"compounds", "a", {"compound", "小区", "院落"}, {"compound_id", "xqbm", "小区编码", "小区名称"}},
      {"communities",
       "a",
       {"communit", "社区", "village", "jiedao", "街道"},
       {"community_id", "community_code", "sqdm", "社区代码", "社区名称"}},
      {"walk_network",
       "l",
       {"walk", "road", "edge", "道路", "路网", "步行", "highway"},
       {"from_node", "to_node", "highway", "foot", "dldj"}},
      {"barriers", "la", {"barrier", "river", "rail", "water", "屏障", "河", "铁路"}, {"zalx", "barrier", "waterway", "railway"}},
      {"crossings", "pla", {"crossing", "bridge", "通道", "天桥"}, {"tdlx"}},
      {"centres", "p", {"centre", "center", "党群", "服务中心", "驿站"}, {"zxbm", "zxjb", "level", "capacity"}},
      {"gates", "p", {"gate", "出入口", "大门"}, {"xqdm", "gate"}},
      {"exclusive", "a", {"exclusive", "专属", "园区"}, {"zsbm", "zslx"}},
  };
  return all;
}

std::string lower(std::string text) {
  for (char& letter : text) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return text;
}

char kind_of(const std::string& geometry) {
  const std::string word = lower(geometry);
  if (word.find("point") != std::string::npos) return 'p';
  if (word.find("line") != std::string::npos || word.find("curve") != std::string::npos) return 'l';
  if (word.find("polygon") != std::string::npos || word.find("surface") != std::string::npos) return 'a';
  return word == "none" ? 'n' : '?';
}

LayerInfo describe(const std::string& path, const std::string& name, Language language, std::string& format) {
  LayerInfo info;
  info.name = name;
  LayerRequest request;
  request.path = path;
  request.layer = name;
  request.all_columns = true;
  request.language = language;
  SourceLayer layer;
  try {
    layer = read_source_layer(request);
  } catch (const ErrorException& error) {
    if (error.error().code != ErrorCode::invalid_input) {
      info.problem = error.error().text();
      return info;
    }
    request.geometry = false;  // a plain table
    layer = read_source_layer(request);
  }
  format = layer.driver;
  info.geometry = request.geometry ? layer.geometry_type : "None";
  info.rows = layer.rows;
  for (std::size_t i = 0; i < layer.field_names.size(); ++i) {
    FieldInfo field{layer.field_names[i], layer.field_types[i], ""};
    const SourceColumn* column = layer.find(field.name);
    for (std::size_t row = 0; column != nullptr && row < layer.rows && field.example.empty(); ++row)
      field.example = column->text(row);
    info.fields.push_back(std::move(field));
  }
  for (SourceShape& shape : layer.shapes) {
    if (shape.empty()) ++info.without_geometry;
    shape.each_vertex([&](Point& point) {
      if (std::isfinite(point.x) && std::isfinite(point.y)) info.extent.expand(point);
    });
  }
  info.encoding = layer.encoding;
  info.encoding_how = layer.encoding_how;
  info.findings = layer.findings;
  if (const auto facts = crs_facts(layer.crs_wkt, language)) info.crs = facts->name;
  const LayerCrs crs = recognise_crs(layer.crs_wkt, typical_box(layer), std::nullopt, {}, language);
  const auto value = [&](std::size_t i) { return i < crs.remark_values.size() ? crs.remark_values[i] : std::string(); };
  if (!crs.remark.empty() && !info.extent.empty())
    info.crs_recognised = say(language, crs.remark, {value(0), value(1), value(2)}) + "; " +
                          say(language, crs.remark + "_repair", {value(0), value(1), value(2)});
  info.role = guess_role(info.name, info.geometry, layer.field_names);
  return info;
}

}  // namespace

std::string guess_role(const std::string& layer, const std::string& geometry, const std::vector<std::string>& fields) {
  const char kind = kind_of(geometry);
  std::string best;
  int most = 1;
  for (const Role& role : roles()) {
    if (kind != '?' && kind != 'n' && std::string(role.geometry).find(kind) == std::string::npos) continue;
    int score = 0;
    for (const char* word : role.layer_words)
      if (lower(layer).find(word) != std::string::npos) score += 2;
    for (const std::string& field : fields)
      for (const char* word : role.field_words)
        if (lower(field) == word) ++score;
    if (score > most) best = role.section, most = score;
  }
  return best;
}

Result<FileInfo> file_info(const std::string& path, Language language) {
  try {
    FileInfo info;
    info.path = path;
    for (const std::string& name : layer_names(path, language))
      info.layers.push_back(describe(path, name, language, info.format));
    return info;
  } catch (const ErrorException& error) {
    return error.error();
  } catch (const std::exception& error) {
    return Error{ErrorCode::internal, error.what(), path, ""};
  }
}

}  // namespace wangge
