/// Private to io: opens a file of any supported format for reading, without letting GDAL guess encodings.
#pragma once

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "core/finding.hpp"
#include "core/result.hpp"
#include "io/gdal_errors.hpp"
#include "io/shapefile_parts.hpp"

namespace wangge {

/// An open file. Parts that had to be rebuilt (a missing .shx, UTF-16 text) live in memory as long as this does;
/// nothing is ever written beside the user's file.
struct OpenSource {
  OpenSource() = default;
  OpenSource(OpenSource&&) = default;
  OpenSource& operator=(OpenSource&&) = default;
  OpenSource(const OpenSource&) = delete;
  OpenSource& operator=(const OpenSource&) = delete;
  ~OpenSource();

  GDALDatasetUniquePtr dataset;
  std::string path;
  std::string driver;
  bool raw_bytes = false;  ///< texts come undecoded (shapefiles, CSV)
  bool shapefile = false;
  bool index_rebuilt = false;
  ShapefileParts parts;
  std::string memory_folder;  ///< "/vsimem/..." or empty
};

/// Throws ErrorException with the cause GDAL gives.
[[nodiscard]] OpenSource open_source(const std::string& path, Language language);
/// The named layer, or the only one (of a spreadsheet: the first with rows). Throws ErrorException listing the layers.
[[nodiscard]] OGRLayer& layer_of(OpenSource& source, const std::string& layer, Language language);
/// Layer names as UTF-8.
[[nodiscard]] std::vector<std::string> names_of_layers(OpenSource& source);

}  // namespace wangge
