#include "io/staff_list.hpp"

#include "io/source_layer.hpp"

namespace wangge {

namespace {

LayerRequest list_request(const Project& project) {
  const ProjectStaffList& list = project.staff_list;
  LayerRequest request;
  request.section = "staff";
  request.path = list.path;
  request.layer = list.layer;
  request.columns = {list.grid, list.role};
  request.geometry = false;
  request.language = project.language;
  return request;
}

std::string text_in(const SourceLayer& layer, const std::string& column, std::size_t row) {
  const SourceColumn* found = layer.find(column);
  return found == nullptr ? std::string() : found->text(row);
}

}  // namespace

StaffRules read_staff(const Project& project) {
  StaffRules staff = project.staff;
  const ProjectStaffList& list = project.staff_list;
  if (!staff.wanted || list.path.empty()) return staff;
  const SourceLayer layer = read_source_layer(list_request(project));
  staff.has_list = true;
  for (std::size_t row = 0; row < layer.rows; ++row)
    if (const std::string code = text_in(layer, list.grid, row); !code.empty())
      ++staff.present[{code, text_in(layer, list.role, row)}];
  return staff;
}

Result<std::vector<StaffPerson>> read_staff_persons(const Project& project) {
  const ProjectStaffList& list = project.staff_list;
  if (list.path.empty())
    return Error{ErrorCode::invalid_input, say(project.language, "internal_without_list"), project.file,
                 say(project.language, "internal_without_list_advice")};
  try {
    LayerRequest request = list_request(project);
    request.columns.push_back(list.name);
    request.optional_columns = {list.phone};
    const SourceLayer layer = read_source_layer(request);
    std::vector<StaffPerson> persons;
    for (std::size_t row = 0; row < layer.rows; ++row) {
      StaffPerson one{text_in(layer, list.grid, row), text_in(layer, list.role, row), text_in(layer, list.name, row),
                      text_in(layer, list.phone, row)};
      if (!one.grid_code.empty() || !one.name.empty()) persons.push_back(std::move(one));
    }
    return persons;
  } catch (const ErrorException& error) {
    return error.error();
  }
}

}  // namespace wangge
