#include "cli/dossier_drawing.hpp"

#include <map>

#include "algorithms/ledger/staff_posts.hpp"

namespace wangge {

namespace {

/// By grid of the drawing: name and telephone of whoever holds the first post of the formula.
std::vector<std::string> heads_of(const PlanDossier& dossier, const std::vector<PlanGrid>& grids) {
  std::map<std::string, std::string> heads;
  for (const StaffPerson& person : *dossier.persons)
    if (!dossier.city.staff.posts.empty() && is_post(dossier.city.staff.posts.front(), person.post))
      heads.try_emplace(person.grid_code, person.phone.empty() ? person.name : person.name + " " + person.phone);
  std::vector<std::string> out;
  for (const PlanGrid& grid : grids) {
    const auto found = heads.find(grid.code);
    out.push_back(found == heads.end() ? std::string() : found->second);
  }
  return out;
}

}  // namespace

PlanDrawing dossier_drawing(const PlanDossier& dossier, Language language) {
  PlanDrawing drawing = plan_drawing(dossier.city, dossier.plan, dossier.info("created").substr(0, 10));
  prepare_for_many_sheets(drawing);
  if (dossier.persons) {
    drawing.mark = say(language, "internal_mark");
    drawing.staff = heads_of(dossier, drawing.grids);
  }
  return drawing;
}

}  // namespace wangge
