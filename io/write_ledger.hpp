/// Ledgers as files: .xlsx (a styled workbook), .csv, .json.
/// Guarantees
///  - whole or not at all; equal ledgers give equal bytes (dates come from the ledger);
///  - xlsx: codes stay text, numbers are numbers; heads are frozen and repeated on every printed page, print areas and A3
///  landscape
///    one page wide, filters on, a first sheet with the facts;
///  - csv: UTF-8 with a byte order mark (spreadsheets then show Chinese right), one sheet a file: OUT.csv holds the first, the
///  others
///    are OUT_<key>.csv beside it; text that a spreadsheet would run as a formula gets a leading apostrophe;
///  - `ledger.mark` stands on every sheet of a workbook and in its printed heads, in a last column of every csv, in "edition" of
///    json;
///  - json: one document, {"title", "facts", "sheets": {key: [{column key: value}]}}; shares are numbers in [0,1].
/// Errors: unwritable_file, unsupported_format.
#pragma once

#include <string>

#include "core/ledger.hpp"
#include "core/result.hpp"

namespace wangge {

/// By the ending of `path`.
[[nodiscard]] Status write_ledger(const Ledger& ledger, const std::string& path);
[[nodiscard]] std::string ledger_csv(const Ledger& ledger, const LedgerSheet& sheet);
[[nodiscard]] std::string ledger_json(const Ledger& ledger);

}  // namespace wangge
