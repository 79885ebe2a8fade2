#include "algorithms/ledger/change_sheets.hpp"

#include "algorithms/ledger/sheet_maker.hpp"

namespace wangge {

namespace {

class Changes {
 public:
  Changes(const City& city, const Plan& old_plan, const Plan& new_plan, const PlanComparison& comparison, Language language)
      : city_(city), old_(old_plan), new_(new_plan), c_(comparison), language_(language) {}

  LedgerSheet summary() const {
    SheetMaker m(language_, "change_summary");
    m.community().whole("old_grids").whole("new_grids");
    m.whole("unchanged").whole("adjusted").whole("split").whole("merged").whole("created").whole("removed");
    m.whole("households").whole("buildings").whole("households_changing", 11).whole("buildings_changing", 11);
    m.whole("households_moved", 11).share("stability");
    m.sheet().frozen = 2;
    for (const ChangeFigures& f : c_.by_community) m.row(figures(f));
    m.sheet().total = figures(c_.total);
    m.sheet().total[0] = say(language_, "ledger_total");
    m.note(say(language_, "change_summary_note"));
    return m.done();
  }

  LedgerSheet new_grids() const {
    SheetMaker m(language_, "change_grids");
    m.text("community_code", 15).text("grid_code", 18).text("grid_name", 24).text("change", 8).text("previous_code", 18);
    m.text("sources", 44).whole("households").whole("households_kept", 11).whole("households_came", 11).whole("buildings");
    m.text("change_reason", 50);
    m.sheet().frozen = 2;
    std::vector<std::string> sources(new_.grids.size()), out_of_range(new_.grids.size());
    for (const GridLink& link : c_.links) {
      list(sources[at(link.new_grid)], code(old_, link.old_grid), link);
      add_out_of_range(out_of_range[at(link.new_grid)], link.old_grid);
    }
    for (std::size_t n = 0; n < c_.new_grids.size(); ++n) {
      const PlanGrid& grid = new_.grids[n];
      if (grid.kind == GridKind::micro) continue;
      const NewGridOrigin& o = c_.new_grids[n];
      m.row({cell(community(grid.community)), cell(grid.code), cell(grid.name), say(language_, "change_" + to_text(o.change)),
             cell(code(old_, o.partner)), cell(sources[n]), cell(o.households), cell(o.households_kept),
             cell(o.households - o.households_kept), cell(o.buildings), cell(reason(o.change, out_of_range[n]))});
    }
    m.total({"households", "households_kept", "households_came", "buildings"});
    return m.done();
  }

  LedgerSheet old_grids() const {
    SheetMaker m(language_, "change_old_grids");
    m.text("old_code", 18).text("fate", 8).text("heir_code", 18).text("partner_code", 18).text("targets", 44);
    m.whole("households").whole("households_kept", 11).whole("households_left", 11).whole("buildings");
    std::vector<std::string> targets(old_.grids.size());
    for (const GridLink& link : c_.links) list(targets[at(link.old_grid)], code(new_, link.new_grid), link);
    for (std::size_t o = 0; o < c_.old_grids.size(); ++o) {
      if (old_.grids[o].kind == GridKind::micro) continue;
      const OldGridFate& f = c_.old_grids[o];
      m.row({cell(old_.grids[o].code), say(language_, "fate_" + to_text(f.fate)), cell(code(new_, f.heir)),
             cell(code(new_, f.partner)), cell(targets[o]), cell(f.households), cell(f.households_kept),
             cell(f.households - f.households_kept), cell(f.buildings)});
    }
    m.total({"households", "households_kept", "households_left", "buildings"});
    return m.done();
  }

  LedgerSheet crosswalk() const {
    SheetMaker m(language_, "crosswalk");
    m.text("old_code", 18).text("new_code", 18).whole("households").whole("buildings").text("partners", 10);
    m.sheet().frozen = 2;
    for (const GridLink& link : c_.links)
      m.row({cell(code(old_, link.old_grid)), cell(code(new_, link.new_grid)), cell(link.households), cell(link.buildings),
             link.partners ? LedgerCell(say(language_, "ledger_yes")) : LedgerCell()});
    m.total({"households", "buildings"});
    return m.done();
  }

  LedgerSheet buildings() const {
    SheetMaker m(language_, "change_buildings");
    m.building().text("community_code", 15).whole("households");
    m.text("old_code", 18).text("new_code", 18);
    for (const MovedBuilding& moved : c_.moved) {
      const Building& b = city_.buildings[at(moved.building)];
      m.row({cell(b.id), cell(b.name), cell(b.compound < 0 ? std::string() : city_.compounds[at(b.compound)].name),
             cell(community(b.community)), cell(b.households.value()), cell(code(old_, moved.old_grid)),
             cell(code(new_, moved.new_grid))});
    }
    m.total({"households"});
    return m.done();
  }

 private:
  static std::string code(const Plan& plan, std::int32_t grid) { return grid < 0 ? std::string() : plan.grids[at(grid)].code; }
  std::string community(std::int32_t c) const { return c < 0 ? std::string() : city_.communities[at(c)].id; }

  void list(std::string& into, const std::string& code, const GridLink& link) const {
    if (!into.empty()) into += say(language_, "list_comma");
    into += say(language_, "change_source", {code, std::to_string(link.households)});
  }

  /// Adds an old grid whose households are out of range, with their number.
  void add_out_of_range(std::string& into, std::int32_t old_grid) const {
    const std::int64_t households = c_.old_grids[at(old_grid)].households;
    const bool few = households<city_.rules.min_households.value(), many = households> city_.rules.max_households.value();
    if ((!few && !many) || old_.grids[at(old_grid)].kind != GridKind::comprehensive) return;
    if (!into.empty()) into += say(language_, "list_comma");
    into +=
        say(language_, few ? "change_reason_small" : "change_reason_large", {code(old_, old_grid), std::to_string(households)});
  }

  /// Why a grid changed, as far as its old grids tell.
  std::string reason(GridChange change, const std::string& out_of_range) const {
    if (change == GridChange::unchanged || change == GridChange::none) return {};
    return out_of_range.empty() ? say(language_, "change_reason_better") : out_of_range;
  }

  static LedgerRow figures(const ChangeFigures& f) {
    return {cell(f.code),
            cell(f.name),
            cell(f.old_grids),
            cell(f.new_grids),
            cell(f.unchanged),
            cell(f.adjusted),
            cell(f.split),
            cell(f.merged),
            cell(f.created),
            cell(f.removed),
            cell(f.households),
            cell(f.buildings),
            cell(f.households_changing),
            cell(f.buildings_changing),
            cell(f.households_moved),
            cell(f.stability)};
  }

  const City& city_;
  const Plan &old_, &new_;
  const PlanComparison& c_;
  Language language_;
};

}  // namespace

std::vector<LedgerSheet> change_sheets(const City& city, const Plan& old_plan, const Plan& new_plan,
                                       const PlanComparison& comparison, Language language) {
  const Changes changes(city, old_plan, new_plan, comparison, language);
  return {changes.summary(), changes.new_grids(), changes.old_grids(), changes.crosswalk(), changes.buildings()};
}

}  // namespace wangge
