#include "io/export_fields.hpp"

#include <cctype>
#include <map>
#include <set>

#include "io/text_encoding.hpp"

namespace wangge {

namespace {

struct Names {
  const char* brief;
  const char* chinese;
};

const std::map<std::string, Names>& names() {
  static const std::map<std::string, Names> all{{"grid_code", {"WGBM", "网格编码"}},
                                                {"grid_name", {"WGMC", "网格名称"}},
                                                {"kind", {"WGLX", "网格类型"}},
                                                {"community_code", {"SQDM", "社区代码"}},
                                                {"households", {"HS", "户数"}},
                                                {"population", {"RKS", "人口"}},
                                                {"buildings", {"LDS", "楼栋数"}},
                                                {"compounds", {"XQS", "小区数"}},
                                                {"area_m2", {"MJ", "面积"}},
                                                {"perimeter_m", {"ZC", "周长"}},
                                                {"compactness", {"JCD", "紧凑度"}},
                                                {"status", {"HGZT", "合规"}},
                                                {"reason", {"YY", "原因"}},
                                                {"east", {"DZ", "东至"}},
                                                {"south", {"NZ", "南至"}},
                                                {"west", {"XZ", "西至"}},
                                                {"north", {"BZ", "北至"}},
                                                {"nearest_centre", {"ZXBM", "最近中心"}},
                                                {"walk_minutes", {"BXFZ", "步行分钟"}},
                                                {"change", {"BDLX", "变动类型"}},
                                                {"previous_code", {"YBM", "原编码"}},
                                                {"exclusive_id", {"ZSBM", "专属编码"}},
                                                {"building_id", {"LDBM", "楼栋编码"}},
                                                {"compound_id", {"XQBM", "小区编码"}},
                                                {"name", {"SQMC", "社区名称"}},
                                                {"grids", {"WGS", "网格数"}},
                                                {"fewest_possible", {"ZSWGS", "最少网格"}},
                                                {"objective", {"MBZ", "目标值"}},
                                                {"lower_bound", {"XJZ", "下界值"}},
                                                {"gap", {"XDCJ", "相对差距"}},
                                                {"proof", {"ZMZT", "证明状态"}},
                                                {"seconds", {"HSMS", "耗时秒"}},
                                                {"value", {"SZ", "数值"}},
                                                {"limit_value", {"XZZ", "限值"}},
                                                {"code", {"WTDM", "问题代码"}},
                                                {"severity", {"YZCD", "严重程度"}},
                                                {"layer", {"TCM", "图层"}},
                                                {"object_id", {"DXBM", "对象编码"}},
                                                {"excluded", {"WCY", "未参与"}},
                                                {"text", {"WTMS", "问题描述"}},
                                                {"repair", {"XFJY", "修复建议"}}};
  return all;
}

std::string lower(std::string text) {
  for (char& letter : text) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return text;
}

}  // namespace

std::string short_field_name(const std::string& layer, const std::string& field) {
  if (layer == "violations" && field == "code") return "GZDM";
  const auto found = names().find(field);
  if (found != names().end()) return found->second.brief;
  std::string out;
  for (const char letter : field) {
    const bool plain = std::isalnum(static_cast<unsigned char>(letter)) != 0 && static_cast<unsigned char>(letter) < 0x80;
    if (plain || letter == '_') out += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  }
  if (out.empty()) out = "ZD";
  return out.substr(0, 10);
}

std::string chinese_field_name(const std::string& layer, const std::string& field) {
  if (layer == "violations" && field == "code") return "规则代码";
  const auto found = names().find(field);
  return found == names().end() ? field : found->second.chinese;
}

std::vector<std::string> distinct_names(const std::vector<std::string>& given, const std::string& encoding,
                                        std::size_t max_bytes) {
  std::set<std::string> used;
  std::vector<std::string> out;
  for (const std::string& name : given) {
    std::string candidate = cut_text(name, encoding, max_bytes);
    for (int i = 2; !used.insert(lower(candidate)).second; ++i) {
      const std::string suffix = std::to_string(i);
      candidate = cut_text(name, encoding, max_bytes - suffix.size()) + suffix;
    }
    out.push_back(candidate);
  }
  return out;
}

std::string shown_value(const std::string& field, const std::string& value, Language language) {
  if (language != Language::chinese) return value;
  static const std::map<std::string, std::map<std::string, std::string>> words{
      {"kind", {{"comprehensive", "综合"}, {"exclusive", "专属"}, {"micro", "微网格"}}},
      {"status", {{"ok", "合规"}, {"too_small", "偏小"}, {"too_large", "偏大"}}},
      {"change", {{"unchanged", "不变"}, {"adjusted", "调整"}, {"split", "拆分"}, {"merged", "合并"}, {"new", "新增"}}},
      {"proof", {{"optimal", "最优"}, {"bound", "有界"}, {"infeasible", "无可行解"}, {"none", "无"}}},
      {"severity", {{"note", "提示"}, {"warning", "警告"}, {"error", "错误"}}}};
  const auto column = words.find(field);
  if (column == words.end()) return value;
  const auto word = column->second.find(value);
  return word == column->second.end() ? value : word->second;
}

}  // namespace wangge
