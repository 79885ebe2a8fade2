#include <array>
#include <cmath>
#include <unordered_map>

#include "algorithms/ledger/ledger_sheets.hpp"
#include "algorithms/ledger/sheet_maker.hpp"
#include "algorithms/ledger/staff_posts.hpp"

namespace wangge {

namespace {

/// By community post.
using PostCounts = std::array<std::int64_t, 5>;

struct Needs {
  std::int64_t grids = 0;
  double people = 0;
  PostCounts posts{};
};

std::vector<Needs> needs_of(const LedgerInput& in) {
  const StaffRules& staff = in.city.staff;
  std::vector<Needs> out(in.city.communities.size());
  for (const PlanGrid& grid : in.plan.grids)
    if (grid.community >= 0 && grid.kind != GridKind::micro) ++out[at(grid.community)].grids;
  for (const Building& b : in.city.buildings) {
    if (b.community < 0) continue;
    Needs& needs = out[at(b.community)];
    needs.people += b.population;
    if (b.households.value() > 0) ++needs.posts[3], needs.posts[4] += b.units;
  }
  for (Needs& needs : out) {
    needs.posts[0] = static_cast<std::int64_t>(std::ceil(needs.people / 1e4 * staff.workers_per_10000 - 1e-9));
    needs.posts[1] = staff.police;
    needs.posts[2] = staff.auxiliaries;
  }
  return out;
}

/// Persons of the list by community: it names a grid, the community or a building.
std::vector<PostCounts> present_in(const LedgerInput& in) {
  std::unordered_map<std::string, std::int32_t> community;
  for (std::size_t c = 0; c < in.city.communities.size(); ++c)
    community.emplace(in.city.communities[c].id, static_cast<std::int32_t>(c));
  for (const PlanGrid& grid : in.plan.grids) community.emplace(grid.code, grid.community);
  for (const Building& building : in.city.buildings) community.emplace(building.id, building.community);
  std::vector<PostCounts> out(in.city.communities.size());
  for (const auto& [place, persons] : in.city.staff.present) {
    const auto found = community.find(place.first);
    if (found == community.end() || found->second < 0) continue;
    for (std::size_t p = 0; p < community_posts().size(); ++p)
      if (is_post(community_posts()[p], place.second)) out[at(found->second)][p] += persons;
  }
  return out;
}

/// Posts that some person of the list holds: a list without a single officer is not a list of officers.
std::array<bool, 5> listed_in(const std::vector<PostCounts>& present) {
  std::array<bool, 5> listed{};
  for (const PostCounts& one : present)
    for (std::size_t p = 0; p < one.size(); ++p) listed[p] = listed[p] || one[p] > 0;
  return listed;
}

/// 18, 17.5
std::string short_number(double value) { return with_decimals(value, value == std::floor(value) ? 0 : 1); }

}  // namespace

LedgerSheet community_staff(const LedgerInput& in) {
  const StaffRules& staff = in.city.staff;
  const std::vector<Needs> needs = needs_of(in);
  const std::vector<PostCounts> present = present_in(in);
  const std::array<bool, 5> listed = listed_in(present);
  SheetMaker m(in.language, "staff_communities");
  m.community().whole("grids", 8).real("population", 0, 10).whole("workers_required", 10);
  m.whole("police_required", 9).whole("auxiliaries_required", 9).whole("building_heads", 9).whole("unit_heads", 9);
  if (staff.has_list) {
    for (const StaffPost& post : community_posts())
      m.sheet().columns.push_back(
          {post.key + "_present", say(in.language, "staff_present", {post_name(post, in.language)}), LedgerKind::whole, 9});
    m.text("posts_lacking", 40);
  }
  m.real("subsidy_year", 0, 13).real("subsidy_city", 0, 13).real("subsidy_district", 0, 13);
  m.sheet().frozen = 2;
  for (std::size_t c = 0; c < needs.size(); ++c) {
    LedgerRow row{cell(in.city.communities[c].id), cell(in.city.communities[c].name), cell(needs[c].grids),
                  cell(needs[c].people)};
    for (const std::int64_t posts : needs[c].posts) row.push_back(cell(posts));
    std::string lacks;
    for (std::size_t p = 0; p < listed.size() && staff.has_list; ++p) {
      row.push_back(listed[p] ? cell(present[c][p]) : LedgerCell());
      const std::int64_t missing = needs[c].posts[p] - present[c][p];
      if (!listed[p] || missing <= 0) continue;
      if (!lacks.empty()) lacks += say(in.language, "list_comma");
      lacks += say(in.language, "staff_lacks", {post_name(community_posts()[p], in.language), std::to_string(missing)});
    }
    if (staff.has_list) row.push_back(cell(lacks));
    const double money = static_cast<double>(needs[c].grids * paid_posts(staff)) * staff.subsidy_per_month * 12;
    for (const double share : {1.0, staff.city_share, 1 - staff.city_share}) row.push_back(cell(money * share));
    m.row(std::move(row));
  }
  std::vector<const char*> figures;
  for (const LedgerColumn& column : m.sheet().columns)
    if (column.kind != LedgerKind::text) figures.push_back(column.key.c_str());
  m.total(figures);
  m.note(say(in.language, "staff_communities_note",
             {short_number(staff.workers_per_10000), with_decimals(staff.subsidy_per_month, 0)}));
  return m.done();
}

}  // namespace wangge
