/// Maps of the grids before and after, shared by atlas and handover: the whole area, and every community in which grids change.
#pragma once

#include "cli/atlas_sheets.hpp"
#include "cli/plan_dossier.hpp"
#include "render/change_sheet.hpp"

namespace wangge {

/// `drawing` is that of the dossier's plan; the dossier has a comparison.
[[nodiscard]] ChangeDrawing change_drawing(const PlanDossier& dossier, PlanDrawing drawing);
/// The communities in which some grid changes: a sheet each, drawn on run.threads, written to place_of(file). Equal input gives
/// equal bytes for every number of threads. Error cancelled, unwritable_file, internal.
[[nodiscard]] Result<std::vector<AtlasSheet>> write_change_maps(const ChangeDrawing& drawing, const PlanComparison& comparison,
                                                                const AtlasOptions& options, const PlaceOfSheet& place_of,
                                                                const RunContext& run);

}  // namespace wangge
