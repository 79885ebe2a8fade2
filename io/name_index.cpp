#include "io/name_index.hpp"

#include <algorithm>

#include "io/plain_name.hpp"

namespace wangge {

namespace {

void put(std::unordered_map<std::string, std::vector<std::int32_t>>& map, const std::string& key, std::int32_t record) {
  std::vector<std::int32_t>& records = map[key];
  if (std::find(records.begin(), records.end(), record) == records.end()) records.push_back(record);
}

}  // namespace

void NameIndex::add_id(const std::string& id, std::int32_t record) {
  put(ids_, id, record);
  put(digits_, without_leading_zeros(id), record);
  put(plain_, plain_name(id), record);
}

void NameIndex::add_name(const std::string& name, std::int32_t record) {
  if (name.empty()) return;
  put(names_, name, record);
  put(plain_, plain_name(name), record);
  put(roots_, root_of_name(name), record);
}

NameIndex::Found NameIndex::find(const std::string& text) const {
  const auto look = [](const Map& map, const std::string& key, NameMatch how) {
    const auto found = map.find(key);
    return found == map.end() ? Found{} : Found{how, found->second};
  };
  if (Found found = look(ids_, text, NameMatch::exact); found.how != NameMatch::none) return found;
  if (Found found = look(names_, text, NameMatch::exact); found.how != NameMatch::none) return found;
  if (Found found = look(digits_, without_leading_zeros(text), NameMatch::zeros); found.records.size() == 1) return found;
  if (Found found = look(plain_, plain_name(text), NameMatch::spelling); found.how != NameMatch::none) return found;
  return look(roots_, root_of_name(text), NameMatch::root);
}

}  // namespace wangge
