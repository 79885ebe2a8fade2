#include "core/name_index.hpp"

#include <algorithm>

#include "core/plain_name.hpp"

namespace wangge {

void NameIndex::Map::put(const std::string& key, std::int32_t record) {
  const auto [place, fresh] = first.emplace(key, record);
  if (fresh || place->second == record) return;
  std::vector<std::int32_t>& more = further[key];
  if (std::find(more.begin(), more.end(), record) == more.end()) more.push_back(record);
}

std::vector<std::int32_t> NameIndex::Map::at(const std::string& key) const {
  const auto found = first.find(key);
  if (found == first.end()) return {};
  std::vector<std::int32_t> records{found->second};
  if (const auto more = further.find(key); more != further.end())
    records.insert(records.end(), more->second.begin(), more->second.end());
  return records;
}

void NameIndex::add_id(const std::string& id, std::int32_t record) {
  ids_.put(id, record);
  all_ids_.emplace_back(id, record);
}

void NameIndex::add_name(const std::string& name, std::int32_t record) {
  if (name.empty()) return;
  names_.put(name, record);
  all_names_.emplace_back(name, record);
}

void NameIndex::prepare() const {
  for (; prepared_ids_ < all_ids_.size(); ++prepared_ids_) {
    const auto& [id, record] = all_ids_[prepared_ids_];
    digits_.put(without_leading_zeros(id), record);
    plain_.put(plain_name(id), record);
  }
  for (; prepared_names_ < all_names_.size(); ++prepared_names_) {
    const auto& [name, record] = all_names_[prepared_names_];
    plain_.put(plain_name(name), record);
    roots_.put(root_of_name(name), record);
  }
}

std::int32_t NameIndex::find_id(const std::string& id) const {
  const auto found = ids_.first.find(id);
  return found == ids_.first.end() || ids_.further.contains(id) ? -1 : found->second;
}

NameIndex::Found NameIndex::find(const std::string& text) const {
  for (const Map* exact : {&ids_, &names_})
    if (std::vector<std::int32_t> records = exact->at(text); !records.empty()) return {NameMatch::exact, std::move(records)};
  prepare();
  if (std::vector<std::int32_t> records = digits_.at(without_leading_zeros(text)); records.size() == 1)
    return {NameMatch::zeros, std::move(records)};
  if (std::vector<std::int32_t> records = plain_.at(plain_name(text)); !records.empty())
    return {NameMatch::spelling, std::move(records)};
  if (std::vector<std::int32_t> records = roots_.at(root_of_name(text)); !records.empty())
    return {NameMatch::root, std::move(records)};
  return {};
}

}  // namespace wangge
