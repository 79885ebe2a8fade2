#include "io/workbook_file.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <ctime>
#include <map>

#include "io/text_encoding.hpp"
#include "io/whole_file.hpp"

namespace wangge {

namespace {

constexpr std::size_t kMostLetters = 32'000;  // a cell holds 32,767
constexpr lxw_color_t kHead = 0x1F4E79, kLine = 0xBFBFBF, kTotal = 0xDDEBF7, kGrey = 0x595959;

/// "2026-11-22T08:00:00Z" as seconds; files without a date are from 2000-01-01.
std::time_t seconds_of(const std::string& date) {
  std::tm parts{};
  if (strptime(date.c_str(), "%Y-%m-%d", &parts) == nullptr) return 946684800;
  parts.tm_hour = 12;  // the same day in every time zone
  return timegm(&parts);
}

class Workbook {
 public:
  Workbook(const Ledger& ledger, const std::string& path) : ledger_(ledger), book_(workbook_new(path.c_str())) {
    if (book_ == nullptr) throw ErrorException(Error{ErrorCode::internal, "workbook_new", path, ""});
    font_ = ledger.language == Language::chinese ? "宋体" : "Arial";
    std::string title = ledger.title;
    char program[] = "wangge";
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.author = program;
    properties.created = seconds_of(ledger.date);
    workbook_set_properties(book_, &properties);
    title_ = format(14, true, false);
    note_ = format(9, false, false);
    format_set_font_color(note_, kGrey);
    head_ = format(10, true, true);
    format_set_bg_color(head_, kHead);
    format_set_font_color(head_, LXW_COLOR_WHITE);
    format_set_align(head_, LXW_ALIGN_CENTER);
    format_set_text_wrap(head_);
    mark_ = format(11, true, false);
    format_set_font_color(mark_, LXW_COLOR_RED);
  }
  ~Workbook() {
    if (book_ != nullptr) close();
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  void write() {
    facts();
    for (const LedgerSheet& sheet : ledger_.sheets) add(sheet);
  }

  std::string close() {
    const lxw_error error = workbook_close(book_);
    book_ = nullptr;
    return error == LXW_NO_ERROR ? std::string() : lxw_strerror(error);
  }

 private:
  lxw_format* format(double size, bool bold, bool bordered) {
    lxw_format* f = workbook_add_format(book_);
    format_set_font_name(f, font_);
    format_set_font_size(f, size);
    format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
    if (bold) format_set_bold(f);
    if (bordered) {
      format_set_border(f, LXW_BORDER_THIN);
      format_set_border_color(f, kLine);
    }
    return f;
  }

  lxw_format* body(const LedgerColumn& column, bool total) {
    std::string shape = column.kind == LedgerKind::text ? "@" : column.kind == LedgerKind::whole ? "#,##0" : "0";
    if (column.kind == LedgerKind::real && column.decimals > 0)
      shape = "#,##0." + std::string(static_cast<std::size_t>(column.decimals), '0');
    if (column.kind == LedgerKind::real && column.decimals == 0) shape = "#,##0";
    if (column.kind == LedgerKind::share)
      shape = column.decimals > 0 ? "0." + std::string(static_cast<std::size_t>(column.decimals), '0') + "%" : "0%";
    const bool wrapped = column.kind == LedgerKind::text && column.width >= 24;
    lxw_format*& made = bodies_[{shape, total, wrapped}];
    if (made != nullptr) return made;
    made = format(10, total, true);
    format_set_num_format(made, shape.c_str());
    if (wrapped) format_set_text_wrap(made);
    if (total) format_set_bg_color(made, kTotal);
    return made;
  }

  lxw_worksheet* page(const std::string& name) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
    if (sheet == nullptr) sheet = workbook_add_worksheet(book_, nullptr);  // a name a workbook may not have
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 8);  // A3
    worksheet_set_margins(sheet, 0.5, 0.5, 0.6, 0.6);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_footer(sheet, "&L&A&R&P / &N");
    if (!ledger_.mark.empty()) {
      worksheet_set_header(sheet, ("&C" + ledger_.mark).c_str());  // on every printed page
      worksheet_set_tab_color(sheet, LXW_COLOR_RED);
    }
    return sheet;
  }

  void text(lxw_worksheet* sheet, std::size_t row, std::size_t column, const std::string& words, lxw_format* f) const {
    const std::string shown = cut_text(words, "UTF-8", kMostLetters);
    worksheet_write_string(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), shown.c_str(), f);
  }

