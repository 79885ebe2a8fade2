#include "io/write_shapefile.hpp"

#include <gdal_priv.h>
#include <gdal_utils.h>

#include <cstdio>
#include <memory>

#include "io/gdal_errors.hpp"

namespace wangge {

Status write_shapefile(const std::string& geopackage, const std::string& layer, const std::string& path,
                       const ShapefileWriting& writing, Language language) {
  GDALAllRegister();
  const GdalErrors errors;
  const GDALDatasetUniquePtr source(GDALDataset::Open(geopackage.c_str(), GDAL_OF_VECTOR));
  const auto failed = [&](const std::string& place) {
    return Error{ErrorCode::unwritable_file, say(language, "write_failed", {errors.cause()}), place, ""};
  };
  if (!source) return failed(geopackage);
  std::string encoding = "ENCODING=" + writing.encoding;
  std::string words[] = {"-f", "ESRI Shapefile", "-lco", encoding, layer};
  char* arguments[6] = {};
  for (int i = 0; i < 5; ++i) arguments[i] = words[i].data();
  const std::unique_ptr<GDALVectorTranslateOptions, decltype(&GDALVectorTranslateOptionsFree)> options(
      GDALVectorTranslateOptionsNew(arguments, nullptr), &GDALVectorTranslateOptionsFree);
  GDALDatasetH input = source.get();
  int misuse = 0;
  const GDALDatasetUniquePtr output(
      GDALDataset::FromHandle(GDALVectorTranslate(path.c_str(), nullptr, 1, &input, options.get(), &misuse)));
  if (!output || errors.failed()) return failed(path);
  const std::string stem = path.substr(0, path.rfind('.'));
  if (!writing.write_cpg) std::remove((stem + ".cpg").c_str());
  if (!writing.write_prj) std::remove((stem + ".prj").c_str());
  return Done{};
}

}  // namespace wangge
