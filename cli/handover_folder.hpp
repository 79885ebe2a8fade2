/// The folder that goes up for approval: plan, exchange formats, ledgers, atlas, report, maps, coverage, comparison.
#pragma once

#include "cli/plan_dossier.hpp"

namespace wangge {

/// Writes everything below `arguments.output`, whole or not at all (io/whole_folder.hpp). Same plan and project file, same bytes.
/// Gives the number of files. Errors of the parts, cancelled.
[[nodiscard]] Result<std::int64_t> write_handover(const PlanDossier& dossier, const Arguments& arguments, const Console& console,
                                                  const RunContext& run);

}  // namespace wangge
