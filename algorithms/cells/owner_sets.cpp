#include "algorithms/cells/owner_sets.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

std::int32_t OwnerSets::intern(std::vector<std::int32_t> members) {
  if (members.empty()) return 0;
  std::uint64_t hash = members.size();
  for (const std::int32_t m : members) hash = (hash ^ static_cast<std::uint64_t>(m)) * 0x9e3779b97f4a7c15ULL + (hash >> 29);
  for (auto [i, end] = known_.equal_range(hash); i != end; ++i)
    if (sets_[at(i->second)] == members) return i->second;
  const auto number = static_cast<std::int32_t>(sets_.size());
  sets_.push_back(std::move(members));
  known_.emplace(hash, number);
  return number;
}

std::int32_t OwnerSets::single(std::int32_t owner) {
  if (single_.size() <= at(owner)) single_.resize(at(owner) + 1, -1);
  if (single_[at(owner)] < 0) single_[at(owner)] = intern({owner});
  return single_[at(owner)];
}

std::int32_t OwnerSets::toggled(std::int32_t a, std::int32_t b) {
  if (a == 0) return b;
  if (b == 0) return a;
  if (a == b) return 0;
  const std::uint64_t key =
      (std::uint64_t{static_cast<std::uint32_t>(std::min(a, b))} << 32) | static_cast<std::uint32_t>(std::max(a, b));
  if (const auto found = toggled_.find(key); found != toggled_.end()) return found->second;
  std::vector<std::int32_t> out;
  const auto &x = sets_[at(a)], &y = sets_[at(b)];
  std::set_symmetric_difference(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(out));
  return toggled_[key] = intern(std::move(out));
}

}  // namespace wangge
