/// A number for every key: a hash table without a memory block an entry, for tables that are filled once and only asked.
/// Guarantee: what is found does not depend on the order of the slots, which nothing ever walks.
/// Cost: a look-up touches about one cache line; 2 to 4 slots an entry.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/random.hpp"

namespace wangge {

/// Of keys that are whole numbers.
struct MixedHash {
  std::size_t operator()(std::uint64_t key) const { return mix64(key); }
};

template <class Key, class Hash>
class NumberTable {
 public:
  static constexpr std::uint32_t kNone = 0xffffffffU;  ///< no key may get this number

  void reserve(std::size_t keys) {
    std::size_t slots = 16;
    while (slots < 2 * keys) slots *= 2;
    if (slots > slots_.size()) rehash(slots);
  }
  /// The key's number, and whether it is new and therefore `number`.
  std::pair<std::uint32_t, bool> try_emplace(const Key& key, std::uint32_t number) {
    if (2 * (size_ + 1) > slots_.size()) rehash(slots_.empty() ? 16 : 2 * slots_.size());
    Slot& slot = slots_[slot_of(key)];
    if (slot.number != kNone) return {slot.number, false};
    slot = {key, number};
    ++size_;
    return {number, true};
  }

 private:
  struct Slot {
    Key key{};
    std::uint32_t number = kNone;
  };
  [[nodiscard]] std::size_t slot_of(const Key& key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = Hash()(key) & mask;
    while (slots_[at].number != kNone && !(slots_[at].key == key)) at = (at + 1) & mask;
    return at;
  }
  void rehash(std::size_t slots) {
    std::vector<Slot> before(slots);
    before.swap(slots_);
    for (const Slot& slot : before)
      if (slot.number != kNone) slots_[slot_of(slot.key)] = slot;
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace wangge
