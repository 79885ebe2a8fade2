#include <unordered_map>

#include "algorithms/ledger/ledger_sheets.hpp"
#include "algorithms/ledger/sheet_maker.hpp"
#include "algorithms/ledger/staff_posts.hpp"

namespace wangge {

namespace {

/// Persons by the code of their grid, in the order of the list.
using PersonsByGrid = std::unordered_map<std::string, std::vector<const StaffPerson*>>;

PersonsByGrid persons_by_grid(const std::vector<StaffPerson>& persons) {
  PersonsByGrid out;
  for (const StaffPerson& one : persons) out[one.grid_code].push_back(&one);
  return out;
}

void append(std::string& list, const std::string& words, Language language) {
  if (words.empty()) return;
  list += (list.empty() ? "" : say(language, "list_comma")) + words;
}

/// Names and telephone numbers of a grid: two texts a post, and one for persons in posts outside the formula.
std::vector<std::string> texts_of(const std::vector<const StaffPerson*>& persons, const std::vector<StaffPost>& posts,
                                  Language language) {
  std::vector<std::string> texts(posts.size() * 2 + 1);
  for (const StaffPerson* person : persons) {
    std::size_t p = 0;
    while (p < posts.size() && !is_post(posts[p], person->post)) ++p;
    if (p < posts.size()) {
      append(texts[p * 2], person->name, language);
      append(texts[p * 2 + 1], person->phone, language);
    } else {
      append(texts.back(), say(language, "staff_other_person", {person->post, person->name, person->phone}), language);
    }
  }
  return texts;
}

}  // namespace

void add_staff_columns(const LedgerInput& in, LedgerSheet& register_of_grids) {
  const std::vector<StaffPost>& posts = in.city.staff.posts;
  const PersonsByGrid by_grid = persons_by_grid(*in.persons);
  std::vector<LedgerColumn>& columns = register_of_grids.columns;
  for (const StaffPost& post : posts) {
    const std::string name = post_name(post, in.language);
    columns.push_back({post.key + "_names", say(in.language, "staff_names", {name}), LedgerKind::text, 14});
    columns.push_back({post.key + "_phones", say(in.language, "staff_phones", {name}), LedgerKind::text, 14});
  }
  columns.push_back({"other_staff", say(in.language, "column_other_staff"), LedgerKind::text, 30});
  for (std::size_t g = 0; g < register_of_grids.rows.size(); ++g) {
    const auto found = by_grid.find(in.plan.grids[g].code);
    const std::vector<std::string> texts =
        texts_of(found == by_grid.end() ? std::vector<const StaffPerson*>() : found->second, posts, in.language);
    for (const std::string& text : texts) register_of_grids.rows[g].push_back(cell(text));
  }
}

LedgerSheet staff_roster(const LedgerInput& in) {
  SheetMaker m(in.language, "staff_roster");
  m.text("community_name", 16).grid().text("post", 16).text("person_name", 14);
  m.text("phone", 18).text("remark", 24);
  m.sheet().frozen = 3;
  const auto row = [&](const StaffPerson& person, const std::string& community, const std::string& grid, const char* remark) {
    m.row({cell(community), cell(person.grid_code), cell(grid), cell(person.post), cell(person.name), cell(person.phone),
           cell(remark == nullptr ? std::string() : say(in.language, remark))});
  };
  PersonsByGrid by_grid = persons_by_grid(*in.persons);
  for (const PlanGrid& grid : in.plan.grids) {
    const auto found = by_grid.find(grid.code);
    if (found == by_grid.end()) continue;
    const std::string community = grid.community < 0 ? std::string() : in.city.communities[at(grid.community)].name;
    for (const StaffPerson* person : found->second) row(*person, community, grid.name, nullptr);
    by_grid.erase(found);
  }
  // Then persons of communities and buildings, and those whose code means nothing here.
  std::unordered_map<std::string, std::int32_t> community;
  for (std::size_t c = 0; c < in.city.communities.size(); ++c)
    community.emplace(in.city.communities[c].id, static_cast<std::int32_t>(c));
  for (const Building& building : in.city.buildings) community.emplace(building.id, building.community);
  for (const StaffPerson& person : *in.persons) {
    if (!by_grid.contains(person.grid_code)) continue;
    const auto found = community.find(person.grid_code);
    const bool known = found != community.end() && found->second >= 0;
    row(person, known ? in.city.communities[at(found->second)].name : std::string(), {}, known ? nullptr : "staff_no_such_grid");
  }
  m.note(say(in.language, "staff_roster_note", {with_commas(static_cast<std::int64_t>(in.persons->size()))}));
  return m.done();
}

}  // namespace wangge
