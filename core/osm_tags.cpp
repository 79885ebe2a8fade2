#include "core/osm_tags.hpp"

#include <algorithm>
#include <array>

namespace wangge {

namespace {

/// Reads a quoted text at `at` and moves behind it; a backslash guards the character after it.
std::string quoted(std::string_view text, std::size_t& at) {
  std::string out;
  if (at >= text.size() || text[at] != '"') {
    at = text.size();
    return out;
  }
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
    out += text[at];
  }
  ++at;
  return out;
}

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::string osm_tag(std::string_view tags, std::string_view key) {
  for (std::size_t at = 0; at < tags.size();) {
    const std::string name = quoted(tags, at);
    if (tags.substr(std::min(at, tags.size()), 2) != "=>") return {};
    at += 2;
    std::string value = quoted(tags, at);
    if (name == key) return value;
    at = std::min(tags.find('"', at), tags.size());
  }
  return {};
}

bool osm_walkable(std::string_view highway, std::string_view tags) {
  static constexpr std::array<std::string_view, 5> kYes{"yes", "designated", "permissive", "official", "destination"};
  static constexpr std::array<std::string_view, 3> kNo{"no", "use_sidepath", "private"};
  static constexpr std::array<std::string_view, 12> kNever{"",          "construction", "proposed", "planned",
                                                           "abandoned", "razed",        "raceway",  "bus_guideway",
                                                           "busway",    "escape",       "no",       "elevator"};
  static constexpr std::array<std::string_view, 4> kFast{"motorway", "motorway_link", "trunk", "trunk_link"};
  if (one_of(highway, kNever)) return false;
  const std::string foot = osm_tag(tags, "foot");
  if (one_of(foot, kYes)) return true;
  if (one_of(foot, kNo)) return false;
  if (osm_tag(tags, "access") == "no") return false;
  if (!one_of(highway, kFast)) return true;
  const std::string sidewalk = osm_tag(tags, "sidewalk");
  return !highway.starts_with("motorway") &&
         (sidewalk == "both" || sidewalk == "left" || sidewalk == "right" || sidewalk == "yes");
}

}  // namespace wangge
