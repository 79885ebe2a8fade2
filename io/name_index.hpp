/// Finds the record that an id or a name in another table means: exactly, else without leading zeros, else as another spelling.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
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

 private:
  using Map = std::unordered_map<std::string, std::vector<std::int32_t>>;
  Map ids_, names_, digits_, plain_, roots_;
};

}  // namespace wangge
