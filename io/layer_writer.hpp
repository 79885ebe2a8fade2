/// Private to io: rows of one layer into an open GDAL data set.
#pragma once

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <memory>
#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "core/geometry.hpp"
#include "io/gdal_errors.hpp"
#include "io/writer_field.hpp"

namespace wangge {

/// Throws ErrorException (unwritable_file) with GDAL's cause on any failure.
class LayerWriter {
 public:
  LayerWriter(GDALDataset& dataset, const std::string& name, OGRwkbGeometryType type, const OGRSpatialReference* reference,
              const std::vector<WriterField>& fields, const std::vector<std::string>& options = {},
              Language language = Language::english);

  /// Starts a row; setters follow in the order of the fields.
  LayerWriter& row();
  LayerWriter& text(const std::string& value);          ///< empty text is written as empty text
  LayerWriter& text_or_null(const std::string& value);  ///< empty = NULL
  LayerWriter& whole(std::int64_t value);
  LayerWriter& real(double value);
  LayerWriter& real_or_null(double value, bool present);
  LayerWriter& flag(bool value);
  LayerWriter& skip();  ///< NULL
  /// Finishes the row; empty geometry is written as NULL.
  void end();
  void end(const MultiPolygon& area);
  void end(const MultiPolyline& lines);
  void end(const Point& point);
  void end_with(std::unique_ptr<OGRGeometry> geometry);

 private:
  [[noreturn]] void fail(const std::string& cause) const;
  OGRLayer* layer_ = nullptr;
  std::string name_;
  Language language_;
  std::unique_ptr<OGRFeature> feature_;
  int next_ = 0;
};

}  // namespace wangge
