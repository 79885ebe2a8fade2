#include "algorithms/change/match_grids.hpp"

#include <limits>
#include <queue>

namespace wangge {

namespace {

/// Households first, then buildings (fewer than 2^20), then the number of pairs: grids without buildings are paired too.
std::int64_t weight_of(const GridLink& link) {
  return (link.households << 21) + (static_cast<std::int64_t>(link.buildings) << 1) + 1;
}

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::min() / 4;

class Matching {
 public:
  Matching(std::size_t old_grids, std::size_t new_grids, std::span<GridLink> links)
      : links_(links), of_old_(old_grids), of_new_(new_grids), pair_old_(old_grids, -1), pair_new_(new_grids, -1) {
    for (std::size_t i = 0; i < links.size(); ++i) {
      of_old_[at(links[i].old_grid)].push_back(static_cast<std::int32_t>(i));
      of_new_[at(links[i].new_grid)].push_back(static_cast<std::int32_t>(i));
    }
  }

  void run() {
    std::vector<char> seen(of_old_.size(), 0);
    for (std::size_t o = 0; o < of_old_.size(); ++o)
      if (seen[o] == 0) {
        group(static_cast<std::int32_t>(o), seen);
        while (augment()) {
        }
      }
    for (const std::int32_t link : pair_old_)
      if (link >= 0) links_[at(link)].partners = true;
  }

 private:
  static std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

  /// The old grids that hang together with one through new grids.
  void group(std::int32_t first, std::vector<char>& seen) {
    olds_.assign(1, first);
    seen[at(first)] = 1;
    for (std::size_t k = 0; k < olds_.size(); ++k)
      for (const std::int32_t link : of_old_[at(olds_[k])])
        for (const std::int32_t other : of_new_[at(links_[at(link)].new_grid)])
          if (const std::int32_t o = links_[at(other)].old_grid; seen[at(o)] == 0) {
            seen[at(o)] = 1;
            olds_.push_back(o);
          }
  }

  /// Takes the path that gains most: unmatched old grid, link, new grid, its pair backwards, ... Without cycles of positive gain
  /// (none arise from a matching that is heaviest for its size) label correction ends.
  bool augment() {
    std::vector<std::int64_t> gain_old(of_old_.size(), kFar);
    std::vector<std::int64_t> gain_new(of_new_.size(), kFar);
    std::vector<std::int32_t> came(of_new_.size(), -1);
    std::queue<std::int32_t> open;
    for (const std::int32_t o : olds_)
      if (pair_old_[at(o)] < 0) {
        gain_old[at(o)] = 0;
        open.push(o);
      }
    while (!open.empty()) {
      const std::int32_t o = open.front();
      open.pop();
      for (const std::int32_t link : of_old_[at(o)]) {
        if (link == pair_old_[at(o)]) continue;
        const std::int32_t n = links_[at(link)].new_grid;
        const std::int64_t gain = gain_old[at(o)] + weight_of(links_[at(link)]);
        if (gain <= gain_new[at(n)]) continue;
        gain_new[at(n)] = gain;
        came[at(n)] = link;
        const std::int32_t back = pair_new_[at(n)];
        if (back < 0) continue;
        const std::int32_t next = links_[at(back)].old_grid;
        gain_old[at(next)] = gain - weight_of(links_[at(back)]);
        open.push(next);
      }
    }
    std::int32_t end = -1;
    std::int64_t best = 0;
    for (const std::int32_t o : olds_)
      for (const std::int32_t link : of_old_[at(o)])
        if (const std::int32_t n = links_[at(link)].new_grid; pair_new_[at(n)] < 0 && gain_new[at(n)] > best) {
          best = gain_new[at(n)];
          end = n;
        }
    while (end >= 0) {
      const std::int32_t link = came[at(end)], o = links_[at(link)].old_grid;
      const std::int32_t former = pair_old_[at(o)];
      pair_new_[at(end)] = link;
      pair_old_[at(o)] = link;
      end = former < 0 ? -1 : links_[at(former)].new_grid;
    }
    return best > 0;
  }

  std::span<GridLink> links_;
  std::vector<std::vector<std::int32_t>> of_old_, of_new_;  // links of a grid
  std::vector<std::int32_t> pair_old_, pair_new_;           // its link in the matching
  std::vector<std::int32_t> olds_;                          // of the group at hand
};

}  // namespace

void match_grids(std::size_t old_grids, std::size_t new_grids, std::span<GridLink> links) {
  Matching(old_grids, new_grids, links).run();
}

}  // namespace wangge
