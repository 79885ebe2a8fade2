#include "algorithms/siting/choose_sites.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "algorithms/siting/cover_bound.hpp"
#include "algorithms/siting/cover_search.hpp"

namespace wangge {

namespace {

constexpr int kRootSteps = 3000;  // of the prices before branching
constexpr int kNodeSteps = 60;    // at a branch: prices start from its parent's
constexpr int kKicks = 1000;
constexpr double kWorse = 0.0002;      // share of the best that a kick may lose
constexpr double kPairsGap = 0.005;    // swaps of two sites are tried where the gap is wider than this
constexpr double kBranchWork = 1.5e9;  // incidences looked at while branching, about a second

/// One search for the most that `count` sites cover; stops once `enough` is covered.
class MostCovered {
 public:
  MostCovered(const CoverProblem& problem, std::size_t count, std::int64_t enough, const SitingEffort& effort,
              const RunContext& run)
      : problem_(problem), count_(count), enough_(enough), run_(run), effort_(effort), search_(problem), bound_(problem, count) {}

  /// Prices and covering choice of another count make a good start.
  void start_from(const std::vector<double>& prices) { bound_.set_prices(prices); }

  SiteChoice run() {
    search_.fill(count_);
    keep();
    search_.improve();
    keep();
    auto promising = [&](const std::vector<std::uint32_t>& sites) {
      search_.set(sites);
      search_.fill(count_);
      search_.improve();
      keep();
      return goal();
    };
    bound_.lower(kRootSteps, goal(), promising);
    least_bound_ = std::max(best_, bound_.bound());
    if (!done()) kicks();
    if (!done() && static_cast<double>(least_bound_ - best_) > kPairsGap * static_cast<double>(best_)) pairs();
    if (!done()) branch();
    return choice();
  }
  [[nodiscard]] const std::vector<double>& prices() const { return bound_.prices(); }

 private:
  void keep() {
    if (search_.covered() > best_ || chosen_.empty()) best_ = std::max(best_, search_.covered()), chosen_ = search_.chosen();
  }
  /// A bound at or below this settles the question: nothing better than the best, or (asked for `enough_`) never enough.
  [[nodiscard]] std::int64_t goal() const { return enough_ == kAll ? best_ : std::max(best_, enough_ - 1); }
  [[nodiscard]] bool done() const { return least_bound_ <= goal() || best_ >= enough_ || run_.should_stop(); }

  void kicks() {
    Random random(run_.seed);
    const int kicks = static_cast<int>(kKicks * effort_.factor);
    search_.set(chosen_);
    for (int i = 0; i < kicks && !done(); ++i) {
      const std::vector<std::uint32_t> before = search_.chosen();
      const std::int64_t had = search_.covered();
      search_.kick(1 + random.below(4), random);
      keep();
      // A little worse is taken too: the way to a better choice often leads through one.
      if (static_cast<double>(had - search_.covered()) > kWorse * static_cast<double>(best_)) search_.set(before);
    }
  }
  void pairs() {
    search_.set(chosen_);
    search_.improve_pairs();
    keep();
  }

  /// Depth first on the candidates that the prices leave most open; the bound over all that is still to do is known throughout.
  void branch() {
    struct Node {
      std::vector<Fixing> fixing;
      std::vector<double> prices;
      std::int64_t bound;
    };
    std::vector<Node> stack;
    std::vector<Fixing> root(problem_.candidate_count(), Fixing::open);
    bound_.fix_by_price(goal(), root);
    stack.push_back({root, bound_.prices(), least_bound_});
    const double per_step = static_cast<double>(problem_.classes.size() + problem_.class_count()) + 1;
    const std::vector<double> root_prices = bound_.prices();
    double work = kBranchWork * effort_.factor;
    std::int64_t left_open = 0;  // greatest bound of what was given up
    while (!stack.empty() && !run_.should_stop() && work > 0 && best_ < enough_) {
      Node node = std::move(stack.back());
      stack.pop_back();
      if (node.bound <= goal()) continue;
      bound_.set_prices(node.prices);
      bound_.fix(node.fixing);
      bound_.lower(kNodeSteps, goal(), {});
      work -= kNodeSteps * per_step;
      node.bound = std::min(node.bound, bound_.bound());
      if (node.bound <= goal()) continue;
      bound_.fix_by_price(goal(), node.fixing);
      const std::uint32_t at = most_open(node.fixing);
      if (at == kNobody) {
        settle(node.fixing, node.bound, left_open);
        continue;
      }
      Node without{node.fixing, bound_.prices(), node.bound};
      without.fixing[at] = Fixing::out;
      node.fixing[at] = Fixing::in;
      node.prices = bound_.prices();
      stack.push_back(std::move(without));
      stack.push_back(std::move(node));
    }
    for (const Node& node : stack) left_open = std::max(left_open, node.bound);
    least_bound_ = std::max(goal(), std::min(least_bound_, left_open));
    bound_.set_prices(root_prices);
  }

