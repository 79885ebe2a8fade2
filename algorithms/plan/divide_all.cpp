#include "algorithms/plan/divide_all.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <mutex>
#include <numeric>
#include <tuple>

#include "algorithms/partition/keep_in_force.hpp"
#include "core/parallel.hpp"

namespace wangge {

namespace {

auto levels(const DivisionProblem& problem, const Division& d) {
  const std::int32_t count = problem.count == GridCount::fewest ? d.grids : problem.count == GridCount::most ? -d.grids : 0;
  return std::tuple(d.broken, d.out_of_range, d.split_households, count);
}

/// What a search that goes on from a plan costs besides the work of proofs, and how much of the work that they may cost proofs
/// take on average; measured on the generated city and on Taipei.
constexpr double kSearchSecondsAnAtom = 2e-5, kShareUsed = 0.2;
/// With less than this for each, no proof ends that a short list of sets did not end before; such a look is a search only.
constexpr double kWorthProving = 0.01;
/// The least that goes into a second look where rules are broken.
constexpr double kDoubtSeconds = 0.02;
/// Proofs: most communities of fewer units have a diagram of connected sets, and deserve ten times the work.
constexpr std::size_t kFewUnits = 165;

bool falls_short(const Division& d) { return d.broken > 0 || d.out_of_range > 0; }

/// Out of range, or a rule broken, without proof of need.
bool in_doubt(const Division& d) { return falls_short(d) && d.proof != Proof::infeasible; }

bool proven(const Division& d) { return d.proof == Proof::optimal; }

/// Takes what is better of two answers to one problem: plan, bound, proof.
void improve_by(const DivisionProblem& problem, Division&& fresh, Division& known) {
  const auto fresh_levels = levels(problem, fresh), known_levels = levels(problem, known);
  const double seconds = known.seconds + fresh.seconds;
  const std::int64_t work = known.work + fresh.work;
  const bool infeasible = known.proof == Proof::infeasible || fresh.proof == Proof::infeasible;
  if (fresh_levels == known_levels) {  // bounds of equal levels hold for both
    const Cost lower = std::max(fresh.lower_bound, known.lower_bound);
    const bool optimal = proven(fresh) || proven(known);
    const bool tie = fresh.score == known.score && fresh.grids == known.grids;
    const bool better = tie ? partition::moves_less(problem, fresh, known) : proven(fresh) && !proven(known);
    if (fresh.score < known.score || better) known = std::move(fresh);
    known.lower_bound = optimal ? known.score : std::min(lower, known.score);
    if (optimal) known.proof = Proof::optimal;
  } else if (fresh_levels < known_levels) {
    known = std::move(fresh);
  }
  if (infeasible && falls_short(known)) known.proof = Proof::infeasible;
  known.seconds = seconds;
  known.work = work;
}

/// Atoms as proofs see them: compounds that fit count once.
std::size_t units_of(const DivisionProblem& problem) {
  if (problem.compounds == CompoundRule::ignore || problem.compound.empty()) return problem.households.size();
  std::vector<std::int64_t> held, atoms;
  std::size_t units = problem.households.size();
  for (std::size_t i = 0; i < problem.compound.size(); ++i) {
    if (problem.compound[i] < 0) continue;
    const auto c = static_cast<std::size_t>(problem.compound[i]);
    if (held.size() <= c) held.resize(c + 1, 0);
    if (atoms.size() <= c) atoms.resize(c + 1, 0);
    held[c] += problem.households[i];
    ++atoms[c];
  }
  for (std::size_t c = 0; c < held.size(); ++c)
    if (atoms[c] > 0 && held[c] <= problem.max_households) units -= static_cast<std::size_t>(atoms[c] - 1);
  return units;
}

/// Whose proofs are tried in a round: all; those whose score is above its bound, by their number of units; those whose score is
/// the least, but not proven to treat compounds as the rules want: to split the least, to open larger ones only where they must.
enum class Whom { all, few_units, many_units, compounds };

/// One round of proofs.
struct ProofRound {
  Whom whom;
  double seconds, effort;
};
/// Bounds of many units rise little after the first third of a second: compounds come before more of them.
constexpr ProofRound kProofRounds[] = {{Whom::few_units, 0.1, 1}, {Whom::many_units, 0.3, 1}, {Whom::few_units, 1, 4},
                                       {Whom::compounds, 1, 1},   {Whom::few_units, 10, 10},  {Whom::compounds, 10, 1},
                                       {Whom::many_units, 1, 4},  {Whom::many_units, 10, 10}, {Whom::few_units, 100, 10},
                                       {Whom::compounds, 100, 1}, {Whom::many_units, 100, 10}};

class Rounds {
 public:
  Rounds(std::span<const DivisionProblem* const> problems, const DivideOptions& options, const RunContext& run)
      : problems_(problems),
        options_(options),
        run_(run),
        answers_(problems.size()),
        order_(problems.size()),
        vain_(problems.size(), 0) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    for (const DivisionProblem* problem : problems) units_.push_back(units_of(*problem));
    std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) { return atoms(a) > atoms(b); });
  }

  void first() {
    DivideOptions light = options_;
    light.seconds = 0;
    for_each_parallel(order_, run_.threads, [&](std::size_t i) {
      answers_[i] = divide_community(*problems_[i], light, run_);
      report();
    });
  }
  /// One more answer, of up to `seconds` of work and a search of `effort` that goes on from the plan at hand, for each that is
  /// open, or for as many as `affordable` seconds last: those out of range first, then the smallest, which are proven soonest.
  void again(double seconds, double effort, double affordable = std::numeric_limits<double>::infinity(), Whom whom = Whom::all) {
    std::vector<std::size_t> open;
    for (const std::size_t i : order_) {
      if (whom != Whom::all && whom != whom_for(i)) continue;
      if (is_open(i) || (falls_short(answers_[i]) && rounds_ == 0)) open.push_back(i);
    }
    ++rounds_;
    afford(open, seconds, affordable);
    if (options_.prove)  // small ones are proven soon; a stop finds them done
      std::stable_sort(open.begin(), open.end(), [&](std::size_t a, std::size_t b) { return units_[a] < units_[b]; });
    for_each_parallel(open, run_.threads, [&](std::size_t i) {
      if (run_.should_stop()) return;
      DivideOptions heavy = options_;
      // To be out of range without proof of need is worth more than a bound.
      const bool doubt = in_doubt(answers_[i]);
      heavy.seconds = doubt && !options_.prove ? std::max(8 * seconds, kDoubtSeconds) : seconds < kWorthProving ? -1 : seconds;
      heavy.heuristic_effort *= doubt ? 2 * effort : effort;
      const Cost gap = answers_[i].score - answers_[i].lower_bound;
      improve_by(*problems_[i], divide_community(*problems_[i], heavy, run_, &answers_[i]), answers_[i]);
      vain_[i] = answers_[i].score - answers_[i].lower_bound >= gap;
    });
  }
  void afford(std::vector<std::size_t>& open, double seconds, double affordable) const {
    if (affordable == std::numeric_limits<double>::infinity()) return;
    std::vector<std::size_t> wanted = open;
    std::stable_sort(wanted.begin(), wanted.end(), [&](std::size_t a, std::size_t b) {
      const bool a_out = falls_short(answers_[a]), b_out = falls_short(answers_[b]);
      return a_out != b_out ? a_out : atoms(a) < atoms(b);
    });
    std::vector<char> chosen(problems_.size(), 0);
    for (const std::size_t i : wanted) {
      affordable -= (seconds < kWorthProving ? 0 : kShareUsed * seconds) + kSearchSecondsAnAtom * static_cast<double>(atoms(i));
      if (affordable < 0 && !in_doubt(answers_[i])) break;
      chosen[i] = 1;
    }
    std::erase_if(open, [&](std::size_t i) { return chosen[i] == 0; });
  }
  [[nodiscard]] std::int64_t open() const {
    return std::count_if(order_.begin(), order_.end(), [&](std::size_t i) { return is_open(i); });
  }
  [[nodiscard]] bool any_in_doubt() const { return std::any_of(answers_.begin(), answers_.end(), in_doubt); }
  [[nodiscard]] double seconds_spent() const {
    std::int64_t work = 0;
    for (const Division& d : answers_) work += d.work;
    return static_cast<double>(work) / kWorkPerSecond;
  }
  [[nodiscard]] std::vector<Division> take() { return std::move(answers_); }

 private:
  [[nodiscard]] std::size_t atoms(std::size_t i) const { return problems_[i]->households.size(); }
  [[nodiscard]] bool above_bound(const Division& d) const {
    return static_cast<double>(d.score - d.lower_bound) > options_.gap * static_cast<double>(d.score);
  }
  [[nodiscard]] Whom whom_for(std::size_t i) const {
    if (!falls_short(answers_[i]) && !above_bound(answers_[i])) return Whom::compounds;
    return units_[i] < kFewUnits ? Whom::few_units : Whom::many_units;
  }
  [[nodiscard]] bool is_open(std::size_t i) const {
    const Division& d = answers_[i];
    if (d.proof == Proof::optimal || d.proof == Proof::infeasible) return false;  // that the excess is least is not proven
    if ((d.split_households > 0 || vain_[i]) && !options_.prove) return false;    // level 2 is seldom proven cheaply
    return falls_short(d) || above_bound(d) || (options_.prove && options_.gap <= 0);
  }
  void report() {
    const std::scoped_lock lock(guard_);
    run_.report("stage_divide", ++reported_, static_cast<std::int64_t>(order_.size()));
  }

  std::span<const DivisionProblem* const> problems_;
  const DivideOptions& options_;
  const RunContext& run_;
  std::vector<Division> answers_;
  std::vector<std::size_t> order_;
  std::vector<std::size_t> units_;
  std::vector<char> vain_;  ///< the last round moved neither plan nor bound
  std::mutex guard_;
  std::int64_t reported_ = 0;
  int rounds_ = 0;
};

