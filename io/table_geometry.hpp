/// Private to io: geometry of tables, from coordinate or WKT columns.
#pragma once

#include "io/source_layer.hpp"

namespace wangge {

/// Fills `layer.shapes` from the columns the request names; does nothing when they were not read.
void add_table_geometry(const LayerRequest& request, SourceLayer& layer);

}  // namespace wangge
