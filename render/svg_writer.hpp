/// Small streaming builder of SVG text.
/// Guarantees
///  - well formed: names and text are escaped, characters that XML forbids are dropped, groups close in order;
///  - deterministic: numbers are written with two decimals by integer arithmetic, never through a locale;
///  - paths are relative to 0.01 mm and rounded on absolute places, so that rounding never adds up along a line.
/// Units: millimetres on the page, y downwards.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/geometry.hpp"

namespace wangge {

/// Rounded to 0.01, shortest form: "12.5", "-0.07", "3".
[[nodiscard]] std::string svg_number(double value);
/// & < > " ' escaped, control characters dropped, broken bytes replaced by U+FFFD.
[[nodiscard]] std::string xml_escape(std::string_view text);

/// The `d` of a path element.
class SvgPath {
 public:
  /// Points nearer than `tolerance_mm` to the one written before are left out (never the ends of a line).
  explicit SvgPath(double tolerance_mm = 0) : tolerance_(tolerance_mm) {}
  void add_ring(std::span<const Point> ring);  ///< closed; rings that shrink to fewer than three points vanish
  void add_line(std::span<const Point> line);
  [[nodiscard]] bool empty() const { return text_.empty(); }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  struct Step {
    std::int64_t x, y;
  };
  [[nodiscard]] std::vector<Step> thin_out(std::span<const Point> points, bool closed) const;
  void write(const std::vector<Step>& steps);

  double tolerance_;
  std::string text_;
};

struct SvgAttribute {
  std::string_view name;
  std::string value;
};
using SvgAttributes = std::initializer_list<SvgAttribute>;

enum class TextAnchor { start, middle, end };

struct TextStyle {
  double size = 3;  ///< millimetres of the em square
  bool bold = false;
  bool italic = false;
  std::string_view colour = "#1F1F1F";
  std::string_view halo;     ///< colour of the outline behind the letters, empty = none
  double halo_width = 0.28;  ///< share of the size
  TextAnchor anchor = TextAnchor::start;
  double spacing = 0;  ///< extra millimetres after every letter
  double angle = 0;    ///< degrees clockwise around the anchor
};

class SvgWriter {
 public:
  SvgWriter(double width_mm, double height_mm, std::string_view title);

  void open(std::string_view element, SvgAttributes attributes = {});
  void close();
  void empty_element(std::string_view element, SvgAttributes attributes);
  /// A path; nothing is written for an empty one.
  void path(const SvgPath& path, SvgAttributes attributes = {});
  void rectangle(const Box& box, SvgAttributes attributes);
  void circle(Point centre, double radius, SvgAttributes attributes);
  void line(Point from, Point to, SvgAttributes attributes);
  /// `at` is the anchor on the baseline.
  void text(Point at, std::string_view words, const TextStyle& style);
  /// `at` is the anchor at half the height of the letters.
  void centred_text(Point at, std::string_view words, const TextStyle& style);
  /// A `<title>` inside the open element: what a browser shows as a tooltip.
  void tooltip(std::string_view words);

  [[nodiscard]] std::size_t size() const { return out_.size(); }
  /// Closes what is open and hands over the document.
  [[nodiscard]] std::string finish() &&;

 private:
  void start_tag(std::string_view element, SvgAttributes attributes);

  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace wangge
