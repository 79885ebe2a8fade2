/// Small plots as SVG, to be set into a page: no script, no colour alone (every bar has its figure).
/// Guarantees: equal values give equal bytes; text is escaped; width and height are fixed, the page scales them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace wangge {

/// How many of `values` fall into each step of `step`; bars outside [low, high] are red, low and high are marked.
struct HistogramWords {
  std::string x, y, low, high;
};
[[nodiscard]] std::string histogram_svg(std::span<const std::int64_t> values, std::int64_t step, std::int64_t low,
                                        std::int64_t high, const HistogramWords& words);

/// A bar a row, with its name and figure; `share` in [0,1] is the length.
struct PlotBar {
  std::string name;
  std::string figure;
  double share = 0;
  std::string colour = "#2f6f9f";
};
[[nodiscard]] std::string bars_svg(std::span<const PlotBar> bars);

}  // namespace wangge
