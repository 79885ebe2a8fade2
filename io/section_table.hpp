/// One section of the project file as a table of roles: its layer and the ledgers joined to it by id.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/city.hpp"
#include "core/project.hpp"
#include "io/source_layer.hpp"

namespace wangge {

class SectionTable {
 public:
  SourceLayer layer;                         ///< geometry and the section's own columns; findings of reading and joining
  std::vector<LayerRecords> ledger_records;  ///< a row for each ledger: "buildings.join 1"

  /// Where the values of a role stand; found once for a whole table of rows.
  struct Role {
    static constexpr int kAbsent = -2;
    int ledger = kAbsent;  ///< -1 = the layer
    std::size_t column = 0;
    [[nodiscard]] bool present() const { return ledger != kAbsent; }
  };
  [[nodiscard]] Role role(std::string_view name) const;
  [[nodiscard]] std::string text(Role role, std::size_t row) const;
  /// The same, without a copy where the file holds a text; else put into `made`.
  [[nodiscard]] std::string_view text(Role role, std::size_t row, std::string& made) const;
  [[nodiscard]] std::optional<double> number(Role role, std::size_t row) const;

  [[nodiscard]] bool has(std::string_view role) const { return roles_.contains(role); }
  /// Text of a role in a row of the layer, empty when the role, the row's ledger entry or the value is missing.
  [[nodiscard]] std::string text(std::string_view role, std::size_t row) const;
  [[nodiscard]] std::optional<double> number(std::string_view role, std::size_t row) const;
  /// The id role, else "#" and the row, counted from 1.
  [[nodiscard]] std::string id(std::size_t row) const;

  /// Throws ErrorException. Columns are looked for in the layer first, then in the ledgers in their order.
  [[nodiscard]] static SectionTable read(const std::string& name, const ProjectSection& section, Language language, bool geometry,
                                         OpenSources* opened = nullptr);

 private:
  struct Ledger {
    SourceLayer table;
    std::vector<std::int64_t> row_of;  ///< row of the layer -> row of the ledger, -1 = none
  };
  [[nodiscard]] const SourceColumn* cell(Role role, std::size_t& row) const;
  void join(const ProjectSection::Join& join, const std::string& name, Language language);
  void match(Ledger& ledger, const SourceColumn& key, const std::string& file, Language language);
  void resolve(const ProjectSection& section, Language language);

  std::vector<Ledger> ledgers_;
  std::map<std::string, Role, std::less<>> roles_;
};

/// Words for no: empty, 0, no, false, n, f, 否, 无, none, off; anything else is yes.
[[nodiscard]] bool truth(std::string_view word);

}  // namespace wangge
