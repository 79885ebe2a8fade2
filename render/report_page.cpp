#include "render/report_page.hpp"

#include <algorithm>
#include <string_view>

#include "render/svg_writer.hpp"

namespace wangge {

namespace {

constexpr std::string_view kStyle = R"css(
body{margin:0 auto;max-width:1080px;padding:28px 24px 60px;color:#222;background:#fff;line-height:1.6;
font-family:'Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei','PingFang SC',sans-serif;font-size:15px}
h1{font-size:27px;margin:0 0 2px;border-bottom:3px solid #e4007f;padding-bottom:8px}
h2{font-size:20px;margin:38px 0 8px;color:#1f4e79}
.sub,.note,.more,footer{color:#666;font-size:13px}
nav{margin:14px 0;font-size:14px}nav a{margin-right:16px;color:#1f4e79;white-space:nowrap}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:13px;margin:10px 0;min-width:40%}
caption{text-align:left;font-weight:bold;padding:4px 0}
th{background:#1f4e79;color:#fff;font-weight:normal;text-align:left;padding:5px 8px;vertical-align:bottom}
td{border-bottom:1px solid #ddd;padding:4px 8px;vertical-align:top}
td.n,th.n{text-align:right;white-space:nowrap}
td:first-child{white-space:nowrap}
tr.total td{font-weight:bold;background:#ddebf7}
.facts th{background:none;color:#666;width:1%;white-space:nowrap;padding-right:18px;border-bottom:1px solid #ddd}
figure{margin:16px 0}figcaption{font-size:14px;font-weight:bold;margin-bottom:4px}
figure svg{width:100%;height:auto;max-height:900px}svg.plot{max-width:820px}
.marked{width:100%;margin:0;font-size:inherit}.marked>tbody>tr>td{border:0;padding:0;white-space:normal;display:block}
.marked>tbody>tr{break-inside:auto}
.mark{position:sticky;top:0;text-align:center;background:#fff;color:#c00;font-weight:bold;font-size:13px;
border-bottom:1px solid #c00;padding:3px 0;z-index:1}
@media print{body{font-size:11px;max-width:none;padding:0}nav{display:none}h2{break-after:avoid}figure,tr{break-inside:avoid}
th.n{white-space:normal}.mark{position:static}@page{margin:14mm 12mm}}
)css";

bool is_number(const LedgerColumn& column) { return column.kind != LedgerKind::text; }

std::string shown(const LedgerCell& cell, const LedgerColumn& column) {
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return with_commas(*whole);
  return xml_escape(cell_text(cell, column));
}

std::string row_of(const LedgerRow& row, const LedgerSheet& sheet, const std::vector<std::size_t>& columns, const char* kind) {
  std::string out = kind;
  for (const std::size_t i : columns)
    out += (is_number(sheet.columns[i]) ? "<td class=\"n\">" : "<td>") +
           (i < row.size() ? shown(row[i], sheet.columns[i]) : std::string()) + "</td>";
  return out + "</tr>\n";
}

void add_table(const ReportTable& table, Language language, std::string& out) {
  const LedgerSheet& sheet = *table.sheet;
  const std::vector<std::size_t> columns = shown_columns(table);
  out += "<div class=\"scroll\"><table id=\"" + xml_escape(sheet.key) + "\"><caption>" + xml_escape(sheet.title) +
         "</caption>\n<thead><tr>";
  for (const std::size_t i : columns)
    out += (is_number(sheet.columns[i]) ? "<th class=\"n\">" : "<th>") + xml_escape(sheet.columns[i].heading) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  std::size_t rows = 0, left = 0;
  for (const LedgerRow& row : sheet.rows)
    if (is_left_out(table, row))
      continue;
    else if (rows < table.most_rows)
      ++rows, out += row_of(row, sheet, columns, "<tr>");
    else
      ++left;
  if (!sheet.total.empty()) out += row_of(sheet.total, sheet, columns, "<tr class=\"total\">");
  out += "</tbody></table></div>\n";
  if (left > 0)
    out += "<p class=\"more\">" + xml_escape(say(language, "report_more_rows", {with_commas(static_cast<std::int64_t>(left))})) +
           "</p>\n";
  for (const std::string& note : sheet.notes) out += "<p class=\"note\">" + xml_escape(note) + "</p>\n";
}

}  // namespace

std::vector<std::size_t> shown_columns(const ReportTable& table) {
  std::vector<std::size_t> out;
  const std::vector<LedgerColumn>& all = table.sheet->columns;
  if (table.columns.empty())
    for (std::size_t i = 0; i < all.size(); ++i) out.push_back(i);
  for (const std::string& key : table.columns)
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i].key == key) out.push_back(i);
  return out;
}

bool is_left_out(const ReportTable& table, const LedgerRow& row) {
  const auto* first = row.empty() ? nullptr : std::get_if<std::string>(&row.front());
  return first != nullptr && !table.without.empty() && *first == table.without;
}

std::string html_report(const ReportPage& page) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"";
  out += page.language == Language::chinese ? "zh-CN" : "en";
  out += "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
  out += xml_escape(page.title) + "</title>\n<style>" + std::string(kStyle) + "</style></head>\n<body>\n";
  // The head of a table is what every browser repeats on every printed page.
  if (!page.mark.empty())
    out +=
        "<table class=\"marked\"><thead><tr><td class=\"mark\">" + xml_escape(page.mark) + "</td></tr></thead><tbody><tr><td>\n";
  out += "<h1>";
  out += xml_escape(page.title) + "</h1>\n<p class=\"sub\">" + xml_escape(page.subtitle) + "</p>\n<nav>";
  for (std::size_t i = 0; i < page.sections.size(); ++i)
    out += "<a href=\"#s" + std::to_string(i + 1) + "\">" + xml_escape(page.sections[i].heading) + "</a>";
  out += "</nav>\n";
  for (std::size_t i = 0; i < page.sections.size(); ++i) {
    const ReportSection& section = page.sections[i];
    out += "<section><h2 id=\"s" + std::to_string(i + 1) + "\">" + std::to_string(i + 1) + ". " + xml_escape(section.heading) +
           "</h2>\n";
    for (const std::string& words : section.paragraphs) out += "<p>" + xml_escape(words) + "</p>\n";
    if (!section.facts.empty()) {
      out += "<table class=\"facts\"><tbody>\n";
      for (const auto& [name, value] : section.facts)
        out += "<tr><th>" + xml_escape(name) + "</th><td>" + xml_escape(value) + "</td></tr>\n";
      out += "</tbody></table>\n";
    }
    for (const ReportFigure& figure : section.figures)
      out += "<figure><figcaption>" + xml_escape(figure.caption) + "</figcaption>" + figure.svg + "</figure>\n";
    for (const ReportTable& table : section.tables) add_table(table, page.language, out);
    out += "</section>\n";
  }
  out += "<footer>" + xml_escape(page.footer) + "</footer>\n";
  if (!page.mark.empty()) out += "</td></tr></tbody></table>\n";
  return out + "</body>\n</html>\n";
}

}  // namespace wangge
