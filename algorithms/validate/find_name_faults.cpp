#include <map>

#include "algorithms/validate/find_list.hpp"

namespace wangge {

namespace {

constexpr double kNameless = 0.05;  // of the buildings where names are meant

/// Houses of a village need no names; where a compound names one of its buildings, it means to name all.
void find_missing_names(FindingList& list) {
  const City& city = list.city;
  std::vector<char> names(city.compounds.size(), 0);
  for (const Building& b : city.buildings)
    if (b.compound >= 0 && !b.name.empty()) names[static_cast<std::size_t>(b.compound)] = 1;
  std::vector<std::string> without;
  std::optional<Point> place;
  double meant = 0;
  for (const Building& b : city.buildings) {
    if (b.households.value() <= 0 || b.compound < 0 || names[static_cast<std::size_t>(b.compound)] == 0) continue;
    ++meant;
    if (!b.name.empty()) continue;
    without.push_back(b.id);
    if (!place) place = b.point;
  }
  const auto missing = static_cast<double>(without.size());
  if (missing < kNameless * meant || without.empty()) return;
  list.note("building_names_missing", Severity::note, "buildings", "",
            {with_commas(static_cast<std::int64_t>(without.size())), with_decimals(100 * missing / meant, 0), list.list(without)},
            place);
}

/// Names that mean more than one compound, and compounds that only a building's column knows.
void find_compound_names(FindingList& list) {
  const City& city = list.city;
  bool drawn = false;
  std::map<std::string, std::vector<std::size_t>> by_name;
  for (std::size_t c = 0; c < city.compounds.size(); ++c) {
    drawn = drawn || !city.compounds[c].area.empty();
    if (!city.compounds[c].name.empty() && !city.compounds[c].area.empty()) by_name[city.compounds[c].name].push_back(c);
  }
  for (const auto& [name, compounds] : by_name) {
    if (compounds.size() < 2) continue;
    std::vector<std::string> ids;
    for (const std::size_t c : compounds) ids.push_back(city.compounds[c].id);
    list.note("compound_name_shared", Severity::note, "compounds", ids[1], {name, list.list(ids)},
              interior_point(city.compounds[compounds[1]].area));
  }
  if (!drawn) return;
  std::map<std::int32_t, std::pair<std::int64_t, Point>> undrawn;
  for (const Building& b : city.buildings)
    if (b.compound >= 0 && city.compounds[static_cast<std::size_t>(b.compound)].area.empty()) {
      auto& [count, place] = undrawn[b.compound];
      if (count++ == 0) place = b.point;
    }
  for (const auto& [compound, entry] : undrawn) {
    const std::string& id = city.compounds[static_cast<std::size_t>(compound)].id;
    list.note("compound_not_drawn", Severity::note, "compounds", id, {id, with_commas(entry.first)}, entry.second);
  }
}

}  // namespace

void find_name_faults(FindingList& list) {
  find_missing_names(list);
  find_compound_names(list);
}

}  // namespace wangge
