/// One layer of a GeoPackage as a Shapefile, with the sidecar files that are wanted: for test data as planners send it.
#pragma once

#include <string>

#include "core/catalogue.hpp"
#include "core/result.hpp"

namespace wangge {

struct ShapefileWriting {
  std::string encoding = "UTF-8";
  bool write_cpg = true;
  bool write_prj = true;
};

/// Field names are cut to ten bytes as the format demands. Error unwritable_file.
[[nodiscard]] Status write_shapefile(const std::string& geopackage, const std::string& layer, const std::string& path,
                                     const ShapefileWriting& writing, Language language);

}  // namespace wangge
