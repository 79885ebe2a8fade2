/// Private to io: how the layers of a plan look when a GIS opens an exported GeoPackage: a style a layer, in the table
/// `layer_styles` that QGIS looks for, as its own QML and as SLD (OGC 05-077r4); Chinese names of the columns in
/// `gpkg_data_columns` (GeoPackage, schema extension).
#pragma once

#include <gdal_priv.h>

#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "io/export_layer.hpp"

namespace wangge {

/// Adds the table for those of the layers that have a style here. `moment`: ISO 8601, so that equal plans give equal bytes.
/// Throws ErrorException (unwritable_file).
void write_layer_styles(GDALDataset& dataset, const std::vector<std::string>& layers, const std::vector<ExportAlias>& aliases,
                        const std::string& moment, Language language);

/// Titles of columns whose Chinese name differs. Throws as above.
void write_field_aliases(GDALDataset& dataset, const std::vector<ExportAlias>& aliases, Language language);

}  // namespace wangge
