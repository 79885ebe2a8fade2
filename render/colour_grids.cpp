#include "render/colour_grids.hpp"

#include <algorithm>
#include <cstddef>
#include <map>

namespace wangge {

namespace {

constexpr int kNone = -1;

class Colouring {
 public:
  Colouring(const Neighbours& neighbours, int palette)
      : neighbours_(neighbours), palette_(palette), colour_(neighbours.size(), kNone), saturation_(neighbours.size(), 0) {}

  [[nodiscard]] const std::vector<int>& colours() const { return colour_; }

  /// DSATUR over one group: always the grid with the most colours around it, ties by degree, then by number.
  /// @return false when a grid found no free colour; it then keeps a colour of a neighbour.
  bool colour_group(const std::vector<std::int32_t>& group) {
    bool proper = true;
    std::vector<bool> done(group.size(), false);
    for (std::size_t round = 0; round < group.size(); ++round) {
      std::size_t best = group.size();
      std::pair<int, std::size_t> best_rank{-1, 0};
      for (std::size_t i = 0; i < group.size(); ++i) {
        if (done[i]) continue;
        const std::pair<int, std::size_t> rank{saturation_[at(group[i])], neighbours_[at(group[i])].size()};
        if (best == group.size() || rank > best_rank) {
          best = i;
          best_rank = rank;
        }
      }
      done[best] = true;
      proper &= give_colour(group[best], static_cast<int>(best));
    }
    return proper;
  }

  /// Smallest-last order: on planar graphs every grid has at most five coloured neighbours when its turn comes.
  bool colour_smallest_last() {
    bool proper = true;
    for (const std::int32_t grid : smallest_last_order()) proper &= give_colour(grid, 0);
    return proper;
  }

 private:
  static std::size_t at(std::int32_t grid) { return static_cast<std::size_t>(grid); }

  [[nodiscard]] std::vector<int> uses_around(std::int32_t grid) const {
    std::vector<int> uses(static_cast<std::size_t>(palette_), 0);
    for (const std::int32_t other : neighbours_[at(grid)]) {
      if (colour_[at(other)] != kNone) ++uses[static_cast<std::size_t>(colour_[at(other)])];
    }
    return uses;
  }

  /// Colours the grid and keeps the counts of different colours around its neighbours up to date.
  void set_colour(std::int32_t grid, int colour) {
    colour_[at(grid)] = colour;
    for (const std::int32_t other : neighbours_[at(grid)]) {
      const std::vector<int> uses = uses_around(other);
      saturation_[at(other)] = static_cast<int>(std::count_if(uses.begin(), uses.end(), [](int n) { return n > 0; }));
    }
  }

  /// The first free colour from `wanted` on; where none is free, one whose holders around can all move to another.
  bool give_colour(std::int32_t grid, int wanted) {
    const std::vector<int> uses = uses_around(grid);
    for (int i = 0; i < palette_; ++i) {
      const int colour = (wanted + i) % palette_;
      if (uses[static_cast<std::size_t>(colour)] != 0) continue;
      set_colour(grid, colour);
      return true;
    }
    for (int colour = 0; colour < palette_; ++colour) {
      if (!free_colour(grid, colour)) continue;
      set_colour(grid, colour);
      return true;
    }
    set_colour(grid, wanted % palette_);
    return false;
  }

  bool free_colour(std::int32_t grid, int colour) {
    std::vector<std::pair<std::int32_t, int>> moved;
    for (const std::int32_t other : neighbours_[at(grid)]) {
      if (colour_[at(other)] != colour) continue;
      const std::vector<int> uses = uses_around(other);
      int next = kNone;
      for (int i = 0; i < palette_ && next == kNone; ++i) {
        if (i != colour && uses[static_cast<std::size_t>(i)] == 0) next = i;
      }
      if (next == kNone) {
        for (const auto& [back, old] : moved) set_colour(back, old);
        return false;
      }
      moved.emplace_back(other, colour);
      set_colour(other, next);
    }
    return true;
  }

  [[nodiscard]] std::vector<std::int32_t> smallest_last_order() const {
    std::vector<std::size_t> degree(neighbours_.size());
    std::vector<std::vector<std::int32_t>> by_degree;
    for (std::size_t i = 0; i < neighbours_.size(); ++i) {
      degree[i] = neighbours_[i].size();
      if (by_degree.size() <= degree[i]) by_degree.resize(degree[i] + 1);
      by_degree[degree[i]].push_back(static_cast<std::int32_t>(i));
    }
    std::vector<std::int32_t> order;
    std::vector<bool> gone(neighbours_.size(), false);
    for (std::size_t low = 0; low < by_degree.size();) {
      if (by_degree[low].empty()) {
        ++low;
        continue;
      }
      const std::int32_t grid = by_degree[low].back();
      by_degree[low].pop_back();
      if (gone[at(grid)] || degree[at(grid)] != low) continue;
      gone[at(grid)] = true;
      order.push_back(grid);
      for (const std::int32_t other : neighbours_[at(grid)]) {
        if (gone[at(other)]) continue;
        by_degree[--degree[at(other)]].push_back(other);
      }
      if (low > 0) --low;
    }
    std::reverse(order.begin(), order.end());
    return order;
  }

  const Neighbours& neighbours_;
  int palette_;
  std::vector<int> colour_;
  std::vector<int> saturation_;  ///< number of different colours around each grid
};

}  // namespace

std::vector<int> colour_grids(const Neighbours& neighbours, std::span<const std::int32_t> community, int palette) {
  std::map<std::int32_t, std::vector<std::int32_t>> groups;
  for (std::size_t i = 0; i < neighbours.size(); ++i) {
    groups[i < community.size() ? community[i] : 0].push_back(static_cast<std::int32_t>(i));
  }
  Colouring colouring(neighbours, std::max(1, palette));
  bool proper = true;
  for (const auto& [number, group] : groups) proper &= colouring.colour_group(group);
  if (proper) return colouring.colours();
  Colouring again(neighbours, std::max(1, palette));
  return again.colour_smallest_last() ? again.colours() : colouring.colours();
}

}  // namespace wangge
