/// Writes what `wangge doctor` found as a GeoPackage: `findings` (points to zoom to), `records` (what became of every record,
/// by layer and rule), `plan_info`. Whole or not at all; equal findings give equal bytes when `created` is given.
#pragma once

#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/record_account.hpp"
#include "core/result.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// Error unwritable_file, cancelled.
[[nodiscard]] Status write_findings(const City& city, const std::vector<Finding>& findings,
                                    const std::vector<LayerAccount>& accounts, const std::string& path, Language language,
                                    const RunContext& context);

}  // namespace wangge
