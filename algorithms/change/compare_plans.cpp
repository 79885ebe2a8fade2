#include "algorithms/change/compare_plans.hpp"

#include <algorithm>
#include <map>

#include "algorithms/change/grid_of_building.hpp"
#include "algorithms/change/match_grids.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

bool more(const GridLink& a, const GridLink& b) {
  return a.households != b.households ? a.households > b.households : a.buildings > b.buildings;
}

class Comparing {
 public:
  Comparing(const City& city, const Plan& old_plan, const Plan& new_plan)
      : city_(city),
        old_(old_plan),
        new_(new_plan),
        old_of_(grid_of_building(city, old_plan)),
        new_of_(grid_of_building(city, new_plan)) {}

  PlanComparison run() {
    out_.old_grids.resize(old_.grids.size());
    out_.new_grids.resize(new_.grids.size());
    find_links();
    match_grids(old_.grids.size(), new_.grids.size(), out_.links);
    judge();
    list_moved();
    count();
    return std::move(out_);
  }

 private:
  void find_links() {
    std::map<std::pair<std::int32_t, std::int32_t>, GridLink> pairs;
    for (std::size_t b = 0; b < city_.buildings.size(); ++b) {
      const std::int32_t o = old_of_[b], n = new_of_[b];
      const std::int32_t households = city_.buildings[b].households.value();
      if (o >= 0) out_.old_grids[at(o)].households += households, ++out_.old_grids[at(o)].buildings;
      if (n >= 0) out_.new_grids[at(n)].households += households, ++out_.new_grids[at(n)].buildings;
      if (o < 0 || n < 0) continue;
      GridLink& link = pairs.try_emplace({o, n}, GridLink{o, n}).first->second;
      link.households += households;
      ++link.buildings;
    }
    for (std::size_t n = 0; n < new_.grids.size(); ++n) {
      const PlanGrid& grid = new_.grids[n];
      if (out_.new_grids[n].buildings > 0 || grid.kind == GridKind::micro || grid.area.empty()) continue;
      const Point inside = interior_point(grid.area);
      for (std::size_t o = 0; o < old_.grids.size(); ++o)
        if (old_.grids[o].kind != GridKind::micro && bounds(old_.grids[o].area).contains(inside) &&
            contains(old_.grids[o].area, inside)) {
          const auto key = std::pair(static_cast<std::int32_t>(o), static_cast<std::int32_t>(n));
          pairs.try_emplace(key, GridLink{key.first, key.second});
          break;
        }
    }
    for (const auto& [key, link] : pairs) out_.links.push_back(link);
  }

  void judge() {
    std::vector<std::vector<const GridLink*>> of_old(old_.grids.size()), of_new(new_.grids.size());
    for (const GridLink& link : out_.links) {
      of_old[at(link.old_grid)].push_back(&link);
      of_new[at(link.new_grid)].push_back(&link);
      if (!link.partners) continue;
      OldGridFate& fate = out_.old_grids[at(link.old_grid)];
      NewGridOrigin& origin = out_.new_grids[at(link.new_grid)];
      fate.partner = link.new_grid;
      origin.partner = link.old_grid;
      fate.households_kept = origin.households_kept = link.households;
    }
    const auto largest = [](const std::vector<const GridLink*>& links) {
      const GridLink* best = links.front();
      for (const GridLink* link : links)
        if (more(*link, *best)) best = link;
      return best;
    };
    std::vector<int> heirs(new_.grids.size(), 0), mains(old_.grids.size(), 0);
    for (std::size_t o = 0; o < of_old.size(); ++o)
      if (!of_old[o].empty()) ++heirs[at(out_.old_grids[o].heir = largest(of_old[o])->new_grid)];
    for (std::size_t n = 0; n < of_new.size(); ++n)
      if (!of_new[n].empty()) ++mains[at(out_.new_grids[n].main = largest(of_new[n])->old_grid)];
    const auto whole = [&](std::size_t o, std::size_t n) {  // nothing of either lies elsewhere
      return of_old[o].size() == 1 && of_new[n].size() == 1 && of_old[o][0]->new_grid == static_cast<std::int32_t>(n) &&
             of_old[o][0]->buildings == out_.old_grids[o].buildings && of_old[o][0]->buildings == out_.new_grids[n].buildings;
    };
    for (std::size_t n = 0; n < of_new.size(); ++n) {
      NewGridOrigin& origin = out_.new_grids[n];
      if (origin.main < 0) continue;
      if (whole(at(origin.main), n))
        origin.change = GridChange::unchanged;
      else if (heirs[n] > 1)
        origin.change = GridChange::merged;
      else
        origin.change =
            out_.old_grids[at(origin.main)].heir == static_cast<std::int32_t>(n) ? GridChange::adjusted : GridChange::split;
    }
    for (std::size_t o = 0; o < of_old.size(); ++o) {
      OldGridFate& fate = out_.old_grids[o];
      if (fate.heir < 0) continue;
      if (whole(o, at(fate.heir)))
        fate.fate = OldFate::unchanged;
      else if (heirs[at(fate.heir)] > 1)
        fate.fate = OldFate::merged;
      else
        fate.fate = mains[o] > 1 ? OldFate::split : OldFate::adjusted;
    }
  }

