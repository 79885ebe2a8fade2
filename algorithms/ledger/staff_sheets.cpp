#include <cmath>
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
  std::int64_t elsewhere = 0, others = 0;
  for (const auto& [place, persons] : in.city.staff.present) {
    if (!known.contains(place.first)) {
      elsewhere += persons, grids.insert(place.first);
      continue;
    }
    bool fits = false;
    for (const StaffPost& post : in.city.staff.posts) fits |= is_post(post, place.second);
    if (!fits) others += persons, posts.insert(place.second.empty() ? say(in.language, "staff_no_post") : place.second);
  }
  if (elsewhere > 0) m.note(say(in.language, "staff_elsewhere", {with_commas(elsewhere), some_of(grids, in.language)}));
  if (others > 0) m.note(say(in.language, "staff_other_posts", {with_commas(others), some_of(posts, in.language)}));
}

/// 18, 17.5
std::string short_number(double value) { return with_decimals(value, value == std::floor(value) ? 0 : 1); }

std::int64_t paid_posts(const StaffRules& staff) {
  std::int64_t sum = 0;
  for (const StaffPost& post : staff.posts) sum += post.paid ? post.number : 0;
  return sum;
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

LedgerSheet by_community(const LedgerInput& in) {
  const StaffRules& staff = in.city.staff;
  struct Sum {
    std::int64_t grids = 0, houses = 0, units = 0;
    double people = 0;
  };
  std::vector<Sum> sums(in.city.communities.size());
  for (const PlanGrid& grid : in.plan.grids)
    if (grid.community >= 0 && grid.kind != GridKind::micro) ++sums[at(grid.community)].grids;
  for (const Building& b : in.city.buildings) {
    if (b.community < 0) continue;
    Sum& sum = sums[at(b.community)];
    sum.people += b.population;
    if (b.households.value() > 0) ++sum.houses, sum.units += b.units;
  }
  SheetMaker m(in.language, "staff_communities");
  m.community().whole("grids", 8).real("population", 0, 10).whole("workers_required", 10);
  m.whole("police_required", 9).whole("auxiliaries_required", 9).whole("building_heads", 9).whole("unit_heads", 9);
  m.real("subsidy_year", 0, 13).real("subsidy_city", 0, 13).real("subsidy_district", 0, 13);
  m.sheet().frozen = 2;
  for (std::size_t c = 0; c < sums.size(); ++c) {
    const Sum& s = sums[c];
    const double money = static_cast<double>(s.grids * paid_posts(staff)) * staff.subsidy_per_month * 12;
    const auto workers = static_cast<std::int64_t>(std::ceil(s.people / 1e4 * staff.workers_per_10000 - 1e-9));
    m.row({cell(in.city.communities[c].id), cell(in.city.communities[c].name), cell(s.grids), cell(s.people), cell(workers),
           cell(staff.police), cell(staff.auxiliaries), cell(s.houses), cell(s.units), cell(money),
           cell(money * staff.city_share), cell(money * (1 - staff.city_share))});
  }
  m.total({"grids", "population", "workers_required", "police_required", "auxiliaries_required", "building_heads", "unit_heads",
           "subsidy_year", "subsidy_city", "subsidy_district"});
  m.note(say(in.language, "staff_communities_note",
             {short_number(staff.workers_per_10000), with_decimals(staff.subsidy_per_month, 0)}));
  return m.done();
}

}  // namespace

std::vector<LedgerSheet> staff_sheets(const LedgerInput& in) { return {by_grid(in), by_community(in)}; }

}  // namespace wangge
