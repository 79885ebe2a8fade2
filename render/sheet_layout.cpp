#include "render/sheet_layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace wangge {

namespace {

constexpr double kMargin = 9, kTitle = 15, kSubtitle = 5.5, kFooter = 15, kFrameGap = 4.4, kPanelGap = 5;
constexpr double kPanelWidth = 98, kPanelHeight = 92;

// Fine enough that no more than a tenth of the paper is lost, coarse enough to be read out at a meeting.
constexpr std::array<double, 22> kScaleSteps = {1,   1.2, 1.5, 1.8, 2,   2.2, 2.5, 2.8, 3,   3.5, 4,
                                                4.5, 5,   5.5, 6,   6.5, 7,   7.5, 8,   8.5, 9,   9.5};

// Metres; one building alone still gets a map and not a wall of brick.
constexpr double kLeastExtent = 60;

/// The first of the ascending steps times a power of ten that is at least `value`.
template <std::size_t count>
double next_round(double value, const std::array<double, count>& steps) {
  if (!(value > 0) || !std::isfinite(value)) return 1;
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double step : steps) {
    if (step * power >= value * (1 - 1e-9)) return step * power;
  }
  return 10 * power;
}

}  // namespace

Box SheetLayout::visible() const {
  Box box;
  box.expand(to_ground({map_frame.min_x, map_frame.min_y}));
  box.expand(to_ground({map_frame.max_x, map_frame.max_y}));
  return box;
}

PageFormat page_format(Paper paper, bool landscape) {
  PageFormat page;
  switch (paper) {
    case Paper::a3: page = {420, 297}; break;
    case Paper::a4: page = {297, 210}; break;
    case Paper::k8: page = {390, 270}; break;
    case Paper::k4: page = {540, 390}; break;
  }
  if (!landscape) std::swap(page.width_mm, page.height_mm);
  return page;
}

PageFormat best_page(const MapSheet& sheet, Paper paper) {
  MapSheet frame_only;  // the layout asks for these members only
  frame_only.extent = sheet.extent;
  frame_only.subtitles = sheet.subtitles;
  if (!sheet.tables.empty()) frame_only.tables.emplace_back();
  const PageFormat wide = page_format(paper, true), high = page_format(paper, false);
  frame_only.page = wide;
  const double wide_denominator = lay_out(frame_only).denominator;
  frame_only.page = high;
  return lay_out(frame_only).denominator < wide_denominator ? high : wide;
}

SheetLayout lay_out(const MapSheet& sheet, double legend_strip) {
  SheetLayout layout;
  layout.page = sheet.page;
  const double width = sheet.page.width_mm, height = sheet.page.height_mm;
  layout.unit = std::max(0.8, std::min(width, height) / 297);
  const double unit = layout.unit, margin = kMargin * unit;
  const double title = (kTitle + kSubtitle * static_cast<double>(sheet.subtitles.size())) * unit;
  layout.title = {margin, margin * 0.7, width - margin, margin * 0.7 + title};
  layout.footer = {margin, height - margin * 0.6 - kFooter * unit, width - margin, height - margin * 0.6};
  layout.outer_frame = {margin, layout.title.max_y, width - margin, layout.footer.min_y};
  if (!sheet.tables.empty()) {
    Box& frame = layout.outer_frame;
    layout.panel = frame;
    if (width >= height) {
      frame.max_x -= (kPanelWidth + kPanelGap) * unit;
      layout.panel.min_x = frame.max_x + kPanelGap * unit;
    } else {
      frame.max_y -= (kPanelHeight + kPanelGap) * unit;
      layout.panel.min_y = frame.max_y + kPanelGap * unit;
    }
  }
  if (legend_strip > 0) {
    Box& frame = layout.outer_frame;
    frame.max_y -= legend_strip + kPanelGap * unit * 0.6;
    layout.strip = {frame.min_x, frame.max_y + kPanelGap * unit * 0.6, frame.max_x,
                    frame.max_y + kPanelGap * unit * 0.6 + legend_strip};
  }
  layout.map_frame = layout.outer_frame;
  layout.map_frame.grow(-kFrameGap * unit);

  const Box extent = sheet.extent.empty() ? Box{0, 0, 0, 0} : sheet.extent;
  layout.ground_centre = extent.centre();
  // 6 mm of air keep borders and their labels off the neat line.
  const double room_x = std::max(10.0, layout.map_frame.width() - 12 * unit),
               room_y = std::max(10.0, layout.map_frame.height() - 12 * unit);
  const double wide = std::max(extent.width(), kLeastExtent), high = std::max(extent.height(), kLeastExtent);
  layout.denominator = round_denominator(1000 * std::max(wide / room_x, high / room_y));
  return layout;
}

double typical_size(std::vector<double> square_metres, const SheetLayout& layout) {
  if (square_metres.empty()) return 50;
  const auto middle = square_metres.begin() + static_cast<std::ptrdiff_t>(square_metres.size() / 2);
  std::nth_element(square_metres.begin(), middle, square_metres.end());
  return std::sqrt(std::max(0.0, *middle)) * layout.mm_per_metre();
}

double grid_number_size(double grid_mm) { return std::clamp(grid_mm * 0.16, 1.5, 5.4); }

double round_denominator(double at_least) { return next_round(at_least, kScaleSteps); }

double round_length(double at_most) {
  if (!(at_most > 0) || !std::isfinite(at_most)) return 1;
  const double power = std::pow(10.0, std::floor(std::log10(at_most * (1 + 1e-9))));
  for (const double step : {5.0, 2.0}) {
    if (step * power <= at_most * (1 + 1e-9)) return step * power;
  }
  return power;
}

ScaleBar scale_bar(double denominator, double wanted_mm) {
  ScaleBar bar;
  bar.part_metres = round_length(wanted_mm * denominator / 1000 / bar.parts);
  return bar;
}

}  // namespace wangge
