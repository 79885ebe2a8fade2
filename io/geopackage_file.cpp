#include "io/geopackage_file.hpp"

#include <cpl_conv.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <future>
#include <numeric>

#include "core/parallel.hpp"
#include "io/gdal_errors.hpp"

namespace wangge {

namespace {

std::string now() {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S.000Z", &utc);
  return text;
}

constexpr const char* kFrame = R"(
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10200;
BEGIN;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER DEFAULT NULL);
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined',
  'undefined Cartesian coordinate reference system');
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined',
  'undefined geographic coordinate reference system');
)";

/// The triggers of the extension gpkg_rtree_index (GeoPackage 1.2, annex F.3): edits by other programs keep the index right.
/// {T}: the table, {R}: its index.
constexpr const char* kIndexTriggers = R"(
CREATE TRIGGER "{R}_insert" AFTER INSERT ON "{T}" WHEN (NEW."geom" NOT NULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN
  INSERT OR REPLACE INTO "{R}" VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "{R}_update1" AFTER UPDATE OF "geom" ON "{T}" WHEN OLD."fid" = NEW."fid" AND (NEW."geom" NOTNULL AND NOT
  ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "{R}" VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"),
  ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "{R}_update2" AFTER UPDATE OF "geom" ON "{T}" WHEN OLD."fid" = NEW."fid" AND (NEW."geom" ISNULL OR
  ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "{R}" WHERE id = OLD."fid"; END;
CREATE TRIGGER "{R}_update3" AFTER UPDATE ON "{T}" WHEN OLD."fid" != NEW."fid" AND (NEW."geom" NOTNULL AND NOT
  ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "{R}" WHERE id = OLD."fid"; INSERT OR REPLACE INTO "{R}" VALUES (NEW."fid",
  ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "{R}_update4" AFTER UPDATE ON "{T}" WHEN OLD."fid" != NEW."fid" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN
  DELETE FROM "{R}" WHERE id IN (OLD."fid", NEW."fid"); END;
CREATE TRIGGER "{R}_delete" AFTER DELETE ON "{T}" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "{R}" WHERE id = OLD."fid"; END;
)";

/// Rows counted by GDAL's own table. {T}: the layer, {V}: its name as a text.
constexpr const char* kCountTriggers = R"(
CREATE TRIGGER "trigger_insert_feature_count_{T}" AFTER INSERT ON "{T}" BEGIN
  UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower({V}); END;
CREATE TRIGGER "trigger_delete_feature_count_{T}" AFTER DELETE ON "{T}" BEGIN
  UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower({V}); END;
)";

std::string filled(std::string sql, const std::string& mark, const std::string& text) {
  for (std::size_t at = sql.find(mark); at != std::string::npos; at = sql.find(mark, at + text.size()))
    sql.replace(at, mark.size(), text);
  return sql;
}

/// A quoted name without its outer quotes.
std::string inside(const std::string& quoted) { return quoted.substr(1, quoted.size() - 2); }

void add_system(SqliteDatabase& database, const std::string& name, std::int32_t id, const std::string& organization,
                std::int32_t code, const std::string& wkt) {
  database.run("INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (" + sql_text(name) + ", " + std::to_string(id) + ", " +
               sql_text(organization) + ", " + std::to_string(code) + ", " + sql_text(wkt) + ", NULL)");
}

/// Adds a system and returns its number; -1 when it is none.
std::int32_t add_system(SqliteDatabase& database, const std::string& crs, std::int32_t free_number) {
  const GdalErrors quiet;
  OGRSpatialReference reference;
  if (crs.empty() || crs == "local" || reference.SetFromUserInput(crs.c_str()) != OGRERR_NONE || reference.IsLocal()) return -1;
  char* text = nullptr;
  const bool written = reference.exportToWkt(&text) == OGRERR_NONE && text != nullptr;
  const std::string wkt = written ? text : "undefined";
  CPLFree(text);
  const char* authority = reference.GetAuthorityName(nullptr);
  const char* code = reference.GetAuthorityCode(nullptr);
  const bool coded = authority != nullptr && code != nullptr && std::string(authority) == "EPSG" && std::atoi(code) > 0;
  const std::int32_t id = coded ? std::atoi(code) : free_number;
  const char* name = reference.GetName();
  add_system(database, name == nullptr ? "unnamed" : name, id, coded ? "EPSG" : "NONE", coded ? id : -1, wkt);
  return id;
}

}  // namespace

GeoPackageFile::GeoPackageFile(const std::string& path, const std::string& crs, const std::string& created, Language language)
    : file_(path, language), database_(file_.temporary(), path, language), created_(created.empty() ? now() : created) {
  create_frame(crs);
}

void GeoPackageFile::create_frame(const std::string& crs) {
  constexpr std::int32_t kFreeNumber = 100000;
  database_.run(kFrame);
  add_system(database_, "EPSG:4326", kFreeNumber);
  srs_ = add_system(database_, crs, kFreeNumber);
}

GeoPackageTable& GeoPackageFile::layer(const std::string& name, OGRwkbGeometryType type, const std::vector<WriterField>& fields) {
  return tables_.emplace_back(database_, name, type, srs_, fields);
}

void GeoPackageFile::finish_table(GeoPackageTable& table) {
  const std::string name = table.name();
  const bool drawn = table.type() != wkbNone;
  SqliteStatement contents(database_, "INSERT INTO gpkg_contents VALUES (?1, ?2, ?1, '', ?3, ?4, ?5, ?6, ?7, ?8)");
  contents.bind_text(1, name);
  contents.bind_text(2, drawn ? "features" : "attributes");
  contents.bind_text(3, created_);
  const Box& box = table.extent();
  int parameter = 4;
  for (const double edge : {box.min_x, box.min_y, box.max_x, box.max_y}) {
    if (drawn && !box.empty())
      contents.bind(parameter++, edge);
    else
      contents.bind_null(parameter++);
  }
  if (drawn)
    contents.bind(8, static_cast<std::int64_t>(srs_));
  else
    contents.bind_null(8);
  contents.step();
  database_.run("INSERT INTO gpkg_ogr_contents VALUES (" + sql_text(name) + ", " + std::to_string(table.rows()) + ")");
  if (drawn) {
    const std::string index = "rtree_" + name + "_geom";
    create_packed_rtree(database_, index);
    database_.run("INSERT INTO gpkg_extensions VALUES (" + sql_text(name) +
                  ", 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')");
    database_.run(filled(filled(kIndexTriggers, "{R}", inside(sql_name(index))), "{T}", inside(sql_name(name))));
  }
  database_.run(filled(filled(kCountTriggers, "{V}", sql_text(name)), "{T}", inside(sql_name(name))));
  if (table.rows() > 0)  // where AUTOINCREMENT goes on
    database_.run("INSERT INTO sqlite_sequence VALUES (" + sql_text(name) + ", " + std::to_string(table.rows()) + ")");
  database_.fill(name, table.take_pages());
}

void GeoPackageFile::finish(int threads) {
  std::vector<GeoPackageTable*> drawn;
  for (GeoPackageTable& table : tables_)
    if (table.type() != wkbNone) drawn.push_back(&table);
  std::vector<PackedRtree> packed(drawn.size());
  std::vector<std::size_t> order(drawn.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return drawn[a]->boxes().size() > drawn[b]->boxes().size(); });
  // Indexes are packed while the rows are on their way to the file.
  std::future<void> packing = std::async(threads > 1 ? std::launch::async : std::launch::deferred, [&] {
    for_each_parallel(order, threads - 1, [&](std::size_t i) { packed[i] = pack_rtree(drawn[i]->boxes()); });
  });
  for (GeoPackageTable& table : tables_) finish_table(table);
  database_.run("COMMIT");
  database_.close([&] {
    packing.get();
    return rows_of(std::move(packed));
  });
  tables_.clear();
  file_.finish();
}

}  // namespace wangge
