#include "render/plots.hpp"

#include <algorithm>
#include <map>

#include "core/catalogue.hpp"
#include "render/svg_writer.hpp"
#include "render/text_width.hpp"

namespace wangge {

namespace {

std::string text(double x, double y, const std::string& words, const char* anchor, const char* colour = "#333333",
                 double size = 12) {
  return "<text x=\"" + with_decimals(x, 1) + "\" y=\"" + with_decimals(y, 1) + "\" text-anchor=\"" + anchor + "\" fill=\"" +
         colour + "\" font-size=\"" + with_decimals(size, 0) + "\">" + xml_escape(words) + "</text>";
}

std::string box(double x, double y, double width, double height, const std::string& colour) {
  return "<rect x=\"" + with_decimals(x, 1) + "\" y=\"" + with_decimals(y, 1) + "\" width=\"" +
         with_decimals(std::max(0.0, width), 1) + "\" height=\"" + with_decimals(std::max(0.0, height), 1) + "\" fill=\"" +
         colour + "\"/>";
}

std::string line(double x1, double y1, double x2, double y2, const char* style) {
  return "<line x1=\"" + with_decimals(x1, 1) + "\" y1=\"" + with_decimals(y1, 1) + "\" x2=\"" + with_decimals(x2, 1) +
         "\" y2=\"" + with_decimals(y2, 1) + "\" " + style + "/>";
}

std::string frame(double width, double height, const std::string& inside) {
  return "<svg class=\"plot\" role=\"img\" viewBox=\"0 0 " + with_decimals(width, 0) + " " + with_decimals(height, 0) + "\">" +
         inside + "</svg>";
}

/// 1, 2 or 5 times a power of ten, so that at most six lines are drawn.
std::int64_t round_step(std::int64_t most) {
  std::int64_t step = 1;
  while (true)
    for (const std::int64_t factor : {1, 2, 5}) {
      if (most <= 6 * step * factor) return step * factor;
      if (factor == 5) step *= 10;
    }
}

}  // namespace

std::string histogram_svg(std::span<const std::int64_t> values, std::int64_t step, std::int64_t low, std::int64_t high,
                          const HistogramWords& words) {
  if (values.empty() || step <= 0) return {};
  std::map<std::int64_t, std::int64_t> bins;
  for (const std::int64_t v : values) ++bins[v / step];
  const std::int64_t first = std::min(bins.begin()->first, low / step), last = std::max(bins.rbegin()->first, high / step);
  std::int64_t most = 1;
  for (const auto& [bin, count] : bins) most = std::max(most, count);
  constexpr double kWidth = 760, kHeight = 300, kLeft = 52, kRight = 16, kTop = 30, kBottom = 46;
  const double wide = (kWidth - kLeft - kRight) / static_cast<double>(last - first + 1), tall = kHeight - kTop - kBottom;
  const auto x_of = [&](std::int64_t v) {
    return kLeft + wide * (static_cast<double>(v) / static_cast<double>(step) - static_cast<double>(first));
  };
  const auto y_of = [&](std::int64_t count) {
    return kTop + tall * (1 - static_cast<double>(count) / static_cast<double>(most));
  };
  std::string out;
  for (std::int64_t count = 0; count <= most; count += round_step(most))
    out += line(kLeft, y_of(count), kWidth - kRight, y_of(count), "stroke=\"#dddddd\"") +
           text(kLeft - 6, y_of(count) + 4, with_commas(count), "end", "#666666");
  for (const auto& [bin, count] : bins) {
    std::int64_t outside = 0;  // a step may hold both sides of a limit
    for (const std::int64_t v : values) outside += v / step == bin && (v < low || v > high) ? 1 : 0;
    const double x = x_of(bin * step) + wide * 0.06, width = wide * 0.88;
    out += box(x, y_of(count - outside), width, y_of(0) - y_of(count - outside), "#2f6f9f");
    out += box(x, y_of(count), width, y_of(0) - y_of(outside), "#c8442f");
    out += text(x + width / 2, y_of(count) - 4, with_commas(count), "middle", "#333333", 11);
  }
  const std::int64_t every = std::max<std::int64_t>(1, (last - first + 1 + 11) / 12);
  for (std::int64_t bin = first; bin <= last + 1; bin += every)
    out += text(x_of(bin * step), kHeight - kBottom + 16, with_commas(bin * step), "middle", "#666666");
  for (const auto& [value, name] : {std::pair(low, words.low), std::pair(high, words.high)})
    out += line(x_of(value), kTop - 8, x_of(value), y_of(0), "stroke=\"#b0302a\" stroke-dasharray=\"5 3\"") +
           text(x_of(value), kTop - 12, name, "middle", "#b0302a");
  out += text((kLeft + kWidth - kRight) / 2, kHeight - 8, words.x, "middle") + text(4, kTop - 14, words.y, "start");
  return frame(kWidth, kHeight, out);
}

std::string bars_svg(std::span<const PlotBar> bars) {
  if (bars.empty()) return {};
  constexpr double kWidth = 760, kRow = 22, kTop = 6, kSize = 12;
  double names = 60, figures = 40;
  for (const PlotBar& bar : bars) {
    names = std::max(names, text_width(bar.name, kSize) + 12);
    figures = std::max(figures, text_width(bar.figure, kSize) + 12);
  }
  names = std::min(names, 260.0);
  const double room = kWidth - names - figures;
  std::string out;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const double y = kTop + kRow * static_cast<double>(i), length = room * std::clamp(bars[i].share, 0.0, 1.0);
    out += box(names, y + 3, room, kRow - 6, "#eeeeee") + box(names, y + 3, length, kRow - 6, bars[i].colour);
    out += text(names - 6, y + kRow - 7, bars[i].name, "end") + text(names + room + 6, y + kRow - 7, bars[i].figure, "start");
  }
  return frame(kWidth, 2 * kTop + kRow * static_cast<double>(bars.size()), out);
}

}  // namespace wangge
