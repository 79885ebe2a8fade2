/// Plans in the formats others ask for: .shp, .geojson, .gpkg, .fgb, .kml, .gdb, .dxf, .rings.json, chosen by the ending of the
/// output path, and tables of a PostGIS database ("PG:..."). Guarantees
///  - whole or not at all; no name and no value is ever cut inside a character;
///  - shapefiles: field names of at most 10 bytes, by default ASCII (WGBM, HS ...), with a table <name>_fields.csv of what they
///    mean; encoding GBK writes language byte 0x4D and a .cpg "GBK", UTF-8 a .cpg "UTF-8"; text beyond 254 bytes is cut between
///    characters. One file per layer: OUT.shp holds the first layer, OUT_cells.shp ... the others;
///  - .gdb, .dxf, .rings.json and PostGIS: see export_dxf, export_rings, export_postgis;
///  - GeoJSON follows RFC 7946: WGS 84, right-hand rule, 7 decimals.
/// Errors: unsupported_format (with what to use instead), unwritable_file, and those of reading the plan.
#pragma once

#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "core/result.hpp"

namespace wangge {

struct ExportOptions {
  std::string encoding = "UTF-8";         ///< of shapefiles: "UTF-8" or "GBK"
  bool chinese_fields = false;            ///< Chinese field names in shapefiles, GBK only (UTF-8 has room for three characters)
  std::vector<std::string> layers;        ///< empty: grids, cells, communities (.shp, .gdb), all (.gpkg, PG:), grids (others)
  std::string rings = "pairs";            ///< spelling of boundaries in .rings.json: "pairs", "colon", "comma"
  std::string datum = "WGS84";            ///< of .rings.json: "WGS84" (or CGCS2000), "GCJ-02", "BD-09"
  Language language = Language::english;  ///< of messages, and of fixed words such as "综合" in .shp and .kml
};

[[nodiscard]] Status export_plan(const std::string& plan_path, const std::string& out_path, const ExportOptions& options = {});

}  // namespace wangge
