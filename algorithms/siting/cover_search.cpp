#include "algorithms/siting/cover_search.hpp"

#include <algorithm>

namespace wangge {

CoverSearch::CoverSearch(const CoverProblem& problem)
    : problem_(&problem),
      times_(problem.class_count(), 0),
      gain_(problem.candidate_count(), 0),
      is_chosen_(problem.candidate_count(), 0),
      extra_(problem.candidate_count(), 0) {
  clear();
}

void CoverSearch::clear() {
  std::fill(times_.begin(), times_.end(), 0U);
  std::fill(is_chosen_.begin(), is_chosen_.end(), 0);
  chosen_.clear();
  covered_ = 0;
  for (std::size_t c = 0; c < gain_.size(); ++c) {
    gain_[c] = 0;
    for (const std::uint32_t k : problem_->classes_of(c)) gain_[c] += problem_->weight[k];
  }
}

void CoverSearch::add(std::uint32_t candidate) {
  is_chosen_[candidate] = 1;
  chosen_.insert(std::lower_bound(chosen_.begin(), chosen_.end(), candidate), candidate);
  for (const std::uint32_t k : problem_->classes_of(candidate)) {
    if (times_[k]++ != 0) continue;
    covered_ += problem_->weight[k];
    for (const std::uint32_t c : problem_->candidates_of(k)) gain_[c] -= problem_->weight[k];
  }
}

void CoverSearch::remove(std::uint32_t candidate) {
  is_chosen_[candidate] = 0;
  chosen_.erase(std::lower_bound(chosen_.begin(), chosen_.end(), candidate));
  for (const std::uint32_t k : problem_->classes_of(candidate)) {
    if (--times_[k] != 0) continue;
    covered_ -= problem_->weight[k];
    for (const std::uint32_t c : problem_->candidates_of(k)) gain_[c] += problem_->weight[k];
  }
}

void CoverSearch::set(std::span<const std::uint32_t> chosen) {
  const std::vector<std::uint32_t> before = chosen_;
  for (const std::uint32_t c : before)
    if (std::find(chosen.begin(), chosen.end(), c) == chosen.end()) remove(c);
  for (const std::uint32_t c : chosen)
    if (is_chosen_[c] == 0) add(c);
}

std::uint32_t CoverSearch::best_addition() const {
  // Gains are kept up to date, so the greatest is found by looking: cheaper than a heap for some thousand candidates.
  std::uint32_t best = kNobody;
  std::int64_t most = 0;
  for (std::uint32_t c = 0; c < gain_.size(); ++c)
    if (gain_[c] > most) best = c, most = gain_[c];
  return best;
}

void CoverSearch::fill(std::size_t count) {
  while (chosen_.size() < count) {
    const std::uint32_t best = best_addition();
    if (best == kNobody) return;
    add(best);
  }
}

void CoverSearch::fill_to(std::int64_t covered) {
  while (covered_ < covered) {
    const std::uint32_t best = best_addition();
    if (best == kNobody) return;
    add(best);
  }
}

CoverSearch::Swap CoverSearch::best_swap() {
  // What is not near the site that leaves gains the same whichever leaves: only the best of those is of interest.
  const std::uint32_t far = best_addition();
  Swap best;
  auto offer = [&](std::uint32_t out, std::uint32_t in, std::int64_t better) {
    if (better > best.better || (better == best.better && better > 0 && std::pair(out, in) < std::pair(best.out, best.in)))
      best = {better, out, in};
  };
  for (const std::uint32_t out : chosen_) {
    std::int64_t lost = 0;
    for (const std::uint32_t k : problem_->classes_of(out)) {
      if (times_[k] != 1) continue;
      lost += problem_->weight[k];
      for (const std::uint32_t c : problem_->candidates_of(k)) {
        if (extra_[c] == 0) touched_.push_back(c);
        extra_[c] += problem_->weight[k];
      }
    }
    if (far != kNobody) offer(out, far, gain_[far] + extra_[far] - lost);
    for (const std::uint32_t c : touched_) {
      if (is_chosen_[c] == 0) offer(out, c, gain_[c] + extra_[c] - lost);
      extra_[c] = 0;
    }
    touched_.clear();
  }
  return best;
}

void CoverSearch::improve() {
  for (Swap swap = best_swap(); swap.better > 0; swap = best_swap()) {
    remove(swap.out);
    add(swap.in);
  }
}

std::vector<std::uint32_t> CoverSearch::neighbours(std::uint32_t candidate) const {
  std::vector<std::uint32_t> near;
  for (const std::uint32_t k : problem_->classes_of(candidate))
    for (const std::uint32_t c : problem_->candidates_of(k))
      if (c != candidate) near.push_back(c);
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  return near;
}

bool CoverSearch::improve_pairs() {
  const std::int64_t start = covered_;
  const std::size_t count = chosen_.size();
  const std::vector<std::uint32_t> sites = chosen_;
  for (const std::uint32_t site : sites)
    for (const std::uint32_t other : neighbours(site)) {
      if (is_chosen_[site] == 0) break;
      if (is_chosen_[other] == 0) continue;
      const std::vector<std::uint32_t> before = chosen_;
      const std::int64_t had = covered_;
      remove(site), remove(other);
      fill(count);
      improve();
      if (covered_ <= had) set(before);
    }
  return covered_ > start;
}

void CoverSearch::kick(std::size_t drops, Random& random) {
  const std::size_t count = chosen_.size();
  if (count == 0) return;
  // Sites of one neighbourhood: those far apart do not depend on each other, so dropping them together finds nothing new.
  const std::uint32_t middle = chosen_[random.below(count)];
  const std::vector<std::uint32_t> near = neighbours(middle);
  std::vector<std::uint32_t> near_chosen;
  for (const std::uint32_t c : near)
    if (is_chosen_[c] != 0) near_chosen.push_back(c);
  remove(middle);
  for (std::size_t i = 1; i < drops && !near_chosen.empty(); ++i) {
    const std::size_t at = random.below(near_chosen.size());
    remove(near_chosen[at]);
    near_chosen[at] = near_chosen.back();
    near_chosen.pop_back();
  }
  // One random newcomer, so that refilling does not simply undo the loss.
  if (!near.empty()) {
    const std::uint32_t in = near[random.below(near.size())];
    if (is_chosen_[in] == 0 && gain_[in] > 0) add(in);
  }
  fill(count);
  improve();
}

}  // namespace wangge
