#include "render/draw_frame.hpp"

#include <algorithm>
#include <cmath>

#include "render/map_style.hpp"
#include "render/text_width.hpp"

namespace wangge {

namespace {

std::string text_of(std::string_view view) { return std::string(view); }

void draw_scale_bar(MapCanvas& canvas, Point middle) {
  const double unit = canvas.unit();
  const ScaleBar bar = scale_bar(canvas.layout.denominator, 84 * unit);
  const double part = bar.part_metres * canvas.layout.mm_per_metre(), height = 1.5 * unit, left = middle.x - part * bar.parts / 2;
  const bool kilometres = bar.part_metres * bar.parts >= 5000;
  TextStyle style;
  style.size = 2.6 * unit;
  style.anchor = TextAnchor::middle;
  for (int i = 0; i <= bar.parts; ++i) {
    const double x = left + part * i, metres = bar.part_metres * i;
    if (i < bar.parts) {
      canvas.svg.rectangle({x, middle.y, x + part, middle.y + height},
                           {{"fill", text_of(i % 2 == 0 ? style::kInk : style::kPaper)},
                            {"stroke", text_of(style::kInk)},
                            {"stroke-width", svg_number(0.18 * unit)}});
    }
    std::string words = kilometres ? svg_number(metres / 1000) : with_spaces(metres);
    if (i == bar.parts) words += kilometres ? " km" : " m";
    canvas.svg.text({x, middle.y - 0.9 * unit}, words, style);
  }
}

/// Marks between the two frame lines at round coordinates, with their figures in metres.
void draw_coordinate_marks(MapCanvas& canvas) {
  const Box& inner = canvas.layout.map_frame;
  const Box& outer = canvas.layout.outer_frame;
  const double unit = canvas.unit(), step = round_length(70 * unit / canvas.layout.mm_per_metre());
  const double gap = (inner.min_x - outer.min_x) / 2;
  SvgPath ticks;
  TextStyle style;
  style.size = 2.1 * unit;
  style.colour = style::kQuietInk;
  style.anchor = TextAnchor::middle;
  const double clear = 9 * unit;  // corners stay free
  for (double x = std::ceil(canvas.visible.min_x / step) * step; x <= canvas.visible.max_x; x += step) {
    const double at = canvas.layout.to_page({x, 0}).x;
    if (at < inner.min_x + clear || at > inner.max_x - clear) continue;
    for (const bool top : {true, false}) {
      const double edge = top ? inner.min_y : inner.max_y, out = top ? -gap * 2 : gap * 2;
      ticks.add_line(std::vector<Point>{{at, edge}, {at, edge + out}});
      canvas.svg.centred_text({at + text_width(with_spaces(x), style.size) / 2 + 0.8 * unit, edge + out / 2}, with_spaces(x),
                              style);
    }
  }
  for (double y = std::ceil(canvas.visible.min_y / step) * step; y <= canvas.visible.max_y; y += step) {
    const double at = canvas.layout.to_page({0, y}).y;
    if (at < inner.min_y + clear || at > inner.max_y - clear) continue;
    for (const bool left : {true, false}) {
      const double edge = left ? inner.min_x : inner.max_x, out = left ? -gap * 2 : gap * 2;
      ticks.add_line(std::vector<Point>{{edge, at}, {edge + out, at}});
      style.angle = left ? -90 : 90;
      canvas.svg.centred_text({edge + out / 2, at - text_width(with_spaces(y), style.size) / 2 - 0.8 * unit}, with_spaces(y),
                              style);
    }
  }
  canvas.svg.path(ticks, {{"fill", "none"}, {"stroke", text_of(style::kInk)}, {"stroke-width", svg_number(0.16 * unit)}});
}

}  // namespace

std::string with_spaces(double number) {
  std::string words = with_commas(std::llround(number));
  std::replace(words.begin(), words.end(), ',', ' ');
  return words;
}

void draw_title(MapCanvas& canvas) {
  const Box& box = canvas.layout.title;
  const double unit = canvas.unit();
  TextStyle style;
  style.bold = true;
  style.anchor = TextAnchor::middle;
  style.size = 9.2 * unit;
  const bool han = canvas.sheet.language == Language::chinese && is_wide_text(canvas.sheet.title);
  style.spacing = han ? 1.0 * unit : 0;
  const double wide =
      text_width(canvas.sheet.title, style.size) + style.spacing * static_cast<double>(characters(canvas.sheet.title).size());
  // Long names shrink until they fit, they are never cut.
  const double shrink = std::min(1.0, box.width() * 0.96 / std::max(1.0, wide));
  style.size *= shrink;
  style.spacing *= shrink;
  double y = box.min_y + 6.8 * unit;
  canvas.svg.centred_text({box.centre().x + style.spacing / 2, y}, canvas.sheet.title, style);
  y += 8 * unit;
  for (const std::string& subtitle : canvas.sheet.subtitles) {
    TextStyle small;
    small.size = std::min(3.9 * unit, 3.9 * unit * box.width() / std::max(1.0, text_width(subtitle, 3.9 * unit)));
    small.anchor = TextAnchor::middle;
    small.colour = style::kQuietInk;
    canvas.svg.centred_text({box.centre().x, y}, subtitle, small);
    y += 5.4 * unit;
  }
}

void draw_neat_line(MapCanvas& canvas) {
  const double unit = canvas.unit();
  // The paper between both lines, to cover what the clip leaves.
  canvas.svg.rectangle(canvas.layout.map_frame,
                       {{"fill", "none"}, {"stroke", text_of(style::kInk)}, {"stroke-width", svg_number(0.22 * unit)}});
  canvas.svg.rectangle(canvas.layout.outer_frame, {{"fill", "none"},
                                                   {"stroke", text_of(style::kInk)},
                                                   {"stroke-width", svg_number(0.85 * unit)},
                                                   {"stroke-linejoin", "miter"}});
  draw_coordinate_marks(canvas);
}

Box north_arrow_box(const SheetLayout& layout) {
  const double unit = layout.unit, right = layout.map_frame.max_x - 4 * unit, top = layout.map_frame.min_y + 4 * unit;
  return {right - 11 * unit, top, right, top + 21 * unit};
}

void draw_north_arrow(MapCanvas& canvas) {
  const Box box = north_arrow_box(canvas.layout);
  const double unit = canvas.unit(), x = box.centre().x, top = box.min_y + 6.2 * unit, foot = box.max_y - 0.8 * unit,
               notch = foot - 3.6 * unit;
  SvgPath dark, light;
  dark.add_ring(std::vector<Point>{{x, top}, {x, notch}, {x - 3.6 * unit, foot}});
  light.add_ring(std::vector<Point>{{x, top}, {x + 3.6 * unit, foot}, {x, notch}});
  const std::string thin = svg_number(0.22 * unit), ink = text_of(style::kInk), halo = svg_number(1.6 * unit);
  for (const SvgPath* half : {&dark, &light}) {
    canvas.svg.path(*half, {{"fill", text_of(style::kPaper)}, {"stroke", text_of(style::kPaper)}, {"stroke-width", halo}});
  }
  canvas.svg.path(light, {{"fill", text_of(style::kPaper)}, {"stroke", ink}, {"stroke-width", thin}});
  canvas.svg.path(dark, {{"fill", ink}, {"stroke", ink}, {"stroke-width", thin}});
  TextStyle style;
  style.size = 4.6 * unit;
  style.bold = true;
  style.halo = style::kPaper;
  style.anchor = TextAnchor::middle;
  canvas.svg.centred_text({x, box.min_y + 3.3 * unit}, canvas.words("map_north"), style);
}

void draw_footer(MapCanvas& canvas) {
  const Box& box = canvas.layout.footer;
  const double unit = canvas.unit();
  TextStyle style;
  style.anchor = TextAnchor::middle;
  style.size = 3.4 * unit;
  style.bold = true;
  const double middle = canvas.layout.outer_frame.centre().x;
  canvas.svg.centred_text({middle, box.min_y + 4 * unit}, canvas.words("map_scale", {with_spaces(canvas.layout.denominator)}),
                          style);
  draw_scale_bar(canvas, {middle, box.min_y + 10.4 * unit});

  style = {};
  style.size = 2.5 * unit;
  style.colour = style::kQuietInk;
  const double room = middle - box.min_x - 50 * unit, line = 3.4 * unit;
  double y = box.min_y + 3.6 * unit;
  if (!canvas.sheet.mark.empty()) {
    TextStyle mark = style;
    mark.bold = true;
    mark.colour = "#CC0000";
    canvas.svg.text({box.min_x, y}, canvas.sheet.mark, mark);
    y += line;
  }
  std::vector<std::string> notes;
  if (!canvas.sheet.crs_text.empty()) notes.push_back(canvas.words("map_crs", {canvas.sheet.crs_text}));
  notes.insert(notes.end(), canvas.sheet.notes.begin(), canvas.sheet.notes.end());
  for (const std::string& note : notes) {
    for (const std::string& words : wrap_text(note, style.size, room)) {
      if (y > box.max_y + 0.1 * unit) break;
      canvas.svg.text({box.min_x, y}, words, style);
      y += line;
    }
  }
  style.anchor = TextAnchor::end;
  style.size = 3 * unit;
  style.colour = style::kInk;
  y = box.min_y + 4.2 * unit;
  for (const std::string& words : {canvas.sheet.maker.empty() ? std::string() : canvas.words("map_maker", {canvas.sheet.maker}),
                                   canvas.sheet.date.empty() ? std::string() : canvas.words("map_date", {canvas.sheet.date})}) {
    if (words.empty()) continue;
    canvas.svg.text({box.max_x, y}, words, style);
    y += 4.6 * unit;
  }
}

}  // namespace wangge
