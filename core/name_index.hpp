/// Finds the record that an id or a name in another table means: exactly, else without leading zeros, else as another spelling.
/// @cost  an exact match is one look-up; the other ways are prepared when the first text needs them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
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
  /// Records by key, in one flat table: a city has a hundred thousand ids, nearly all of them once.
  class Map {
   public:
    void put(const std::string& key, std::int32_t record);
    [[nodiscard]] std::vector<std::int32_t> at(const std::string& key) const;
    /// The record of a key that has one alone, else -1.
    [[nodiscard]] std::int32_t only(const std::string& key) const;
    /// Everything put in so far, in that order; a record put again under its key counts once.
    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    [[nodiscard]] std::string key(std::size_t i) const { return texts_.substr(entries_[i].from, entries_[i].length); }
    [[nodiscard]] std::int32_t record(std::size_t i) const { return entries_[i].record; }

   private:
    struct Entry {
      std::size_t hash, from, length;  ///< the key: a piece of texts_
      std::int32_t record, further;    ///< the next entry of the same key, -1 = none
    };
    /// Where the first entry of a key stands in slots_, or the free place where it would.
    [[nodiscard]] std::size_t slot_of(std::string_view key, std::size_t hash) const;
    void grow();

    std::string texts_;
    std::vector<Entry> entries_;
    std::vector<std::int32_t> slots_;  ///< entries, -1 = free
  };
  void prepare() const;

  Map ids_, names_;
  mutable Map digits_, plain_, roots_;
  mutable std::size_t prepared_ids_ = 0, prepared_names_ = 0;
};

}  // namespace wangge
