#include <map>

#include "algorithms/audit/audit_rules.hpp"

namespace wangge::audit {

void audit_links(AuditWorld& world) {
  struct Holder {
    std::int32_t buildings = 0;
    Point place;
  };
  using Word = std::pair<std::int32_t, std::string>;  // links hold within a community
  std::map<Word, std::map<std::int32_t, Holder>> linked, apart;
  for (std::size_t i = 0; i < world.city.buildings.size(); ++i) {
    const Building& b = world.city.buildings[i];
    const std::int32_t g = world.grid_of_building[i];
    if (b.community < 0 || b.exclusive >= 0 || g < 0) continue;
    for (const auto& [word, words] : {std::pair{&b.must_link, &linked}, std::pair{&b.cannot_link, &apart}}) {
      if (word->empty()) continue;
      Holder& holder = (*words)[{b.community, *word}][g];
      ++holder.buildings;
      holder.place = b.point;
    }
  }
  const auto broken = [&](const char* id, const Word& word, std::int32_t grid, std::size_t value, Point place) {
    world.add(RuleCode::link_broken, grid, word.first, static_cast<double>(value), 1,
              world.say(id, {word.second, std::to_string(value)}), place);
  };
  for (const auto& [word, grids] : linked)
    if (grids.size() > 1) broken("must_link_broken", word, grids.begin()->first, grids.size(), grids.begin()->second.place);
  for (const auto& [word, grids] : apart)
    for (const auto& [g, holder] : grids)
      if (holder.buildings > 1) broken("cannot_link_broken", word, g, static_cast<std::size_t>(holder.buildings), holder.place);
}

}  // namespace wangge::audit
