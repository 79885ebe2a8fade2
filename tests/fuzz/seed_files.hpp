/// Small sound files of every format read, to be damaged. All are made here; none lies in the repository.
#pragma once

#include <string>
#include <vector>

namespace wangge::fuzz {

struct SeedFile {
  std::string name;  ///< "b.shp"
  std::string bytes;
};

/// The files that make one data set: "gpkg", "shp", "dbf", "geojson", "csv", "xlsx", "kml". The first one is opened.
[[nodiscard]] std::vector<SeedFile> seed_files(const std::string& format);
/// A project file that names every section and key.
[[nodiscard]] std::string seed_project();
/// A ZIP archive of stored files (an .xlsx is one).
[[nodiscard]] std::string stored_zip(const std::vector<SeedFile>& files);

}  // namespace wangge::fuzz
