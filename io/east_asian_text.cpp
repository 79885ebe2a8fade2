#include "io/east_asian_text.hpp"

#include <array>
#include <unordered_set>

#include "io/text_encoding.hpp"

namespace wangge {

namespace {

constexpr std::size_t kEnough = 40000;  // bytes looked at
constexpr double kMargin = 0.08;        // by which another encoding must beat GB18030

constexpr std::string_view kSimplified =
    "的一是不了在有人我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于"
    "起还发成事只作当想看"
    "文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向"
    "情部正名定女问力机给等"
    "几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师"
    "书比住员九笑性通目华"
    "报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它"
    "许八特觉望直服毛林题"
    "建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武"
    "半候七必城父强步完革"
    "深区县镇乡村街巷号楼栋幢单元室户居委会居民小区社花园苑府庭湾湖河江桥站店厂局校医院园广场站号院里坊庄屯嘎查旗盟省州岛港码头宿"
    "舍楼家属综合服务中心"
    "党群网格编码名称面积人口户数住宅商业办公其他类型地址备注建筑层高程图斑权属姓电话男女汉族蒙古回满呼和浩特银川锡林赛罕新城玉泉"
    "福建霞浦湖北大冶上海"
    "罗深圳杭苏宁沈阳武汉成都重庆天津石简国语繁体中华幸福和平解放胜利友谊团结东风朝阳光明阳春秋冬夏松柏柳杨梅兰竹菊荷莲桂翠绿景丽"
    "豪雅馨逸泰康祥瑞鑫龙凤";
constexpr std::string_view kTraditional =
    "的一是不了在有人我他這中大來上個國到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可里後小麼心多天而能好都然沒日於"
    "起還發成事只作當想看"
    "文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向"
    "情部正名定女問力機給等"
    "幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼體別處總才場師"
    "書比住員九笑性通目華"
    "報立馬命張活難神數件安表原車白應路期叫死常提感金何更反合放做系計或司利受光王果親界及今京務制解各任至清物台臺象記邊共風戰幹接"
    "它許八特覺望直服毛林題"
    "建南度統色字請交愛讓認算論百吃義科怎元社術結六功指思非流每青管夫連遠資隊跟帶花快條院變聯言權往展該領傳近留紅治決週周保達辦運"
    "武半候七必城父強步完革"
    "區縣鎮鄉村街巷弄號樓棟幢單室戶居委園苑府庭灣湖河江橋站店廠局校醫廣坊莊里鄰段島港碼編碼稱積口數宅商業辦型址註築層圖屬姓話漢高"
    "雄桃竹苗彰化投雲嘉義"
    "屏基隆宜蘭蓮澎金門祖松信文萬士林內投泉霞浦簡語繁體灣東勢豐原潭雅烏肚龍井大甲清沙梧棲和平陽春秋冬夏柏柳楊梅菊荷桂翠綠景麗豪馨"
    "逸泰康祥瑞鑫鳳";
constexpr std::string_view kJapanese =
    "市区町村郡県府都道東西南北京大阪丁目番地号字本中上下内外新田山川原野島崎沢浜港橋駅前通小学校中高院館館寺神社宮城宮福岡広長良"
    "森岩秋青奈埼千葉潟富石"
    "岐静愛知三重滋賀兵庫和歌取根徳香媛佐熊分児沖縄札幌仙台横川名古屋戸蒲彦弥日本一二三四五六七八九十年月人世帯数面積住所氏公民団"
    "建物階用途駐車場園台丘"
    "谷浦津井木林松竹梅桜藤沼池海水土金火士平安明正昭和成元立保国有会社事業所工業商店局署消防交番教育文化体育図書役支出張所";
constexpr std::string_view kKorean =
    "이다는에의가을를은고하한지기서도로리사시대인자아정어수나일해원동구군읍면도광역특별자치주부산울경남북충전강제세종청천안양성평"
    "택수용화인남양김포파고"
    "의왕시흥군산익정읍주여순목무안동미구영문상경제창진거통밀양사천거창번길호층건물명주소학교병원아파트마을공원시장역터미널우체국"
    "주민센터행정복지관인구세대면적"
    "국말글한조선민신중앙금오송학당상하외내본반장곡촌림강호계교석백황적녹청";

using Everyday = std::unordered_set<std::string_view>;

std::size_t length_of(unsigned char lead) { return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4; }

Everyday characters_of(std::string_view list) {
  Everyday all;
  for (std::size_t i = 0; i < list.size(); i += length_of(static_cast<unsigned char>(list[i])))
    all.insert(list.substr(i, length_of(static_cast<unsigned char>(list[i]))));
  return all;
}

bool is_kana(std::string_view c) {  // U+3041..U+30FF
  return c.size() == 3 && c[0] == '\xE3' && static_cast<unsigned char>(c[1]) >= 0x81 && static_cast<unsigned char>(c[1]) <= 0x83;
}

struct Candidate {
  const char* name;
  Everyday everyday;
  bool kana;
};

const std::array<Candidate, 5>& candidates() {
  static const std::array<Candidate, 5> all{{{"GB18030", characters_of(kSimplified), false},
                                             {"BIG5-HKSCS", characters_of(kTraditional), false},
                                             {"EUC-JP", characters_of(kJapanese), true},
                                             {"CP932", characters_of(kJapanese), true},
                                             {"CP949", characters_of(kKorean), false}}};
  return all;
}

/// Share of everyday characters among those beyond ASCII; -1 when a text does not decode.
double share_in(const Candidate& candidate, std::span<const std::string_view> texts) {
  TextCoder coder("UTF-8", candidate.name);
  if (!coder.usable()) return -1;
  std::size_t seen = 0;
  double all = 0, everyday = 0;
  for (const std::string_view text : texts) {
    if (seen > kEnough) break;
    seen += text.size();
    const auto decoded = coder.convert(text, true);
    if (!decoded) return -1;
    for (std::size_t i = 0; i < decoded->size();) {
      const std::string_view c = std::string_view(*decoded).substr(i, length_of(static_cast<unsigned char>((*decoded)[i])));
      i += c.size();
      if (c.size() == 1) continue;
      ++all;
      everyday += candidate.everyday.contains(c) || (candidate.kana && is_kana(c)) ? 1 : 0;
    }
  }
  return all > 0 ? everyday / all : -1;
}

}  // namespace

EastAsianGuess guess_east_asian(std::span<const std::string_view> texts) {
  EastAsianGuess best;
  for (const Candidate& candidate : candidates()) {
    const double share = share_in(candidate, texts);
    if (share < 0) continue;
    best.chinese = best.chinese || candidate.name == std::string_view("GB18030");
    if (best.name.empty() || share > best.everyday + kMargin) best.name = candidate.name, best.everyday = share;
  }
  return best;
}

}  // namespace wangge
