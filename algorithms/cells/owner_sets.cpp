#include "algorithms/cells/owner_sets.hpp"

#include <algorithm>
#include <iterator>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

std::int32_t OwnerSets::intern(std::span<const std::int32_t> members) {
  if (members.empty()) return 0;
  std::uint64_t hash = members.size();
  for (const std::int32_t m : members) hash = mix64(hash ^ static_cast<std::uint64_t>(m));
  const auto number = static_cast<std::int32_t>(size());
  if (const auto [found, fresh] = known_.try_emplace(hash, static_cast<std::uint32_t>(number)); !fresh) {
    auto set = static_cast<std::int32_t>(found);
    while (!std::ranges::equal(this->members(set), members) && next_of_hash_[at(set)] >= 0) set = next_of_hash_[at(set)];
    if (std::ranges::equal(this->members(set), members)) return set;
    next_of_hash_[at(set)] = number;
  }
  members_.insert(members_.end(), members.begin(), members.end());
  first_.push_back(members_.size());
  next_of_hash_.push_back(-1);
  return number;
}

std::int32_t OwnerSets::single(std::int32_t owner) {
  if (single_.size() <= at(owner)) single_.resize(at(owner) + 1, -1);
  if (single_[at(owner)] < 0) single_[at(owner)] = intern(std::span(&owner, 1));
  return single_[at(owner)];
}

std::int32_t OwnerSets::toggled(std::int32_t a, std::int32_t b) {
  if (a == 0) return b;
  if (b == 0) return a;
  if (a == b) return 0;
  const std::uint64_t pair =
      (std::uint64_t{static_cast<std::uint32_t>(std::min(a, b))} << 32) | static_cast<std::uint32_t>(std::max(a, b));
  const auto [known, fresh] = pairs_.try_emplace(pair, static_cast<std::uint32_t>(results_.size()));
  if (fresh) {
    joint_.clear();
    std::ranges::set_symmetric_difference(members(a), members(b), std::back_inserter(joint_));
    results_.push_back(intern(joint_));
  }
  return results_[known];
}

}  // namespace wangge
