#include "algorithms/plan/divide_city.hpp"

#include <numeric>

#include "algorithms/certify/check_proof.hpp"
#include "algorithms/plan/barriers_to_open.hpp"
#include "algorithms/plan/lay_out_city.hpp"
#include "core/parallel.hpp"

namespace wangge {

namespace {

void check_proofs(std::vector<CommunityDraft>& drafts, const RunContext& run) {
  std::vector<std::size_t> all(drafts.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  for_each_parallel(all, run.threads, [&](std::size_t i) {
    CommunityDraft& draft = drafts[i];
    draft.proof_check = check_proof(draft.problem.problem, draft.division);
    if (draft.proof_check == ProofCheck::refuted) draft.division.proof = Proof::none;
  });
}

void look_for_openings(const City& city, std::vector<CommunityDraft>& drafts, const RunContext& run) {
  std::vector<std::size_t> all(drafts.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  for_each_parallel(all, run.threads, [&](std::size_t i) { drafts[i].openings = barriers_to_open(city, drafts[i], run); });
}

}  // namespace

Result<Plan> divide_city(const City& city, const DivideCityOptions& options, const RunContext& run) {
  if (city.communities.empty())
    return Error{ErrorCode::invalid_input, say(options.language, "no_communities"), city.name,
                 say(options.language, "no_communities_advice")};
  std::vector<CommunityDraft> drafts = lay_out_city(city, run);
  std::vector<const DivisionProblem*> problems;
  for (const CommunityDraft& draft : drafts) problems.push_back(&draft.problem.problem);
  std::vector<Division> divisions = divide_all(problems, options.division, options.budget, run);
  for (std::size_t i = 0; i < drafts.size(); ++i) drafts[i].division = std::move(divisions[i]);
  if (options.check_proofs) check_proofs(drafts, run);
  look_for_openings(city, drafts, run);
  return draw_up_plan(city, drafts, options.language, run);
}

}  // namespace wangge