  /// Everything is fixed but candidates that gain nothing at these prices, or the count is full: one choice remains, or the node
  /// stays open under its bound.
  void settle(const std::vector<Fixing>& fixing, std::int64_t bound, std::int64_t& left_open) {
    std::vector<std::uint32_t> in;
    std::size_t open = 0;
    for (std::uint32_t c = 0; c < fixing.size(); ++c) {
      if (fixing[c] == Fixing::in) in.push_back(c);
      open += fixing[c] == Fixing::open ? 1 : 0;
    }
    search_.set(in);
    if (in.size() < count_) search_.fill(count_);
    keep();
    const bool whole = in.size() >= count_ || open == 0;
    if (!whole) left_open = std::max(left_open, bound);
  }

  [[nodiscard]] std::uint32_t most_open(const std::vector<Fixing>& fixing) const {
    std::uint32_t best = kNobody;
    double nearest = 2;
    std::size_t in = 0;
    for (const Fixing f : fixing) in += f == Fixing::in ? 1 : 0;
    if (in >= count_) return kNobody;
    for (std::uint32_t c = 0; c < fixing.size(); ++c) {
      const double off = std::abs(bound_.share()[c] - 0.5);
      if (fixing[c] == Fixing::open && off < nearest) best = c, nearest = off;
    }
    return best;
  }

  SiteChoice choice() {
    SiteChoice made;
    search_.clear();
    // The order of greatest gain, so that the first sites of the list are those to build first.
    std::vector<std::uint32_t> left = chosen_;
    while (!left.empty()) {
      const auto next = std::max_element(left.begin(), left.end(), [&](std::uint32_t a, std::uint32_t b) {
        return search_.gain(a) != search_.gain(b) ? search_.gain(a) < search_.gain(b) : a > b;
      });
      made.sites.push_back(*next);
      made.gains.push_back(search_.gain(*next));
      search_.add(*next);
      left.erase(next);
    }
    made.covered = search_.covered();
    made.bound = std::max(made.covered, least_bound_);
    made.proven = made.bound == made.covered;
    return made;
  }

  static constexpr std::uint32_t kNobody = 0xffffffffU;

 public:
  static constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

 private:
  const CoverProblem& problem_;
  std::size_t count_;
  std::int64_t enough_;
  const RunContext& run_;
  SitingEffort effort_;
  CoverSearch search_;
  CoverBound bound_;
  std::int64_t best_ = 0, least_bound_ = kAll;
  std::vector<std::uint32_t> chosen_;
};

}  // namespace

SiteChoice choose_most(const CoverProblem& problem, std::size_t count, const SitingEffort& effort, const RunContext& run) {
  count = std::min(count, problem.candidate_count());
  if (count == 0) return {{}, {}, 0, 0, 0, true, true};
  return MostCovered(problem, count, MostCovered::kAll, effort, run).run();
}

SiteChoice choose_fewest(const CoverProblem& problem, std::int64_t wanted, const SitingEffort& effort, const RunContext& run) {
  if (wanted <= 0) return {{}, {}, 0, 0, 0, true, true};
  if (problem.reachable() < wanted) {
    // Not to be had: the fewest sites that cover all that can be covered.
    SiteChoice all = choose_fewest(problem, problem.reachable(), effort, run);
    all.reached = false;
    return all;
  }
  CoverSearch greedy(problem);
  greedy.fill_to(wanted);
  std::size_t can = greedy.chosen().size(), cannot = 0;  // sites that are enough; sites proven to be too few
  SiteChoice best = MostCovered(problem, can, wanted, effort, run).run();
  std::vector<double> prices;
  std::vector<char> unclear(can + 1, 0);
  auto ask = [&](std::size_t count) {
    MostCovered search(problem, count, wanted, effort, run);
    if (!prices.empty()) search.start_from(prices);
    SiteChoice made = search.run();
    prices = search.prices();
    const bool found = made.covered >= wanted;
    if (found && count < can) best = std::move(made), can = count;
    if (!found && made.bound < wanted) cannot = std::max(cannot, count);
    if (!found && made.bound >= wanted) unclear[count] = 1;
    return found;
  };
  // First the least number that a choice is found for, then the greatest that is proven too few.
  for (std::size_t low = 0; low + 1 < can && !run.should_stop();) {
    const std::size_t middle = low + (can - low) / 2;
    if (!ask(middle)) low = middle;
  }
  for (std::size_t high = can; cannot + 1 < high && !run.should_stop();) {
    const std::size_t middle = cannot + (high - cannot) / 2;
    if (unclear[middle] != 0 || ask(middle) || cannot < middle) high = middle;
  }
  best.fewest_possible = std::max<std::size_t>(cannot + 1, 1);
  best.proven = best.fewest_possible >= can;
  return best;
}

}  // namespace wangge
