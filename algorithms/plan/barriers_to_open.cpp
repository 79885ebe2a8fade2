#include "algorithms/plan/barriers_to_open.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "algorithms/partition/divide_community.hpp"
#include "algorithms/partition/reduce.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

constexpr std::size_t kMostTries = 4;

using AtomPair = std::pair<std::int32_t, std::int32_t>;

struct Rim {
  double metres = 0;
  std::vector<AtomPair> pairs;  ///< atoms on either side, a < b; sorted after gathering
};

class Opener {
 public:
  Opener(const City& city, const CommunityDraft& draft, const RunContext& run)
      : city_(city),
        draft_(draft),
        run_(run),
        problem_(draft.problem.problem),
        part_(partition::part_of_atoms(draft.problem.problem)) {}

  std::vector<BarrierToOpen> open() {
    std::vector<BarrierToOpen> found;
    find_failing_parts();
    if (failing_.empty()) return found;
    gather_rims();
    for (const auto& [part, out] : failing_)
      if (BarrierToOpen best = best_for(part); !best.atoms.empty()) found.push_back(std::move(best));
    return found;
  }

 private:
  /// Households out of range by part; not those of single atoms above the maximum.
  void find_failing_parts() {
    const Division& d = draft_.division;
    std::vector<std::int64_t> held(at(d.grids), 0), atoms(at(d.grids), 0);
    for (std::size_t i = 0; i < d.grid.size(); ++i) {
      held[at(d.grid[i])] += problem_.households[i];
      ++atoms[at(d.grid[i])];
    }
    std::vector<char> seen(at(d.grids), 0);
    for (std::size_t i = 0; i < d.grid.size(); ++i) {
      const std::size_t g = at(d.grid[i]);
      if (std::exchange(seen[g], char{1}) != 0 || (atoms[g] == 1 && held[g] > problem_.max_households)) continue;
      const std::int64_t off = std::max<std::int64_t>({0, problem_.min_households - held[g], held[g] - problem_.max_households});
      if (off > 0) failing_[part_[i]] += off;
    }
  }

  void gather_rims() {
    std::vector<std::int32_t> atom(draft_.tiled.cell_count(), -1);
    for (std::size_t a = 0; a < draft_.problem.cell.size(); ++a) atom[at(draft_.problem.cell[a])] = static_cast<std::int32_t>(a);
    for (const BorderSegment& s : draft_.tiled.segments) {
      if (s.left < 0 || s.right < 0 || s.barrier < 0) continue;
      const std::int32_t a = atom[at(s.left)], b = atom[at(s.right)];
      if (a < 0 || b < 0 || part_[at(a)] == part_[at(b)]) continue;
      if (city_.rules.barrier_rule(city_.barriers[at(s.barrier)].barrier_class) != BarrierRule::hard) continue;
      const double metres = grid_distance(draft_.tiled.points[at(s.a)], draft_.tiled.points[at(s.b)]) / 1000;
      for (const std::int32_t part : {part_[at(a)], part_[at(b)]}) {
        Rim& rim = rims_[part][s.barrier];
        rim.metres += metres;
        rim.pairs.push_back(std::minmax(a, b));
      }
    }
    for (auto& [part, rims] : rims_)
      for (auto& [barrier, rim] : rims) std::sort(rim.pairs.begin(), rim.pairs.end());
  }

  /// Households out of range in all the parts that a crossing over this rim would join.
  std::int64_t out_beside(const Rim& rim) const {
    std::set<std::int32_t> joined;
    for (const auto& [a, b] : rim.pairs) joined.insert({part_[at(a)], part_[at(b)]});
    std::int64_t out = 0;
    for (const std::int32_t part : joined)
      if (const auto found = failing_.find(part); found != failing_.end()) out += found->second;
    return out;
  }

  BarrierToOpen best_for(std::int32_t part) {
    std::vector<std::pair<double, std::int32_t>> longest;
    for (const auto& [barrier, rim] : rims_[part]) longest.emplace_back(-rim.metres, barrier);
    std::sort(longest.begin(), longest.end());
    BarrierToOpen best;
    std::int32_t chosen = -1;
    std::int64_t left = draft_.division.out_of_range;
    for (std::size_t i = 0; i < std::min(kMostTries, longest.size()) && !run_.should_stop(); ++i) {
      const std::int64_t now = out_of_range_with(rims_[part][longest[i].second]);
      if (now >= left) continue;
      left = now;
      chosen = longest[i].second;
    }
    if (chosen < 0) return best;
    best.barrier_class = city_.barriers[at(chosen)].barrier_class;
    best.name = city_.barriers[at(chosen)].name;
    best.out_before = out_beside(rims_[part][chosen]);
    best.out_after = std::max<std::int64_t>(0, best.out_before - (draft_.division.out_of_range - left));
    for (std::size_t i = 0; i < part_.size(); ++i)
      if (part_[i] == part) best.atoms.push_back(static_cast<std::int32_t>(i));
    return best;
  }

  std::int64_t out_of_range_with(const Rim& rim) const {
    DivisionProblem opened = problem_;
    for (AtomEdge& e : opened.edges)
      e.connects |= std::binary_search(rim.pairs.begin(), rim.pairs.end(), AtomPair(std::minmax(e.a, e.b)));
    DivideOptions light;
    light.seconds = 0;
    return divide_community(opened, light, run_).out_of_range;
  }

  const City& city_;
  const CommunityDraft& draft_;
  const RunContext& run_;
  const DivisionProblem& problem_;
  std::vector<std::int32_t> part_;
  std::map<std::int32_t, std::int64_t> failing_;              ///< by part
  std::map<std::int32_t, std::map<std::int32_t, Rim>> rims_;  ///< by part, then barrier
};

}  // namespace

std::vector<BarrierToOpen> barriers_to_open(const City& city, const CommunityDraft& draft, const RunContext& run) {
  if (draft.division.proof != Proof::infeasible) return {};
  return Opener(city, draft, run).open();
}

}  // namespace wangge