/// Shares are given in steps of four: a community mostly gets the same in a city and in a part of it.
double step_near(double seconds) { return seconds <= 0 ? 0 : std::pow(4.0, std::round(std::log(seconds) / std::log(4.0))); }

}  // namespace

std::vector<Division> divide_all(std::span<const DivisionProblem* const> problems, const DivideOptions& options,
                                 const DivideBudget& budget, const RunContext& run) {
  Rounds rounds(problems, options, run);
  rounds.first();
  const double all = budget.seconds_a_community * static_cast<double>(problems.size());
  for (int round = 0; round < 3 && rounds.open() > 0; ++round) {
    const double share = (all - rounds.seconds_spent()) / static_cast<double>(rounds.open());
    if (run.should_stop() || (share <= 0 && (round > 0 || !rounds.any_in_doubt()))) break;
    rounds.again(std::clamp(step_near(share), 0.0, budget.longest), 1.0, all - rounds.seconds_spent());
    if (share >= budget.longest) break;
  }
  std::array<double, 4> given{};  // seconds, by Whom
  for (const ProofRound& round : kProofRounds) {
    if (!options.prove || rounds.open() == 0 || run.should_stop()) break;
    const double seconds = std::min(round.seconds, options.seconds);
    double& before = given[static_cast<std::size_t>(round.whom)];
    if (seconds <= before) continue;
    rounds.again(seconds, round.effort, std::numeric_limits<double>::infinity(), round.whom);
    before = seconds;
    if (round.whom == Whom::all) given.fill(seconds);
  }
  return rounds.take();
}

}  // namespace wangge
