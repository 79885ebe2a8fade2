#include "render/print_table.hpp"

#include <algorithm>

#include "render/text_width.hpp"

namespace wangge {

namespace {

constexpr double kMostSize = 2.7, kLeastSize = 1.75, kPad = 0.8;
constexpr double kWidest = 36;         ///< characters; longer sentences are broken into lines
constexpr double kCharacter = 0.62;    ///< ems of a character of the ledger's widths
constexpr std::size_t kMostLines = 9;  ///< of a cell; longer ones end in "..."
constexpr std::string_view kHead = "#1F4E79";

class Table {
 public:
  Table(PageFlow& flow, const ReportTable& table) : flow_(flow), sheet_(*table.sheet), columns_(shown_columns(table)) {
    double characters = 0;
    for (const std::size_t c : columns_) characters += width_of(c);
    size_ = std::clamp(flow.width() / (characters * kCharacter), kLeastSize, kMostSize);
    for (const std::size_t c : columns_) widths_.push_back(width_of(c) / characters * flow.width());
  }

  /// Rows [0, most) that are shown; returns how many are left out.
  std::size_t print(const ReportTable& table) {
    std::vector<std::vector<std::string>> head;
    for (std::size_t i = 0; i < columns_.size(); ++i) head.push_back(lines(sheet_.columns[columns_[i]].heading, i));
    head_ = std::move(head);
    flow_.keep_together(5 + height(head_) * 3);
    flow_.words(sheet_.title, {.size = 3.2, .bold = true, .before = 2, .after = 1});
    row(head_, Look::head);
    std::size_t printed = 0, all = 0;
    for (const LedgerRow& one : sheet_.rows) {
      if (is_left_out(table, one)) continue;
      if (++all > table.most_rows) continue;
      ++printed;
      body(one, Look::plain);
    }
    if (!sheet_.total.empty()) body(sheet_.total, Look::total);
    flow_.advance(1.5);
    return all - printed;
  }

 private:
  double width_of(std::size_t column) const { return std::min(sheet_.columns[column].width, kWidest); }

  enum class Look { head, plain, total };

  std::vector<std::string> lines(const std::string& text, std::size_t column) const {
    std::vector<std::string> out = wrap_text(text, size_, widths_[column] - 2 * kPad);
    if (out.size() > kMostLines) {
      out.resize(kMostLines);
      out.back() = cut_to_width(out.back() + "……", size_, widths_[column] - 2 * kPad);
    }
    return out;
  }

  double height(const std::vector<std::vector<std::string>>& cells) const {
    std::size_t most = 1;
    for (const auto& cell : cells) most = std::max(most, cell.size());
    return static_cast<double>(most) * size_ * PageFlow::kLine + kPad;
  }

  void body(const LedgerRow& one, Look look) {
    std::vector<std::vector<std::string>> cells;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::size_t c = columns_[i];
      const LedgerCell none;
      const LedgerCell& value = c < one.size() ? one[c] : none;
      const auto* whole = std::get_if<std::int64_t>(&value);
      cells.push_back(lines(whole != nullptr ? with_commas(*whole) : cell_text(value, sheet_.columns[c]), i));
    }
    if (!flow_.fits(height(cells))) {
      flow_.new_page();
      row(head_, Look::head);
    }
    row(cells, look);
  }

  void row(const std::vector<std::vector<std::string>>& cells, Look look) {
    const double tall = height(cells), top = flow_.top(), left = flow_.left();
    if (look != Look::plain)
      flow_.svg().rectangle({left, top, left + flow_.width(), top + tall},
                            {{"fill", std::string(look == Look::head ? kHead : "#DDEBF7")}});
    double x = left;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool right = sheet_.columns[columns_[i]].kind != LedgerKind::text;
      TextStyle style;
      style.size = size_;
      style.bold = look == Look::total;
      if (look == Look::head) style.colour = "#FFFFFF";
      if (right) style.anchor = TextAnchor::end;
      for (std::size_t k = 0; k < cells[i].size(); ++k)
        flow_.svg().text(
            {right ? x + widths_[i] - kPad : x + kPad, top + size_ * (1.1 + PageFlow::kLine * static_cast<double>(k))},
            cells[i][k], style);
      x += widths_[i];
    }
    flow_.advance(tall);
    flow_.svg().line({left, flow_.top()}, {left + flow_.width(), flow_.top()}, {{"stroke", "#DDDDDD"}, {"stroke-width", "0.15"}});
  }

  PageFlow& flow_;
  const LedgerSheet& sheet_;
  std::vector<std::size_t> columns_;
  std::vector<double> widths_;
  std::vector<std::vector<std::string>> head_;
  double size_ = kMostSize;
};

}  // namespace

void print_table(PageFlow& flow, const ReportTable& table, Language language) {
  const std::size_t rest = Table(flow, table).print(table);
  const FlowStyle note{.size = 2.7, .colour = "#666666", .after = 0.8};
  if (rest > 0) flow.words(say(language, "report_more_rows", {with_commas(static_cast<std::int64_t>(rest))}), note);
  for (const std::string& words : table.sheet->notes) flow.words(words, note);
}

}  // namespace wangge
