/// Defects of files: what the writers of a generated city do differently when a dirty variant is asked for.
#pragma once

#include "cli/example_files.hpp"
#include "example/dirty_city.hpp"

namespace wangge {

/// Coordinates of the buildings as a mislabelled file would hold them.
void mislabel_buildings(City& city, const DirtyWriting& writing);
/// Columns, layers and project file for counts in words, compounds by name, references as numbers, a plan in force as polygons,
/// buildings in a Shapefile (names of ten bytes).
void write_otherwise(const City& city, const DirtyWriting& writing, ExampleFiles& files);

}  // namespace wangge
