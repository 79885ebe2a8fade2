#include "render/svg_writer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "render/text_width.hpp"

namespace wangge {

namespace {

// One kilometre of paper: far beyond any page, so that a broken coordinate cannot overflow the integers.
constexpr double kFarthest = 1e6;

std::int64_t hundredths(double value) {
  if (!(value > -kFarthest)) value = -kFarthest;
  return std::llround(std::min(value, kFarthest) * 100);
}

void append_hundredths(std::string& out, std::int64_t value) {
  if (value < 0) out += '-';
  const std::int64_t absolute = value < 0 ? -value : value;
  const std::int64_t whole = absolute / 100, rest = absolute % 100;
  if (whole != 0 || rest == 0) out += std::to_string(whole);
  if (rest == 0) return;
  out += '.';
  out += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
}

void append_pair(std::string& out, std::int64_t x, std::int64_t y) {
  if (!out.empty() && x >= 0 && out.back() >= '0' && out.back() <= '9') out += ' ';
  append_hundredths(out, x);
  if (y >= 0) out += ' ';
  append_hundredths(out, y);
}

std::string_view anchor_word(TextAnchor anchor) {
  return anchor == TextAnchor::start ? "start" : anchor == TextAnchor::middle ? "middle" : "end";
}

}  // namespace

std::string svg_number(double value) {
  std::string out;
  append_hundredths(out, hundredths(value));
  return out;
}

std::string xml_escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const std::string_view character : characters(text)) {
    if (character.size() > 1) {
      out += character;
      continue;
    }
    const char letter = character.front();
    switch (letter) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        // A lone byte of a broken sequence would make the whole document unreadable.
        if (static_cast<unsigned char>(letter) >= 0x80) {
          out += "\xEF\xBF\xBD";
        } else if (static_cast<unsigned char>(letter) >= 0x20 || letter == '\t' || letter == '\n') {
          out += letter;
        }
    }
  }
  return out;
}

std::vector<SvgPath::Step> SvgPath::thin_out(std::span<const Point> points, bool closed) const {
  std::vector<Step> kept;
  kept.reserve(points.size());
  const auto least = std::max<std::int64_t>(1, hundredths(tolerance_));
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Step step{hundredths(points[i].x), hundredths(points[i].y)};
    const bool last_of_line = !closed && i + 1 == points.size();
    if (!kept.empty()) {
      const std::int64_t apart = std::max(std::abs(step.x - kept.back().x), std::abs(step.y - kept.back().y));
      if (apart < least && !(last_of_line && apart > 0)) continue;
    }
    kept.push_back(step);
  }
  return kept;
}

void SvgPath::write(const std::vector<Step>& steps) {
  text_ += 'M';
  append_pair(text_, steps[0].x, steps[0].y);
  text_ += 'l';
  for (std::size_t i = 1; i < steps.size(); ++i) append_pair(text_, steps[i].x - steps[i - 1].x, steps[i].y - steps[i - 1].y);
}

void SvgPath::add_ring(std::span<const Point> ring) {
  const std::vector<Step> steps = thin_out(ring, true);
  if (steps.size() < 3) return;
  write(steps);
  text_ += 'z';
}

void SvgPath::add_line(std::span<const Point> line) {
  const std::vector<Step> steps = thin_out(line, false);
  if (steps.size() >= 2) write(steps);
}

SvgWriter::SvgWriter(double width_mm, double height_mm, std::string_view title) {
  const std::string width = svg_number(width_mm), height = svg_number(height_mm);
  out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  // The Chinese family first: its Latin letters match its Han characters.
  open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
               {"width", width + "mm"},
               {"height", height + "mm"},
               {"viewBox", "0 0 " + width + " " + height},
               {"font-family", "'Noto Sans CJK SC','Noto Sans','Microsoft YaHei',sans-serif"},
               {"stroke-linejoin", "round"}});
  if (!title.empty()) tooltip(title);
}

void SvgWriter::start_tag(std::string_view element, SvgAttributes attributes) {
  out_ += '<';
  out_ += element;
  for (const SvgAttribute& attribute : attributes) {
    out_ += ' ';
    out_ += attribute.name;
    out_ += "=\"";
    out_ += xml_escape(attribute.value);
    out_ += '"';
  }
}

void SvgWriter::open(std::string_view element, SvgAttributes attributes) {
  start_tag(element, attributes);
  out_ += ">\n";
  open_.emplace_back(element);
}

void SvgWriter::close() {
  if (open_.empty()) return;
  out_ += "</" + open_.back() + ">\n";
  open_.pop_back();
}

void SvgWriter::empty_element(std::string_view element, SvgAttributes attributes) {
  start_tag(element, attributes);
  out_ += "/>\n";
}

void SvgWriter::path(const SvgPath& path, SvgAttributes attributes) {
  if (path.empty()) return;
  start_tag("path", attributes);
  out_ += " d=\"" + path.text() + "\"/>\n";
}

void SvgWriter::rectangle(const Box& box, SvgAttributes attributes) {
  start_tag("rect", attributes);
  out_ += " x=\"" + svg_number(box.min_x) + "\" y=\"" + svg_number(box.min_y) + "\" width=\"" + svg_number(box.width()) +
          "\" height=\"" + svg_number(box.height()) + "\"/>\n";
}

void SvgWriter::circle(Point centre, double radius, SvgAttributes attributes) {
  start_tag("circle", attributes);
  out_ += " cx=\"" + svg_number(centre.x) + "\" cy=\"" + svg_number(centre.y) + "\" r=\"" + svg_number(radius) + "\"/>\n";
}

void SvgWriter::line(Point from, Point to, SvgAttributes attributes) {
  SvgPath ends;
  ends.add_line(std::vector<Point>{from, to});
  path(ends, attributes);
}

void SvgWriter::text(Point at, std::string_view words, const TextStyle& style) {
  if (words.empty()) return;
  out_ +=
      "<text x=\"" + svg_number(at.x) + "\" y=\"" + svg_number(at.y) + "\" font-size=\"" + svg_number(style.size) + "\" fill=\"";
  out_ += style.colour;
  out_ += '"';
  if (style.bold) out_ += " font-weight=\"bold\"";
  if (style.italic) out_ += " font-style=\"italic\"";
  if (style.anchor != TextAnchor::start) {
    out_ += " text-anchor=\"";
    out_ += anchor_word(style.anchor);
    out_ += '"';
  }
  if (style.spacing != 0) out_ += " letter-spacing=\"" + svg_number(style.spacing) + "\"";
  if (!style.halo.empty()) {
    out_ += " paint-order=\"stroke\" stroke=\"";
    out_ += style.halo;
    out_ += "\" stroke-width=\"" + svg_number(style.size * style.halo_width) + "\"";
  }
  if (style.angle != 0) {
    out_ += " transform=\"rotate(" + svg_number(style.angle) + " " + svg_number(at.x) + " " + svg_number(at.y) + ")\"";
  }
  out_ += '>' + xml_escape(words) + "</text>\n";
}

void SvgWriter::centred_text(Point at, std::string_view words, const TextStyle& style) {
  // Digits, capitals and Han characters all have their middle about 0.36 em above the baseline.
  const double down = style.size * 0.36, turn = style.angle * 3.14159265358979323846 / 180;
  text({at.x - std::sin(turn) * down, at.y + std::cos(turn) * down}, words, style);
}

void SvgWriter::tooltip(std::string_view words) { out_ += "<title>" + xml_escape(words) + "</title>\n"; }

std::string SvgWriter::finish() && {
  while (!open_.empty()) close();
  return std::move(out_);
}

}  // namespace wangge
