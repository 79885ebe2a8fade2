#include "io/write_ledger.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>

#include "io/whole_file.hpp"
#include "io/workbook_file.hpp"
#include "io/workshop.hpp"

namespace wangge {

namespace fs = std::filesystem;

namespace {

std::string csv_field(const std::string& text, bool number) {
  std::string shown = text;
  // A spreadsheet would take it for a formula.
  if (!number && !text.empty() && std::string("=+-@\t\r").find(text[0]) != std::string::npos) shown = "'" + text;
  if (shown.find_first_of(",\"\n\r") == std::string::npos) return shown;
  std::string out = "\"";
  for (const char letter : shown) out += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return out + "\"";
}

std::string csv_row(const LedgerRow& row, const std::vector<LedgerColumn>& columns, const std::string& mark) {
  std::string line;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) line += ',';
    if (i < row.size()) line += csv_field(cell_text(row[i], columns[i], false), !std::holds_alternative<std::string>(row[i]));
  }
  return line + (mark.empty() ? "" : "," + csv_field(mark, false)) + "\r\n";
}

std::string json_text(const std::string& text) {
  std::string out = "\"";
  for (const char letter : text) {
    const auto code = static_cast<unsigned char>(letter);
    if (letter == '"' || letter == '\\') {
      out += '\\';
      out += letter;
    } else if (code < 0x20) {
      constexpr const char* digits = "0123456789abcdef";
      out += "\\u00";
      out += digits[code >> 4U];
      out += digits[code & 15U];
    } else {
      out += letter;
    }
  }
  return out + "\"";
}

std::string json_value(const LedgerCell& cell, const LedgerColumn& column) {
  if (const auto* text = std::get_if<std::string>(&cell)) return json_text(*text);
  if (const auto* real = std::get_if<double>(&cell); real != nullptr && !std::isfinite(*real)) return "null";
  const std::string number = cell_text(cell, column, false);
  return number.empty() ? "null" : number;
}

void add_json_row(const LedgerRow& row, const std::vector<LedgerColumn>& columns, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) out += ',';
    out += i < row.size() ? json_value(row[i], columns[i]) : "null";
  }
  out += ']';
}

/// Names of columns once, then rows of values: a third of what rows with names would take.
void add_json_sheet(const LedgerSheet& sheet, std::string& out) {
  out += json_text(sheet.key) + ": {\"title\": " + json_text(sheet.title) + ",\n\"columns\": [";
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) out += (i > 0 ? ", " : "") + json_text(sheet.columns[i].key);
  out += "],\n\"headings\": [";
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) out += (i > 0 ? ", " : "") + json_text(sheet.columns[i].heading);
  out += "],\n\"rows\": [";
  for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
    out += i > 0 ? ",\n" : "\n";
    add_json_row(sheet.rows[i], sheet.columns, out);
  }
  out += "]}";
}

Status write_csv(const Ledger& ledger, const std::string& path) {
  try {
    const Workshop workshop(path, ledger.language);
    const std::string stem = fs::path(path).stem().string();
    for (std::size_t i = 0; i < ledger.sheets.size(); ++i) {
      const std::string name = i == 0 ? stem : stem + "_" + ledger.sheets[i].key;
      const std::string bytes = ledger_csv(ledger, ledger.sheets[i]);
      std::ofstream out(workshop.file(name + ".csv"), std::ios::binary);
      out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      if (!out.flush()) return Error{ErrorCode::unwritable_file, say(ledger.language, "write_failed", {name + ".csv"}), path, ""};
    }
    workshop.deliver();
    return Done{};
  } catch (const ErrorException& error) {
    return error.error();
  }
}

}  // namespace

std::string ledger_csv(const Ledger& ledger, const LedgerSheet& sheet) {
  std::string out = "\xEF\xBB\xBF";
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) out += (i > 0 ? "," : "") + csv_field(sheet.columns[i].heading, false);
  if (!ledger.mark.empty()) out += "," + csv_field(say(ledger.language, "column_edition"), false);
  out += "\r\n";
  for (const LedgerRow& row : sheet.rows) out += csv_row(row, sheet.columns, ledger.mark);
  return out;
}

std::string ledger_json(const Ledger& ledger) {
  std::string out = "{\n\"title\": " + json_text(ledger.title);
  if (!ledger.mark.empty()) out += ",\n\"edition\": " + json_text(ledger.mark);
  out += ",\n\"created\": " + json_text(ledger.date) + ",\n\"facts\": {";
  for (std::size_t i = 0; i < ledger.facts.size(); ++i)
    out += (i > 0 ? ", " : "") + json_text(ledger.facts[i].first) + ": " + json_text(ledger.facts[i].second);
  out += "},\n\"sheets\": {";
  for (std::size_t s = 0; s < ledger.sheets.size(); ++s) {
    out += s > 0 ? ",\n" : "\n";
    add_json_sheet(ledger.sheets[s], out);
  }
  return out + "}\n}\n";
}

Status write_ledger(const Ledger& ledger, const std::string& path) {
  std::string ending = fs::path(path).extension().string();
  for (char& letter : ending) letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  if (ending == ".xlsx") return write_workbook(ledger, path);
  if (ending == ".csv") return write_csv(ledger, path);
  if (ending == ".json") return write_bytes(path, ledger_json(ledger), ledger.language);
  return Error{ErrorCode::unsupported_format, say(ledger.language, "ledger_format", {ending}), path,
               say(ledger.language, "ledger_format_advice")};
}

}  // namespace wangge
