#include "io/section_table.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>

#include "io/nearest_name.hpp"

namespace wangge {

namespace {

std::string without_zeros(const std::string& id) {
  const std::size_t first = id.find_first_not_of('0');
  return first == std::string::npos || id.find_first_not_of("0123456789") != std::string::npos ? id : id.substr(first);
}

Finding layer_finding(const char* id, const std::string& section, const std::string& file, Severity severity, std::string text,
                      std::string repair) {
  Finding finding;
  finding.code = id;
  finding.layer = section;
  finding.object_id = std::filesystem::path(file).filename().string();
  finding.severity = severity;
  finding.text = std::move(text);
  finding.repair = std::move(repair);
  return finding;
}

}  // namespace

bool truth(std::string_view word) {
  static constexpr std::string_view no[] = {"", "0", "no", "false", "n", "f", "否", "无", "none", "off", "不可", "null"};
  const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == static_cast<unsigned char>(b); };
  return std::none_of(std::begin(no), std::end(no), [&](std::string_view one) {
    return one.size() == word.size() && std::equal(word.begin(), word.end(), one.begin(), same);
  });
}

SectionTable::Role SectionTable::role(std::string_view name) const {
  const auto found = roles_.find(name);
  return found == roles_.end() ? Role{} : found->second;
}

const SourceColumn* SectionTable::cell(Role role, std::size_t& row) const {
  if (!role.present()) return nullptr;
  if (role.ledger < 0) return &layer.columns[role.column];
  const Ledger& ledger = ledgers_[static_cast<std::size_t>(role.ledger)];
  if (ledger.row_of[row] < 0) return nullptr;
  row = static_cast<std::size_t>(ledger.row_of[row]);
  return &ledger.table.columns[role.column];
}

std::string SectionTable::text(Role role, std::size_t row) const {
  const SourceColumn* column = cell(role, row);
  return column == nullptr ? std::string() : column->text(row);
}

std::string_view SectionTable::text(Role role, std::size_t row, std::string& made) const {
  const SourceColumn* column = cell(role, row);
  return column == nullptr ? std::string_view() : column->text(row, made);
}

std::optional<double> SectionTable::number(Role role, std::size_t row) const {
  const SourceColumn* column = cell(role, row);
  return column == nullptr ? std::nullopt : column->number(row);
}

std::string SectionTable::text(std::string_view name, std::size_t row) const { return text(role(name), row); }

std::optional<double> SectionTable::number(std::string_view name, std::size_t row) const { return number(role(name), row); }

std::string SectionTable::id(std::size_t row) const {
  std::string given = text("id", row);
  return given.empty() ? "#" + std::to_string(row + 1) : given;
}

SectionTable SectionTable::read(const std::string& name, const ProjectSection& section, Language language, bool geometry,
                                OpenSources* opened) {
  SectionTable out;
  LayerRequest request;
  request.section = name;
  request.path = section.path;
  request.layer = section.layer;
  request.encoding = section.encoding;
  request.geometry = geometry;
  request.language = language;
  request.x_column = section.column("x").empty() ? section.column("lon") : section.column("x");
  request.y_column = section.column("y").empty() ? section.column("lat") : section.column("y");
  request.wkt_column = section.column("wkt");
  request.opened = opened;
  std::vector<std::string> wanted;
  if (!section.floors_column.empty()) wanted.push_back(section.floors_column);
  static const std::set<std::string> of_geometry{"x", "y", "lon", "lat", "wkt"};
  for (const auto& [role, column] : section.columns)
    if (!of_geometry.contains(role)) wanted.push_back(column);
  (section.joins.empty() ? request.columns : request.optional_columns) = wanted;
  if (!section.joins.empty()) request.columns.push_back(section.column("id"));
  out.layer = read_source_layer(request);
  for (const ProjectSection::Join& join : section.joins) out.join(join, name, language);
  out.resolve(section, language);
  return out;
}

void SectionTable::join(const ProjectSection::Join& join, const std::string& name, Language language) {
  LayerRequest request;
  request.section = name;
  request.path = join.path;
  request.layer = join.layer;
  request.geometry = false;
  request.language = language;
  request.columns = {join.id};
  request.all_columns = true;
  Ledger ledger;
  ledger.table = read_source_layer(request);
  layer.findings.insert(layer.findings.end(), ledger.table.findings.begin(), ledger.table.findings.end());
  match(ledger, *ledger.table.find(join.id), join.path, language);
  ledgers_.push_back(std::move(ledger));
}

