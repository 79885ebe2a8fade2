#include "algorithms/regroup/redraw_communities.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "algorithms/coding/inherit_codes.hpp"
#include "algorithms/coding/number_grids.hpp"
#include "algorithms/outline/areas_as_tiling.hpp"
#include "algorithms/outline/trace_outlines.hpp"
#include "algorithms/partition/divide_community.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class Redrawing {
 public:
  Redrawing(City&& city, Plan&& plan, Language language, const RunContext& run)
      : city_(std::move(city)), plan_(std::move(plan)), language_(language), run_(run), origin_(plan_.grids.size()) {
    for (std::size_t g = 0; g < origin_.size(); ++g) {
      origin_[g] = plan_.grids[g].community;
      plan_.grids[g].previous_code = plan_.grids[g].code;
      plan_.grids[g].change = GridChange::unchanged;
      if (plan_.grids[g].community >= 0) borne_[plan_.grids[g].community].insert(plan_.grids[g].code);
    }
    for (const Building& b : city_.buildings)
      if (b.community >= 0 && !b.previous_grid.empty()) borne_[b.community].insert(b.previous_grid);
  }

  void split(const CommunitySplit& wish) {
    const std::int32_t home = community_of(wish.id);
    const std::vector<std::int32_t> grids = grids_of(home);
    if (grids.size() < 2) refuse("redraw_single_grid", {wish.id});
    std::vector<char> leaves = wish.leaves.empty() ? choose(grids) : named(grids, wish);
    Community fresh = city_.communities[at(home)];
    fresh.id = wish.new_id.empty() ? free_id(fresh.id) : wish.new_id;
    for (const Community& other : city_.communities)
      if (other.id == fresh.id) refuse("redraw_id_taken", {fresh.id});
    fresh.name =
        wish.new_name.empty() ? say(language_, "redraw_new_name", {fresh.name.empty() ? wish.id : fresh.name}) : wish.new_name;
    const auto next = static_cast<std::int32_t>(city_.communities.size());
    city_.communities.push_back(std::move(fresh));
    for (std::size_t i = 0; i < grids.size(); ++i)
      if (leaves[i] != 0) plan_.grids[at(grids[i])].community = next;
    for (PlanGrid& grid : plan_.grids)  // micro grids go with theirs
      if (grid.kind == GridKind::micro && grid.community == home) grid.community = community_of_parent(grid);
    CommunityResult result;
    result.community = next;
    plan_.communities.push_back(result);
    changed_.insert({home, next});
  }

  void merge(const std::vector<std::string>& ids) {
    std::vector<std::int32_t> members;
    for (const std::string& id : ids) members.push_back(community_of(id));
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    if (members.size() < 2) refuse("redraw_merge_needs_two", {ids.empty() ? std::string() : ids.front()});
    std::vector<std::int32_t> grids;
    for (const std::int32_t c : members)
      for (const std::int32_t g : grids_of(c)) grids.push_back(g);
    if (!touch(grids, members)) refuse("redraw_not_neighbours", {ids.front(), ids.back()});
    const auto households = [&](std::int32_t c) {
      std::int64_t sum = 0;
      for (const std::int32_t g : grids_of(c)) sum += plan_.grids[at(g)].households.value();
      return sum;
    };
    const std::int32_t stays = *std::max_element(members.begin(), members.end(), [&](std::int32_t a, std::int32_t b) {
      return households(a) != households(b) ? households(a) < households(b) : a > b;
    });
    for (PlanGrid& grid : plan_.grids)
      if (std::find(members.begin(), members.end(), grid.community) != members.end()) grid.community = stays;
    for (const std::int32_t c : members) {
      if (c == stays) continue;
      gone_.insert(c);
      borne_[stays].insert(borne_[c].begin(), borne_[c].end());
    }
    changed_.insert(stays);
  }

  RedrawnCity finish() {
    for (const std::int32_t c : changed_) {
      if (gone_.contains(c)) continue;
      draw(c);
      recode(c);
    }
    for (CommunityResult& result : plan_.communities)
      if (result.community >= 0 && !gone_.contains(result.community)) trace(result);
    report_parted();
    settle_cells();
    leave_out_the_gone();
    return {std::move(city_), std::move(plan_)};
  }

 private:
  [[noreturn]] void refuse(const char* id, std::initializer_list<std::string> values) const {
    throw ErrorException(
        Error{ErrorCode::invalid_rules, say(language_, id, values), "", say(language_, std::string(id) + "_advice", values)});
  }
  std::int32_t community_of(const std::string& id) const {
    for (std::size_t c = 0; c < city_.communities.size(); ++c)
      if (city_.communities[c].id == id && !gone_.contains(static_cast<std::int32_t>(c))) return static_cast<std::int32_t>(c);
    refuse("redraw_no_community", {id});
  }
  std::vector<std::int32_t> grids_of(std::int32_t community) const {
    std::vector<std::int32_t> grids;
    for (std::size_t g = 0; g < plan_.grids.size(); ++g)
      if (plan_.grids[g].community == community && plan_.grids[g].kind != GridKind::micro)
        grids.push_back(static_cast<std::int32_t>(g));
    return grids;
  }
  std::int32_t community_of_parent(const PlanGrid& micro) const {
    for (const PlanGrid& grid : plan_.grids)
      if (grid.kind != GridKind::micro && micro.code.starts_with(grid.code)) return grid.community;
    return micro.community;
  }
  std::vector<MultiPolygon> areas_of(const std::vector<std::int32_t>& grids) const {
    std::vector<MultiPolygon> areas;
    for (const std::int32_t g : grids) areas.push_back(plan_.grids[at(g)].area);
    return areas;
  }
  static std::map<std::pair<std::int32_t, std::int32_t>, double> shared_metres(const TiledCommunity& tiled) {
    std::map<std::pair<std::int32_t, std::int32_t>, double> shared;
    for (const BorderSegment& s : tiled.segments)
      if (s.left >= 0 && s.right >= 0 && s.left != s.right)
        shared[std::minmax(s.left, s.right)] += grid_distance(tiled.points[at(s.a)], tiled.points[at(s.b)]) / 1000;
    return shared;
  }

  /// Grids that share a compound, largest compounds first, as long as they fit on one side together: number of their group, -1 =
  /// alone.
  std::vector<std::int32_t> sharing_compounds(const std::vector<std::int32_t>& grids, const std::vector<std::int32_t>& households,
                                              std::int32_t most) const {
    std::map<std::int32_t, std::size_t> local;
    for (std::size_t i = 0; i < grids.size(); ++i) local[grids[i]] = i;
    std::map<std::int32_t, std::pair<std::int64_t, std::set<std::size_t>>> compounds;  // households, grids
    for (const PlanCell& cell : plan_.cells)
      if (const auto found = local.find(cell.grid); found != local.end() && cell.compound >= 0 && cell.building >= 0) {
        compounds[cell.compound].first += cell.households.value();
        compounds[cell.compound].second.insert(found->second);
      }
    std::vector<std::pair<std::int64_t, std::int32_t>> order;
    for (const auto& [compound, held] : compounds)
      if (held.second.size() > 1) order.emplace_back(-held.first, compound);
    std::sort(order.begin(), order.end());
    std::vector<std::int32_t> group(grids.size(), -1);
    for (const auto& [minus, compound] : order) {
      std::set<std::size_t> together = compounds[compound].second;
      for (std::size_t i = 0; i < group.size(); ++i)
        if (group[i] >= 0 && std::any_of(together.begin(), together.end(), [&](std::size_t k) { return group[k] == group[i]; }))
          together.insert(i);
      std::int64_t sum = 0;
      for (const std::size_t i : together) sum += households[i];
      if (sum <= most)
        for (const std::size_t i : together) group[i] = compound;
    }
    return group;
  }

  /// Two connected sides of about equal households; the one with fewer leaves.
  std::vector<char> choose(const std::vector<std::int32_t>& grids) const {
    DivisionProblem problem;
    std::int64_t total = 0;
    for (const std::int32_t g : grids) {
      problem.households.push_back(plan_.grids[at(g)].households.value());
      total += problem.households.back();
    }
    problem.target_households = static_cast<std::int32_t>(std::max<std::int64_t>(1, total / 2));
    problem.min_households = static_cast<std::int32_t>(total * 2 / 5);
    problem.max_households = static_cast<std::int32_t>(total - problem.min_households);
    problem.compound = sharing_compounds(grids, problem.households, problem.max_households);
    problem.compounds = CompoundRule::prefer;
    problem.count = GridCount::fixed;
    problem.fixed_grids = 2;
    for (const auto& [pair, metres] : shared_metres(areas_as_tiling(areas_of(grids))))
      problem.edges.push_back({pair.first, pair.second,
                               static_cast<Cost>(std::llround(city_.rules.boundary_weight * metres * kCostPerPoint)), 0, true});
    const Division division = divide_community(problem, DivideOptions{}, run_);
    std::vector<std::int64_t> held(at(std::max(2, division.grids)), 0);
    for (std::size_t i = 0; i < grids.size(); ++i) held[at(division.grid[i])] += problem.households[i];
    const std::int32_t leaving = held[1] <= held[0] ? 1 : 0;
    std::vector<char> leaves;
    for (const std::int32_t side : division.grid) leaves.push_back(side == leaving ? 1 : 0);
    return leaves;
  }
  std::vector<char> named(const std::vector<std::int32_t>& grids, const CommunitySplit& wish) const {
    std::vector<char> leaves(grids.size(), 0);
    for (const std::string& code : wish.leaves) {
      const auto found =
          std::find_if(grids.begin(), grids.end(), [&](std::int32_t g) { return plan_.grids[at(g)].code == code; });
      if (found == grids.end()) refuse("redraw_no_grid", {code, wish.id});
      leaves[static_cast<std::size_t>(found - grids.begin())] = 1;
    }
    if (std::count(leaves.begin(), leaves.end(), 0) == 0) refuse("redraw_all_leave", {wish.id});
    return leaves;
  }
  /// The number after the greatest of the sub-district (digits 10 to 12), or "<id>-2" ... for ids of another kind.
  std::string free_id(const std::string& id) const {
    const auto taken = [&](const std::string& one) {
      return std::any_of(city_.communities.begin(), city_.communities.end(), [&](const Community& c) { return c.id == one; });
    };
    const bool twelve = id.size() == 12 && std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
    int greatest = 0;
    for (const Community& c : city_.communities)
      if (twelve && c.id.size() == 12 && c.id.starts_with(id.substr(0, 9)))
        if (const std::string digits = c.id.substr(9);
            std::all_of(digits.begin(), digits.end(), [](char d) { return d >= '0' && d <= '9'; }))
          greatest = std::max(greatest, std::stoi(digits));
    if (twelve && greatest < 999) {
      const std::string digits = std::to_string(greatest + 1);
      return id.substr(0, 9) + std::string(3 - digits.size(), '0') + digits;
    }
    for (int number = 2;; ++number)
      if (const std::string one = id + "-" + std::to_string(number); !taken(one)) return one;
  }
  /// The communities hang together over borders of their grids.
  bool touch(const std::vector<std::int32_t>& grids, const std::vector<std::int32_t>& members) const {
    std::map<std::int32_t, std::int32_t> root;
    for (const std::int32_t c : members) root[c] = c;
    const auto find = [&](std::int32_t c) {
      while (root[c] != c) c = root[c];
      return c;
    };
    for (const auto& [pair, metres] : shared_metres(areas_as_tiling(areas_of(grids)))) {
      const std::int32_t a = find(plan_.grids[at(grids[at(pair.first)])].community),
                         b = find(plan_.grids[at(grids[at(pair.second)])].community);
      if (a != b) root[std::max(a, b)] = std::min(a, b);
    }
    return std::all_of(members.begin(), members.end(), [&](std::int32_t c) { return find(c) == find(members.front()); });
  }

  /// The outline of a community's grids, vertex by vertex.
  MultiPolygon union_of(const std::vector<std::int32_t>& grids) const {
    const std::vector<std::int32_t> one(grids.size(), 0);
    return std::move(trace_outlines(areas_as_tiling(areas_of(grids)), one, 1).front());
  }
  /// Communities that stay as they are get the outline of their grids as well, so that all share their vertices; not where grids
  /// drawn by hand do not tile them.
  void trace(CommunityResult& result) const {
    const std::vector<std::int32_t> grids = grids_of(result.community);
    double held = 0;
    for (const std::int32_t g : grids) held += area(plan_.grids[at(g)].area);
    MultiPolygon outline = union_of(grids);
    if (!grids.empty() && std::abs(area(outline) - held) < 1e-6 * held + 0.01) result.area = std::move(outline);
  }

  void draw(std::int32_t community) {
    const std::vector<std::int32_t> grids = grids_of(community);
    city_.communities[at(community)].area = union_of(grids);
    for (CommunityResult& result : plan_.communities) {
      if (result.community != community) continue;
      result = CommunityResult{};
      result.community = community;
      result.proof = Proof::none;
      for (const std::int32_t g : grids) {
        result.households += plan_.grids[at(g)].households;
        result.grids += plan_.grids[at(g)].kind == GridKind::comprehensive ? 1 : 0;
      }
      const std::int32_t most = std::max(1, city_.rules.max_households.value());
      result.fewest_possible = (result.households.value() + most - 1) / most;
    }
  }

  void recode(std::int32_t community) {
    const std::vector<std::int32_t> grids = grids_of(community);
    const std::vector<MultiPolygon> areas = areas_of(grids);
    std::vector<std::string> fresh, heir;
    std::vector<char> exclusive;
    std::vector<std::int32_t> order;
    for (const std::size_t i : order_of_grids(areas)) order.push_back(grids[i]);
    for (const std::int32_t g : order) {
      fresh.emplace_back();
      heir.push_back(origin_[at(g)] == community ? plan_.grids[at(g)].code : std::string());
      exclusive.push_back(plan_.grids[at(g)].kind == GridKind::exclusive ? 1 : 0);
    }
    const Community& home = city_.communities[at(community)];
    const std::set<std::string>& borne = borne_[community];
    const std::vector<std::string> codes =
        inherit_codes(city_.rules.codes, home.id, fresh, heir, exclusive, {borne.begin(), borne.end()});
    for (std::size_t i = 0; i < order.size(); ++i) {
      PlanGrid& grid = plan_.grids[at(order[i])];
      const std::string old = grid.code;
      grid.code = codes[i];
      if (old == codes[i]) continue;
      grid.change = GridChange::adjusted;  // of code and community; its land stays
      if (const std::size_t number = number_in_code(city_.rules.codes, home.id, codes[i]);
          number > 0 && grid.kind == GridKind::comprehensive)
        grid.name = grid_name(home.name.empty() ? home.id : home.name, number, language_);
      for (PlanGrid& micro : plan_.grids)
        if (micro.kind == GridKind::micro && micro.community == community && micro.code.starts_with(old))
          micro.code = codes[i] + micro.code.substr(old.size()), micro.change = GridChange::adjusted;
    }
  }

  /// Compounds that lay in one community and now lie in several: a finding each.
  void report_parted() {
    struct Parts {
      std::set<std::int32_t> before, after;
      std::optional<Point> place;
    };
    std::map<std::int32_t, Parts> compounds;
    for (const PlanCell& cell : plan_.cells) {
      if (cell.grid < 0 || cell.compound < 0 || cell.building < 0) continue;
      Parts& parts = compounds[cell.compound];
      const std::int32_t now = plan_.grids[at(cell.grid)].community;
      parts.before.insert(origin_[at(cell.grid)]);
      if (now < 0) continue;
      parts.after.insert(now);
      if (now != origin_[at(cell.grid)] && !parts.place) parts.place = city_.buildings[at(cell.building)].point;
    }
    for (const auto& [compound, parts] : compounds) {
      if (parts.before.size() != 1 || parts.after.size() < 2) continue;
      const Compound& one = city_.compounds[at(compound)];
      std::string communities;
      for (const std::int32_t c : parts.after)
        communities += (communities.empty() ? "" : say(language_, "list_comma")) + city_.communities[at(c)].id;
      plan_.findings.push_back({"redraw_compound_parted", Severity::warning, "compounds", one.id, false,
                                say(language_, "redraw_compound_parted", {one.name.empty() ? one.id : one.name, communities}),
                                say(language_, "redraw_compound_parted_repair"), parts.place});
    }
  }

  void settle_cells() {
    for (PlanCell& cell : plan_.cells) {
      if (cell.grid < 0) continue;
      cell.community = plan_.grids[at(cell.grid)].community;
      if (cell.building >= 0) city_.buildings[at(cell.building)].community = cell.community;
    }
  }

  void leave_out_the_gone() {
    std::vector<std::int32_t> number(city_.communities.size(), -1);
    std::vector<Community> kept;
    for (std::size_t c = 0; c < number.size(); ++c) {
      if (gone_.contains(static_cast<std::int32_t>(c))) continue;
      number[c] = static_cast<std::int32_t>(kept.size());
      kept.push_back(std::move(city_.communities[c]));
    }
    city_.communities = std::move(kept);
    const auto renumber = [&](std::int32_t& c) {
      if (c >= 0) c = number[at(c)];
    };
    for (PlanGrid& grid : plan_.grids) renumber(grid.community);
    for (PlanCell& cell : plan_.cells) renumber(cell.community);
    for (Building& building : city_.buildings) renumber(building.community);
    std::erase_if(plan_.communities, [&](const CommunityResult& r) { return r.community >= 0 && number[at(r.community)] < 0; });
    for (CommunityResult& result : plan_.communities) renumber(result.community);
  }

  City city_;
  Plan plan_;
  Language language_;
  const RunContext& run_;
  std::vector<std::int32_t> origin_;                     // by grid: its community before
  std::map<std::int32_t, std::set<std::string>> borne_;  // by community: codes its grids have or had
  std::set<std::int32_t> changed_, gone_;
};

}  // namespace

Result<RedrawnCity> redraw_communities(City city, Plan plan, const Redraw& redraw, Language language, const RunContext& run) {
  try {
    Redrawing work(std::move(city), std::move(plan), language, run);
    for (const CommunitySplit& split : redraw.splits) work.split(split);
    for (const std::vector<std::string>& merge : redraw.merges) work.merge(merge);
    return work.finish();
  } catch (const ErrorException& error) {
    return error.error();
  }
}

}  // namespace wangge
