/// Private to io: a column to be written.
#pragma once

#include <ogr_core.h>

#include <string>

namespace wangge {

struct WriterField {
  std::string name;
  OGRFieldType type = OFTString;
  OGRFieldSubType subtype = OFSTNone;
  int width = 0;
  int precision = 0;
};

[[nodiscard]] inline WriterField text_field(const std::string& name) { return {name, OFTString, OFSTNone, 0, 0}; }
[[nodiscard]] inline WriterField whole_field(const std::string& name) { return {name, OFTInteger64, OFSTNone, 0, 0}; }
[[nodiscard]] inline WriterField real_field(const std::string& name) { return {name, OFTReal, OFSTNone, 0, 0}; }
[[nodiscard]] inline WriterField flag_field(const std::string& name) { return {name, OFTInteger, OFSTBoolean, 0, 0}; }

/// wkbPolygon when every area has one part (or none), else wkbUnknown, so that single parts stay plain polygons.
template <class Records>
[[nodiscard]] OGRwkbGeometryType polygon_type(const Records& records) {
  for (const auto& record : records)
    if (record.area.size() > 1) return wkbUnknown;
  return wkbPolygon;
}

}  // namespace wangge
