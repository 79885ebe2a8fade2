/// Templates of grid codes: "{county}{subdistrict}{community}{number:03}", "SQ-WG{number:02}".
/// Placeholders: {community_id} whole; {county}, {subdistrict}, {community}: digits 1-6, 7-9, 10-12 of a community id of 12
/// digits (of any other id: nothing, nothing, the whole); {number} or {number:0N}: the running number, N digits at least. The
/// spellings {qx}, {jd}, {sq}, {seq} mean county, subdistrict, community, number. Everything else stands as it is.
#pragma once

#include <cstddef>
#include <string>

namespace wangge {

/// Why the template cannot be used, as a sentence of the catalogue; empty when it can. `what`: the offending part.
[[nodiscard]] std::string fault_of_template(const std::string& text, std::string& what);
/// @pre fault_of_template(text) is empty.
[[nodiscard]] std::string expand_template(const std::string& text, const std::string& community_id, std::size_t number);
/// The number of a code that the template made for this community; 0 for any other code.
[[nodiscard]] std::size_t number_of_code(const std::string& text, const std::string& community_id, const std::string& code);

}  // namespace wangge
