/// Finds the record that an id or a name in another table means: exactly, else without leading zeros, else as another spelling.
/// @cost  an exact match is one look-up; the other ways are prepared when the first text needs them.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace wangge {

enum class NameMatch { none, exact, zeros, spelling, root };

class NameIndex {
 public:
  struct Found {
    NameMatch how = NameMatch::none;
    std::vector<std::int32_t> records;  ///< more than one: the name does not tell them apart
  };

  void add_id(const std::string& id, std::int32_t record);
  void add_name(const std::string& name, std::int32_t record);
  /// Ids before names, exact matches before all others. `root` (the name without a bracketed part and the word 小区) is the
  /// weakest: callers confirm it by location.
  [[nodiscard]] Found find(const std::string& text) const;
  /// The record of this very id, -1 when there is none or several.
  [[nodiscard]] std::int32_t find_id(const std::string& id) const;

 private:
  /// Records of a key: the first in the map, further ones apart, as they are rare.
  struct Map {
    std::unordered_map<std::string, std::int32_t> first;
    std::unordered_map<std::string, std::vector<std::int32_t>> further;
    void put(const std::string& key, std::int32_t record);
    [[nodiscard]] std::vector<std::int32_t> at(const std::string& key) const;
  };
  void prepare() const;

  Map ids_, names_;
  std::vector<std::pair<std::string, std::int32_t>> all_ids_, all_names_;
  mutable Map digits_, plain_, roots_;
  mutable std::size_t prepared_ids_ = 0, prepared_names_ = 0;
};

}  // namespace wangge
