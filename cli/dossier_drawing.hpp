/// A dossier as a drawing: what its maps, its report and its atlas are drawn from.
#pragma once

#include "cli/plan_dossier.hpp"
#include "cli/plan_drawing.hpp"

namespace wangge {

/// Coloured once for all sheets. Of an internal edition with its mark and the heads of the grids.
[[nodiscard]] PlanDrawing dossier_drawing(const PlanDossier& dossier, Language language);

}  // namespace wangge
