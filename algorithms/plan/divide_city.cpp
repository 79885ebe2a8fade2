#include "algorithms/plan/divide_city.hpp"

#include "algorithms/plan/lay_out_city.hpp"

namespace wangge {

Result<Plan> divide_city(const City& city, const DivideCityOptions& options, const RunContext& run) {
  if (city.communities.empty())
    return Error{ErrorCode::invalid_input, say(options.language, "no_communities"), city.name,
                 say(options.language, "no_communities_advice")};
  std::vector<CommunityDraft> drafts = lay_out_city(city, run);
  std::vector<const DivisionProblem*> problems;
  for (const CommunityDraft& draft : drafts) problems.push_back(&draft.problem.problem);
  std::vector<Division> divisions = divide_all(problems, options.division, options.budget, run);
  for (std::size_t i = 0; i < drafts.size(); ++i) drafts[i].division = std::move(divisions[i]);
  return draw_up_plan(city, drafts, options.language, run);
}

}  // namespace wangge
