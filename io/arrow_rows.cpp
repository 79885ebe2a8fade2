#include "io/arrow_rows.hpp"

#include <ogr_recordbatch.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <string_view>

#include "io/ogr_shape.hpp"
#include "io/wkb_shape.hpp"

namespace wangge {

namespace {

/// Where a column of the batches goes: an index into the columns, or the geometry.
struct Target {
  int column = -1;
  bool geometry = false;
  std::string format;
};

bool has_value(const ArrowArray& array, std::int64_t row) {
  if (array.null_count == 0 || array.buffers[0] == nullptr) return true;
  const auto* bits = static_cast<const std::uint8_t*>(array.buffers[0]);
  const std::int64_t at = row + array.offset;
  return (bits[at / 8] >> (at % 8) & 1) != 0;
}

template <class Value>
Value value_at(const ArrowArray& array, std::int64_t row) {
  return static_cast<const Value*>(array.buffers[1])[row + array.offset];
}

std::string_view bytes_at(const ArrowArray& array, std::int64_t row) {
  const auto* offsets = static_cast<const std::int32_t*>(array.buffers[1]) + array.offset + row;
  return {static_cast<const char*>(array.buffers[2]) + offsets[0], static_cast<std::size_t>(offsets[1] - offsets[0])};
}

bool copy_column(const ArrowArray& array, const std::string& format, SourceColumn& column) {
  if (column.kind == ColumnKind::text && array.null_count == 0 && array.length > 0) {
    column.missing.resize(column.missing.size() + static_cast<std::size_t>(array.length), 0);
    const auto* offsets = static_cast<const std::int32_t*>(array.buffers[1]) + array.offset;
    column.texts.append(static_cast<const char*>(array.buffers[2]), offsets, static_cast<std::size_t>(array.length));
    return true;
  }
  for (std::int64_t row = 0; row < array.length; ++row) {
    const bool present = has_value(array, row);
    column.missing.push_back(present ? 0 : 1);
    if (column.kind == ColumnKind::text) {
      column.texts.push_back(present ? bytes_at(array, row) : std::string_view());
      continue;
    }
    if (column.kind == ColumnKind::real) {
      column.reals.push_back(!present        ? 0
                             : format == "g" ? value_at<double>(array, row)
                                             : static_cast<double>(value_at<float>(array, row)));
      continue;
    }
    std::int64_t whole = 0;
    if (present && format == "l") whole = value_at<std::int64_t>(array, row);
    if (present && format == "i") whole = value_at<std::int32_t>(array, row);
    if (present && format == "s") whole = value_at<std::int16_t>(array, row);
    if (present && format == "b")
      whole = static_cast<const std::uint8_t*>(array.buffers[1])[(row + array.offset) / 8] >> ((row + array.offset) % 8) & 1;
    column.wholes.push_back(whole);
  }
  return true;
}

void copy_shapes(const ArrowArray& array, std::vector<SourceShape>& shapes) {
  for (std::int64_t row = 0; row < array.length; ++row) {
    SourceShape& shape = shapes.emplace_back();
    const std::string_view bytes = has_value(array, row) ? bytes_at(array, row) : std::string_view();
    if (bytes.empty()) {
      shape.missing = true;
    } else if (!shape_from_wkb(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), shape)) {
      OGRGeometry* geometry = nullptr;
      OGRGeometryFactory::createFromWkb(bytes.data(), nullptr, &geometry, bytes.size());
      const std::unique_ptr<OGRGeometry> owned(geometry);
      shape = shape_from_ogr(owned.get());
    }
  }
}

bool format_fits(const std::string& format, ColumnKind kind) {
  if (kind == ColumnKind::text) return format == "u";
  if (kind == ColumnKind::real) return format == "g" || format == "f";
  return format == "l" || format == "i" || format == "s" || format == "b";
}

/// What each column of the batches is; empty when one wanted column is not there in a known form.
std::vector<Target> targets(const ArrowSchema& schema, OGRLayer& layer, const std::vector<int>& fields, bool geometry,
                            const SourceLayer& out) {
  std::map<std::string, int> wanted;
  for (std::size_t i = 0; i < fields.size(); ++i)
    wanted[fields[i] < 0 ? layer.GetFIDColumn() : layer.GetLayerDefn()->GetFieldDefn(fields[i])->GetNameRef()] =
        static_cast<int>(i);
  std::vector<Target> all(static_cast<std::size_t>(schema.n_children));
  std::size_t found = 0;
  bool shapes = false;
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    const ArrowSchema& child = *schema.children[i];
    Target& target = all[static_cast<std::size_t>(i)];
    target.format = child.format;
    const auto column = wanted.find(child.name);
    if (column != wanted.end() && format_fits(target.format, out.columns[static_cast<std::size_t>(column->second)].kind))
      target.column = column->second, ++found;
    else if (target.format == "z")
      target.geometry = shapes = true;
  }
  return found == fields.size() && (shapes || !geometry) ? all : std::vector<Target>();
}

}  // namespace

