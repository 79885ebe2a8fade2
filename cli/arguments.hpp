/// The command line as values. Parsing is in one file because its library is slow to compile.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace wangge {

struct Arguments {
  std::string command;
  std::string city;                ///< CITY.toml, or FILE of `info`
  std::vector<std::string> plans;  ///< PLAN.gpkg, OLD.gpkg NEW.gpkg ...
  std::string output;
  std::vector<std::string> overrides;  ///< --set section.key=value
  double seconds = 0;                  ///< --time, 0 = default
  bool prove = false;
  bool check_proofs = false;
  double gap = 0;
  int threads = 0;  ///< 0 = all processors
  std::uint64_t seed = 1;
  bool json = false;
  std::string progress = "auto";         ///< auto, none, json
  std::string language;                  ///< "", "en", "zh"
  std::string mode = "both";             ///< circles: network, straight, both
  std::string size = "sample";           ///< example
  std::string dirty;                     ///< example
  std::string encoding = "UTF-8";        ///< export
  bool chinese_fields = false;           ///< export
  std::string rings = "pairs";           ///< export
  std::string datum = "WGS84";           ///< export
  std::string community;                 ///< map
  std::int32_t add = 0;                  ///< site
  double reach = 0;                      ///< site
  double metres = 0;                     ///< site: radius, 0 = the largest of the project
  std::string candidates = "auto";       ///< site: auto, given, network, buildings
  std::vector<std::string> gates;        ///< site: "X,Y"
  std::vector<std::string> footbridges;  ///< site: "X1,Y1,X2,Y2"
  std::int64_t max_change = -1;          ///< repair: households, -1 = no limit
  std::vector<std::string> splits;       ///< redraw: "ID", "ID=NEW", "ID=NEW=NAME"
  std::vector<std::string> merges;       ///< redraw: "A,B"
  std::string leaves;                    ///< redraw: codes of the grids that leave
  std::string curve;                     ///< divide: table to write
  double dpi = 150;                      ///< map
  std::string circles;                   ///< report, handover: circles file
  std::string sites;                     ///< report, handover: sites file
  std::string old_plan;                  ///< report, handover: plan to compare with
  bool changes = false;                  ///< atlas: maps of the changes too
  bool internal = false;                 ///< report, handover: with names and telephone numbers of the staff
  std::string paper = "A3";              ///< atlas, handover
  std::string format = "pdf";            ///< atlas
};

struct ParsedArguments {
  Arguments arguments;
  bool run = false;  ///< false: nothing to do but return `exit_code` (help, version, usage error)
  int exit_code = 0;
};

/// Prints help, version and usage errors itself.
[[nodiscard]] ParsedArguments parse_arguments(int argc, char** argv);

}  // namespace wangge
