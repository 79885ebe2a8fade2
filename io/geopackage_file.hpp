/// Private to io: a GeoPackage 1.2 that appears whole or not at all, framed by SQLite itself. GDAL's writer spends two
/// thirds of its time on the spatial index; here the index is packed (packed_rtree.hpp) and rows are pages ready to be put into
/// the file (table_pages.hpp). What GDAL and QGIS expect beside the standard is written as well: counts of rows, and the triggers
/// that keep index and counts current when rows are edited. Equal content and equal `created` give equal bytes.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "io/geopackage_table.hpp"
#include "io/whole_file.hpp"

namespace wangge {

class GeoPackageFile {
 public:
  /// `crs`: "EPSG:n" or WKT; empty or unusable = undefined plane coordinates. `created` (ISO 8601) fixes the file's own time
  /// stamps; empty = now. Throws ErrorException.
  GeoPackageFile(const std::string& path, const std::string& crs, const std::string& created, Language language);
  /// A layer, or a table without geometry for wkbNone. One layer at a time: start the next when the rows of this are in.
  [[nodiscard]] GeoPackageTable& layer(const std::string& name, OGRwkbGeometryType type, const std::vector<WriterField>& fields);
  /// Indexes, closes and renames; the same bytes on any number of threads. Throws ErrorException.
  void finish(int threads = 1);

 private:
  void create_frame(const std::string& crs);
  void finish_table(GeoPackageTable& table);

  WholeFile file_;
  SqliteDatabase database_;
  std::string created_;
  std::int32_t srs_ = -1;
  std::deque<GeoPackageTable> tables_;
};

}  // namespace wangge
