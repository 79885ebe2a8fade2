/// Private to io: a GeoPackage that appears whole or not at all.
#pragma once

#include <ogr_spatialref.h>

#include <string>

#include "io/layer_writer.hpp"
#include "io/whole_file.hpp"

namespace wangge {

class GeoPackageFile {
 public:
  /// `created` (ISO 8601) fixes the file's own time stamps, so that equal content gives equal bytes; empty = now.
  /// Throws ErrorException.
  GeoPackageFile(const std::string& path, const std::string& crs, const std::string& created, Language language);
  ~GeoPackageFile();
  [[nodiscard]] GDALDataset& dataset() { return *dataset_; }
  /// nullptr when the working system is unknown.
  [[nodiscard]] const OGRSpatialReference* reference() const { return has_reference_ ? &reference_ : nullptr; }
  [[nodiscard]] LayerWriter layer(const std::string& name, OGRwkbGeometryType type, const std::vector<WriterField>& fields);
  /// Commits, closes and renames. Throws ErrorException.
  void finish();

 private:
  GdalErrors errors_;
  WholeFile file_;
  std::string path_;
  Language language_;
  OGRSpatialReference reference_;
  bool has_reference_ = false;
  GDALDatasetUniquePtr dataset_;
};

}  // namespace wangge
