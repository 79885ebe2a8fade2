#include "render/map_labels.hpp"

#include <algorithm>
#include <cmath>

#include "render/map_style.hpp"
#include "render/text_width.hpp"

namespace wangge {

namespace {

constexpr double kLineHeight = 1.16;  // of the size
constexpr double kRadians = 3.14159265358979323846 / 180;

TextStyle style_of(const LabelLine& line) {
  TextStyle style;
  style.size = line.size;
  style.bold = line.bold;
  style.italic = line.italic;
  style.colour = line.colour;
  style.halo = line.halo;
  style.spacing = line.spacing;
  style.anchor = TextAnchor::middle;
  return style;
}

double height_of_first(const LabelArt& art) { return art.badge > 0 ? art.badge * 2 : art.lines.front().size * kLineHeight; }

/// Letters one below the other, each turned by the angle of the line.
void draw_stacked(SvgWriter& svg, const LabelLine& line, const LabelCandidate& place) {
  const std::vector<std::string_view> letters = characters(line.text);
  const double step = line.size + line.spacing, turn = place.angle * kRadians;
  const Point down{-std::sin(turn), std::cos(turn)};
  TextStyle style = style_of(line);
  style.angle = place.angle;
  style.spacing = 0;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const double offset = (static_cast<double>(i) - (static_cast<double>(letters.size()) - 1) / 2) * step;
    svg.centred_text(place.at + down * offset, letters[i], style);
  }
}

void draw_label(SvgWriter& svg, const LabelArt& art, const LabelCandidate& place) {
  if (place.stacked) {
    draw_stacked(svg, art.lines.front(), place);
    return;
  }
  double top = place.at.y - art.height() / 2;
  for (std::size_t i = 0; i < art.lines.size(); ++i) {
    const double height = i == 0 ? height_of_first(art) : art.lines[i].size * kLineHeight;
    TextStyle style = style_of(art.lines[i]);
    style.angle = place.angle;
    // A letter-spaced row ends with a gap; half of it to the right keeps the ink centred.
    const Point middle{place.at.x + style.spacing / 2, top + height / 2};
    if (i == 0 && art.badge > 0) {
      svg.circle(middle, art.badge - 0.1,
                 {{"fill", std::string(art.badge_fill)},
                  {"stroke", std::string(art.badge_edge)},
                  {"stroke-width", svg_number(std::max(0.15, art.badge * 0.1))}});
    }
    svg.centred_text(middle, art.lines[i].text, style);
    top += height;
  }
}

}  // namespace

double LabelArt::width() const {
  double widest = badge * 2;
  for (const LabelLine& line : lines) {
    const double bold = line.bold ? 1.06 : 1;
    widest = std::max(widest,
                      text_width(line.text, line.size) * bold + line.spacing * static_cast<double>(characters(line.text).size()));
  }
  return widest;
}

double LabelArt::height() const {
  double height = lines.empty() ? 0 : height_of_first(*this);
  for (std::size_t i = 1; i < lines.size(); ++i) height += lines[i].size * kLineHeight;
  return height;
}

void add_variant(MapLabel& label, LabelArt art, std::vector<LabelCandidate> candidates) {
  label.request.variants.push_back({std::move(candidates)});
  label.art.push_back(std::move(art));
}

LabelArt plain_art(const std::vector<std::string>& lines, double size, bool bold, std::string_view colour) {
  LabelArt art;
  for (const std::string& line : lines) {
    if (!line.empty()) art.lines.push_back({line, size, bold, false, colour, style::kPaper, 0});
  }
  return art;
}

std::vector<MapLabel> collect_labels(const MapCanvas& canvas) {
  LabelBook book;
  add_area_labels(canvas, book);
  add_centre_labels(canvas, book);
  add_line_labels(canvas, book);
  return std::move(book.labels);
}

void draw_placed_labels(MapCanvas& canvas, const std::vector<MapLabel>& labels, const LabelPlacement& placement) {
  std::vector<PlacedLabel> order = placement.placed;
  std::stable_sort(order.begin(), order.end(), [&](const PlacedLabel& a, const PlacedLabel& b) {
    return labels[static_cast<std::size_t>(a.request)].request.priority >
           labels[static_cast<std::size_t>(b.request)].request.priority;
  });
  canvas.svg.open("g", {{"pointer-events", "none"}, {"id", "labels"}});
  for (const PlacedLabel& placed : order) {
    const MapLabel& label = labels[static_cast<std::size_t>(placed.request)];
    draw_label(canvas.svg, label.art[static_cast<std::size_t>(placed.variant)], placed.place);
  }
  canvas.svg.close();
}

}  // namespace wangge
