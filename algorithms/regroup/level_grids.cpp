#include "algorithms/regroup/level_grids.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "algorithms/coding/number_grids.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// What the buildings of a community, a grid or a micro grid add up to.
struct Sum {
  std::int64_t households = 0, units = 0;
  double population = 0;
  std::int32_t buildings = 0;
  std::map<std::int32_t, std::int64_t> of_compound;  ///< households
  std::int32_t last_inhabited = -1, inhabited = 0;   ///< buildings

  void add(const City& city, std::int32_t b) {
    const Building& building = city.buildings[at(b)];
    households += building.households.value();
    units += building.units;
    population += building.population;
    ++buildings;
    if (building.compound >= 0) of_compound[building.compound] += building.households.value();
    if (building.households.value() > 0) last_inhabited = b, ++inhabited;
  }
  /// The compound with most households where it has at least half of them all, else -1.
  [[nodiscard]] std::int32_t main_compound() const {
    std::int32_t best = -1;
    std::int64_t most = 0;
    for (const auto& [compound, held] : of_compound)
      if (held > most) most = held, best = compound;
    return most * 2 >= households ? best : -1;
  }
  [[nodiscard]] bool in_compounds() const {
    std::int64_t held = 0;
    for (const auto& [compound, one] : of_compound) held += one;
    return held > 0 && held * 2 >= households;
  }
};

class Levels {
 public:
  Levels(const City& city, Language language, Plan& plan)
      : city_(city), language_(language), plan_(plan), of_grid_(plan.grids.size()), of_community_(city.communities.size()) {}

  void run() {
    count();
    std::vector<std::vector<std::int32_t>> grids(city_.communities.size());
    std::vector<std::vector<std::int32_t>> micros(plan_.grids.size());
    std::map<std::string, std::int32_t> by_code;
    for (std::size_t g = 0; g < plan_.grids.size(); ++g) {
      const PlanGrid& grid = plan_.grids[g];
      if (grid.kind == GridKind::micro) continue;
      by_code.emplace(grid.code, static_cast<std::int32_t>(g));
      if (grid.community >= 0) grids[at(grid.community)].push_back(static_cast<std::int32_t>(g));
    }
    for (std::size_t g = 0; g < plan_.grids.size(); ++g) {
      const PlanGrid& grid = plan_.grids[g];
      if (grid.kind != GridKind::micro || grid.code.size() < 2) continue;
      if (const auto parent = by_code.find(grid.code.substr(0, grid.code.size() - 2)); parent != by_code.end())
        micros[at(parent->second)].push_back(static_cast<std::int32_t>(g));
    }
    for (std::size_t c = 0; c < grids.size(); ++c)
      if (!grids[c].empty()) community(static_cast<std::int32_t>(c), grids[c], micros);
  }

 private:
  void count() {
    std::vector<std::pair<std::int32_t, std::int32_t>> place(city_.buildings.size(), {-1, -1});
    for (const PlanCell& cell : plan_.cells)
      if (cell.building >= 0) place[at(cell.building)] = {cell.grid, cell.micro};
    for (std::size_t b = 0; b < place.size(); ++b) {
      const auto [grid, micro] = place[b];
      const auto building = static_cast<std::int32_t>(b);
      if (grid < 0) continue;
      of_grid_[at(grid)].add(city_, building);
      if (micro >= 0) of_grid_[at(micro)].add(city_, building);
      if (const std::int32_t c = plan_.grids[at(grid)].community; c >= 0) of_community_[at(c)].add(city_, building);
    }
  }

  LevelGrid& add(std::int32_t level, LevelKind kind, std::int32_t community, const Sum& sum) {
    LevelGrid& one = plan_.levels.emplace_back();
    one.level = level;
    one.kind = kind;
    one.community = community;
    one.households = sum.households;
    one.population = sum.population;
    one.buildings = sum.buildings;
    one.units = sum.units;
    one.compounds = static_cast<std::int32_t>(sum.of_compound.size());
    return one;
  }

  std::string ordinal(std::size_t number) const {
    return language_ == Language::chinese ? chinese_number(number) : std::to_string(number);
  }

  void community(std::int32_t c, const std::vector<std::int32_t>& grids, const std::vector<std::vector<std::int32_t>>& micros) {
    const Community& home = city_.communities[at(c)];
    const std::string home_name = home.name.empty() ? home.id : home.name;
    LevelGrid& whole = add(1, LevelKind::community, c, of_community_[at(c)]);
    whole.code = grid_code(city_.rules.codes, home.id, 0);
    whole.name = say(language_, "level_name_community", {home_name});
    whole.area = home.area;
    const std::string parent = whole.code;
    std::map<std::int32_t, std::size_t> of_compound, numbered;  // grids of each compound, and those named so far
    for (const std::int32_t g : grids)
      if (plan_.grids[at(g)].kind == GridKind::comprehensive) ++of_compound[of_grid_[at(g)].main_compound()];
    for (const std::int32_t g : grids) {
      const PlanGrid& grid = plan_.grids[at(g)];
      const std::int32_t compound = of_grid_[at(g)].main_compound();
      const bool exclusive = grid.kind == GridKind::exclusive;
      LevelGrid& one = add(2,
                           exclusive       ? LevelKind::exclusive
                           : compound >= 0 ? LevelKind::compound
                                           : LevelKind::block,
                           c, of_grid_[at(g)]);
      one.code = grid.code;
      one.parent_code = parent;
      one.area = grid.area;
      one.name = grid.name;
      if (!exclusive && compound >= 0) {
        const Compound& named = city_.compounds[at(compound)];
        const std::string name =
            home_name + (language_ == Language::chinese ? "" : ", ") + (named.name.empty() ? named.id : named.name);
        one.name = of_compound[compound] > 1 ? say(language_, "grid_name", {name, ordinal(++numbered[compound])})
                                             : say(language_, "level_name_compound", {name});
      } else if (!exclusive) {
        one.name = say(language_, "level_name_block", {home_name, ordinal(++numbered[-1])});
      }
      third(c, one.code, one.name, micros[at(g)]);
    }
  }

  /// @param code, parent  copies: rows are added meanwhile
  void third(std::int32_t c, const std::string code, const std::string parent, const std::vector<std::int32_t>& micros) {
    std::size_t buildings = 0, lanes = 0;
    for (const std::int32_t m : micros) {
      const Sum& sum = of_grid_[at(m)];
      const bool building = sum.in_compounds();
      LevelGrid& one = add(3, building ? LevelKind::building : LevelKind::lane, c, sum);
      one.code = plan_.grids[at(m)].code;
      one.parent_code = code;
      one.area = plan_.grids[at(m)].area;
      const std::size_t number = building ? ++buildings : ++lanes;
      const std::string single = sum.inhabited == 1 ? city_.buildings[at(sum.last_inhabited)].name : std::string();
      one.name = building && !single.empty()
                     ? say(language_, "level_name_one_building", {parent, single})
                     : say(language_, building ? "level_name_building" : "level_name_lane", {parent, ordinal(number)});
    }
  }

  const City& city_;
  Language language_;
  Plan& plan_;
  std::vector<Sum> of_grid_, of_community_;
};

}  // namespace

void form_levels(const City& city, Language language, Plan& plan) {
  plan.levels.clear();
  if (city.rules.levels == 3) Levels(city, language, plan).run();
}

}  // namespace wangge
