#include "io/staff_list.hpp"

#include "io/source_layer.hpp"

namespace wangge {

StaffRules read_staff(const Project& project) {
  StaffRules staff = project.staff;
  const ProjectStaffList& list = project.staff_list;
  if (!staff.wanted || list.path.empty()) return staff;
  LayerRequest request;
  request.section = "staff";
  request.path = list.path;
  request.layer = list.layer;
  request.columns = {list.grid, list.role};
  request.geometry = false;
  request.language = project.language;
  const SourceLayer layer = read_source_layer(request);
  const SourceColumn* grid = layer.find(list.grid);
  const SourceColumn* role = layer.find(list.role);
  staff.has_list = true;
  for (std::size_t row = 0; grid != nullptr && role != nullptr && row < layer.rows; ++row)
    if (const std::string code = grid->text(row); !code.empty()) ++staff.present[{code, role->text(row)}];
  return staff;
}

}  // namespace wangge
