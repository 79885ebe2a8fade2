/// Private to io: one layer of a plan into an open data set, as its format wants names, values and geometry.
#pragma once

#include <gdal_priv.h>

#include <string>
#include <vector>

#include "io/export_format.hpp"
#include "io/export_plan.hpp"
#include "io/source_layer.hpp"
#include "io/writer_field.hpp"

namespace wangge {

/// A field under the name the format allows, and what it means.
struct ExportAlias {
  std::string layer, field, name, chinese;
};

class LayerExport {
 public:
  /// `created`: dates what the format dates; `gbk`: encoding of shapefiles.
  LayerExport(const ExportFormat& format, const ExportOptions& options, bool gbk, std::string created);

  /// Throws ErrorException. `name`: of the layer in the plan, `shown_name`: in the output.
  void write(GDALDataset& dataset, SourceLayer layer, const std::string& name, const std::string& shown_name);
  [[nodiscard]] const std::vector<ExportAlias>& aliases() const { return aliases_; }

 private:
  [[nodiscard]] OGRwkbGeometryType type_of(const SourceLayer& layer) const;
  [[nodiscard]] std::string fitting(const std::string& text) const;
  [[nodiscard]] std::size_t bytes_of(const std::string& text) const;
  [[nodiscard]] std::vector<WriterField> fields_of(const SourceLayer& layer, const std::string& name,
                                                   const std::vector<std::vector<std::string>>& texts);
  [[nodiscard]] std::vector<std::string> layer_options() const;

  const ExportFormat& format_;
  const ExportOptions& options_;
  bool gbk_, shapefile_;
  std::string created_;
  std::vector<ExportAlias> aliases_;
};

}  // namespace wangge
