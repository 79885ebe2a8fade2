/// Private to io: rows of one GeoPackage layer.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/geometry.hpp"
#include "io/packed_rtree.hpp"
#include "io/sqlite_record.hpp"
#include "io/writer_field.hpp"

namespace wangge {

/// Setters follow in the order of the fields, as with LayerWriter. Rows stay in memory until the file is finished. Throws
/// ErrorException.
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
  /// Adds rows 0..count-1, each by fill(table, row), on several threads; the same bytes on any number of them.
  void rows_together(std::size_t count, int threads, const std::function<void(GeoPackageTable&, std::size_t)>& fill);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] OGRwkbGeometryType type() const { return type_; }
  [[nodiscard]] std::int64_t rows() const { return rows_; }
  [[nodiscard]] const Box& extent() const { return extent_; }
  [[nodiscard]] const std::vector<IndexedBox>& boxes() const { return boxes_; }
  [[nodiscard]] TablePages take_pages() { return std::move(pages_); }

 private:
  /// Rows of the same table after the first `rows`, to be appended to it.
  GeoPackageTable(const GeoPackageTable& table, std::int64_t rows);
  void append(GeoPackageTable&& stretch);
  void end_with(const Box& box);
  std::string name_;
  OGRwkbGeometryType type_;
  std::int32_t srs_;
  std::size_t fields_, next_ = 0;
  RecordPart first_columns_, other_columns_;  ///< of the row being made: number and geometry, fields
  std::string blob_, record_;
  TablePages pages_;
  std::int64_t rows_ = 0;
  Box extent_;
  std::vector<IndexedBox> boxes_;
};

}  // namespace wangge
