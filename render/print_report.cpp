#include "render/print_report.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "render/page_flow.hpp"
#include "render/print_table.hpp"

namespace wangge {

namespace {

constexpr double kMapSheet = 250;  ///< millimetres: a wider figure is a sheet of its own

struct FigureSize {
  double width = 0, height = 0;  ///< of the view box
  bool sheet = false;            ///< in millimetres, and a page of its own
};

/// From the root element: `viewBox="0 0 w h"`, and `width="420mm"` where it is drawn to scale.
std::optional<FigureSize> size_of(const std::string& svg) {
  const std::string root = svg.substr(0, svg.find('>', svg.find("<svg")));
  const std::size_t box = root.find("viewBox=\"0 0 ");
  if (box == std::string::npos) return std::nullopt;
  FigureSize size;
  const char* end = root.data() + root.size();
  const auto width = std::from_chars(root.data() + box + 13, end, size.width);
  if (width.ec != std::errc() || width.ptr >= end) return std::nullopt;
  if (std::from_chars(width.ptr + 1, end, size.height).ec != std::errc()) return std::nullopt;
  if (!(size.width > 0 && size.height > 0)) return std::nullopt;
  size.sheet = root.find("mm\"") != std::string::npos && std::max(size.width, size.height) > kMapSheet;
  return size;
}

void add_figure(PageFlow& flow, const ReportFigure& figure) {
  const std::optional<FigureSize> size = size_of(figure.svg);
  if (!size) return;
  if (size->sheet) {
    flow.whole_page({size->width, size->height, "", {{figure.svg, {0, 0, size->width, size->height}}}});
    return;
  }
  constexpr double kCaption = 6, kMillimetresPerUnit = 0.22, kMostOfPage = 0.8;
  double width = std::min(flow.width(), size->width * kMillimetresPerUnit);
  double height = width * size->height / size->width;
  if (const double most = flow.room_of_page() * kMostOfPage; height > most) width *= most / height, height = most;
  flow.keep_together(kCaption + height);
  flow.words(figure.caption, {.size = 3.2, .bold = true, .after = 1});
  flow.picture(figure.svg, width, height);
}

}  // namespace

std::vector<PrintedPage> print_report(const ReportPage& report) {
  PageFlow flow(report.title, report.mark);
  flow.words(report.title, {.size = 6.6, .bold = true, .after = 1.5});
  flow.rule("#E4007F", 0.8);
  flow.words(report.subtitle, {.size = 3.1, .colour = "#666666", .after = 4});
  std::size_t number = 0;
  for (const ReportSection& section : report.sections) {
    flow.keep_together(32);
    flow.words(std::to_string(++number) + ". " + section.heading,
               {.size = 4.8, .bold = true, .colour = "#1F4E79", .before = 5, .after = 2});
    for (const std::string& words : section.paragraphs) flow.words(words, {.size = 3.3, .after = 2});
    for (const auto& [name, value] : section.facts) flow.fact(name, value);
    for (const ReportFigure& figure : section.figures) add_figure(flow, figure);
    for (const ReportTable& table : section.tables) print_table(flow, table, report.language);
  }
  flow.words(report.footer, {.size = 2.8, .colour = "#666666", .before = 6});
  return flow.pages();
}

}  // namespace wangge
