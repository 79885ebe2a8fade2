/// Private to io: layers and error handling that plan and circles files share.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/city.hpp"
#include "core/result.hpp"
#include "io/geopackage_file.hpp"

namespace wangge {

using OutputInfo = std::vector<std::pair<std::string, std::string>>;

void write_findings_layer(GeoPackageFile& file, const std::vector<Finding>& findings);
void write_info_layer(GeoPackageFile& file, const std::string& name, const OutputInfo& info);
/// What `info` lacks of the city's name, coordinate system, household basis and input hashes is added.
[[nodiscard]] OutputInfo completed_info(const City& city, OutputInfo info);
/// The value of "created", empty when there is none.
[[nodiscard]] std::string created_in(const OutputInfo& info);
/// The definition of the working system for GeoPackageFile.
[[nodiscard]] inline const std::string& output_crs(const City& city) {
  return city.crs.empty() || city.crs == "local" ? city.crs_wkt : city.crs;
}

/// Runs `work`; what it throws becomes a Status that names `path`.
template <class Work>
[[nodiscard]] Status written(const std::string& path, Work&& work) {
  try {
    work();
    return Done{};
  } catch (const ErrorException& error) {
    Error all = error.error();
    if (all.place != path) all.place = all.place.empty() ? path : path + ":" + all.place;
    return all;
  } catch (const std::exception& error) {
    return Error{ErrorCode::unwritable_file, error.what(), path, ""};
  }
}

}  // namespace wangge