  void facts() {
    lxw_worksheet* sheet = page(say(ledger_.language, "ledger_facts"));
    worksheet_set_column(sheet, 0, 0, 30, nullptr);
    worksheet_set_column(sheet, 1, 1, 80, nullptr);
    text(sheet, 0, 0, ledger_.title, title_);
    text(sheet, 1, 0, ledger_.mark, mark_);
    const LedgerColumn words{"", "", LedgerKind::text, 80, 0};
    for (std::size_t i = 0; i < ledger_.facts.size(); ++i) {
      text(sheet, i + 2, 0, ledger_.facts[i].first, body(words, true));
      text(sheet, i + 2, 1, ledger_.facts[i].second, body(words, false));
    }
    worksheet_print_area(sheet, 0, 0, static_cast<lxw_row_t>(ledger_.facts.size() + 1), 1);
  }

  void put(lxw_worksheet* sheet, std::size_t row, const LedgerRow& cells, const std::vector<LedgerColumn>& columns, bool total) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      lxw_format* f = body(columns[i], total);
      const auto r = static_cast<lxw_row_t>(row);
      const auto c = static_cast<lxw_col_t>(i);
      const LedgerCell cell = i < cells.size() ? cells[i] : LedgerCell();
      if (const auto* words = std::get_if<std::string>(&cell))
        text(sheet, row, i, *words, f);
      else if (const auto* whole = std::get_if<std::int64_t>(&cell))
        worksheet_write_number(sheet, r, c, static_cast<double>(*whole), f);
      else if (const auto* real = std::get_if<double>(&cell))
        worksheet_write_number(sheet, r, c, *real, f);
      else
        worksheet_write_blank(sheet, r, c, f);
    }
  }

  /// A column that no row fills is hidden, not dropped: programs still find it, planners do not print it.
  static bool is_blank(const LedgerSheet& one, std::size_t column) {
    return !one.rows.empty() && std::all_of(one.rows.begin(), one.rows.end(), [&](const LedgerRow& row) {
      return column >= row.size() || std::holds_alternative<std::monostate>(row[column]);
    });
  }

  void add(const LedgerSheet& one) {
    lxw_worksheet* sheet = page(one.name);
    text(sheet, 0, 0, one.title, title_);
    worksheet_set_row(sheet, 0, 24, nullptr);
    std::size_t row = 1;
    if (!ledger_.mark.empty()) text(sheet, row++, 0, ledger_.mark, mark_);
    for (const std::string& words : one.notes) text(sheet, row++, 0, words, note_);
    const std::size_t head = row++;
    worksheet_set_row(sheet, static_cast<lxw_row_t>(head), 32, nullptr);
    for (std::size_t i = 0; i < one.columns.size(); ++i) {
      lxw_row_col_options look{};
      look.hidden = !one.columns[i].by_hand && is_blank(one, i) ? LXW_TRUE : LXW_FALSE;
      worksheet_set_column_opt(sheet, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), one.columns[i].width, nullptr, &look);
      text(sheet, head, i, one.columns[i].heading, head_);
    }
    for (const LedgerRow& cells : one.rows) {
      if (one.row_height > 0) worksheet_set_row(sheet, static_cast<lxw_row_t>(row), one.row_height, nullptr);
      put(sheet, row++, cells, one.columns, false);
    }
    const std::size_t last = row - 1;
    if (!one.total.empty()) put(sheet, row++, one.total, one.columns, true);
    const auto top = static_cast<lxw_row_t>(head), bottom = static_cast<lxw_row_t>(row - 1);
    const auto right = static_cast<lxw_col_t>(one.columns.empty() ? 0 : one.columns.size() - 1);
    worksheet_freeze_panes(sheet, top + 1, static_cast<lxw_col_t>(one.frozen));
    if (last > head) worksheet_autofilter(sheet, top, 0, static_cast<lxw_row_t>(last), right);
    worksheet_repeat_rows(sheet, top, top);
    worksheet_print_area(sheet, 0, 0, bottom, right);
  }

  const Ledger& ledger_;
  lxw_workbook* book_;
  const char* font_ = "Arial";
  lxw_format *title_ = nullptr, *note_ = nullptr, *head_ = nullptr, *mark_ = nullptr;
  std::map<std::tuple<std::string, bool, bool>, lxw_format*> bodies_;
};

}  // namespace

Status write_workbook(const Ledger& ledger, const std::string& path) {
  try {
    WholeFile file(path, ledger.language);
    Workbook book(ledger, file.temporary());
    book.write();
    if (const std::string problem = book.close(); !problem.empty())
      return Error{ErrorCode::unwritable_file, say(ledger.language, "write_failed", {problem}), path, ""};
    file.finish();
    return Done{};
  } catch (const ErrorException& error) {
    return error.error();
  }
}

}  // namespace wangge
