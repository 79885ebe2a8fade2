#include "algorithms/siting/cover_bound.hpp"

#include <algorithm>
#include <cmath>

namespace wangge {

namespace {

constexpr double kRounding = 1e-6;    // households; sums of some thousand doubles are exact to far less
constexpr int kPatience = 12;         // steps without a lower bound before the steps get shorter
constexpr double kShortest = 0.0005;  // share of Polyak's step below which nothing is to be gained
constexpr double kMemory = 0.6;  // weight of the directions before: the zigzag of plain subgradients costs most of their steps

}  // namespace

CoverBound::CoverBound(const CoverProblem& problem, std::size_t count)
    : problem_(&problem),
      count_(count),
      fixing_(problem.candidate_count(), Fixing::open),
      price_(problem.class_count()),
      worth_(problem.candidate_count(), 0),
      share_(problem.candidate_count(), 0),
      weight_(problem.weight.begin(), problem.weight.end()),
      direction_(problem.class_count(), 0) {
  // A class shared by many candidates will pay less for each.
  for (std::size_t k = 0; k < price_.size(); ++k)
    price_[k] = static_cast<double>(problem.weight[k]) / static_cast<double>(problem.candidates_of(k).size());
  best_price_ = price_;
  fix(fixing_);
}

void CoverBound::set_prices(const std::vector<double>& prices) {
  price_ = best_price_ = prices;
  fix(std::vector<Fixing>(fixing_));
}

void CoverBound::fix(const std::vector<Fixing>& fixing) {
  fixing_ = fixing;
  price_ = best_price_;
  best_ = value();
}

/// The bound at price_; chosen_ become the best sites at these prices.
double CoverBound::value() {
  double sum = 0;
  for (std::size_t k = 0; k < price_.size(); ++k) sum += weight_[k] - price_[k];
  for (std::size_t c = 0; c < worth_.size(); ++c) {
    double worth = 0;
    for (const std::uint32_t k : problem_->classes_of(c)) worth += price_[k];
    worth_[c] = worth;
  }
  choose();
  for (const std::uint32_t c : chosen_) sum += worth_[c];
  return sum;
}

void CoverBound::choose() {
  chosen_.clear(), open_.clear();
  for (std::uint32_t c = 0; c < worth_.size(); ++c) {
    if (fixing_[c] == Fixing::in) chosen_.push_back(c);
    if (fixing_[c] == Fixing::open && worth_[c] > 0) open_.push_back(c);
  }
  const std::size_t more = std::min(count_ - std::min(count_, chosen_.size()), open_.size());
  const auto dearer = [&](std::uint32_t a, std::uint32_t b) { return worth_[a] != worth_[b] ? worth_[a] > worth_[b] : a < b; };
  if (more < open_.size())
    std::nth_element(open_.begin(), open_.begin() + static_cast<std::ptrdiff_t>(more), open_.end(), dearer);
  chosen_.insert(chosen_.end(), open_.begin(), open_.begin() + static_cast<std::ptrdiff_t>(more));
}

std::int64_t CoverBound::bound() const { return static_cast<std::int64_t>(std::floor(best_ + kRounding)); }

/// Blends the slopes at price_ into the direction; its length, squared, in units of the weights. No branches: it is vector code.
double CoverBound::turn(const std::vector<double>& times) {
  const double* __restrict price = price_.data();
  const double* __restrict weight = weight_.data();
  const double* __restrict chosen = times.data();
  double* __restrict direction = direction_.data();
  double square = 0;
  for (std::size_t k = 0; k < price_.size(); ++k) {
    const double raw = chosen[k] - (price[k] < weight[k] ? 1.0 : 0.0);
    // A price at either end of its range cannot go farther: such a component only shortens the step.
    const double low = price[k] <= 0 ? 0.0 : raw, up = price[k] >= weight[k] ? 0.0 : raw;
    const double slope = raw > 0 ? low : up;
    direction[k] = kMemory * direction[k] + (1 - kMemory) * slope;
    square += direction[k] * direction[k] * weight[k];
  }
  return square;
}

/// Prices move in proportion to the weight of their class: it is their natural unit.
void CoverBound::advance(double move) {
  double* __restrict price = price_.data();
  const double* __restrict weight = weight_.data();
  const double* __restrict direction = direction_.data();
  for (std::size_t k = 0; k < price_.size(); ++k) {
    const double moved = price[k] - move * weight[k] * direction[k], floor = moved > 0 ? moved : 0;
    price[k] = floor < weight[k] ? floor : weight[k];
  }
}

void CoverBound::lower(int steps, std::int64_t target,
                       const std::function<std::int64_t(const std::vector<std::uint32_t>&)>& promising) {
  std::vector<double> times(price_.size());
  std::fill(direction_.begin(), direction_.end(), 0.0);
  double length = 1.0;
  int idle = 0;
  for (int step = 0; step < steps && bound() > target && length >= kShortest; ++step) {
    std::fill(times.begin(), times.end(), 0.0);
    for (double& s : share_) s *= 0.95;
    for (const std::uint32_t c : chosen_) {
      share_[c] += 0.05;
      for (const std::uint32_t k : problem_->classes_of(c)) times[k] += 1.0;
    }
    const double square = turn(times);
    if (square <= 0) return;
    advance(length * std::max(best_ - static_cast<double>(target), 1.0) / square);
    const double now = value();
    if (now < best_ - 1e-9 * std::abs(best_)) {
      best_ = now, best_price_ = price_, idle = 0;
    } else if (++idle >= kPatience) {
      idle = 0, length *= 0.6;
      price_ = best_price_;
      std::fill(direction_.begin(), direction_.end(), 0.0);
      value();
    }
    if (promising && step % 8 == 7) target = std::max(target, promising(chosen_));
  }
}

std::size_t CoverBound::fix_by_price(std::int64_t target, std::vector<Fixing>& fixing) const {
  // Worth at the best prices; the dearest left out and the cheapest taken set the price of changing sides.
  std::vector<double> worth(worth_.size(), 0);
  std::vector<std::uint32_t> open;
  std::size_t in = 0;
  for (std::uint32_t c = 0; c < worth.size(); ++c) {
    for (const std::uint32_t k : problem_->classes_of(c)) worth[c] += best_price_[k];
    in += fixing[c] == Fixing::in ? 1 : 0;
    if (fixing[c] == Fixing::open) open.push_back(c);
  }
  const std::size_t more = count_ - std::min(count_, in);
  if (more == 0 || more >= open.size()) return 0;
  std::sort(open.begin(), open.end(),
            [&](std::uint32_t a, std::uint32_t b) { return worth[a] != worth[b] ? worth[a] > worth[b] : a < b; });
  const double last_in = worth[open[more - 1]], first_out = worth[open[more]];
  const double enough = static_cast<double>(target) + 1 - kRounding;  // a better choice covers at least one household more
  std::size_t fixed = 0;
  for (std::size_t i = 0; i < open.size(); ++i) {
    const bool taken = i < more;
    const double then = best_ - (taken ? worth[open[i]] - first_out : last_in - worth[open[i]]);
    if (then >= enough) continue;
    fixing[open[i]] = taken ? Fixing::in : Fixing::out;
    ++fixed;
  }
  return fixed;
}

}  // namespace wangge
