#include "algorithms/plan/city_division.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <string>

#include "algorithms/plan/barriers_to_open.hpp"
#include "core/parallel.hpp"
#include "core/random.hpp"

namespace wangge {

namespace {

/// A number that changes when anything changes that the division of this scene looks at beside its cells.
std::uint64_t content_of_division(const CommunityScene& scene) {
  std::uint64_t sum = 0;
  const auto add = [&](std::uint64_t value) { sum = mix64(sum ^ value); };
  const std::hash<std::string> text;
  const std::hash<double> number;
  for (const std::int32_t i : scene.buildings) {
    const Building& b = scene.city->buildings[static_cast<std::size_t>(i)];
    add(static_cast<std::uint64_t>(b.households.value()));
    add(static_cast<std::uint64_t>(b.compound));
    add(static_cast<std::uint64_t>(b.exclusive));
    add(static_cast<std::uint64_t>(b.party_members));
    add(number(b.population));
    add(number(b.workload));
    for (const std::string* word : {&b.must_link, &b.cannot_link, &b.part_of, &b.previous_grid}) add(text(*word));
  }
  add(static_cast<std::uint64_t>(scene.city->communities[static_cast<std::size_t>(scene.community)].fixed_grids));
  for (const std::string& code : scene.city->locked_grids) add(text(code));
  return sum;
}

}  // namespace

CityDivision::CityDivision(const City& city, const DivideCityOptions& options, const RunContext& run)
    : options_(options), tiling_(scenes_of(city), run), divisions_(city.communities.size()) {
  std::vector<CommunityDraft> drafts = set_scenes(city);
  std::vector<const DivisionProblem*> problems;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    drafts[i].tiled = tiling_.tiles()[i];
    pose_problem(city, drafts[i]);
    problems.push_back(&drafts[i].problem.problem);
    content_.push_back(content_of_division(drafts[i].scene));
  }
  divisions_ = divide_all(problems, options_.division, options_.budget, run);
  openings_.resize(drafts.size());
  kept_.resize(drafts.size());
  std::vector<std::size_t> all(drafts.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  for_each_parallel(all, run.threads, [&](std::size_t i) {
    drafts[i].division = divisions_[i];
    openings_[i] = barriers_to_open(city, drafts[i], run);
    keep(i, drafts[i], city);
  });
}

void CityDivision::keep(std::size_t community, const CommunityDraft& draft, const City& city) {
  const bool large = draft.problem.cell.size() >= kLargeCommunity;
  kept_[community] = large ? KeptDivision(draft.problem, draft.tiled, city, draft.division) : KeptDivision();
}

std::vector<std::size_t> CityDivision::update(const City& city, const RunContext& run) {
  std::vector<CommunityScene> scenes = scenes_of(city);
  tiling_.update(scenes, run);
  divisions_.resize(scenes.size());
  openings_.resize(scenes.size());
  content_.resize(scenes.size(), 0);
  kept_.resize(scenes.size());
  std::vector<std::size_t> changed;
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    const std::uint64_t content = content_of_division(scenes[i]);
    if (content != content_[i] || std::binary_search(tiling_.changed().begin(), tiling_.changed().end(), i)) changed.push_back(i);
    content_[i] = content;
  }
  DivideOptions options = options_.division;
  options.seconds = options_.budget.seconds_a_community;
  for_each_parallel(changed, run.threads, [&](std::size_t i) {
    CommunityDraft draft;
    draft.scene = scenes[i];
    draft.tiled = tiling_.tiles()[i];
    pose_problem(city, draft);
    std::optional<Division> near = kept_[i].divide_again(draft.problem, draft.tiled, city, options, run);
    draft.division = near ? std::move(*near) : divide_community(draft.problem.problem, options, run);
    openings_[i] = barriers_to_open(city, draft, run);
    keep(i, draft, city);
    divisions_[i] = std::move(draft.division);
  });
  return changed;
}

Plan CityDivision::plan(const City& city, const RunContext& run) const {
  std::vector<CommunityDraft> drafts = set_scenes(city);
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    drafts[i].tiled = tiling_.tiles()[i];
    pose_problem(city, drafts[i]);
    drafts[i].division = divisions_[i];
    drafts[i].openings = openings_[i];
  }
  return draw_up_plan(city, drafts, options_.language, run);
}

}  // namespace wangge