void SectionTable::match(Ledger& ledger, const SourceColumn& key, const std::string& file, Language language) {
  std::unordered_map<std::string, std::int64_t> rows;
  std::unordered_map<std::string, std::int64_t> short_rows;  // ids without leading zeros; -1 = several
  std::int64_t repeated = 0;
  const std::string part = layer.section + ".join " + std::to_string(ledger_records.size() + 1);
  ledger_records.push_back({part, static_cast<std::int64_t>(ledger.table.rows)});
  const auto row_finding = [&](const char* id, std::size_t row, const std::string& text) {
    Finding one =
        layer_finding(id, part, file, Severity::note, say(language, id, {text}), say(language, std::string(id) + "_repair"));
    one.object_id = text;
    one.row = static_cast<std::int64_t>(row) + 1;
    layer.findings.push_back(std::move(one));
  };
  for (std::size_t row = 0; row < ledger.table.rows; ++row) {
    const std::string id = key.text(row);
    if (id.empty()) continue;
    if (!rows.emplace(id, static_cast<std::int64_t>(row)).second) ++repeated, row_finding("ledger_row_repeated", row, id);
    const auto [place, fresh] = short_rows.emplace(without_zeros(id), static_cast<std::int64_t>(row));
    if (!fresh) place->second = -1;
  }
  ledger.row_of.assign(layer.rows, -1);
  std::set<std::int64_t> used;
  std::int64_t unmatched = 0;
  std::int64_t by_digits = 0;
  const SourceColumn* own = layer.columns.empty() ? nullptr : &layer.columns.front();
  for (std::size_t row = 0; row < layer.rows && own != nullptr; ++row) {
    const std::string id = own->text(row);
    const auto found = rows.find(id);
    const auto shortened = found == rows.end() ? short_rows.find(without_zeros(id)) : short_rows.end();
    if (found != rows.end())
      ledger.row_of[row] = found->second;
    else if (shortened != short_rows.end() && shortened->second >= 0)
      ledger.row_of[row] = shortened->second, ++by_digits,
      row_finding("ledger_row_matched", static_cast<std::size_t>(shortened->second),
                  key.text(static_cast<std::size_t>(shortened->second)));
    if (ledger.row_of[row] < 0)
      ++unmatched;
    else
      used.insert(ledger.row_of[row]);
  }
  for (std::size_t row = 0; row < ledger.table.rows; ++row) {
    const std::string id = key.text(row);
    const auto own_row = rows.find(id);
    const bool first = own_row == rows.end() || own_row->second == static_cast<std::int64_t>(row);
    if (first && !used.contains(static_cast<std::int64_t>(row))) row_finding("ledger_row_unused", row, id);
  }
  const auto unused = static_cast<std::int64_t>(rows.size()) - static_cast<std::int64_t>(used.size());
  const auto add = [&](const char* id, std::int64_t count, Severity severity) {
    if (count > 0)
      layer.findings.push_back(layer_finding(id, layer.section, file, severity, say(language, id, {with_commas(count)}),
                                             say(language, "ledger_repair")));
  };
  add("ledger_unmatched", unmatched, Severity::warning);
  add("ledger_unused", unused, Severity::warning);
  add("ledger_repeated", repeated, Severity::warning);
  add("ledger_zeros", by_digits, Severity::note);
}

void SectionTable::resolve(const ProjectSection& section, Language language) {
  const auto position = [](const SourceLayer& table, const std::string& column) -> std::optional<std::size_t> {
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      if (table.columns[i].name == column) return i;
    return std::nullopt;
  };
  std::map<std::string, std::string> wanted = section.columns;
  if (!section.floors_column.empty()) wanted["floors_of_formula"] = section.floors_column;
  for (const auto& [role, column] : wanted) {
    if (const auto own = position(layer, column)) {
      roles_[role] = {-1, *own};
      continue;
    }
    std::vector<std::string> known = layer.field_names;
    for (std::size_t i = 0; i < ledgers_.size() && !roles_.contains(role); ++i) {
      if (const auto there = position(ledgers_[i].table, column)) roles_[role] = {static_cast<int>(i), *there};
      known.insert(known.end(), ledgers_[i].table.field_names.begin(), ledgers_[i].table.field_names.end());
    }
    if (roles_.contains(role) || role == "wkt" || ledgers_.empty()) continue;
    const std::string meant = nearest_name(column, known);
    throw ErrorException(Error{ErrorCode::missing_column, say(language, "column_missing", {column}), layer.path,
                               (meant.empty() ? "" : say(language, "did_you_mean", {meant}) + " ") +
                                   say(language, "columns_are", {list_names(known, 60)})});
  }
}

}  // namespace wangge
