#include "algorithms/partition/count_search.hpp"

#include <algorithm>
#include <cmath>

namespace wangge::partition {

namespace {
std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
constexpr std::size_t kCutsAtOnce = 20;
}  // namespace

CountSearch::CountSearch(std::int32_t graph_nodes, std::int64_t grids, double per_grid, std::vector<double> point,
                         std::vector<Column> known)
    : nodes(graph_nodes),
      k(grids),
      scale(per_grid),
      lp(graph_nodes, {}),
      centre(std::move(point)),
      box(0.02 * per_grid),
      pool(std::move(known)) {}

void CountSearch::refill() {
  for (Column& c : pool) {
    c.reduced = c.cost;
    for (const std::int32_t v : c.nodes) c.reduced -= centre[at(v)];
    for (const TripleCut& cut : cuts)
      if (cut.price > 0 && holds_two(cut, c.nodes)) c.reduced += cut.price;
  }
  std::stable_sort(pool.begin(), pool.end(), [](const Column& a, const Column& b) { return a.reduced < b.reduced; });
  const std::size_t most = 20 * at(nodes) + 500;
  if (pool.size() > most) pool.resize(most);
  lp = MasterLp(nodes, cuts);
  for (const Column& c : pool) lp.add(c.nodes, c.cost / kLpScale);
  lp.begin(static_cast<double>(k));
}

void CountSearch::add(const Column& column) {
  lp.add(column.nodes, column.cost / kLpScale);
  pool.push_back(column);
}

std::vector<double> CountSearch::solve(double count_price) {
  std::vector<double> scaled(centre.size()), point(centre.size());
  for (std::size_t r = 0; r < scaled.size(); ++r) scaled[r] = centre[r] / kLpScale;
  lp.set_box(scaled, box / kLpScale, count_price / kLpScale);
  lp.solve(4000);
  for (std::size_t r = 0; r < point.size(); ++r) {
    point[r] = std::round(lp.duals()[r] * kLpScale);
    if (r >= at(nodes)) point[r] = std::min(0.0, point[r]);
  }
  return point;
}

std::vector<TripleCut> CountSearch::cuts_that_count() const {
  std::vector<TripleCut> all;
  for (std::size_t c = 0; c < cuts.size(); ++c) {
    if (centre[at(nodes) + c] == 0) continue;
    all.push_back(cuts[c]);
    all.back().price = -centre[at(nodes) + c];
  }
  return all;
}

std::vector<TripleCut> CountSearch::more_cuts() const {
  double slack = 0;
  std::vector<ShareOfSet> plan;
  for (const auto& [column, share] : lp.shares(slack)) plan.push_back({pool[at(column)].nodes, share});
  const std::vector<TripleCut> fresh = broken_triples(nodes, plan, kCutsAtOnce);
  if (fresh.empty()) return {};
  std::vector<TripleCut> all = cuts_that_count();
  all.insert(all.end(), fresh.begin(), fresh.end());
  return all;
}

void CountSearch::take_cuts(std::vector<TripleCut> fresh) {
  cuts = std::move(fresh);
  centre.resize(at(nodes));
  for (const TripleCut& cut : cuts) centre.push_back(-cut.price);
  box = 0.01 * scale;
  refill();
}

std::vector<const Column*> CountSearch::whole_plan() const {
  double slack = 0;
  std::vector<const Column*> chosen;
  for (const auto& [column, share] : lp.shares(slack)) {
    if (share < 1e-3) continue;
    if (share < 0.999) return {};
    chosen.push_back(&pool[at(column)]);
  }
  if (slack > 1e-2 || static_cast<std::int64_t>(chosen.size()) != k) return {};
  std::vector<char> held(at(nodes), 0);
  std::size_t count = 0;
  for (const Column* c : chosen)
    for (const std::int32_t v : c->nodes) {
      if (held[at(v)]) return {};
      held[at(v)] = 1;
      ++count;
    }
  return count == at(nodes) ? chosen : std::vector<const Column*>{};
}

}  // namespace wangge::partition
