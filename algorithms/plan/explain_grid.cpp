#include "algorithms/plan/explain_grid.hpp"

#include <algorithm>
#include <cmath>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Up to three buildings by name or id, then "and N more".
std::string name_atoms(const City& city, const CommunityDraft& draft, const std::vector<std::int32_t>& atoms, Language language) {
  std::string out;
  int named = 0, more = 0;
  for (const std::int32_t a : atoms) {
    const std::int32_t b = draft.tiled.building[at(draft.problem.cell[at(a)])];
    if (b < 0) continue;
    if (named == 3) {
      ++more;
      continue;
    }
    const Building& building = city.buildings[at(b)];
    out += (named > 0 ? say(language, "list_comma") : "") +
           (building.name.empty() ? building.id : building.name + " (" + building.id + ")");
    ++named;
  }
  if (more > 0) out += say(language, "and_more", {std::to_string(more)});
  return out.empty() ? say(language, "land_without_buildings") : out;
}

std::string name_limits(const City& city, Language language) {
  const GridLimits& limits = city.rules.limits;
  std::string out;
  const auto add = [&](double most, const char* id) {
    if (most == GridLimits::none) return;
    out += (out.empty() ? "" : say(language, "list_comma")) + say(language, id) + " " +
           with_decimals(most, most == std::floor(most) ? 0 : 2);
  };
  add(limits.population, "limit_population");
  add(limits.party_members, "limit_party_members");
  add(limits.workload, "limit_workload");
  return out;
}

std::string name_rule(const City& city, const CommunityDraft& draft, SideRule rule, Language language) {
  switch (rule) {
    case SideRule::limits: return say(language, "rule_limits", {name_limits(city, language)});
    case SideRule::must_link: return say(language, "rule_must_link");
    case SideRule::cannot_link: return say(language, "rule_cannot_link");
    case SideRule::fixed_count: return say(language, "rule_fixed_count", {std::to_string(draft.problem.problem.fixed_grids)});
    case SideRule::change_budget:
      return say(language, "rule_change_budget", {with_decimals(100 * draft.problem.problem.change_budget, 0)});
  }
  return {};
}

std::string name_rules(const City& city, const CommunityDraft& draft, const InfeasibleReason& reason, Language language) {
  std::string out;
  for (const SideRule rule : reason.conflicts) {
    if (!out.empty()) out += say(language, reason.conflicts_together ? "all_of" : "one_of");
    out += name_rule(city, draft, rule, language);
  }
  return out;
}

/// The range that would do, after a semicolon; empty when none is known.
std::string say_other_range(const City& city, const InfeasibleReason& reason, Language language) {
  const std::string maximum = std::to_string(reason.smallest_maximum), minimum = std::to_string(reason.largest_minimum);
  const bool more = reason.smallest_maximum > city.rules.max_households.value(), less = reason.largest_minimum > 0;
  if (more && less) return say(language, "reason_other_range", {maximum, minimum});
  if (more) return say(language, "reason_smallest_maximum", {maximum});
  return less ? say(language, "reason_largest_minimum", {minimum}) : std::string();
}

std::string explain(const City& city, const CommunityDraft& draft, const InfeasibleReason& reason, Language language) {
  const std::string low = std::to_string(city.rules.min_households.value()),
                    high = std::to_string(city.rules.max_households.value());
  const std::string atoms = name_atoms(city, draft, reason.atoms, language), households = with_commas(reason.households);
  std::string text;
  switch (reason.kind) {
    case InfeasibleReason::Kind::total_unreachable:
      if (reason.households == 0)  // of part of the community, or of all of it
        return say(language, reason.atoms.size() == draft.problem.cell.size() ? "reason_nobody_lives" : "reason_no_households",
                   {atoms});
      text = say(language, "reason_total_unreachable", {households, low, high, atoms});
      break;
    case InfeasibleReason::Kind::atom_too_large: text = say(language, "reason_atom_too_large", {atoms, households, high}); break;
    case InfeasibleReason::Kind::atom_uncovered: text = say(language, "reason_atom_uncovered", {atoms, low, high}); break;
    case InfeasibleReason::Kind::compound_conflict: text = say(language, "reason_compound_conflict", {atoms, low, high}); break;
    case InfeasibleReason::Kind::rule_conflict: {
      const bool proven = draft.division.proof == Proof::infeasible && draft.division.reasons.size() == 1;
      text = say(language, proven ? "reason_rule_conflict" : "reason_rule_conflict_found",
                 {households, low, high, name_rules(city, draft, reason, language)});
      break;
    }
    case InfeasibleReason::Kind::no_combination: text = say(language, "reason_no_combination", {households, low, high}); break;
    case InfeasibleReason::Kind::not_found:
    case InfeasibleReason::Kind::none: text = say(language, "reason_not_found_yet", {households, low, high}); break;
  }
  return text + say_other_range(city, reason, language);
}

bool is_locked(const CommunityDraft& draft, std::int32_t grid) {
  const std::vector<std::int32_t>& locked = draft.problem.problem.locked;
  for (std::size_t a = 0; a < locked.size(); ++a)
    if (locked[a] >= 0 && draft.division.grid[a] == grid) return true;
  return false;
}

/// What a crossing would do for the grid's part of the community; empty when none helps.
std::string say_opening(const CommunityDraft& draft, std::int32_t grid, Language language) {
  for (const BarrierToOpen& opening : draft.openings) {
    const auto in_grid = [&](std::int32_t a) { return draft.division.grid[at(a)] == grid; };
    if (std::none_of(opening.atoms.begin(), opening.atoms.end(), in_grid)) continue;
    const std::string id = "barrier_" + opening.barrier_class;
    const std::string word = in_catalogue(id) ? say(language, id) : opening.barrier_class;
    const std::string name = opening.name.empty() ? word : opening.name;
    return opening.out_after == 0 ? say(language, "reason_open_barrier", {name})
                                  : say(language, "reason_open_barrier_partly",
                                        {name, with_commas(opening.out_before), with_commas(opening.out_after)});
  }
  return {};
}

}  // namespace

std::string explain_grid(const City& city, const CommunityDraft& draft, std::int32_t grid, std::int64_t households,
                         Language language) {
  const Division& division = draft.division;
  if (is_locked(draft, grid))
    return say(language, "reason_locked",
               {with_commas(households), std::to_string(city.rules.min_households.value()),
                std::to_string(city.rules.max_households.value())});
  const InfeasibleReason* fallback = nullptr;
  for (const InfeasibleReason& reason : division.reasons) {
    if (std::any_of(reason.atoms.begin(), reason.atoms.end(), [&](std::int32_t a) { return division.grid[at(a)] == grid; }))
      return explain(city, draft, reason, language) + say_opening(draft, grid, language);
    if (fallback == nullptr) fallback = &reason;
  }
  if (fallback != nullptr) return explain(city, draft, *fallback, language) + say_opening(draft, grid, language);
  return say(language, "reason_not_found_yet",
             {with_commas(households), std::to_string(city.rules.min_households.value()),
              std::to_string(city.rules.max_households.value())});
}

std::string explain_broken_rules(const City& city, const CommunityDraft& draft, Language language) {
  for (const InfeasibleReason& reason : draft.division.reasons)
    if (reason.kind == InfeasibleReason::Kind::rule_conflict) return explain(city, draft, reason, language);
  return {};
}

}  // namespace wangge
