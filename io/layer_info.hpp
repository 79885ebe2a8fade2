/// What a file holds, for `wangge info`: layers, fields, counts, coordinate system, encoding and how it was found, extent, and
/// the section of a project file each layer would fit.
#pragma once

#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "core/finding.hpp"
#include "core/geometry.hpp"
#include "core/result.hpp"

namespace wangge {

struct FieldInfo {
  std::string name;
  std::string type;     ///< "String", "Integer64", "Real" ...
  std::string example;  ///< first value that is not empty
};

struct LayerInfo {
  std::string name;
  std::string geometry;  ///< as declared, "Polygon"; "None" for tables
  std::size_t rows = 0;
  std::size_t without_geometry = 0;
  std::vector<FieldInfo> fields;
  std::string crs;             ///< declared: "EPSG:n" or a name; empty = none
  std::string crs_recognised;  ///< what the numbers say where it differs from `crs`, in words
  std::string encoding;        ///< "UTF-8", "GB18030" ...
  std::string encoding_how;    ///< "ascii", "declared", "utf8", "gb18030", "recognised", "latin1"
  Box extent;                  ///< in the file's own coordinates; empty without geometry
  std::string role;            ///< "buildings", "communities" ...; empty when unclear
  std::string problem;         ///< why the layer cannot be read; empty when it can
  std::vector<Finding> findings;
};

struct FileInfo {
  std::string path;
  std::string format;  ///< GDAL's driver name
  std::vector<LayerInfo> layers;
};

/// Error unreadable_file when nothing of the file can be read.
[[nodiscard]] Result<FileInfo> file_info(const std::string& path, Language language);
/// The section a layer would fit by its name, fields and geometry; empty when unclear.
[[nodiscard]] std::string guess_role(const std::string& layer, const std::string& geometry,
                                     const std::vector<std::string>& fields);

}  // namespace wangge
