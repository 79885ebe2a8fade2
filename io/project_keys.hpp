/// The names a project file may use; contract section 1.
#pragma once

#include <string>
#include <vector>

namespace wangge {

/// Keys every data section knows: path, layer, encoding, crs, geometry, join ...
[[nodiscard]] const std::vector<std::string>& section_options();
/// Roles of columns by section, "buildings" -> id, households ...; empty for an unknown section.
[[nodiscard]] const std::vector<std::string>& section_roles(const std::string& section);
/// The data sections in the order of the contract.
[[nodiscard]] const std::vector<std::string>& data_sections();
/// What an entry of [[functional_grids]] knows besides the keys of a section.
[[nodiscard]] const std::vector<std::string>& functional_layer_keys();
/// Everything that may stand at the top of the file.
[[nodiscard]] const std::vector<std::string>& top_level_keys();
[[nodiscard]] const std::vector<std::string>& rule_keys();
[[nodiscard]] const std::vector<std::string>& limit_keys();
[[nodiscard]] const std::vector<std::string>& micro_keys();
[[nodiscard]] const std::vector<std::string>& branch_keys();
[[nodiscard]] const std::vector<std::string>& code_keys();
[[nodiscard]] const std::vector<std::string>& circle_keys();
[[nodiscard]] const std::vector<std::string>& staff_keys();

}  // namespace wangge
