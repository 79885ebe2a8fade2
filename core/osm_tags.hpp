/// Who may walk where by the tags of OpenStreetMap.
/// Rules (the OpenStreetMap wiki): every `highway` is walkable but motorways, trunk roads (unless a sidewalk or foot tag
/// says otherwise), raceways, busways and what is only planned or being built; `foot` decides where it is given; `access=no`
/// closes. `access=private` does not: inside a compound (小区) such ways are the residents' own.
#pragma once

#include <string>
#include <string_view>

namespace wangge {

/// Value of a key in GDAL's text of further tags ("a"=>"b","c"=>"d"), empty when absent.
[[nodiscard]] std::string osm_tag(std::string_view tags, std::string_view key);
[[nodiscard]] bool osm_walkable(std::string_view highway, std::string_view tags);

}  // namespace wangge
