#include <algorithm>
#include <array>

#include "algorithms/ledger/ledger_sheets.hpp"
#include "algorithms/ledger/sheet_maker.hpp"

namespace wangge {

namespace {

/// False for a rule that this job sets no limit for.
bool is_set(const LedgerInput& in, RuleCode rule) {
  const City& city = in.city;
  const GridLimits& limits = city.rules.limits;
  switch (rule) {
    case RuleCode::compound_split: return !city.compounds.empty() && city.rules.compounds != CompoundRule::ignore;
    case RuleCode::crosses_barrier: return !city.barriers.empty();
    case RuleCode::lock_changed: return !city.locked_grids.empty();
    case RuleCode::exclusive_mixed: return !city.exclusives.empty();
    case RuleCode::change_budget_exceeded: return city.has_previous && city.rules.change_budget < 1;
    case RuleCode::link_broken:
      return std::any_of(city.buildings.begin(), city.buildings.end(),
                         [](const Building& b) { return !b.must_link.empty() || !b.cannot_link.empty(); });
    case RuleCode::further_limit_exceeded:
      return limits.population != GridLimits::none || limits.party_members != GridLimits::none ||
             limits.workload != GridLimits::none;
    default: return true;
  }
}

}  // namespace

LedgerSheet rule_summary(const LedgerInput& in) {
  SheetMaker m(in.language, "rules_checked");
  m.text("rule", 8).text("rule_name", 26).whole("violations", 9).text("result", 12);
  for (int code = static_cast<int>(RuleCode::not_contiguous); code <= static_cast<int>(RuleCode::further_limit_exceeded);
       ++code) {
    const auto rule = static_cast<RuleCode>(code);
    const auto broken =
        std::count_if(in.violations.begin(), in.violations.end(), [&](const Violation& v) { return v.code == rule; });
    const char* result = broken > 0 ? "result_broken" : is_set(in, rule) ? "result_met" : "result_not_set";
    m.row({to_text(rule), say(in.language, "rule_" + to_text(rule)), cell(static_cast<std::int64_t>(broken)),
           say(in.language, result)});
  }
  m.total({"violations"});
  m.note(say(in.language, "rules_checked_note"));
  return m.done();
}

LedgerSheet approval_form(const LedgerInput& in) {
  SheetMaker m(in.language, "approval");
  m.whole("number", 6).text("step", 16).text("step_by", 34);
  for (const auto& [key, width] : std::initializer_list<std::pair<const char*, double>>{
           {"opinion", 44}, {"signed_by", 14}, {"signed_on", 14}, {"seal", 18}}) {
    m.text(key, width);
    m.sheet().columns.back().by_hand = true;
  }
  m.sheet().row_height = 48;
  constexpr std::array<const char*, 9> kSteps{"survey", "draft",  "walk",   "consult", "subdistrict",
                                              "county", "notice", "filing", "database"};
  std::int64_t number = 0;
  for (const char* step : kSteps) {
    const std::string id = std::string("approval_") + step;
    const bool ours = id == "approval_draft" && !in.city.prepared_by.empty();
    m.row({cell(++number), say(in.language, id), ours ? in.city.prepared_by : say(in.language, id + "_by"), {}, {}, {}, {}});
  }
  m.note(say(in.language, "approval_note"));
  return m.done();
}

}  // namespace wangge
