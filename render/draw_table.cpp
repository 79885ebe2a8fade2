#include "render/draw_table.hpp"

#include <algorithm>
#include <cstddef>

#include "render/map_style.hpp"
#include "render/text_width.hpp"

namespace wangge {

namespace {

constexpr double kTitleHeight = 8, kRow = 5.8, kLeastRow = 3.5, kTextShare = 0.53;

std::string text_of(std::string_view view) { return std::string(view); }

std::string cell_text(const std::vector<std::string>& row, std::size_t column) {
  return column < row.size() ? row[column] : std::string();
}

struct ColumnEdges {
  std::vector<double> shares;  ///< right edges as shares of the width
  double ems = 0;              ///< width that the columns need, in sizes of the text
};

/// By the widest text of each. A last column of words gives way down to 5 em: figures and codes must not be cut.
ColumnEdges column_edges(const SheetTable& table, bool swatches, double room) {
  std::vector<double> wide(table.columns.size(), 0);
  const auto look_at = [&](const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < wide.size(); ++i) wide[i] = std::max(wide[i], text_width(cell_text(row, i), 1) + 1.1);
  };
  for (std::size_t i = 0; i < std::min(wide.size(), table.least_widths.size()); ++i) wide[i] = table.least_widths[i];
  look_at(table.columns);
  look_at(table.total);
  for (const std::vector<std::string>& row : table.rows) look_at(row);
  // One very long name must not squeeze the figures.
  for (double& width : wide) width = std::min(width, 13.0);
  if (swatches && !wide.empty()) wide.front() += 2;
  double sum = 0;
  for (const double width : wide) sum += width;
  const bool words_last = !wide.empty() && (table.right_aligned.size() < wide.size() || !table.right_aligned[wide.size() - 1]);
  if (words_last && sum > room && wide.back() > 5) {
    const double given = std::min(sum - room, wide.back() - 5);
    wide.back() -= given;
    sum -= given;
  }
  double edge = 0;
  for (double& width : wide) width = (edge += width) / std::max(sum, 1e-9);
  return {std::move(wide), sum};
}

struct TableGrid {
  Box box;
  double row_height = kRow;
  double text_size = 3;
  std::vector<double> edges;
  bool swatches = false;
};

void draw_row(MapCanvas& canvas, const SheetTable& table, const TableGrid& grid, double top, const std::vector<std::string>& row,
              bool bold, int colour) {
  const double middle = top + grid.row_height / 2, pad = grid.text_size * 0.45;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    double left = grid.box.min_x + (i == 0 ? 0 : grid.edges[i - 1] * grid.box.width()) + pad;
    const double right = grid.box.min_x + grid.edges[i] * grid.box.width() - pad;
    if (i == 0 && grid.swatches) {
      const double side = grid.row_height * 0.58;
      if (colour >= 0) {
        canvas.svg.rectangle({left, middle - side / 2, left + side * 1.25, middle + side / 2},
                             {{"fill", text_of(kGridFill[static_cast<std::size_t>(colour) % kGridFill.size()])},
                              {"stroke", text_of(style::kMagenta)},
                              {"stroke-width", svg_number(0.2 * canvas.unit())}});
      }
      left += side * 1.25 + pad;
    }
    TextStyle style;
    style.size = grid.text_size;
    style.bold = bold;
    const bool to_right = i < table.right_aligned.size() && table.right_aligned[i];
    if (to_right) style.anchor = TextAnchor::end;
    const std::string words = cut_to_width(cell_text(row, i), style.size, right - left + pad);
    canvas.svg.centred_text({to_right ? right : left, middle}, words, style);
  }
}

void draw_rules(MapCanvas& canvas, const TableGrid& grid, std::size_t rows, bool total) {
  const std::string thin = svg_number(0.12 * canvas.unit()), thick = svg_number(0.4 * canvas.unit());
  SvgPath light, heavy;
  for (std::size_t i = 0; i <= rows; ++i) {
    const double y = grid.box.min_y + grid.row_height * static_cast<double>(i);
    const bool strong = i == 0 || i == 1 || i == rows || (total && i + 1 == rows);
    (strong ? heavy : light).add_line(std::vector<Point>{{grid.box.min_x, y}, {grid.box.max_x, y}});
  }
  canvas.svg.path(light, {{"fill", "none"}, {"stroke", "#B8B4AC"}, {"stroke-width", thin}});
  canvas.svg.path(heavy, {{"fill", "none"}, {"stroke", text_of(style::kInk)}, {"stroke-width", thick}});
}

}  // namespace

double wanted_table_height(const SheetTable& table, double unit) {
  const std::size_t rows = table.rows.size() + 1 + (table.total.empty() ? 0 : 1);
  return (kTitleHeight + kRow * static_cast<double>(rows)) * unit;
}

double draw_table(MapCanvas& canvas, const SheetTable& table, const Box& box) {
  const double unit = canvas.unit();
  const std::size_t extra = 1 + (table.total.empty() ? 0U : 1U), wanted = table.rows.size() + extra;
  const double room = box.height() - kTitleHeight * unit;
  TableGrid grid;
  grid.row_height = std::clamp(room / static_cast<double>(std::max<std::size_t>(wanted, 1)), kLeastRow * unit, kRow * unit);
  grid.text_size = std::min(3.1 * unit, grid.row_height * kTextShare);
  const auto capacity = static_cast<std::size_t>(std::max(0.0, room / grid.row_height + 1e-6));
  if (capacity <= extra) return 0;
  std::size_t shown = table.rows.size();
  if (shown + extra > capacity) shown = capacity - extra - 1;  // one line for the words about the rest
  const bool cut = shown < table.rows.size();

  TextStyle title;
  title.size = 4 * unit;
  title.bold = true;
  title.anchor = TextAnchor::middle;
  canvas.svg.centred_text({box.centre().x, box.min_y + kTitleHeight * 0.42 * unit}, table.title, title);

  const std::size_t lines = shown + extra + (cut ? 1 : 0);
  grid.box = {box.min_x, box.min_y + kTitleHeight * unit, box.max_x,
              box.min_y + kTitleHeight * unit + grid.row_height * static_cast<double>(lines)};
  grid.swatches = !table.row_colours.empty();
  ColumnEdges edges = column_edges(table, grid.swatches, box.width() / grid.text_size);
  grid.text_size = std::min(grid.text_size, box.width() / std::max(edges.ems, 1e-9));  // smaller letters rather than cut figures
  grid.edges = std::move(edges.shares);
  double y = grid.box.min_y;
  canvas.svg.rectangle({grid.box.min_x, y, grid.box.max_x, y + grid.row_height}, {{"fill", "#F1EDE4"}});
  draw_row(canvas, table, grid, y, table.columns, true, -1);
  for (std::size_t i = 0; i < shown; ++i) {
    y += grid.row_height;
    draw_row(canvas, table, grid, y, table.rows[i], false, i < table.row_colours.size() ? table.row_colours[i] : -1);
  }
  if (cut) {
    y += grid.row_height;
    TextStyle words;
    words.size = grid.text_size;
    words.colour = style::kQuietInk;
    words.anchor = TextAnchor::middle;
    canvas.svg.centred_text({box.centre().x, y + grid.row_height / 2},
                            canvas.words(table.more, {std::to_string(table.rows.size() - shown)}), words);
  }
  if (!table.total.empty()) draw_row(canvas, table, grid, y + grid.row_height, table.total, true, -1);
  draw_rules(canvas, grid, lines, !table.total.empty());
  return grid.box.max_y - box.min_y;
}

}  // namespace wangge