bool arrow_suits(OGRLayer& layer, const std::vector<int>& fields) {
  // GDAL 3.6 writes truth values of GeoPackages into the wrong bits of its batches; row by row they come out right.
  for (const int field : fields)
    if (field >= 0 && layer.GetLayerDefn()->GetFieldDefn(field)->GetSubType() == OFSTBoolean) return false;
  if (layer.TestCapability(OLCFastGetArrowStream) == 0) return false;
  for (const int field : fields) {
    if (field < 0) {
      if (*layer.GetFIDColumn() == '\0') return false;
      continue;
    }
    const OGRFieldType type = layer.GetLayerDefn()->GetFieldDefn(field)->GetType();
    if (type != OFTString && type != OFTInteger && type != OFTInteger64 && type != OFTReal) return false;
  }
  for (std::size_t i = 0; i < fields.size(); ++i)  // one field asked for twice: the plain way
    for (std::size_t j = 0; j < i; ++j)
      if (fields[i] == fields[j]) return false;
  return true;
}

bool read_arrow_rows(OGRLayer& layer, const std::vector<int>& fields, bool geometry, SourceLayer& out) {
  ArrowArrayStream stream;
  std::memset(&stream, 0, sizeof stream);
  const char* const options[] = {"INCLUDE_FID=YES", "MAX_FEATURES_IN_BATCH=16384", nullptr};
  if (!layer.GetArrowStream(&stream, const_cast<char**>(options))) return false;
  ArrowSchema schema;
  std::memset(&schema, 0, sizeof schema);
  bool good = stream.get_schema(&stream, &schema) == 0;
  const std::vector<Target> where = good ? targets(schema, layer, fields, geometry, out) : std::vector<Target>();
  good = good && !where.empty();
  const auto announced = static_cast<std::size_t>(std::max<GIntBig>(0, layer.GetFeatureCount(FALSE)));
  CPLErrorReset();
  while (good) {
    ArrowArray batch;
    std::memset(&batch, 0, sizeof batch);
    if (stream.get_next(&stream, &batch) != 0 || batch.release == nullptr) break;
    for (std::size_t i = 0; i < where.size(); ++i) {
      const ArrowArray& child = *batch.children[i];
      if (where[i].column >= 0)
        copy_column(child, where[i].format, out.columns[static_cast<std::size_t>(where[i].column)]);
      else if (where[i].geometry && geometry)
        copy_shapes(child, out.shapes);
    }
    out.rows += static_cast<std::size_t>(batch.length);
    const bool any = batch.length > 0;
    batch.release(&batch);
    if (!any) break;
    // Damaged files can make the stream start over and over: then record by record, which ends with the file's error.
    good = CPLGetLastErrorType() < CE_Failure && (announced == 0 || out.rows <= 2 * announced + 1000);
  }
  if (schema.release != nullptr) schema.release(&schema);
  if (stream.release != nullptr) stream.release(&stream);
  return good;
}

}  // namespace wangge
