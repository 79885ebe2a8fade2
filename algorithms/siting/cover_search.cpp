#include "algorithms/siting/cover_search.hpp"

#include <algorithm>
#include <utility>

namespace wangge {

CoverSearch::CoverSearch(const CoverProblem& problem)
    : problem_(&problem),
      times_(problem.class_count(), 0),
      gain_(problem.candidate_count(), 0),
      is_chosen_(problem.candidate_count(), 0),
      extra_(problem.candidate_count(), 0),
      changed_(problem.class_count(), 0),
      losses_(problem.candidate_count()) {
  clear();
}

void CoverSearch::clear() {
  std::fill(times_.begin(), times_.end(), 0U);
  std::fill(is_chosen_.begin(), is_chosen_.end(), 0);
  chosen_.clear();
  std::fill(changed_.begin(), changed_.end(), ++clock_);
  covered_ = 0;
  for (std::size_t c = 0; c < gain_.size(); ++c) {
    gain_[c] = 0;
    for (const std::uint32_t k : problem_->classes_of(c)) gain_[c] += problem_->weight[k];
  }
}

void CoverSearch::add(std::uint32_t candidate) {
  ++clock_;
  is_chosen_[candidate] = 1;
  chosen_.insert(std::lower_bound(chosen_.begin(), chosen_.end(), candidate), candidate);
  for (const std::uint32_t k : problem_->classes_of(candidate)) {
    changed_[k] = clock_;
    if (times_[k]++ != 0) continue;
    covered_ += problem_->weight[k];
    for (const std::uint32_t c : problem_->candidates_of(k)) gain_[c] -= problem_->weight[k];
  }
}

void CoverSearch::remove(std::uint32_t candidate) {
  ++clock_;
  is_chosen_[candidate] = 0;
  chosen_.erase(std::lower_bound(chosen_.begin(), chosen_.end(), candidate));
  for (const std::uint32_t k : problem_->classes_of(candidate)) {
    changed_[k] = clock_;
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

/// What the loss of a chosen site would give back to the candidates around it. Kept until one of its classes is covered more or
/// less often than before: a swap elsewhere changes nothing here.
const CoverSearch::Loss& CoverSearch::loss_of(std::uint32_t out) {
  Loss& loss = losses_[out];
  const auto classes = problem_->classes_of(out);
  const bool known =
      loss.at > 0 && std::all_of(classes.begin(), classes.end(), [&](std::uint32_t k) { return changed_[k] <= loss.at; });
  if (known) return loss;
  loss.at = clock_;
  loss.lost = 0;
  loss.back.clear();
  for (const std::uint32_t k : classes) {
    if (times_[k] != 1) continue;
    loss.lost += problem_->weight[k];
    for (const std::uint32_t c : problem_->candidates_of(k)) {
      if (extra_[c] == 0) touched_.push_back(c);
      extra_[c] += problem_->weight[k];
    }
  }
  for (const std::uint32_t c : touched_) loss.back.emplace_back(c, std::exchange(extra_[c], 0));
  touched_.clear();
  return loss;
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
    const Loss& loss = loss_of(out);
    bool far_is_near = false;
    for (const auto& [in, extra] : loss.back) {
      far_is_near |= in == far;
      if (is_chosen_[in] == 0) offer(out, in, gain_[in] + extra - loss.lost);
    }
    if (far != kNobody && !far_is_near) offer(out, far, gain_[far] - loss.lost);
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