  void list_moved() {
    for (std::size_t b = 0; b < city_.buildings.size(); ++b)
      if (old_of_[b] >= 0 && new_of_[b] >= 0 && out_.old_grids[at(old_of_[b])].partner != new_of_[b])
        out_.moved.push_back({static_cast<std::int32_t>(b), old_of_[b], new_of_[b]});
  }

  std::int32_t community_of_old(std::size_t o) const {
    if (old_.grids[o].community >= 0) return old_.grids[o].community;
    const std::int32_t heir = out_.old_grids[o].heir;
    return heir < 0 ? -1 : new_.grids[at(heir)].community;
  }

  /// Grids count in their own community, households in that of their building; the last slot is for those without one.
  void count() {
    std::vector<ChangeFigures> figures(city_.communities.size() + 1);
    const auto slot = [&](std::int32_t community) -> ChangeFigures& {
      return community < 0 ? figures.back() : figures[at(community)];
    };
    for (std::size_t o = 0; o < old_.grids.size(); ++o) {
      if (old_.grids[o].kind == GridKind::micro) continue;
      ChangeFigures& f = slot(community_of_old(o));
      ++f.old_grids;
      if (out_.old_grids[o].fate == OldFate::removed) ++f.removed;
    }
    for (std::size_t n = 0; n < new_.grids.size(); ++n) {
      if (new_.grids[n].kind == GridKind::micro) continue;
      ChangeFigures& f = slot(new_.grids[n].community);
      ++f.new_grids;
      switch (out_.new_grids[n].change) {
        case GridChange::unchanged: ++f.unchanged; break;
        case GridChange::adjusted: ++f.adjusted; break;
        case GridChange::split: ++f.split; break;
        case GridChange::merged: ++f.merged; break;
        default: ++f.created;
      }
    }
    for (std::size_t b = 0; b < city_.buildings.size(); ++b) {
      if (old_of_[b] < 0 || new_of_[b] < 0) continue;
      ChangeFigures& f = slot(city_.buildings[b].community);
      const OldGridFate& fate = out_.old_grids[at(old_of_[b])];
      const std::int32_t households = city_.buildings[b].households.value();
      f.households += households;
      ++f.buildings;
      if (fate.partner != new_of_[b]) f.households_changing += households, ++f.buildings_changing;
      if (fate.heir != new_of_[b]) f.households_moved += households;
    }
    for (std::size_t c = 0; c < figures.size(); ++c) {
      ChangeFigures& f = figures[c];
      if (f.old_grids + f.new_grids + f.buildings == 0) continue;
      if (c < city_.communities.size()) f.code = city_.communities[c].id, f.name = city_.communities[c].name;
      add(f, out_.total);
      finish(f);
      out_.by_community.push_back(f);
    }
    finish(out_.total);
  }

  static void add(const ChangeFigures& f, ChangeFigures& into) {
    for (auto member : {&ChangeFigures::old_grids, &ChangeFigures::new_grids, &ChangeFigures::unchanged, &ChangeFigures::adjusted,
                        &ChangeFigures::split, &ChangeFigures::merged, &ChangeFigures::created, &ChangeFigures::removed,
                        &ChangeFigures::households, &ChangeFigures::buildings, &ChangeFigures::households_changing,
                        &ChangeFigures::buildings_changing, &ChangeFigures::households_moved})
      into.*member += f.*member;
  }

  static void finish(ChangeFigures& f) {
    f.stability = f.households > 0 ? 1 - static_cast<double>(f.households_changing) / static_cast<double>(f.households) : 1;
  }

  const City& city_;
  const Plan &old_, &new_;
  std::vector<std::int32_t> old_of_, new_of_;  // by building
  PlanComparison out_;
};

}  // namespace

PlanComparison compare_plans(const City& city, const Plan& old_plan, const Plan& new_plan) {
  return Comparing(city, old_plan, new_plan).run();
}

}  // namespace wangge
