#include "io/layer_writer.hpp"

#include "core/result.hpp"
#include "io/ogr_shape.hpp"

namespace wangge {

void LayerWriter::fail(const std::string& cause) const {
  throw ErrorException(Error{ErrorCode::unwritable_file, say(language_, "write_failed", {cause}), name_, ""});
}

LayerWriter::LayerWriter(GDALDataset& dataset, const std::string& name, OGRwkbGeometryType type,
                         const OGRSpatialReference* reference, const std::vector<WriterField>& fields,
                         const std::vector<std::string>& options, Language language)
    : name_(name), language_(language) {
  const GdalErrors errors;
  CPLStringList list;
  for (const std::string& option : options) list.AddString(option.c_str());
  layer_ = dataset.CreateLayer(name.c_str(), type == wkbNone ? nullptr : const_cast<OGRSpatialReference*>(reference), type,
                               list.List());
  if (layer_ == nullptr) fail(errors.cause());
  for (const WriterField& field : fields) {
    OGRFieldDefn definition(field.name.c_str(), field.type);
    definition.SetSubType(field.subtype);
    definition.SetWidth(field.width);
    definition.SetPrecision(field.precision);
    if (layer_->CreateField(&definition) != OGRERR_NONE) fail(errors.cause());
  }
}

LayerWriter& LayerWriter::row() {
  feature_ = std::make_unique<OGRFeature>(layer_->GetLayerDefn());
  next_ = 0;
  return *this;
}

LayerWriter& LayerWriter::text(const std::string& value) {
  feature_->SetField(next_++, value.c_str());
  return *this;
}

LayerWriter& LayerWriter::text_or_null(const std::string& value) { return value.empty() ? skip() : text(value); }

LayerWriter& LayerWriter::whole(std::int64_t value) {
  feature_->SetField(next_++, static_cast<GIntBig>(value));
  return *this;
}

LayerWriter& LayerWriter::real(double value) {
  feature_->SetField(next_++, value);
  return *this;
}

LayerWriter& LayerWriter::real_or_null(double value, bool present) { return present ? real(value) : skip(); }

LayerWriter& LayerWriter::flag(bool value) {
  feature_->SetField(next_++, value ? 1 : 0);
  return *this;
}

LayerWriter& LayerWriter::skip() {
  feature_->SetFieldNull(next_++);
  return *this;
}

void LayerWriter::end_with(std::unique_ptr<OGRGeometry> geometry) {
  const GdalErrors errors;
  if (geometry && layer_->GetGeomType() != wkbNone) feature_->SetGeometryDirectly(geometry.release());
  if (layer_->CreateFeature(feature_.get()) != OGRERR_NONE) fail(errors.cause());
}

void LayerWriter::end() { end_with(nullptr); }
void LayerWriter::end(const MultiPolygon& area) { end_with(area.empty() ? nullptr : ogr_from(area)); }
void LayerWriter::end(const MultiPolyline& lines) { end_with(lines.empty() ? nullptr : ogr_from(lines)); }
void LayerWriter::end(const Point& point) { end_with(ogr_from(point)); }

}  // namespace wangge
