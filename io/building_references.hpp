/// Which community and compound the columns of a building mean. A text that means no known compound makes one.
#pragma once

#include "core/name_index.hpp"
#include "io/city_parts.hpp"

namespace wangge {

class BuildingReferences {
 public:
  BuildingReferences(const SectionTable& table, const Project& project, City& city);
  /// Sets community and compound of `one`; every reference that was not taken as written is a finding.
  void resolve(std::size_t row, Building& one);

  /// The last ids of a thread: as a rule the next building stands in the same community and compound.
  struct LastIds {
    struct One {
      std::string text;
      std::int32_t record = -1;
    } community, compound;
    std::string made;  ///< texts of columns of numbers
  };
  /// Sets community and compound where the columns hold their very ids, or nothing; there is nothing to say of those. False where
  /// `resolve` has to look. Changes nothing here: for several threads at once.
  [[nodiscard]] bool resolve_ids(std::size_t row, Building& one, LastIds& last) const;

 private:
  /// The last answer: as a rule the next building stands in the same community or compound.
  struct LastFound {
    std::string text;
    NameIndex::Found found;
    bool known = false;
    const NameIndex::Found& find(const NameIndex& index, std::string_view wanted);
  };

  void community(std::size_t row, Building& one);
  void compound(std::size_t row, Building& one);
  [[nodiscard]] std::int32_t new_compound(const std::string& text);
  /// Of several compounds the one around or nearest to the building; `near_only`: none when it is farther than 30 m.
  [[nodiscard]] std::int32_t by_place(const std::vector<std::int32_t>& compounds, const Building& one, bool near_only) const;

  const SectionTable& table_;
  const Project& project_;
  City& city_;
  SectionTable::Role community_role_, compound_role_;
  LastFound last_community_, last_compound_;
  std::string made_;  ///< texts of columns of numbers
  NameIndex communities_, compounds_;
};

}  // namespace wangge
