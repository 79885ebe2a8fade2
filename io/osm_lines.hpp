/// Walking lines from OpenStreetMap files (.osm, .osm.pbf): which layer and columns to read, and who may walk where.
/// Rules (tags of the OpenStreetMap wiki): every `highway` is walkable but motorways, trunk roads (unless a sidewalk or foot tag
/// says otherwise), raceways, busways and what is only planned or being built; `foot` decides where it is given; `access=no`
/// closes. `access=private` does not: inside a compound (小区) such ways are the residents' own.
#pragma once

#include <string>
#include <string_view>

#include "core/project.hpp"

namespace wangge {

[[nodiscard]] bool is_osm_file(const std::string& path);
/// The section with layer and columns as GDAL names them where the project gives none; other sections and files unchanged.
[[nodiscard]] ProjectSection with_osm_defaults(const std::string& name, ProjectSection section);

/// Value of a key in GDAL's text of further tags ("a"=>"b","c"=>"d"), empty when absent.
[[nodiscard]] std::string osm_tag(std::string_view tags, std::string_view key);
[[nodiscard]] bool osm_walkable(std::string_view highway, std::string_view tags);

}  // namespace wangge
