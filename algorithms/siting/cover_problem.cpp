#include "algorithms/siting/cover_problem.hpp"

#include <algorithm>
#include <numeric>

namespace wangge {

std::int64_t CoverProblem::reachable() const { return std::accumulate(weight.begin(), weight.end(), std::int64_t{0}); }

namespace {

/// The table by place: candidates that cover each, ascending.
struct Covers {
  std::vector<std::uint32_t> first, candidates;
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t place) const {
    return std::span(candidates).subspan(first[place], first[place + 1] - first[place]);
  }
};

Covers by_place(const ReachTable& reached, std::span<const std::int64_t> weight) {
  Covers covers{std::vector<std::uint32_t>(weight.size() + 1, 0), {}};
  for (const PlaceReached& pair : reached.pairs)
    if (weight[pair.place] > 0) ++covers.first[pair.place + 1];
  std::partial_sum(covers.first.begin(), covers.first.end(), covers.first.begin());
  covers.candidates.resize(covers.first.back());
  std::vector<std::uint32_t> next(covers.first.begin(), covers.first.end() - 1);
  for (std::uint32_t c = 0; c < reached.centres(); ++c)
    for (const PlaceReached& pair : reached.of(c))
      if (weight[pair.place] > 0) covers.candidates[next[pair.place]++] = c;
  return covers;
}

}  // namespace

CoverProblem cover_problem(const ReachTable& reached, std::span<const std::int64_t> weight) {
  const Covers covers = by_place(reached, weight);
  // Places sorted by what covers them: equal ones become neighbours, the first of each run speaks for it.
  std::vector<std::uint32_t> order;
  for (std::uint32_t p = 0; p < weight.size(); ++p)
    if (!covers.of(p).empty()) order.push_back(p);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const auto x = covers.of(a), y = covers.of(b);
    const auto [i, j] = std::mismatch(x.begin(), x.end(), y.begin(), y.end());
    if (i == x.end() || j == y.end()) return x.size() != y.size() ? x.size() < y.size() : a < b;
    return *i < *j;
  });
  std::vector<std::pair<std::uint32_t, std::int64_t>> merged;  // first place, weight
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool same = i > 0 && std::ranges::equal(covers.of(order[i - 1]), covers.of(order[i]));
    if (!same) merged.emplace_back(order[i], 0);
    merged.back().second += weight[order[i]];
  }
  std::sort(merged.begin(), merged.end());

  CoverProblem problem;
  problem.first_candidate.push_back(0);
  std::vector<std::uint32_t> size(reached.centres(), 0);
  for (const auto& [place, households] : merged) {
    problem.weight.push_back(households);
    for (const std::uint32_t c : covers.of(place)) problem.candidates.push_back(c), ++size[c];
    problem.first_candidate.push_back(static_cast<std::uint32_t>(problem.candidates.size()));
  }
  for (const std::uint32_t s : size) problem.first_class.push_back(problem.first_class.back() + s);
  problem.classes.resize(problem.first_class.back());
  std::vector<std::uint32_t> next(problem.first_class.begin(), problem.first_class.end() - 1);
  for (std::uint32_t k = 0; k < problem.class_count(); ++k)
    for (const std::uint32_t c : problem.candidates_of(k)) problem.classes[next[c]++] = k;
  return problem;
}

}  // namespace wangge
