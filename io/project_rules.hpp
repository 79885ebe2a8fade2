/// Private to io: the sections [rules] and [circles] of a project file. Included by project_file.cpp only, as project_values.hpp.
#pragma once

#include <algorithm>
#include <string>

#include "core/code_template.hpp"
#include "core/project.hpp"
#include "io/project_keys.hpp"
#include "io/project_values.hpp"

namespace wangge {

/// Households that a grid may be asked to hold at least: more than any community has.
inline constexpr std::int32_t kMostWanted = 1'000'000;

/// Every member throws ErrorException on a value that does not fit.
class ProjectRules : protected ProjectValues {
 protected:
  using ProjectValues::ProjectValues;

  void count(const toml::node& node) {
    GridRules& rules = project_.rules;
    if (node.is_integer()) {
      rules.count = GridCount::fixed;
      project_.communities.options["fixed_grids"] = std::to_string(whole(node, "rules.count", 1));
      return;
    }
    const std::string word = text(node, "rules.count");
    const std::vector<std::string> words{"fewest", "target", "most"};
    const auto found = std::find(words.begin(), words.end(), word);
    if (found != words.end()) {
      rules.count = static_cast<GridCount>(found - words.begin());
      return;
    }
    const std::string meant = nearest_name(word, words);
    if (!meant.empty()) fail(&node, "project_choice_meant", {"rules.count", word, meant}, "project_count_advice");
    rules.count = GridCount::fixed;  // the name of a column of the communities
    rules.count_column = word;
  }

  void rules(const toml::table& source) {
    GridRules& rules = project_.rules;
    for (const auto& [raw, node] : source) {
      const std::string key(raw.str());
      const std::string shown = "rules." + key;
      if (key == "min_households")
        rules.min_households = Households(whole(node, shown, 0, kMostWanted));
      else if (key == "max_households")
        rules.max_households = Households(whole(node, shown, 1));
      else if (key == "target_households")
        rules.target_households = Households(whole(node, shown, 1, kMostWanted)), target_ = &node;
      else if (key == "count")
        count(node);
      else if (key == "compounds")
        rules.compounds = choice<CompoundRule>(
            node, shown, {{"keep", CompoundRule::keep}, {"prefer", CompoundRule::prefer}, {"ignore", CompoundRule::ignore}});
      else if (key == "barriers") {
        for (const auto& [name, value] : table(node, shown))
          rules.barriers[std::string(name.str())] =
              choice<BarrierRule>(value, shown + "." + std::string(name.str()),
                                  {{"hard", BarrierRule::hard}, {"soft", BarrierRule::soft}, {"none", BarrierRule::none}});
      } else if (key == "change_budget")
        rules.change_budget = number(node, shown, 0, 1);
      else if (key == "boundary_weight")
        rules.boundary_weight = number(node, shown, 0, 1e6);
      else if (key == "along_barrier")
        rules.along_barrier = number(node, shown, 0, 1e6);
      else if (key == "across_soft_barrier")
        rules.across_soft_barrier = number(node, shown, 0, 1e6);
      else if (key == "limits")
        limits(table(node, shown));
      else if (key == "micro")
        micro(table(node, shown));
      else if (key == "levels")
        levels(node);
      else if (key == "codes")
        grid_codes(table(node, shown));
      else if (key == "branches")
        branches(table(node, shown));
      else
        unknown(node, key, rule_keys(), project_.communities.options, shown);
    }
  }

  void limits(const toml::table& source) {
    GridLimits& limits = project_.rules.limits;
    for (const auto& [raw, node] : source) {
      const std::string key(raw.str()), shown = "rules.limits." + key;
      if (key == "population")
        limits.population = number(node, shown, 1, 1e9);
      else if (key == "party_members")
        limits.party_members = number(node, shown, 1, 1e9);
      else if (key == "workload")
        limits.workload = number(node, shown, 0.01, 1e9);
      else
        unknown(node, key, limit_keys(), project_.communities.options, shown);
    }
  }

  /// Three levels need micro grids: without [rules.micro] of 50-80 households.
  void levels(const toml::node& node) {
    const double given = number(node, "rules.levels", 2, 3);
    if (given != std::floor(given)) fail(&node, "project_not_whole", {"rules.levels"});
    project_.rules.levels = static_cast<std::int32_t>(given);
    if (project_.rules.levels == 3) project_.rules.micro.wanted = true;
  }

