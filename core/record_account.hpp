/// What became of every record of one layer of the input: what `wangge doctor` counts.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace wangge {

/// kept + repaired + set_aside = records. A record with several findings counts under the gravest treatment, and there under
/// the first code that led to it, so that `repaired_by` sums to `repaired` and `set_aside_by` to `set_aside`.
struct LayerAccount {
  std::string layer;
  std::int64_t records = 0, kept = 0, repaired = 0, set_aside = 0;
  std::map<std::string, std::int64_t> repaired_by, set_aside_by;  ///< finding code -> records
};

}  // namespace wangge
