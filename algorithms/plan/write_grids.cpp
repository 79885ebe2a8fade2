#include "algorithms/plan/write_grids.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "algorithms/coding/number_grids.hpp"
#include "algorithms/outline/describe_boundaries.hpp"
#include "algorithms/outline/street_names.hpp"
#include "algorithms/partition/conflicting_rules.hpp"
#include "algorithms/plan/explain_grid.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class Writer {
 public:
  Writer(const City& city, CommunityDraft& draft, const StreetNames& streets, Language language, Plan& plan)
      : city_(city),
        draft_(draft),
        streets_(streets),
        community_(city.communities[at(draft.scene.community)]),
        language_(language),
        plan_(plan) {}

  void run() {
    make_grids();
    make_cells();
    judge();
    describe();
    summarise();
    add_micro();
    for (const std::int32_t b : draft_.tiled.shared_site)
      if (!city_.buildings[at(b)].footprint.empty())
        note("building_shares_ground", Severity::note, "buildings", city_.buildings[at(b)].id, city_.buildings[at(b)].point);
    if (draft_.tiled.noding_failed)
      note("noding_gave_up", Severity::warning, "communities", community_.id, bounds(community_.area).centre());
  }

 private:
  PlanGrid& row(std::int32_t grid) { return plan_.grids[place_[at(grid)]]; }

  /// Grids in the order of their codes: comprehensive ones first, exclusive ones after them.
  void make_grids() {
    place_.resize(draft_.grid_count());
    const auto regular = static_cast<std::size_t>(draft_.division.grids);
    const std::span<const MultiPolygon> areas(draft_.grid_areas);
    std::size_t made = 0, number = 0;
    for (const auto& [offset, part] :
         {std::pair{std::size_t{0}, areas.first(regular)}, std::pair{regular, areas.subspan(regular)}})
      for (const std::size_t i : order_of_grids(part)) {
        const std::size_t g = offset + i;
        place_[g] = made++;
        if (g >= regular && number < regular + 1 && city_.rules.codes.exclusive_from > 0)
          number = std::max(number, static_cast<std::size_t>(city_.rules.codes.exclusive_from - 1));
        ++number;
        PlanGrid grid;
        grid.kind = g < regular ? GridKind::comprehensive : GridKind::exclusive;
        grid.community = draft_.scene.community;
        grid.code = grid_code(city_.rules.codes, community_.id, number);
        const std::string& community = community_.name.empty() ? community_.id : community_.name;
        grid.name = grid_name(community, number, language_);
        if (g >= regular) {
          const ExclusiveUnit& unit = city_.exclusives[at(draft_.problem.exclusive_unit[g - regular])];
          grid.exclusive_id = unit.id;
          if (!unit.name.empty()) grid.name = say(language_, "exclusive_grid_name", {community, unit.name});
        }
        grid.area = draft_.grid_areas[g];
        plan_.grids.push_back(std::move(grid));
      }
  }

  void make_cells() {
    std::vector<std::set<std::int32_t>> compounds(draft_.grid_count());
    plan_.cells.reserve(draft_.tiled.cell_count());
    for (std::size_t c = 0; c < draft_.tiled.cell_count(); ++c) {
      if (draft_.cell_areas[c].empty()) continue;
      const std::int32_t g = draft_.grid_of_cell[c], b = draft_.tiled.building[c];
      PlanCell cell;
      cell.building = b;
      cell.community = draft_.scene.community;
      cell.compound = draft_.compound_of_cell[c];
      cell.grid = static_cast<std::int32_t>(place_[at(g)]);
      cell.area = std::move(draft_.cell_areas[c]);
      PlanGrid& grid = row(g);
      if (!draft_.micro_of_cell.empty() && draft_.micro_of_cell[c] >= 0)
        micro_cells_.push_back({plan_.cells.size(), draft_.micro_of_cell[c]});
      if (b >= 0) {
        const Building& building = city_.buildings[at(b)];
        cell.households = building.households;
        grid.households += building.households;
        grid.population += building.population;
        ++grid.buildings;
        if (cell.compound >= 0) compounds[at(g)].insert(cell.compound);
      }
      plan_.cells.push_back(std::move(cell));
    }
    for (std::size_t g = 0; g < compounds.size(); ++g)
      row(static_cast<std::int32_t>(g)).compounds = static_cast<std::int32_t>(compounds[g].size());
  }

  void judge() {
    const std::int32_t low = city_.rules.min_households.value(), high = city_.rules.max_households.value();
    for (std::int32_t g = 0; g < draft_.division.grids; ++g) {
      PlanGrid& grid = row(g);
      const std::int32_t households = grid.households.value();
      if (households >= low && households <= high) continue;
      grid.status = households < low ? GridStatus::too_small : GridStatus::too_large;
      grid.reason = explain_grid(city_, draft_, g, households, language_);
      plan_.violations.push_back({households < low ? RuleCode::below_minimum : RuleCode::above_maximum, grid.code, community_.id,
                                  static_cast<double>(households), static_cast<double>(households < low ? low : high),
                                  grid.reason, interior_point(grid.area)});
    }
    judge_compounds(high);
    judge_limits();
    judge_links();
  }

  void judge_limits() {
    const GridLimits& limits = city_.rules.limits;
    const auto look = [&](double most, const char* name, auto&& amount) {
      if (most == GridLimits::none) return;
      std::vector<double> held(draft_.grid_count(), 0);
      for (std::size_t c = 0; c < draft_.tiled.cell_count(); ++c)
        if (const std::int32_t b = draft_.tiled.building[c]; b >= 0)
          held[at(draft_.grid_of_cell[c])] += amount(city_.buildings[at(b)]);
      for (std::int32_t g = 0; g < draft_.division.grids; ++g)
        if (held[at(g)] > most + 1e-6)
          plan_.violations.push_back(
              {RuleCode::further_limit_exceeded, row(g).code, community_.id, held[at(g)], most,
               say(language_, "limit_exceeded", {say(language_, name), with_decimals(held[at(g)], 0), with_decimals(most, 0)}),
               interior_point(row(g).area)});
    };
    look(limits.population, "limit_population", [](const Building& b) { return b.population; });
    look(limits.party_members, "limit_party_members", [](const Building& b) { return static_cast<double>(b.party_members); });
    look(limits.workload, "limit_workload", [](const Building& b) { return b.workload; });
  }

  /// Words of `must_link` in several grids and of `cannot_link` twice in one.
  void judge_links() {
    std::map<std::string, std::map<std::int32_t, int>> linked, apart;
    for (std::size_t c = 0; c < draft_.tiled.cell_count(); ++c) {
      const std::int32_t b = draft_.tiled.building[c];
      if (b < 0 || draft_.unit_of_cell[c] >= 0) continue;
      const Building& building = city_.buildings[at(b)];
      if (!building.must_link.empty()) ++linked[building.must_link][draft_.grid_of_cell[c]];
      if (!building.cannot_link.empty()) ++apart[building.cannot_link][draft_.grid_of_cell[c]];
    }
    const auto broken = [&](const char* id, const std::string& word, std::int32_t g, std::size_t value) {
      plan_.violations.push_back({RuleCode::link_broken, row(g).code, community_.id, static_cast<double>(value), 1,
                                  say(language_, id, {word, std::to_string(value)}), interior_point(row(g).area)});
    };
    for (const auto& [word, grids] : linked)
      if (grids.size() > 1) broken("must_link_broken", word, grids.begin()->first, grids.size());
    for (const auto& [word, grids] : apart)
      for (const auto& [g, count] : grids)
        if (count > 1) broken("cannot_link_broken", word, g, static_cast<std::size_t>(count));
  }

  void judge_compounds(std::int32_t high) {
    if (city_.rules.compounds == CompoundRule::ignore) return;
    struct Share {
      std::int32_t households = 0;
      std::set<std::int32_t> grids;
    };
    std::map<std::int32_t, Share> compounds;
    for (std::size_t c = 0; c < draft_.tiled.cell_count(); ++c) {
      const std::int32_t compound = draft_.compound_of_cell[c], b = draft_.tiled.building[c];
      if (compound < 0 || b < 0 || draft_.unit_of_cell[c] >= 0) continue;
      compounds[compound].households += city_.buildings[at(b)].households.value();
      compounds[compound].grids.insert(draft_.grid_of_cell[c]);
    }
    for (const auto& [compound, share] : compounds) {
      if (share.grids.size() < 2 || share.households > high) continue;
      const std::string& name =
          city_.compounds[at(compound)].name.empty() ? city_.compounds[at(compound)].id : city_.compounds[at(compound)].name;
      plan_.violations.push_back(
          {RuleCode::compound_split, row(*share.grids.begin()).code, community_.id, static_cast<double>(share.grids.size()), 1,
           say(language_, "compound_split", {name, std::to_string(share.households), std::to_string(share.grids.size())}),
           std::nullopt});
    }
  }

  /// Its name without the word that the sentence adds.
  std::string community_word() const {
    static const std::string word = "社区";
    std::string name = community_.name.empty() ? community_.id : community_.name;
    if (name.size() > word.size() && name.ends_with(word)) name.resize(name.size() - word.size());
    return name;
  }

  /// What everybody knows: roads, rivers and railways, streets.
  const std::string* barrier_or_street(const BorderSegment& s, Point from, Point to) {
    if (s.barrier < 0) return streets_.along(from, to);
    const Barrier& barrier = city_.barriers[at(s.barrier)];
    if (!barrier.name.empty()) return &barrier.name;
    const auto [found, fresh] = class_words_.try_emplace(barrier.barrier_class, barrier.barrier_class);
    const std::string id = "barrier_" + barrier.barrier_class;
    if (fresh && in_catalogue(id)) found->second = say(language_, id);
    return found->second.empty() ? nullptr : &found->second;
  }

  /// What only neighbours know: the community's border, walls.
  const std::string* border_or_wall(const BorderSegment& s, bool left_is_inside) {
    if (s.ring_edge >= 0) {
      if (border_word_.empty()) border_word_ = say(language_, "community_border", {community_word()});
      return &border_word_;
    }
    const std::int32_t other = left_is_inside ? s.right : s.left;
    const std::int32_t compound = other >= 0 ? draft_.compound_of_cell[at(other)] : -1;
    const std::int32_t own = draft_.compound_of_cell[at(left_is_inside ? s.left : s.right)];
    // The wall of the compound beyond, else the grid's own towards open land.
    for (const std::int32_t one : {compound, s.wall ? own : -1})
      if (one >= 0 && compound != own && !city_.compounds[at(one)].name.empty()) {
        const auto [found, fresh] = wall_words_.try_emplace(one);
        if (fresh) found->second = say(language_, "compound_wall", {city_.compounds[at(one)].name});
        return &found->second;
      }
    return nullptr;
  }

  /// "第五网格" of 清雅社区第五网格.
  std::string name_within_community(const std::string& grid) const {
    const bool begins = !community_.name.empty() && grid.size() > community_.name.size() && grid.starts_with(community_.name);
    std::string rest = begins ? grid.substr(community_.name.size()) : grid;
    rest.erase(0, rest.find_first_not_of(" ,"));
    return rest;
  }

  void describe() {
    std::vector<Point> centres;
    for (const MultiPolygon& area : draft_.grid_areas) centres.push_back(centroid(area));
    const BorderNames names{[&](const BorderSegment& s, Point from, Point to) { return barrier_or_street(s, from, to); },
                            [&](const BorderSegment& s, bool left_is_inside) { return border_or_wall(s, left_is_inside); }};
    const auto sides = describe_boundaries(draft_.tiled, draft_.grid_of_cell, draft_.grid_count(), centres, names);
    for (std::size_t g = 0; g < sides.size(); ++g)
      for (std::size_t k = 0; k < 4; ++k) {
        const SideName& side = sides[g][k];
        std::string& words = row(static_cast<std::int32_t>(g)).boundaries[k];
        if (!side.name.empty())
          words = side.part ? say(language_, "boundary_in_part", {side.name}) : side.name;
        else if (side.beyond >= 0)
          words = say(language_, "boundary_unnamed_beside", {name_within_community(row(side.beyond).name)});
        else
          words = say(language_, "boundary_unnamed");
      }
  }

  void summarise() {
    CommunityResult result;
    result.community = draft_.scene.community;
    std::int32_t divided = 0;
    for (const std::int32_t h : draft_.problem.problem.households) divided += h;
    for (const PlanGrid& grid : plan_.grids) result.households += grid.households;
    result.grids = draft_.division.grids;
    const std::int32_t high = city_.rules.max_households.value();
    result.fewest_possible = (divided + high - 1) / high;
    result.objective = static_cast<double>(draft_.division.score) / static_cast<double>(kCostPerPoint);
    result.lower_bound = static_cast<double>(draft_.division.lower_bound) / static_cast<double>(kCostPerPoint);
    result.proof = draft_.division.proof;
    result.proof_check = draft_.proof_check;
    result.seconds = draft_.division.seconds;
    result.area = draft_.community_area;
    plan_.communities.push_back(std::move(result));
    note_broken_rules();
  }

  void note_broken_rules() {
    if (draft_.division.broken == 0 || community_.area.empty()) return;
    const std::string why = explain_broken_rules(city_, draft_, language_);
    if (partition::contradicts_itself(draft_.problem.problem)) {
      note("rules_contradict", Severity::error, "communities", community_.id, interior_point(community_.area));
    } else if (!why.empty()) {
      plan_.findings.push_back({"rules_broken", Severity::warning, "communities", community_.id, false,
                                say(language_, "rules_broken", {community_.id, why}), say(language_, "rules_broken_repair"),
                                interior_point(community_.area)});
    }
  }

  /// Rows of micro grids: within each grid numbered as grids are in a community.
  void add_micro() {
    const auto count = draft_.micro_parent.size();
    std::vector<std::int32_t> row_of(count, -1);
    for (std::size_t begin = 0; begin < count;) {
      std::size_t end = begin;
      while (end < count && draft_.micro_parent[end] == draft_.micro_parent[begin]) ++end;
      const PlanGrid parent = row(draft_.micro_parent[begin]);
      std::size_t number = 0;
      for (const std::size_t i : order_of_grids(std::span<const MultiPolygon>(draft_.micro_areas).subspan(begin, end - begin))) {
        PlanGrid grid;
        grid.kind = GridKind::micro;
        grid.community = parent.community;
        const std::string digits = std::to_string(++number);
        grid.code = parent.code + (digits.size() < 2 ? "0" : "") + digits;
        grid.name = say(language_, "micro_grid_name", {parent.name, digits});
        grid.area = draft_.micro_areas[begin + i];
        row_of[begin + i] = static_cast<std::int32_t>(plan_.grids.size());
        plan_.grids.push_back(std::move(grid));
      }
      begin = end;
    }
    for (const auto& [cell, micro] : micro_cells_) {
      PlanCell& one = plan_.cells[cell];
      one.micro = row_of[at(micro)];
      PlanGrid& grid = plan_.grids[at(one.micro)];
      grid.households += one.households;
      if (one.building < 0) continue;
      ++grid.buildings;
      grid.population += city_.buildings[at(one.building)].population;
    }
    const MicroRule& rule = city_.rules.micro;
    for (const std::int32_t r : row_of) {
      PlanGrid& grid = plan_.grids[at(r)];
      if (grid.households < rule.min_households) grid.status = GridStatus::too_small;
      if (grid.households > rule.max_households) grid.status = GridStatus::too_large;
      if (grid.status != GridStatus::ok)
        grid.reason = say(language_, "micro_out_of_range",
                          {with_commas(grid.households.value()), std::to_string(rule.min_households.value()),
                           std::to_string(rule.max_households.value())});
    }
  }

  void note(const char* code, Severity severity, const char* layer, const std::string& id, Point place) {
    plan_.findings.push_back(
        {code, severity, layer, id, false, say(language_, code, {id}), say(language_, std::string(code) + "_repair"), place});
  }

  const City& city_;
  CommunityDraft& draft_;
  const StreetNames& streets_;
  const Community& community_;
  Language language_;
  Plan& plan_;  ///< of this community alone
  std::vector<std::size_t> place_;
  std::map<std::string, std::string> class_words_;  ///< of barriers without a name
  std::map<std::int32_t, std::string> wall_words_;  ///< by compound
  std::string border_word_;
  std::vector<std::pair<std::size_t, std::int32_t>> micro_cells_;  ///< plan cell, micro grid
};

}  // namespace

Plan write_grids(const City& city, CommunityDraft&& draft, const StreetNames& streets, Language language) {
  Plan plan;
  Writer(city, draft, streets, language, plan).run();
  return plan;
}

void append_rows(Plan&& community, Plan& plan) {
  const auto first = static_cast<std::int32_t>(plan.grids.size());
  for (PlanCell& cell : community.cells) {
    cell.grid += first;
    if (cell.micro >= 0) cell.micro += first;
  }
  const auto append = [](auto& from, auto& to) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  append(community.cells, plan.cells);
  append(community.grids, plan.grids);
  append(community.communities, plan.communities);
  append(community.findings, plan.findings);
  append(community.violations, plan.violations);
}

}  // namespace wangge
