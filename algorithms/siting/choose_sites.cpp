#include "algorithms/siting/choose_sites.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "algorithms/siting/cover_bound.hpp"
#include "algorithms/siting/cover_core.hpp"
#include "algorithms/siting/cover_search.hpp"

namespace wangge {

namespace {

constexpr int kRootSteps = 3000;      // of the prices before branching
constexpr int kCoreSteps = 240;       // of the prices of a core, which come from find_core
constexpr std::size_t kWhole = 1600;  // more candidates than this are searched by their core
constexpr int kNodeSteps = 60;        // at a branch: prices start from its parent's
constexpr int kKicks = 2500;
constexpr int kCoreKicks = 1000;
constexpr int kFewestKicks = 1000, kFewestCoreKicks = 250;  // many numbers of sites are asked
constexpr double kWorse = 0.0002;                           // share of the best that a kick may lose
constexpr int kWideKicks = 10000;                           // after those: few choices are better, and they lie farther off
constexpr std::size_t kWideFor = 400;  // candidates; the more there are, the dearer a kick, the fewer of them
constexpr double kWideWorse = 0.001;
constexpr double kPairsGap = 0.005;    // swaps of two sites are tried where the gap is wider than this
constexpr double kBranchWork = 1.5e9;  // incidences looked at while branching, about a second

/// The chosen sites in the order of greatest gain, so that the first ones of the list are those to build first.
SiteChoice in_order_of_gain(CoverSearch& search) {
  SiteChoice made;
  std::vector<std::uint32_t> left = search.chosen();
  search.clear();
  while (!left.empty()) {
    const auto next = std::max_element(left.begin(), left.end(), [&](std::uint32_t a, std::uint32_t b) {
      return search.gain(a) != search.gain(b) ? search.gain(a) < search.gain(b) : a > b;
    });
    made.sites.push_back(*next);
    made.gains.push_back(search.gain(*next));
    search.add(*next);
    left.erase(next);
  }
  made.covered = search.covered();
  return made;
}

/// One search for the most that `count` sites cover; stops once `enough` is covered.
class MostCovered {
 public:
  MostCovered(const CoverProblem& problem, std::size_t count, std::int64_t enough, const SitingEffort& effort,
              const RunContext& run)
      : problem_(problem), count_(count), enough_(enough), run_(run), effort_(effort), search_(problem), bound_(problem, count) {}

  /// For the core of a larger problem: prices are known already, and branching would say nothing of the candidates left out.
  void as_core() { root_steps_ = kCoreSteps, kicks_ = kCoreKicks, wide_kicks_ = 0, branches_ = false; }
  void set_kicks(int kicks) { kicks_ = kicks, wide_kicks_ = 0; }
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
    bound_.lower(root_steps_, goal(), promising);
    least_bound_ = std::max(best_, bound_.bound());
    Random random(run_.seed);
    if (!done()) kicks(kicks_, kWorse, random);
    const std::size_t size = std::max(problem_.candidate_count(), kWideFor);
    if (!done())
      kicks(static_cast<int>(static_cast<std::size_t>(wide_kicks_) * kWideFor / size / (size / kWideFor)), kWideWorse, random);
    if (!done() && static_cast<double>(least_bound_ - best_) > kPairsGap * static_cast<double>(best_)) pairs();
    if (!done() && branches_) branch();
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

