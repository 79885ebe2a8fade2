/// The states of one layer while a diagram of connected sets is built: equal states are one.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

#include "algorithms/partition/diagram_pruning.hpp"

namespace wangge::partition {

/// Numbers keys in the order in which they are first met. `hash(key)` spreads its lower bits well.
/// Amortised constant time a key; open addressing, at most half full.
template <class Key, std::uint64_t (*hash)(const Key&)>
class LayerStates {
 public:
  void begin(std::size_t expected_keys) {
    keys_.clear();
    table_.assign(std::bit_ceil(expected_keys + 16), 0);
  }
  /// The number of the key, and whether it is new.
  std::pair<std::uint32_t, bool> number_of(const Key& key) {
    if (2 * keys_.size() >= table_.size()) grow();
    std::size_t slot = hash(key) & (table_.size() - 1);
    while (table_[slot] != 0 && !(keys_[table_[slot] - 1] == key)) slot = (slot + 1) & (table_.size() - 1);
    const bool fresh = table_[slot] == 0;
    if (fresh) {
      keys_.push_back(key);
      table_[slot] = static_cast<std::uint32_t>(keys_.size());
    }
    return {table_[slot] - 1, fresh};
  }
  [[nodiscard]] std::vector<Key>& keys() { return keys_; }

 private:
  void grow() {
    table_.assign(2 * table_.size(), 0);
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      std::size_t slot = hash(keys_[i]) & (table_.size() - 1);
      while (table_[slot] != 0) slot = (slot + 1) & (table_.size() - 1);
      table_[slot] = static_cast<std::uint32_t>(i + 1);
    }
  }

  std::vector<Key> keys_;
  std::vector<std::uint32_t> table_;  ///< number of a key and one, 0 = free
};

/// A way to state `id` of this many households, lightest and heaviest; the state is added to the diagram where it is `fresh`.
inline void reach_state(SetDiagram& diagram, StateRanges& range, std::uint32_t id, bool fresh, std::int64_t lightest,
                        std::int64_t heaviest) {
  if (fresh) {
    diagram.child_out.push_back(SetDiagram::dead);
    diagram.child_in.push_back(SetDiagram::dead);
    diagram.cost_out.push_back(0);
    diagram.cost_in.push_back(0);
    range.lightest.push_back(lightest);
    range.heaviest.push_back(heaviest);
    return;
  }
  range.lightest[id] = std::min(range.lightest[id], lightest);
  range.heaviest[id] = std::max(range.heaviest[id], heaviest);
}

}  // namespace wangge::partition
