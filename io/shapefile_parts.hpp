/// What the files beside a .shp tell: encoding, deleted rows, missing or shortened parts.
#pragma once

#include <cstdint>
#include <string>

namespace wangge {

struct ShapefileParts {
  std::string encoding;       ///< canonical name of what .cpg or the language byte declare; empty = nothing
  std::string encoding_from;  ///< ".cpg GBK", "LDID 0x4D", empty
  bool unknown_cpg = false;   ///< the .cpg holds a word nobody knows
  bool has_dbf = false, has_shx = false, has_prj = false;
  bool shp_short = false;  ///< .shp shorter than its header says
  bool dbf_short = false;
  std::int64_t dbf_rows = 0;  ///< as the header says
  std::int64_t deleted = 0;   ///< rows marked deleted
};

/// `path` is the .shp or the .dbf; extensions of either case.
[[nodiscard]] ShapefileParts inspect_shapefile(const std::string& path);
/// The existing file beside `path` with this extension (either case), empty when there is none.
[[nodiscard]] std::string sibling_file(const std::string& path, const std::string& extension);

}  // namespace wangge
