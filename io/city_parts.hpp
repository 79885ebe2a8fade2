/// The steps of read_city: a placed table of one section becomes records of the City. Findings go to city.findings.
#pragma once

#include "core/city.hpp"
#include "core/project.hpp"
#include "io/section_table.hpp"

namespace wangge {

void add_communities(const SectionTable& table, const Project& project, City& city);
void add_compounds(const SectionTable& table, const Project& project, City& city);
/// After communities and compounds; names in the column that are no known compound become compounds.
/// Takes the geometry from the table. The same on any number of threads.
void add_buildings(SectionTable& table, const Project& project, City& city, int threads);
void add_barriers(const SectionTable& table, const Project& project, City& city);
void add_crossings(const SectionTable& table, const Project& project, City& city);
void add_exclusives(const SectionTable& table, const Project& project, City& city);
void add_centres(const SectionTable& table, const Project& project, City& city);
void add_candidates(const SectionTable& table, const Project& project, City& city);
/// Takes the geometry from the table.
void add_walk_lines(SectionTable& table, const Project& project, City& city);
void add_gates(const SectionTable& table, const Project& project, City& city);
/// Doors of buildings and of centres, named by id. After both.
void add_entrances(const SectionTable& table, const Project& project, City& city);
/// Polygons of the plan in force, or building -> grid code. After buildings.
void add_previous(const SectionTable& table, const Project& project, City& city);

/// The next of the project's functional layers: polygons, or building -> grid code. After buildings.
void add_functional_layer(const SectionTable& table, const Project& project, City& city);

/// A finding about one record. `id` is the catalogue row of the text, `id`_repair (where it exists) of the repair.
void report_record(City& city, const Project& project, const char* id, const SectionTable& table, std::size_t row,
                   Severity severity, bool excluded, std::initializer_list<std::string> values = {});
/// Leaves out holes that lie outside their outline, with a finding: filled by the even-odd rule they would be land elsewhere.
void drop_stray_holes(City& city, const Project& project, const SectionTable& table, std::size_t row, MultiPolygon& area);
/// A row as the record's number, from 1.
[[nodiscard]] inline std::int32_t row_number(std::size_t row) { return static_cast<std::int32_t>(row) + 1; }
/// False, and a finding, when a record has no usable geometry. `left_out` marks building records.
bool usable_shape(City& city, const Project& project, const SectionTable& table, std::size_t row, bool left_out);

}  // namespace wangge
