/// Single records whose numbers are of another kind than their layer's: degrees among metres, or x and y exchanged, as when
/// rows of two tables were pasted together. Each is brought to the layer's own numbers and gets a finding
/// (`record_in_degrees`, `record_axes_swapped`). A record is changed only where the change brings it to the layer's place and
/// it lies far outside as it is.
#pragma once

#include <vector>

#include "core/catalogue.hpp"
#include "core/finding.hpp"
#include "io/layer_crs.hpp"

namespace wangge {

/// `numbers` is what look_at_numbers says of the layer, `crs` what recognise_crs said of it. Before the layer is moved.
void mend_stray_records(SourceLayer& layer, const LayerCrs& crs, const LayerNumbers& numbers, Language language,
                        std::vector<Finding>& findings);

}  // namespace wangge
