#include "algorithms/siting/cover_core.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "algorithms/siting/cover_bound.hpp"

namespace wangge {

namespace {

constexpr std::size_t kFirst = 600;   // candidates of the first core beside the chosen ones
constexpr std::size_t kJoin = 250;    // that join at most in a round
constexpr std::size_t kTogether = 4;  // candidates follow each other by place: of so many neighbours one joins a round
constexpr int kRounds = 24, kSteps = 300;
constexpr double kClose = 0.001;  // a bound within this share of the core's own is left alone

std::vector<double> worth_of_all(const CoverProblem& problem, const std::vector<double>& prices) {
  std::vector<double> worth(problem.candidate_count(), 0);
  for (std::size_t c = 0; c < worth.size(); ++c)
    for (const std::uint32_t k : problem.classes_of(c)) worth[c] += prices[k];
  return worth;
}

/// The bound that these worths give.
double bound_of(const CoverProblem& problem, std::size_t count, const std::vector<double>& prices, std::vector<double> worth) {
  double sum = 0;
  for (std::size_t k = 0; k < prices.size(); ++k) sum += static_cast<double>(problem.weight[k]) - prices[k];
  count = std::min(count, worth.size());
  std::nth_element(worth.begin(), worth.begin() + static_cast<std::ptrdiff_t>(count) - 1, worth.end(), std::greater<>());
  std::sort(worth.begin(), worth.begin() + static_cast<std::ptrdiff_t>(count));  // one order of summing
  for (std::size_t i = 0; i < count; ++i) sum += std::max(worth[i], 0.0);
  return sum;
}

/// The worth of the last candidate that the core itself would choose.
double last_of_core(std::size_t count, std::span<const std::uint32_t> core, const std::vector<double>& worth) {
  if (core.size() <= count) return 0;
  std::vector<double> own;
  for (const std::uint32_t c : core) own.push_back(worth[c]);
  std::nth_element(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(count) - 1, own.end(), std::greater<>());
  return std::max(own[count - 1], 0.0);
}

/// Candidates outside the core worth more than `least`, one of some neighbours, the dearest first.
std::vector<std::uint32_t> missing(const std::vector<double>& worth, const std::vector<char>& in_core, double least) {
  std::vector<std::uint32_t> found;
  for (std::size_t first = 0; first < worth.size(); first += kTogether) {
    std::size_t best = first;
    for (std::size_t c = first; c < std::min(first + kTogether, worth.size()); ++c)
      if (in_core[c] == 0 && (in_core[best] != 0 || worth[c] > worth[best])) best = c;
    if (in_core[best] == 0 && worth[best] > least) found.push_back(static_cast<std::uint32_t>(best));
  }
  std::sort(found.begin(), found.end(),
            [&](std::uint32_t a, std::uint32_t b) { return worth[a] != worth[b] ? worth[a] > worth[b] : a < b; });
  if (found.size() > kJoin) found.resize(kJoin);
  return found;
}

}  // namespace

CoverProblem restricted(const CoverProblem& problem, std::span<const std::uint32_t> candidates) {
  CoverProblem core;
  core.weight = problem.weight;
  std::vector<std::uint32_t> number(problem.candidate_count(), 0xffffffffU);
  for (std::uint32_t i = 0; i < candidates.size(); ++i) {
    number[candidates[i]] = i;
    const auto classes = problem.classes_of(candidates[i]);
    core.classes.insert(core.classes.end(), classes.begin(), classes.end());
    core.first_class.push_back(static_cast<std::uint32_t>(core.classes.size()));
  }
  core.first_candidate.push_back(0);
  for (std::uint32_t k = 0; k < problem.class_count(); ++k) {
    for (const std::uint32_t c : problem.candidates_of(k))
      if (number[c] != 0xffffffffU) core.candidates.push_back(number[c]);
    core.first_candidate.push_back(static_cast<std::uint32_t>(core.candidates.size()));
  }
  return core;
}

std::int64_t bound_at(const CoverProblem& problem, std::size_t count, const std::vector<double>& prices) {
  const double sum = bound_of(problem, count, prices, worth_of_all(problem, prices));
  return static_cast<std::int64_t>(std::floor(sum + 1e-6 + 1e-9 * std::abs(sum)));
}

std::size_t sites_too_few(const CoverProblem& problem, std::int64_t wanted, const std::vector<double>& prices) {
  std::vector<double> worth = worth_of_all(problem, prices);
  std::sort(worth.begin(), worth.end(), std::greater<>());
  double sum = 0;
  for (std::size_t k = 0; k < prices.size(); ++k) sum += static_cast<double>(problem.weight[k]) - prices[k];
  std::size_t count = 0;  // whose bound is `sum`
  for (; count < worth.size() && worth[count] > 0; ++count) {
    const double with_one_more = sum + worth[count];
    if (with_one_more + 1e-6 + 1e-9 * std::abs(with_one_more) >= static_cast<double>(wanted)) break;
    sum = with_one_more;
  }
  return sum + 1e-6 < static_cast<double>(wanted) ? count : 0;
}

CoverCore find_core(const CoverProblem& problem, std::size_t count, std::span<const std::uint32_t> chosen, std::int64_t covered,
                    const RunContext& run) {
  CoverCore core;
  std::vector<char> in_core(problem.candidate_count(), 0);
  const std::size_t stride = std::max<std::size_t>(1, problem.candidate_count() / kFirst);
  for (std::size_t c = stride / 2; c < in_core.size(); c += stride) in_core[c] = 1;
  for (const std::uint32_t c : chosen) in_core[c] = 1;
  std::vector<double> prices(problem.class_count());
  for (std::size_t k = 0; k < prices.size(); ++k)
    prices[k] = static_cast<double>(problem.weight[k]) / static_cast<double>(problem.candidates_of(k).size());
  double least_bound = static_cast<double>(problem.reachable());
  core.prices = prices;
  for (int round = 0; round < kRounds && !run.should_stop(); ++round) {
    core.candidates.clear();
    for (std::uint32_t c = 0; c < in_core.size(); ++c)
      if (in_core[c] != 0) core.candidates.push_back(c);
    const CoverProblem part = restricted(problem, core.candidates);
    CoverBound bound(part, std::min(count, part.candidate_count()));
    bound.set_prices(prices);
    bound.lower(kSteps, covered, {});
    prices = bound.prices();
    const std::vector<double> worth = worth_of_all(problem, prices);
    const double now = bound_of(problem, count, prices, worth);
    if (now < least_bound) least_bound = now, core.prices = prices;
    const std::vector<std::uint32_t> more = missing(worth, in_core, last_of_core(count, core.candidates, worth));
    const bool close = now - static_cast<double>(bound.bound()) <= kClose * now;
    if (more.empty() || (close && round + 1 >= kRounds / 2)) break;
    for (const std::uint32_t c : more) in_core[c] = 1;
  }
  core.bound = static_cast<std::int64_t>(std::floor(least_bound + 1e-6 + 1e-9 * std::abs(least_bound)));
  return core;
}

}  // namespace wangge
