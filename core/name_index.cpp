#include "core/name_index.hpp"

#include <algorithm>
#include <functional>

#include "core/plain_name.hpp"

namespace wangge {

std::size_t NameIndex::Map::slot_of(std::string_view key, std::size_t hash) const {
  std::size_t slot = hash & (slots_.size() - 1);
  for (; slots_[slot] >= 0; slot = (slot + 1) & (slots_.size() - 1)) {
    const Entry& there = entries_[static_cast<std::size_t>(slots_[slot])];
    if (there.hash == hash && std::string_view(texts_).substr(there.from, there.length) == key) break;
  }
  return slot;
}

void NameIndex::Map::grow() {
  const std::vector<std::int32_t> old = std::move(slots_);
  slots_.assign(std::max<std::size_t>(64, old.size() * 2), -1);
  for (const std::int32_t entry : old) {
    if (entry < 0) continue;
    const Entry& e = entries_[static_cast<std::size_t>(entry)];
    slots_[slot_of(std::string_view(texts_).substr(e.from, e.length), e.hash)] = entry;
  }
}

void NameIndex::Map::put(const std::string& key, std::int32_t record) {
  if (2 * (entries_.size() + 1) > slots_.size()) grow();
  const std::size_t hash = std::hash<std::string_view>{}(key), slot = slot_of(key, hash);
  const auto made = static_cast<std::int32_t>(entries_.size());
  Entry entry{hash, texts_.size(), key.size(), record, -1};
  if (slots_[slot] < 0) {
    slots_[slot] = made;
    texts_ += key;
  } else {
    std::int32_t last = slots_[slot];
    while (entries_[static_cast<std::size_t>(last)].record != record && entries_[static_cast<std::size_t>(last)].further >= 0)
      last = entries_[static_cast<std::size_t>(last)].further;
    Entry& before = entries_[static_cast<std::size_t>(last)];
    if (before.record == record) return;
    before.further = made;
    entry.from = before.from;
  }
  entries_.push_back(entry);
}

std::vector<std::int32_t> NameIndex::Map::at(const std::string& key) const {
  if (entries_.empty()) return {};
  std::vector<std::int32_t> records;
  for (std::int32_t e = slots_[slot_of(key, std::hash<std::string_view>{}(key))]; e >= 0;
       e = entries_[static_cast<std::size_t>(e)].further)
    records.push_back(entries_[static_cast<std::size_t>(e)].record);
  return records;
}

std::int32_t NameIndex::Map::only(const std::string& key) const {
  if (entries_.empty()) return -1;
  const std::int32_t entry = slots_[slot_of(key, std::hash<std::string_view>{}(key))];
  if (entry < 0 || entries_[static_cast<std::size_t>(entry)].further >= 0) return -1;
  return entries_[static_cast<std::size_t>(entry)].record;
}

void NameIndex::add_id(const std::string& id, std::int32_t record) { ids_.put(id, record); }

void NameIndex::add_name(const std::string& name, std::int32_t record) {
  if (!name.empty()) names_.put(name, record);
}

void NameIndex::prepare() const {
  for (; prepared_ids_ < ids_.size(); ++prepared_ids_) {
    const std::string id = ids_.key(prepared_ids_);
    digits_.put(without_leading_zeros(id), ids_.record(prepared_ids_));
    plain_.put(plain_name(id), ids_.record(prepared_ids_));
  }
  for (; prepared_names_ < names_.size(); ++prepared_names_) {
    const std::string name = names_.key(prepared_names_);
    plain_.put(plain_name(name), names_.record(prepared_names_));
    roots_.put(root_of_name(name), names_.record(prepared_names_));
  }
}

std::int32_t NameIndex::find_id(const std::string& id) const { return ids_.only(id); }

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
