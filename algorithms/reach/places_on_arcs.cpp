#include "algorithms/reach/places_on_arcs.hpp"

#include <numeric>

namespace wangge {

PlacesOnArcs::PlacesOnArcs(std::size_t arcs, const AccessTable& places)
    : places_(places.size()), first_(arcs + 1, 0), entrances_(places.entries.size()) {
  for (const NetworkEntry& entry : places.entries) ++first_[entry.arc + 1];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t p = 0; p < places.size(); ++p) {
    if (places.of(p).size() > 1) single_ = false;
    for (const NetworkEntry& entry : places.of(p)) entrances_[next[entry.arc]++] = {p, entry};
  }
}

}  // namespace wangge
