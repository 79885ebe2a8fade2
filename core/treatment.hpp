/// What became of a record after a finding: the words of `wangge doctor`. One table, so that counts of a layer add up.
/// Every code that changes how a record is used, or leaves it out, is listed here; all others only ask for a look.
#pragma once

#include <string>
#include <string_view>

#include "core/finding.hpp"

namespace wangge {

enum class Treatment {
  kept,      ///< used as given
  repaired,  ///< used otherwise than given; the finding's code names the rule
  set_aside  ///< not used; the finding's code says why
};

/// Of the record that the finding is about.
[[nodiscard]] Treatment treatment_of(const Finding& finding);
/// The finding repairs every record of its layer at once (axes exchanged, zone number taken off ...).
[[nodiscard]] bool repairs_whole_layer(std::string_view code);
[[nodiscard]] std::string to_text(Treatment treatment);

}  // namespace wangge
