#include "algorithms/ledger/notice_words.hpp"

#include <algorithm>
#include <array>

#include "algorithms/ledger/building_list.hpp"
#include "algorithms/ledger/ledger_sheets.hpp"
#include "algorithms/ledger/sheet_maker.hpp"
#include "algorithms/ledger/staff_posts.hpp"

namespace wangge {

namespace {

std::string exclusive_name(const City& city, const PlanGrid& grid) {
  for (const ExclusiveUnit& one : city.exclusives)
    if (one.id == grid.exclusive_id) return one.name.empty() ? one.id : one.name;
  return grid.exclusive_id;
}

std::string centre_name(const LedgerInput& in, const PlanGrid& grid, const GridTally& tally) {
  if (tally.nearest_centre >= 0) return in.city.centres[at(tally.nearest_centre)].name;
  for (const Centre& centre : in.city.centres)
    if (centre.id == grid.nearest_centre) return centre.name;
  return {};
}

NoticeWords words_of(const LedgerInput& in, const PlanGrid& grid, const GridTally& tally) {
  const Language language = in.language;
  NoticeWords words;
  const auto fact = [&](const char* id, const std::string& value) {
    if (!value.empty()) words.facts.emplace_back(say(language, id), value);
  };
  if (grid.community >= 0) {
    const Community& home = in.city.communities[at(grid.community)];
    const std::string& name = home.name.empty() ? home.id : home.name;
    const std::string gap = language == Language::chinese || home.subdistrict.empty() ? "" : ", ";
    fact("notice_community", home.subdistrict + gap + name);
  }
  fact("notice_kind", say(language, "map_kind_" + to_text(grid.kind)));
  if (grid.kind == GridKind::exclusive) fact("notice_exclusive", exclusive_name(in.city, grid));
  constexpr std::array<const char*, 4> kSides{"notice_east", "notice_south", "notice_west", "notice_north"};
  const bool described = !four_boundaries(grid, language).empty();
  for (std::size_t i = 0; described && i < kSides.size(); ++i)
    fact(kSides[i], grid.boundaries[i].empty() ? say(language, "boundary_unnamed") : grid.boundaries[i]);
  fact("notice_compounds", compound_list(in.city, tally.compounds, language));
  fact("notice_buildings", building_list(in.city, tally.buildings, language));
  if (grid.branch >= 0) fact("notice_branch", in.plan.branches[at(grid.branch)].name);
  fact("notice_centre", centre_name(in, grid, tally));
  return words;
}

}  // namespace

std::vector<NoticeWords> notice_words(const LedgerInput& input) {
  const std::vector<GridTally> counts = count_grids(input);
  std::vector<NoticeWords> out;
  for (std::size_t g = 0; g < input.plan.grids.size(); ++g) out.push_back(words_of(input, input.plan.grids[g], counts[g]));
  return out;
}

std::vector<std::string> notice_posts(const StaffRules& staff, Language language) {
  std::vector<std::string> out;
  for (const StaffPost& post : staff.posts.empty() ? posts_of_formula("1+1+1+N") : staff.posts)
    out.push_back(post_name(post, language));
  return out;
}

}  // namespace wangge
