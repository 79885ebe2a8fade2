#include "algorithms/reach/built_centres.hpp"

#include <string_view>
#include <unordered_set>

namespace wangge {

BuiltCentres built_centres(const City& city) {
  BuiltCentres centres;
  std::unordered_set<std::string_view> seen;
  for (std::size_t c = 0; c < city.centres.size(); ++c) {
    const auto index = static_cast<std::int32_t>(c);
    if (city.centres[c].planned)
      centres.planned.push_back(index);
    else if (!seen.insert(city.centres[c].id).second)
      centres.repeated.push_back(index);
    else
      centres.built.push_back(index);
  }
  return centres;
}

}  // namespace wangge
