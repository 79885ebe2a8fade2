/// Private to io: reads a layer in column batches where GDAL offers that (GeoPackage, FlatGeobuf): no object per record.
#pragma once

#include <ogrsf_frmts.h>

#include <vector>

#include "io/source_layer.hpp"

namespace wangge {

/// True when the layer and the wanted fields (indices, -1 = record number) can be read in batches.
[[nodiscard]] bool arrow_suits(OGRLayer& layer, const std::vector<int>& fields);
/// Fills columns (same order as `fields`), shapes when `geometry`, and the row count. False when the batches are not of the
/// expected form; the caller then starts again record by record. Read errors end the rows early, as GDAL reports them.
[[nodiscard]] bool read_arrow_rows(OGRLayer& layer, const std::vector<int>& fields, bool geometry, SourceLayer& out);

}  // namespace wangge
