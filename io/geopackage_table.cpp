#include "io/geopackage_table.hpp"

#include <algorithm>
#include <numeric>

#include "core/parallel.hpp"
#include "io/geopackage_geometry.hpp"

namespace wangge {

namespace {

const char* sql_type(const WriterField& field) {
  if (field.subtype == OFSTBoolean) return "BOOLEAN";
  if (field.type == OFTInteger64 || field.type == OFTInteger) return "INTEGER";
  return field.type == OFTReal ? "REAL" : "TEXT";
}

const char* geometry_name(OGRwkbGeometryType type) {
  switch (type) {
    case wkbPoint: return "POINT";
    case wkbLineString: return "LINESTRING";
    case wkbPolygon: return "POLYGON";
    case wkbMultiPoint: return "MULTIPOINT";
    case wkbMultiLineString: return "MULTILINESTRING";
    case wkbMultiPolygon: return "MULTIPOLYGON";
    default: return "GEOMETRY";
  }
}

/// Rows that one thread makes at a time.
constexpr std::size_t kStretch = 4096;
constexpr std::size_t kSample = 256;  // of them, after which it is known how much memory they take

void create_table(SqliteDatabase& database, const std::string& name, OGRwkbGeometryType type, std::int32_t srs,
                  const std::vector<WriterField>& fields) {
  const bool drawn = type != wkbNone;
  std::string columns = "fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL";
  if (drawn) columns += std::string(", geom ") + geometry_name(type);
  for (const WriterField& field : fields) columns += ", " + sql_name(field.name) + " " + sql_type(field);
  database.run("CREATE TABLE " + sql_name(name) + " (" + columns + ")");
  if (drawn)
    database.run("INSERT INTO gpkg_geometry_columns VALUES (" + sql_text(name) + ", 'geom', '" + geometry_name(type) + "', " +
                 std::to_string(srs) + ", 0, 0)");
}

}  // namespace

GeoPackageTable::GeoPackageTable(SqliteDatabase& database, std::string name, OGRwkbGeometryType type, std::int32_t srs,
                                 const std::vector<WriterField>& fields)
    : name_(std::move(name)), type_(type), srs_(srs), fields_(fields.size()) {
  create_table(database, name_, type, srs, fields);
}

GeoPackageTable::GeoPackageTable(const GeoPackageTable& table, std::int64_t rows)
    : type_(table.type_), srs_(table.srs_), fields_(table.fields_), rows_(rows) {}

GeoPackageTable& GeoPackageTable::row() {
  next_ = 0;
  ++rows_;
  first_columns_.clear();
  first_columns_.null();  // the key is the row's number
  other_columns_.clear();
  return *this;
}

GeoPackageTable& GeoPackageTable::text(const std::string& value) {
  other_columns_.text(value);
  ++next_;
  return *this;
}

GeoPackageTable& GeoPackageTable::text_or_null(const std::string& value) { return value.empty() ? skip() : text(value); }

GeoPackageTable& GeoPackageTable::whole(std::int64_t value) {
  other_columns_.whole(value);
  ++next_;
  return *this;
}

GeoPackageTable& GeoPackageTable::real(double value) {
  other_columns_.real(value);
  ++next_;
  return *this;
}

GeoPackageTable& GeoPackageTable::real_or_null(double value, bool present) { return present ? real(value) : skip(); }

GeoPackageTable& GeoPackageTable::skip() {
  other_columns_.null();
  ++next_;
  return *this;
}

void GeoPackageTable::end_with(const Box& box) {
  if (type_ != wkbNone) {
    if (box.empty()) {
      first_columns_.null();
    } else {
      first_columns_.blob(blob_);
      extent_.expand(box);
      boxes_.push_back({rows_, box});
    }
  }
  while (next_ < fields_) skip();
  join_record(first_columns_, other_columns_, record_);
  pages_.add(rows_, record_);
}

void GeoPackageTable::end() { end_with({}); }
void GeoPackageTable::end(const MultiPolygon& area) { end_with(area.empty() ? Box{} : geopackage_blob(area, srs_, blob_)); }
void GeoPackageTable::end(const MultiPolyline& lines) { end_with(lines.empty() ? Box{} : geopackage_blob(lines, srs_, blob_)); }
void GeoPackageTable::end(const Point& point) { end_with(geopackage_blob(point, srs_, blob_)); }

void GeoPackageTable::append(GeoPackageTable&& stretch) {
  rows_ = stretch.rows_;
  extent_.expand(stretch.extent_);
  boxes_.insert(boxes_.end(), stretch.boxes_.begin(), stretch.boxes_.end());
  pages_.append(std::move(stretch.pages_));
}

void GeoPackageTable::rows_together(std::size_t count, int threads,
                                    const std::function<void(GeoPackageTable&, std::size_t)>& fill) {
  std::vector<GeoPackageTable> stretches;
  for (std::size_t first = 0; first < count; first += kStretch)
    stretches.push_back(GeoPackageTable(*this, rows_ + static_cast<std::int64_t>(first)));
  std::vector<std::size_t> order(stretches.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for_each_parallel(order, threads, [&](std::size_t i) {
    const std::size_t first = i * kStretch, end = std::min(count, first + kStretch);
    stretches[i].boxes_.reserve(end - first);
    for (std::size_t row = first; row < end; ++row) {
      if (row == first + kSample) stretches[i].pages_.reserve(end - row);
      fill(stretches[i], row);
    }
  });
  boxes_.reserve(boxes_.size() + count);
  for (GeoPackageTable& one : stretches) append(std::move(one));
}

}  // namespace wangge
