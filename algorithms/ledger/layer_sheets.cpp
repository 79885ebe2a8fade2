#include <algorithm>
#include <map>

#include "algorithms/ledger/ledger_sheets.hpp"
#include "algorithms/ledger/sheet_maker.hpp"

namespace wangge {

namespace {

double share_of(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

/// What became of the old grids of each layer.
LedgerSheet summary(const LedgerInput& in) {
  struct Old {
    std::int64_t grids = 0, most = 0;
  };
  SheetMaker m(in.language, "merged_layers");
  m.text("layer_name", 20).real("weight", 2, 8).whole("old_grids").whole("households").whole("households_without", 12);
  m.whole("old_whole", 12).share("old_whole_share", 12).whole("households_heir", 12).share("households_heir_share", 12);
  for (std::size_t l = 0; l < in.city.functional_layers.size(); ++l) {
    std::map<std::string, Old> old;
    std::int64_t households = 0, without = 0, whole = 0, heir = 0;
    for (const LayerLink& link : in.plan.crosswalk) {
      if (at(link.layer) != l) continue;
      households += link.households;
      if (link.old_code.empty()) {
        without += link.households;
        continue;
      }
      Old& one = old[link.old_code];
      ++one.grids;
      one.most = std::max(one.most, link.households);
    }
    for (const auto& [code, one] : old) whole += one.grids == 1 ? 1 : 0, heir += one.most;
    const auto grids = static_cast<std::int64_t>(old.size());
    m.row({cell(in.city.functional_layers[l].name), cell(in.city.functional_layers[l].weight), cell(grids), cell(households),
           cell(without), cell(whole), cell_if(grids > 0, share_of(whole, grids)), cell(heir),
           cell_if(households > without, share_of(heir, households - without))});
  }
  m.note(say(in.language, in.city.previous_is_merged ? "merged_layers_note" : "merged_layers_only_compared"));
  return m.done();
}

LedgerSheet crosswalk(const LedgerInput& in) {
  SheetMaker m(in.language, "layer_crosswalk");
  m.text("layer_name", 14).text("old_code", 18).text("old_name", 22).grid();
  m.whole("households").whole("buildings", 8).share("share_of_old", 11).share("share_of_grid", 11);
  m.sheet().frozen = 2;
  for (const LayerLink& link : in.plan.crosswalk) {
    const PlanGrid& grid = in.plan.grids[at(link.grid)];
    m.row({cell(in.city.functional_layers[at(link.layer)].name), cell(link.old_code), cell(link.old_name), cell(grid.code),
           cell(grid.name), cell(link.households), cell(link.buildings),
           cell_if(!link.old_code.empty() && link.old_households > 0, share_of(link.households, link.old_households)),
           cell_if(link.grid_households > 0, share_of(link.households, link.grid_households))});
  }
  m.note(say(in.language, "layer_crosswalk_note"));
  return m.done();
}

}  // namespace

std::vector<LedgerSheet> layer_sheets(const LedgerInput& in) { return {summary(in), crosswalk(in)}; }

}  // namespace wangge
