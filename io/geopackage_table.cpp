#include "io/geopackage_table.hpp"

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

std::string insert_into(SqliteDatabase& database, const std::string& name, OGRwkbGeometryType type, std::int32_t srs,
                        const std::vector<WriterField>& fields) {
  const bool drawn = type != wkbNone;
  std::string columns = "fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", values = "(?1";
  if (drawn) columns += std::string(", geom ") + geometry_name(type);
  for (const WriterField& field : fields) columns += ", " + sql_name(field.name) + " " + sql_type(field);
  for (std::size_t i = 0; i < fields.size() + (drawn ? 1 : 0); ++i) values += ", ?" + std::to_string(i + 2);
  database.run("CREATE TABLE " + sql_name(name) + " (" + columns + ")");
  if (drawn)
    database.run("INSERT INTO gpkg_geometry_columns VALUES (" + sql_text(name) + ", 'geom', '" + geometry_name(type) + "', " +
                 std::to_string(srs) + ", 0, 0)");
  return "INSERT INTO " + sql_name(name) + " VALUES " + values + ")";
}

}  // namespace

GeoPackageTable::GeoPackageTable(SqliteDatabase& database, std::string name, OGRwkbGeometryType type, std::int32_t srs,
                                 const std::vector<WriterField>& fields)
    : name_(std::move(name)),
      type_(type),
      srs_(srs),
      fields_(fields.size()),
      insert_(database, insert_into(database, name_, type, srs, fields)),
      texts_(fields.size()) {}

GeoPackageTable& GeoPackageTable::row() {
  next_ = 0;
  insert_.bind(1, ++rows_);
  return *this;
}

namespace {

int parameter(std::size_t field, OGRwkbGeometryType type) { return static_cast<int>(field) + (type == wkbNone ? 2 : 3); }

}  // namespace

GeoPackageTable& GeoPackageTable::text(const std::string& value) {
  texts_[next_] = value;
  insert_.bind_text(parameter(next_, type_), texts_[next_]);
  ++next_;
  return *this;
}

GeoPackageTable& GeoPackageTable::text_or_null(const std::string& value) { return value.empty() ? skip() : text(value); }

GeoPackageTable& GeoPackageTable::whole(std::int64_t value) {
  insert_.bind(parameter(next_++, type_), value);
  return *this;
}

GeoPackageTable& GeoPackageTable::real(double value) {
  insert_.bind(parameter(next_++, type_), value);
  return *this;
}

GeoPackageTable& GeoPackageTable::real_or_null(double value, bool present) { return present ? real(value) : skip(); }

GeoPackageTable& GeoPackageTable::skip() {
  insert_.bind_null(parameter(next_++, type_));
  return *this;
}

void GeoPackageTable::end_with(const Box& box) {
  if (type_ != wkbNone) {
    if (box.empty()) {
      insert_.bind_null(2);
    } else {
      insert_.bind_blob(2, blob_);
      extent_.expand(box);
      boxes_.push_back({rows_, box});
    }
  }
  while (next_ < fields_) skip();
  insert_.step();
}

void GeoPackageTable::end() { end_with({}); }
void GeoPackageTable::end(const MultiPolygon& area) { end_with(area.empty() ? Box{} : geopackage_blob(area, srs_, blob_)); }
void GeoPackageTable::end(const MultiPolyline& lines) { end_with(lines.empty() ? Box{} : geopackage_blob(lines, srs_, blob_)); }
void GeoPackageTable::end(const Point& point) { end_with(geopackage_blob(point, srs_, blob_)); }

}  // namespace wangge
