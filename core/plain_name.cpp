#include "core/plain_name.hpp"

#include <string_view>
#include <unordered_map>

namespace wangge {

namespace {

/// Traditional characters that occur in names of compounds, streets and communities, each before its simplified form.
constexpr std::string_view kTraditional =
    "區区園园廣广華华東东龍龙門门號号樓楼棟栋單单陽阳麗丽莊庄橋桥灣湾鄉乡鎮镇縣县馬马場场國国際际業业機机關关學学醫医銀银鐵铁運运"
    "車车館馆慶庆寧宁"
    "興兴豐丰環环錦锦鳳凤嶺岭濱滨瀾澜雲云長长萬万聖圣蘭兰繡绣賢贤愛爱寶宝貝贝財财倉仓廠厂潁颍漢汉滬沪濟济劍剑鏡镜舊旧開开賓宾樂乐"
    "禮礼連连"
    "劉刘盧卢羅罗綠绿麥麦夢梦農农齊齐啟启橋桥親亲慶庆榮荣書书樹树雙双順顺蘇苏孫孙湯汤圖图塢坞務务喬乔現现獻献鄰邻鹽盐陰阴銘铭頤颐"
    "譽誉"
    "緣缘遠远躍跃葉叶藝艺義义億亿優优漁渔語语嶽岳棗枣張张趙赵鄭郑鐘钟眾众築筑莊庄總总壩坝後后裏里臺台衛卫溫温烏乌無无";

const std::unordered_map<std::string_view, std::string_view>& simplified() {
  static const auto map = [] {
    std::unordered_map<std::string_view, std::string_view> all;
    for (std::size_t i = 0; i + 6 <= kTraditional.size(); i += 6)
      all.emplace(kTraditional.substr(i, 3), kTraditional.substr(i + 3, 3));
    return all;
  }();
  return map;
}

bool is_blank(std::string_view character) {
  return character == " " || character == "\t" || character == "\r" || character == "\n" || character == "\xE3\x80\x80" ||
         character == "\xC2\xA0" || character == "\xE2\x80\x8B" || character == "\xEF\xBB\xBF";
}

std::size_t length_of(unsigned char lead) { return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4; }

}  // namespace

std::string plain_name(const std::string& name) {
  std::string out;
  for (std::size_t i = 0; i < name.size();) {
    const std::string_view character = std::string_view(name).substr(i, length_of(static_cast<unsigned char>(name[i])));
    i += character.size();
    if (is_blank(character)) continue;
    if (character.size() == 3 && character[0] == '\xEF' && (character[1] == '\xBC' || character[1] == '\xBD')) {
      // U+FF01..U+FF5E stand for ASCII 0x21..0x7E; the low twelve bits are 0xF01..0xF5E.
      const unsigned code =
          0xF00U | (static_cast<unsigned char>(character[1]) & 0x03U) << 6U | (static_cast<unsigned char>(character[2]) & 0x3FU);
      if (code >= 0xF01 && code <= 0xF5E) {
        char narrow = static_cast<char>(code - 0xF01 + 0x21);
        if (narrow >= 'A' && narrow <= 'Z') narrow = static_cast<char>(narrow + 32);
        out += narrow;
        continue;
      }
    }
    if (character.size() == 1 && character[0] >= 'A' && character[0] <= 'Z') {
      out += static_cast<char>(character[0] + 32);
      continue;
    }
    const auto found = simplified().find(character);
    out += found == simplified().end() ? character : found->second;
  }
  return out;
}

std::string root_of_name(const std::string& name) {
  std::string root = plain_name(name);
  if (root.ends_with(')'))
    if (const std::size_t open = root.rfind('('); open != std::string::npos && open > 0) root.resize(open);
  const std::string_view word = "小区";
  while (root.size() > word.size() && root.ends_with(word)) root.resize(root.size() - word.size());
  return root;
}

std::string without_leading_zeros(const std::string& code) {
  if (code.empty() || code.find_first_not_of("0123456789") != std::string::npos) return code;
  const std::size_t first = code.find_first_not_of('0');
  return first == std::string::npos ? "0" : code.substr(first);
}

}  // namespace wangge
