#include "render/draw_facts.hpp"

#include <algorithm>

#include "render/map_style.hpp"
#include "render/text_width.hpp"

namespace wangge {

namespace {

constexpr double kLargest = 4.2, kSmallest = 2.2, kSmaller = 0.94;  // units of the layout
constexpr double kLine = 1.35, kBetween = 0.75, kNames = 8;         // of the size of the letters; kNames: widest column of names

/// The facts in lines, for letters of one size.
struct Setting {
  double size = 0, names = 0, height = 0;
  std::vector<std::vector<std::string>> lines;  ///< of values, by fact

  Setting(const std::vector<SheetFact>& facts, double letters, double width) : size(letters) {
    for (const SheetFact& fact : facts) names = std::max(names, text_width(fact.name, size));
    names = std::min(names, kNames * size) + size;
    for (const SheetFact& fact : facts) {
      lines.push_back(wrap_text(fact.value, size, width - names));
      if (lines.back().empty()) lines.back().emplace_back();
      height += height_of(lines.size() - 1);
    }
  }
  [[nodiscard]] double height_of(std::size_t fact) const {
    return (static_cast<double>(lines[fact].size()) * kLine + kBetween) * size;
  }
  /// Takes lines from the longest value until all fit.
  void cut_to(double room) {
    while (height > room) {
      auto longest =
          std::max_element(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
      if (longest->size() < 2) return;
      longest->pop_back();
      std::string& last = longest->back();
      if (!last.ends_with("…")) last += "…";
      height -= kLine * size;
    }
  }
};

}  // namespace

double draw_facts(MapCanvas& canvas, const Box& box) {
  const std::vector<SheetFact>& facts = canvas.sheet.facts;
  const double unit = canvas.unit();
  Setting setting(facts, kLargest * unit, box.width());
  while (setting.height > box.height() && setting.size > kSmallest * unit)
    setting = Setting(facts, std::max(setting.size * kSmaller, kSmallest * unit), box.width());
  setting.cut_to(box.height());
  double y = box.min_y;
  SvgPath rules;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    TextStyle style;
    style.size = setting.size;
    style.colour = style::kQuietInk;
    canvas.svg.text({box.min_x, y + setting.size * 1.1},
                    cut_to_width(facts[i].name, style.size, setting.names - style.size * 0.5), style);
    style.colour = style::kInk;
    for (std::size_t k = 0; k < setting.lines[i].size(); ++k)
      canvas.svg.text({box.min_x + setting.names, y + setting.size * (1.1 + kLine * static_cast<double>(k))}, setting.lines[i][k],
                      style);
    y += setting.height_of(i);
    rules.add_line(std::vector<Point>{{box.min_x, y - setting.size * 0.25}, {box.max_x, y - setting.size * 0.25}});
  }
  canvas.svg.path(rules, {{"fill", "none"}, {"stroke", "#B8B4AC"}, {"stroke-width", svg_number(0.12 * unit)}});
  return y - box.min_y;
}

}  // namespace wangge
