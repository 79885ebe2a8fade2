/// Private to render: words, rules and pictures one below the other on A4 pages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/printed_page.hpp"
#include "render/svg_writer.hpp"

namespace wangge {

struct FlowStyle {
  double size = 3.3;  ///< millimetres of the em square
  bool bold = false;
  std::string_view colour = "#1F1F1F";
  double before = 0, after = 0;  ///< millimetres of space
};

class PageFlow {
 public:
  static constexpr double kLine = 1.45;  ///< height of a line of words of size 1

  /// @param title  stands at the head of every page but the first.
  /// @param mark   stands in red at the head of every page of words; may be empty.
  PageFlow(std::string title, std::string mark);

  [[nodiscard]] double width() const;         ///< of the column of words
  [[nodiscard]] double room_of_page() const;  ///< height of the column
  /// What follows, `height` millimetres of it, begins on a new page unless it still fits on this one.
  void keep_together(double height);
  void words(std::string_view text, const FlowStyle& style);
  void fact(std::string_view name, std::string_view value);
  void rule(std::string_view colour, double thickness);
  void picture(const std::string& svg, double width, double height);
  /// A page of its own between the pages of words; words go on after it on a page of their own.
  void whole_page(PrintedPage page);

  /// For tables: the place below which the next thing stands, the page's drawing, and room that is used up.
  [[nodiscard]] double top() const { return y_; }
  [[nodiscard]] double left() const;
  [[nodiscard]] bool fits(double height) const;
  [[nodiscard]] SvgWriter& svg() { return *svg_; }
  void advance(double height) { y_ += height; }
  void new_page();

  /// The finished pages, numbered. The flow is used up.
  [[nodiscard]] std::vector<PrintedPage> pages();

 private:
  struct Draft {
    PrintedPage page;
    bool of_words = true;
  };
  void end_page();

  std::string title_, mark_;
  std::vector<Draft> drafts_;
  std::vector<SvgWriter> writers_;  ///< of the pages of words, in order; footers are written at the end
  SvgWriter* svg_ = nullptr;
  double y_ = 0;
};

}  // namespace wangge
