#include "io/geopackage_file.hpp"

namespace wangge {

GeoPackageFile::GeoPackageFile(const std::string& path, const std::string& crs, const std::string& created, Language language)
    : file_(path, language), path_(path), language_(language) {
  register_drivers();
  CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
  if (!created.empty()) CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", created.c_str());
  reference_.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  has_reference_ = !crs.empty() && crs != "local" && reference_.SetFromUserInput(crs.c_str()) == OGRERR_NONE;
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  if (driver != nullptr) dataset_.reset(driver->Create(file_.temporary().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!dataset_ || dataset_->StartTransaction(FALSE) != OGRERR_NONE)
    throw ErrorException(Error{ErrorCode::unwritable_file, say(language, "write_failed", {errors_.cause()}), path,
                               say(language, "output_is_folder_advice")});
}

GeoPackageFile::~GeoPackageFile() {
  dataset_.reset();
  CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", nullptr);
  CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nullptr);
}

LayerWriter GeoPackageFile::layer(const std::string& name, OGRwkbGeometryType type, const std::vector<WriterField>& fields) {
  return {*dataset_, name, type, reference(), fields, {"GEOMETRY_NAME=geom", "SPATIAL_INDEX=YES"}};
}

void GeoPackageFile::finish() {
  const bool committed = dataset_->CommitTransaction() == OGRERR_NONE;
  dataset_.reset();
  if (!committed || errors_.failed())
    throw ErrorException(Error{ErrorCode::unwritable_file, say(language_, "write_failed", {errors_.cause()}), path_,
                               say(language_, "output_is_folder_advice")});
  file_.finish();
}

}  // namespace wangge