  /// A little worse is taken too: the way to a better choice often leads through one.
  void kicks(int number, double worse, Random& random) {
    number = static_cast<int>(number * effort_.factor);
    search_.set(chosen_);
    for (int i = 0; i < number && !done(); ++i) {
      const std::vector<std::uint32_t> before = search_.chosen();
      const std::int64_t had = search_.covered();
      search_.kick(1 + random.below(4), random);
      keep();
      if (static_cast<double>(had - search_.covered()) > worse * static_cast<double>(best_)) search_.set(before);
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
    search_.set(chosen_);
    SiteChoice made = in_order_of_gain(search_);
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
  int root_steps_ = kRootSteps, kicks_ = kKicks, wide_kicks_ = kWideKicks;
  bool branches_ = true;
  std::int64_t best_ = 0, least_bound_ = kAll;
  std::vector<std::uint32_t> chosen_;
};

/// Too many candidates to search them all: their core is, then single swaps with all.
SiteChoice choose_by_core(const CoverProblem& problem, std::size_t count, const SitingEffort& effort, const RunContext& run) {
  CoverSearch all(problem);
  all.fill(count);
  const CoverCore core = find_core(problem, count, all.chosen(), all.covered(), run);
  const CoverProblem part = restricted(problem, core.candidates);
  MostCovered search(part, std::min(count, part.candidate_count()), MostCovered::kAll, effort, run);
  search.start_from(core.prices);
  search.as_core();
  const SiteChoice found = search.run();
  std::vector<std::uint32_t> sites;
  for (const std::uint32_t c : found.sites) sites.push_back(core.candidates[c]);
  all.set(sites);
  all.improve();
  SiteChoice made = in_order_of_gain(all);
  made.bound = std::max(made.covered, std::min(core.bound, bound_at(problem, count, search.prices())));
  made.proven = made.bound == made.covered;
  return made;
}

/// The fewest sites that are found, and how many are proven too few; with a core nothing is proven here.
SiteChoice fewest_among(const CoverProblem& problem, std::int64_t wanted, const SitingEffort& effort, const RunContext& run,
                        const CoverCore* core) {
  CoverSearch greedy(problem);
  greedy.fill_to(wanted);
  std::size_t can = greedy.chosen().size(), cannot = 0;  // sites that are enough; sites proven to be too few
  std::vector<double> prices = core != nullptr ? core->prices : std::vector<double>{};
  const auto search_for = [&](std::size_t count) {
    MostCovered search(problem, count, wanted, effort, run);
    if (!prices.empty()) search.start_from(prices);
    if (core != nullptr) search.as_core();
    search.set_kicks(core != nullptr ? kFewestCoreKicks : kFewestKicks);
    SiteChoice made = search.run();
    // A search that found enough at once has hardly looked for prices.
    if (made.covered < wanted) prices = search.prices();
    return made;
  };
  SiteChoice best = search_for(can);
  std::vector<char> unclear(can + 1, 0);
  auto ask = [&](std::size_t count) {
    SiteChoice made = search_for(count);
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
  if (core != nullptr) return best;
  for (std::size_t high = can; cannot + 1 < high && !run.should_stop();) {
    const std::size_t middle = cannot + (high - cannot) / 2;
    if (unclear[middle] != 0 || ask(middle) || cannot < middle) high = middle;
  }
  best.fewest_possible = std::max<std::size_t>(cannot + 1, 1);
  best.proven = best.fewest_possible >= can;
  return best;
}

SiteChoice fewest_by_core(const CoverProblem& problem, std::int64_t wanted, const SitingEffort& effort, const RunContext& run) {
  CoverSearch greedy(problem);
  greedy.fill_to(wanted);
  const CoverCore core = find_core(problem, greedy.chosen().size(), greedy.chosen(), wanted, run);
  SiteChoice best = fewest_among(restricted(problem, core.candidates), wanted, effort, run, &core);
  for (std::uint32_t& c : best.sites) c = core.candidates[c];
  std::size_t too_few = sites_too_few(problem, wanted, core.prices);
  // Prices for one site less than what was found say more about that number.
  if (best.sites.size() > too_few + 1)
    too_few = std::max(too_few,
                       sites_too_few(problem, wanted, find_core(problem, best.sites.size() - 1, best.sites, wanted, run).prices));
  best.fewest_possible = std::min(too_few + 1, best.sites.size());
  best.proven = best.fewest_possible >= best.sites.size();
  best.bound = std::max(best.covered, bound_at(problem, best.sites.size(), core.prices));
  return best;
}

}  // namespace

SiteChoice choose_most(const CoverProblem& problem, std::size_t count, const SitingEffort& effort, const RunContext& run) {
  count = std::min(count, problem.candidate_count());
  if (count == 0) return {{}, {}, 0, 0, 0, true, true};
  if (problem.candidate_count() > kWhole) return choose_by_core(problem, count, effort, run);
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
  if (problem.candidate_count() > kWhole) return fewest_by_core(problem, wanted, effort, run);
  return fewest_among(problem, wanted, effort, run, nullptr);
}

}  // namespace wangge
