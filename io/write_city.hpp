/// Writes a city as the GeoPackage that its project file names: one layer per section of the contract, section 1.
/// Guarantees: whole or not at all; ids are text; what read_city reads from it is the same city; same city, same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/result.hpp"

namespace wangge {

/// A further column of one layer, one value a record; exactly one of the two vectors is filled.
struct ExtraColumn {
  std::string layer;
  std::string name;
  std::vector<std::string> texts;
  std::vector<std::int64_t> wholes;
};

/// A further layer: lines, areas or a plain table.
struct ExtraLayer {
  struct Row {
    std::vector<std::string> values;  ///< as `columns`
    MultiPolyline lines;
    MultiPolygon area;
  };
  std::string name;
  std::vector<std::string> columns;
  std::vector<Row> rows;
};

/// Error unwritable_file.
[[nodiscard]] Status write_city(const City& city, const std::vector<ExtraColumn>& columns, const std::vector<ExtraLayer>& layers,
                                const std::string& path, const std::string& created, Language language = Language::english);

}  // namespace wangge
