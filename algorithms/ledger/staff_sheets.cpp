#include <set>

#include "algorithms/ledger/ledger_sheets.hpp"
#include "algorithms/ledger/sheet_maker.hpp"
#include "algorithms/ledger/staff_posts.hpp"

namespace wangge {

namespace {

/// Persons of the list in this post of this grid.
std::int64_t present(const StaffRules& staff, const std::string& grid, const StaffPost& post) {
  std::int64_t sum = 0;
  for (auto one = staff.present.lower_bound({grid, {}}); one != staff.present.end() && one->first.first == grid; ++one)
    if (is_post(post, one->first.second)) sum += one->second;
  return sum;
}

/// Up to eight of them, then how many more.
std::string some_of(const std::set<std::string>& words, Language language) {
  constexpr std::size_t kShown = 8;
  std::string out;
  std::size_t shown = 0;
  for (const std::string& one : words) {
    if (shown == kShown) return out + say(language, "staff_and_more", {std::to_string(words.size() - kShown)});
    out += (shown++ == 0 ? "" : say(language, "list_comma")) + one;
  }
  return out;
}

/// What the list has and the sheet cannot show: persons in grids the plan does not have, posts the formula does not have.
void note_strays(const LedgerInput& in, SheetMaker& m) {
  std::set<std::string> known, grids, posts;
  for (const PlanGrid& grid : in.plan.grids) known.insert(grid.code);
  for (const Community& community : in.city.communities) known.insert(community.id);
  for (const Building& building : in.city.buildings) known.insert(building.id);
  std::int64_t elsewhere = 0, others = 0;
  for (const auto& [place, persons] : in.city.staff.present) {
    if (!known.contains(place.first)) {
      elsewhere += persons, grids.insert(place.first);
      continue;
    }
    bool fits = false;
    for (const StaffPost& post : in.city.staff.posts) fits |= is_post(post, place.second);
    for (const StaffPost& post : community_posts()) fits |= is_post(post, place.second);
    if (!fits) others += persons, posts.insert(place.second.empty() ? say(in.language, "staff_no_post") : place.second);
  }
  if (elsewhere > 0) m.note(say(in.language, "staff_elsewhere", {with_commas(elsewhere), some_of(grids, in.language)}));
  if (others > 0) m.note(say(in.language, "staff_other_posts", {with_commas(others), some_of(posts, in.language)}));
}

LedgerSheet by_grid(const LedgerInput& in) {
  const StaffRules& staff = in.city.staff;
  SheetMaker m(in.language, "staff");
  m.grid().text("community_name", 14);
  for (const StaffPost& post : staff.posts) {
    const std::string name = post_name(post, in.language);
    if (post.number > 0)
      m.sheet().columns.push_back({post.key, say(in.language, "staff_required", {name}), LedgerKind::whole, 11});
    if (staff.has_list)
      m.sheet().columns.push_back({post.key + "_present", say(in.language, "staff_present", {name}), LedgerKind::whole, 11});
  }
  m.whole("posts_required", 10);
  if (staff.has_list) m.whole("posts_missing", 10).text("posts_lacking", 40);
  m.real("subsidy_year", 0, 12);
  m.sheet().frozen = 2;
  for (const PlanGrid& grid : in.plan.grids) {
    if (grid.kind == GridKind::micro) continue;
    LedgerRow row{cell(grid.code), cell(grid.name),
                  cell(grid.community < 0 ? std::string() : in.city.communities[at(grid.community)].name)};
    std::int64_t required = 0, missing = 0;
    std::string lacks;
    for (const StaffPost& post : staff.posts) {
      const std::int64_t there = staff.has_list ? present(staff, grid.code, post) : 0;
      if (post.number > 0) row.push_back(cell(post.number));
      if (staff.has_list) row.push_back(cell(there));
      required += post.number;
      if (!staff.has_list || there >= post.number) continue;
      missing += post.number - there;
      if (!lacks.empty()) lacks += say(in.language, "list_comma");
      lacks += say(in.language, "staff_lacks", {post_name(post, in.language), std::to_string(post.number - there)});
    }
    row.push_back(cell(required));
    if (staff.has_list) {
      row.push_back(cell(missing));
      row.push_back(cell(lacks));
    }
    row.push_back(cell(static_cast<double>(paid_posts(staff)) * staff.subsidy_per_month * 12));
    m.row(std::move(row));
  }
  std::vector<const char*> figures;
  for (const LedgerColumn& column : m.sheet().columns)
    if (column.kind != LedgerKind::text) figures.push_back(column.key.c_str());
  m.total(figures);
  m.note(say(in.language, "staff_note"));
  note_strays(in, m);
  return m.done();
}

}  // namespace

std::vector<LedgerSheet> staff_sheets(const LedgerInput& in) { return {by_grid(in), community_staff(in)}; }

}  // namespace wangge