  void micro(const toml::table& source) {
    MicroRule& micro = project_.rules.micro;
    micro.wanted = true;
    for (const auto& [raw, node] : source) {
      const std::string key(raw.str()), shown = "rules.micro." + key;
      if (key == "min_households")
        micro.min_households = Households(whole(node, shown, 0, kMostWanted));
      else if (key == "max_households")
        micro.max_households = Households(whole(node, shown, 1));
      else
        unknown(node, key, micro_keys(), project_.communities.options, shown);
    }
    if (micro.min_households > micro.max_households)
      fail(&source, "rules_min_above_max",
           {std::to_string(micro.min_households.value()), std::to_string(micro.max_households.value())},
           "rules_min_above_max_advice", {}, ErrorCode::invalid_rules);
  }

  void grid_codes(const toml::table& source) {
    CodeRule& codes = project_.rules.codes;
    for (const auto& [raw, node] : source) {
      const std::string key(raw.str()), shown = "rules.codes." + key;
      if (key == "grid") {
        codes.grid = text(node, shown);
        std::string what;
        if (const std::string fault = fault_of_template(codes.grid, what); !fault.empty())
          fail(&node, fault.c_str(), {what}, "code_template_advice", {}, ErrorCode::invalid_rules);
      } else if (key == "exclusive_from") {
        codes.exclusive_from = static_cast<std::int32_t>(whole(node, shown, 1));
      } else {
        unknown(node, key, code_keys(), project_.communities.options, shown);
      }
    }
  }

  void branches(const toml::table& source) {
    BranchRule& branches = project_.rules.branches;
    branches.wanted = true;
    for (const auto& [raw, node] : source) {
      const std::string key(raw.str()), shown = "rules.branches." + key;
      const auto amount = [&](int least) { return static_cast<std::int32_t>(whole(node, shown, least)); };
      if (key == "min_members")
        branches.min_members = amount(0);
      else if (key == "max_members")
        branches.max_members = amount(1);
      else if (key == "target_members")
        branches.target_members = amount(1);
      else if (key == "grids")
        branches.grids = amount(1);
      else if (key == "group_members")
        branches.group_members = amount(1);
      else
        unknown(node, key, branch_keys(), project_.communities.options, shown);
    }
    if (branches.min_members > branches.max_members)
      fail(&source, "branches_min_above_max", {std::to_string(branches.min_members), std::to_string(branches.max_members)},
           "rules_min_above_max_advice", {}, ErrorCode::invalid_rules);
    if (!source.contains("target_members"))
      branches.target_members = std::clamp(branches.target_members, branches.min_members, branches.max_members);
  }

  void circles(const toml::table& source) {
    project_.circles_given = true;
    CircleRules& circles = project_.circles;
    for (const auto& [raw, node] : source) {
      const std::string key(raw.str());
      const std::string shown = "circles." + key;
      if (key == "minutes")
        circles.minutes = numbers(node, shown);
      else if (key == "speed")
        circles.speed = MetresPerSecond(number(node, shown, 0.01, 100));
      else if (key == "metres")
        circles.metres = numbers(node, shown);
      else if (key == "elderly_speed")
        circles.elderly_speed = MetresPerSecond(number(node, shown, 0.01, 100));
      else if (key == "gates")
        circles.infer_gates = choice<bool>(node, shown, {{"infer", true}, {"given", false}});
      else if (key == "barriers")
        circles.barriers_close_lines = choice<bool>(node, shown, {{"legs", false}, {"lines", true}});
      else
        unknown(node, key, circle_keys(), project_.communities.options, shown);
    }
  }

  void check_rules() {
    GridRules& rules = project_.rules;
    const auto shown = [](Households count) { return std::to_string(count.value()); };
    if (rules.min_households > rules.max_households) {
      fail(nullptr, "rules_min_above_max", {shown(rules.min_households), shown(rules.max_households)},
           "rules_min_above_max_advice", {}, ErrorCode::invalid_rules);
    }
    const bool inside = rules.target_households >= rules.min_households && rules.target_households <= rules.max_households;
    if (inside) return;
    if (target_ != nullptr) {
      fail(target_, "rules_target_outside",
           {shown(rules.target_households), shown(rules.min_households), shown(rules.max_households)},
           "rules_target_outside_advice", {}, ErrorCode::invalid_rules);
    }
    const auto sum = static_cast<std::int64_t>(rules.min_households.value()) + rules.max_households.value();
    rules.target_households = Households(static_cast<std::int32_t>(std::max<std::int64_t>(1, sum / 2)));
  }

  Project project_;
  const toml::node* target_ = nullptr;  ///< where target_households stands, if it does
};

}  // namespace wangge
