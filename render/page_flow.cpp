#include "render/page_flow.hpp"

#include <algorithm>

#include "render/text_width.hpp"

namespace wangge {

namespace {

constexpr double kWidth = 210, kHeight = 297, kSide = 18, kTop = 18, kBottom = 17;
constexpr double kFactName = 46, kFactSize = 3.1, kSmall = 2.7, kMark = 3;
constexpr std::string_view kQuiet = "#666666", kInk = "#1F1F1F";

TextStyle style_of(double size, std::string_view colour, bool bold = false) {
  TextStyle style;
  style.size = size;
  style.colour = colour;
  style.bold = bold;
  return style;
}

}  // namespace

PageFlow::PageFlow(std::string title, std::string mark) : title_(std::move(title)), mark_(std::move(mark)) {
  writers_.reserve(4096);  // svg_ points into it
  new_page();
}

double PageFlow::width() const { return kWidth - 2 * kSide; }
double PageFlow::room_of_page() const { return kHeight - kTop - kBottom; }
double PageFlow::left() const { return kSide; }
bool PageFlow::fits(double height) const { return y_ + height <= kHeight - kBottom; }

void PageFlow::new_page() {
  if (writers_.size() == writers_.capacity()) return;  // a report of thousands of pages ends here
  drafts_.emplace_back();
  writers_.emplace_back(kWidth, kHeight, title_);
  svg_ = &writers_.back();
  y_ = kTop;
  const double marked = text_width(mark_, kMark);
  if (drafts_.size() > 1) svg_->text({kSide, 12}, cut_to_width(title_, kSmall, width() - marked - 4), style_of(kSmall, kQuiet));
  if (!mark_.empty()) svg_->text({kWidth - kSide - marked, 12}, mark_, style_of(kMark, "#CC0000", true));
}

void PageFlow::keep_together(double height) {
  if (!fits(height) && y_ > kTop) new_page();
}

void PageFlow::words(std::string_view text, const FlowStyle& style) {
  if (text.empty()) return;
  if (y_ > kTop) y_ += style.before;
  for (const std::string& line : wrap_text(text, style.size, width())) {
    keep_together(style.size * kLine);
    svg_->text({kSide, y_ + style.size}, line, style_of(style.size, style.colour, style.bold));
    y_ += style.size * kLine;
  }
  y_ += style.after;
}

void PageFlow::fact(std::string_view name, std::string_view value) {
  const std::vector<std::string> names = wrap_text(name, kFactSize, kFactName - 3),
                                 values = wrap_text(value, kFactSize, width() - kFactName);
  const double height = static_cast<double>(std::max(names.size(), values.size())) * kFactSize * kLine + 0.8;
  keep_together(height);
  for (std::size_t i = 0; i < names.size(); ++i)
    svg_->text({kSide, y_ + kFactSize * (1 + kLine * static_cast<double>(i))}, names[i], style_of(kFactSize, kQuiet));
  for (std::size_t i = 0; i < values.size(); ++i)
    svg_->text({kSide + kFactName, y_ + kFactSize * (1 + kLine * static_cast<double>(i))}, values[i], style_of(kFactSize, kInk));
  y_ += height;
  svg_->line({kSide, y_}, {kSide + width(), y_}, {{"stroke", "#DDDDDD"}, {"stroke-width", "0.15"}});
  y_ += 0.8;
}

void PageFlow::rule(std::string_view colour, double thickness) {
  svg_->line({kSide, y_}, {kSide + width(), y_}, {{"stroke", std::string(colour)}, {"stroke-width", svg_number(thickness)}});
  y_ += thickness + 1.5;
}

void PageFlow::picture(const std::string& svg, double width, double height) {
  keep_together(height);
  const auto own = std::find_if(drafts_.rbegin(), drafts_.rend(), [](const Draft& draft) { return draft.of_words; });
  own->page.pictures.push_back({svg, {kSide, y_, kSide + width, y_ + height}});
  y_ += height + 3;
}

void PageFlow::whole_page(PrintedPage page) {
  // Before the page of words that is being filled: words go on there.
  drafts_.push_back({std::move(page), false});
}

std::vector<PrintedPage> PageFlow::pages() {
  std::vector<PrintedPage> out;
  std::size_t words = 0, number = 0;
  for (Draft& draft : drafts_) {
    ++number;
    if (draft.of_words) {
      SvgWriter& svg = writers_[words++];
      TextStyle style = style_of(kSmall, kQuiet);
      style.anchor = TextAnchor::middle;
      svg.text({kWidth / 2, kHeight - 9}, std::to_string(number) + " / " + std::to_string(drafts_.size()), style);
      draft.page.svg = std::move(svg).finish();
    }
    out.push_back(std::move(draft.page));
  }
  return out;
}

}  // namespace wangge
