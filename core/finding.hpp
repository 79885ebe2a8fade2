/// Imperfect data become findings with a place; unmet rules become violations with a reason.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/geometry.hpp"

namespace wangge {

enum class Severity { note, warning, error };

/// One record of the input that was repaired, set aside or is worth a look; a row of the layer `findings`.
struct Finding {
  std::string code;  ///< stable word, e.g. "building_outside_communities"; texts are in core/catalogue
  Severity severity = Severity::warning;
  std::string layer;      ///< project section: "buildings", "communities" ...
  std::string object_id;  ///< id of the record as the input spells it, or its row as "#17"
  bool excluded = false;  ///< true when the record was left out of the plan
  std::string text;       ///< what is wrong, in the user's language
  std::string repair;     ///< what was done or should be done
  std::optional<Point> place;
  std::int64_t row = 0;  ///< of the record in its layer, from 1; 0 = not one record, or known by its id only
};

/// Codes of broken rules; the first thirteen are those of contract section 4.
enum class RuleCode {
  not_contiguous = 1,
  below_minimum,
  above_maximum,
  compound_split,
  crosses_barrier,
  outside_community,
  gap,
  overlap,
  building_unassigned,
  lock_changed,
  exclusive_mixed,
  duplicate_code,
  change_budget_exceeded,
  link_broken,
  further_limit_exceeded,
};
/// "G001" .. "G015".
[[nodiscard]] std::string to_text(RuleCode code);
[[nodiscard]] std::string to_text(Severity severity);

struct Violation {
  RuleCode code = RuleCode::not_contiguous;
  std::string grid_code;
  std::string community_code;
  double value = 0;        ///< measured figure, in the rule's unit
  double limit_value = 0;  ///< what the rule allows
  std::string reason;      ///< in words, with the objects that cause it
  std::optional<Point> place;
};

}  // namespace wangge
