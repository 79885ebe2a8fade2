/// Private to io: a ledger as .xlsx; see write_ledger.hpp. Only workbook_file.cpp knows libxlsxwriter.
#pragma once

#include <string>

#include "core/ledger.hpp"
#include "core/result.hpp"

namespace wangge {

[[nodiscard]] Status write_workbook(const Ledger& ledger, const std::string& path);

}  // namespace wangge
