/// Private to io: rows of one GeoPackage layer.
#pragma once

#include <string>
#include <vector>

#include "core/geometry.hpp"
#include "io/packed_rtree.hpp"
#include "io/writer_field.hpp"

namespace wangge {

/// Setters follow in the order of the fields, as with LayerWriter. Throws ErrorException.
class GeoPackageTable {
 public:
  GeoPackageTable(SqliteDatabase& database, std::string name, OGRwkbGeometryType type, std::int32_t srs,
                  const std::vector<WriterField>& fields);

  GeoPackageTable& row();
  GeoPackageTable& text(const std::string& value);
  GeoPackageTable& text_or_null(const std::string& value);  ///< empty = NULL
  GeoPackageTable& whole(std::int64_t value);
  GeoPackageTable& real(double value);
  GeoPackageTable& real_or_null(double value, bool present);
  GeoPackageTable& flag(bool value) { return whole(value ? 1 : 0); }
  GeoPackageTable& skip();  ///< NULL
  /// Finishes the row; empty geometry is written as NULL.
  void end();
  void end(const MultiPolygon& area);
  void end(const MultiPolyline& lines);
  void end(const Point& point);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] OGRwkbGeometryType type() const { return type_; }
  [[nodiscard]] std::int64_t rows() const { return rows_; }
  [[nodiscard]] const Box& extent() const { return extent_; }
  [[nodiscard]] const std::vector<IndexedBox>& boxes() const { return boxes_; }

 private:
  void end_with(const Box& box);
  std::string name_;
  OGRwkbGeometryType type_;
  std::int32_t srs_;
  std::size_t fields_;
  SqliteStatement insert_;
  std::vector<std::string> texts_;  ///< of the row being made: bound texts must stay where they are
  std::size_t next_ = 0;
  std::string blob_;
  std::int64_t rows_ = 0;
  Box extent_;
  std::vector<IndexedBox> boxes_;
};

}  // namespace wangge
