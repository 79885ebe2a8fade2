#include "io/project_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/code_template.hpp"
#include "io/datum.hpp"
#include "io/nearest_name.hpp"
#include "io/project_keys.hpp"
#include "io/project_values.hpp"

namespace wangge {

namespace {

/// Interprets one parsed file. Throws ErrorException; read_project turns it into a Result.
class ProjectReader : private ProjectValues {
 public:
  explicit ProjectReader(std::string file) : ProjectValues(std::move(file)) {}

  Project read(std::span<const std::string> overrides) {
    toml::table root = parse();
    for (const std::string& text : overrides) override_value(root, text);
    project_.file = file_;
    if (const auto* node = root.get("language")) project_.language = language_ = language(*node);
    for (const auto& [key, node] : root) top_level(std::string(key.str()), node);
    for (const char* needed : {"communities", "buildings"})
      if (!section(needed)->present)
        fail(nullptr, "project_section_missing", {needed}, "project_section_missing_advice", {needed});
    check_rules();
    return std::move(project_);
  }

 private:
  toml::table parse() const {
    std::ifstream in(std::filesystem::path(file_), std::ios::binary);
    if (!in || std::filesystem::is_directory(file_)) {
      throw ErrorException(Error{ErrorCode::unreadable_file, say(language_, "project_not_found"), file_,
                                 say(language_, "project_not_found_advice")});
    }
    std::stringstream text;
    text << in.rdbuf();
    try {
      return toml::parse(text.str(), file_);
    } catch (const toml::parse_error& error) {
      throw ErrorException(
          Error{ErrorCode::bad_project_file, say(language_, "project_syntax", {std::string(error.description())}),
                file_ + ":" + std::to_string(error.source().begin.line), say(language_, "project_syntax_advice")});
    } catch (const std::runtime_error& error) {
      throw ErrorException(Error{ErrorCode::bad_project_file, say(language_, "project_syntax", {error.what()}), file_,
                                 say(language_, "project_syntax_advice")});
    }
  }

  void override_value(toml::table& root, const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) fail(nullptr, "override_form", {text}, "override_form_advice");
    const std::string value = text.substr(equals + 1);
    toml::table parsed;
    try {
      parsed = toml::parse("v = " + value);
    } catch (const std::runtime_error&) {
      parsed.insert("v", value);
    }
    toml::table* at = &root;
    std::stringstream path(text.substr(0, equals));
    std::string key;
    std::vector<std::string> keys;
    while (std::getline(path, key, '.')) keys.push_back(key);
    for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
      if (at->get_as<toml::table>(keys[i]) == nullptr) at->insert_or_assign(keys[i], toml::table{});
      at = at->get_as<toml::table>(keys[i]);
    }
    at->insert_or_assign(keys.back(), *parsed.get("v"));
    override_of_[at->get(keys.back())] = text;
  }

  ProjectSection* section(const std::string& name) {
    const std::map<std::string, ProjectSection*> by_name{
        {"communities", &project_.communities},   {"buildings", &project_.buildings},
        {"compounds", &project_.compounds},       {"barriers", &project_.barriers},
        {"crossings", &project_.crossings},       {"exclusive", &project_.exclusive},
        {"centres", &project_.centres},           {"candidates", &project_.candidates},
        {"walk_network", &project_.walk_network}, {"gates", &project_.gates},
        {"entrances", &project_.entrances},       {"previous", &project_.previous}};
    const auto found = by_name.find(name);
    return found == by_name.end() ? nullptr : found->second;
  }

  void top_level(const std::string& key, const toml::node& node) {
    if (key == "name")
      project_.name = text(node, key);
    else if (key == "crs")
      project_.crs = text(node, key);
    else if (key == "language")
      return;
    else if (key == "rules")
      rules(table(node, key));
    else if (key == "circles")
      circles(table(node, key));
    else if (key == "staff")
      staff(table(node, key));
    else if (key == "locked")
      locked(node);
    else if (ProjectSection* target = section(key))
      data_section(key, table(node, key), *target);
    else
      unknown(node, key, top_level_keys(), project_.communities.options, "[" + key + "]");
  }

  Language language(const toml::node& node) const {
    return choice<Language>(node, "language",
                            {{"zh", Language::chinese},
                             {"en", Language::english},
                             {"zh-CN", Language::chinese},
                             {"chinese", Language::chinese},
                             {"english", Language::english},
                             {"中文", Language::chinese}});
  }

  std::string datum(const toml::node& node, const std::string& shown) const {
    const std::string word = text(node, shown);
    const std::optional<Datum> known = datum_named(word);
    if (!known) fail(&node, "project_choice", {shown, word}, "project_choice_advice", {"GCJ-02, BD-09, CGCS2000"});
    return to_text(*known);
  }

  std::string absolute(const std::string& path) const {
    if (path.starts_with("/vsi")) return path;
    const std::filesystem::path given(path);
    return (given.is_absolute() ? given : std::filesystem::path(file_).parent_path() / given).lexically_normal().string();
  }

  void data_section(const std::string& name, const toml::table& source, ProjectSection& target) const {
    target.present = true;
    const auto& roles = section_roles(name);
    for (const auto& [raw, node] : source) {
      const std::string key(raw.str());
      const std::string shown = name + "." + key;
      if (key == "path")
        target.path = absolute(text(node, shown));
      else if (key == "layer")
        target.layer = text(node, shown);
      else if (key == "encoding")
        target.encoding = text(node, shown);
      else if (key == "crs")
        target.options["crs"] = text(node, shown);
      else if (key == "datum")
        target.options["datum"] = datum(node, shown);
      else if (key == "geometry" && name == "buildings")
        target.options["geometry"] =
            choice<std::string>(node, shown, {{"footprints", "footprints"}, {"points", "points"}, {"cells", "cells"}});
      else if (key == "households_from" && name == "buildings")
        households_from(table(node, shown), target);
      else if (key == "join")
        joins(node, shown, target);
      else if (std::find(roles.begin(), roles.end(), key) != roles.end())
        target.columns[key] = text(node, shown);
      else {
        std::vector<std::string> known = roles;
        known.insert(known.end(), section_options().begin(), section_options().end());
        unknown(node, key, known, target.options, shown);
      }
    }
    if (target.path.empty()) fail(&source, "project_path_missing", {name}, "project_path_missing_advice", {name});
    if (name == "buildings" && target.columns.contains("households") && !target.floors_column.empty())
      fail(&source, "project_households_twice", {});
  }

  void households_from(const toml::table& source, ProjectSection& target) const {
    for (const auto& [raw, node] : source) {
      const std::string key(raw.str());
      if (key == "floors")
        target.floors_column = text(node, "households_from.floors");
      else if (key == "area_per_dwelling")
        target.area_per_dwelling = number(node, "households_from.area_per_dwelling", 1, 1e5);
      else
        fail(&node, "project_choice", {"households_from", key}, "project_choice_advice", {"floors, area_per_dwelling"});
    }
    if (target.floors_column.empty() || target.area_per_dwelling <= 0)
      fail(&source, "project_households_from", {}, "project_choice_advice", {"floors, area_per_dwelling"});
  }

  void joins(const toml::node& node, const std::string& shown, ProjectSection& target) const {
    if (const auto* array = node.as_array()) {
      for (const auto& element : *array) join(table(element, shown), shown, target);
    } else {
      join(table(node, shown), shown, target);
    }
  }

  void join(const toml::table& source, const std::string& shown, ProjectSection& target) const {
    ProjectSection::Join one;
    for (const auto& [raw, node] : source) {
      const std::string key(raw.str());
      if (key == "path")
        one.path = absolute(text(node, shown + ".path"));
      else if (key == "layer")
        one.layer = text(node, shown + ".layer");
      else if (key == "id")
        one.id = text(node, shown + ".id");
      else if (key == "columns")
        columns_of_join(node, shown, target);
      else
        unknown(node, key, {"path", "layer", "id", "columns"}, target.options, shown + "." + key);
    }
    if (one.path.empty() || one.id.empty()) fail(&source, "project_join", {shown});
    target.joins.push_back(one);
  }

  /// columns = { households = "户数" } gives roles; columns = ["户数"] only names what the ledger holds.
  void columns_of_join(const toml::node& node, const std::string& shown, ProjectSection& target) const {
    if (const auto* roles = node.as_table())
      for (const auto& [role, column] : *roles) target.columns[std::string(role.str())] = text(column, shown + ".columns");
  }

  void locked(const toml::node& node) {
    if (node.is_array()) return codes(node);
    for (const auto& [raw, value] : table(node, "locked")) {
      const std::string key(raw.str());
      if (key == "codes")
        codes(value);
      else if (key == "path")
        project_.previous.options["locked_path"] = absolute(text(value, "locked.path"));
      else if (key == "layer")
        project_.previous.options["locked_layer"] = text(value, "locked.layer");
      else if (key == "grid_code" || key == "id")
        project_.previous.options["locked_column"] = text(value, "locked." + key);
      else
        unknown(value, key, {"codes", "path", "layer", "grid_code", "id"}, project_.communities.options, "locked." + key);
    }
  }

  void codes(const toml::node& node) {
    const auto* array = node.as_array();
    if (array == nullptr) fail(&node, "project_not_text", {"locked.codes"}, "project_locked_advice");
    for (const auto& element : *array) {
      if (!element.is_string()) fail(&element, "project_not_text", {"locked.codes"}, "project_locked_advice");
      project_.locked_codes.push_back(*element.value<std::string>());
    }
  }

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
        rules.min_households = Households(whole(node, shown, 0));
      else if (key == "max_households")
        rules.max_households = Households(whole(node, shown, 1));
      else if (key == "target_households")
        rules.target_households = Households(whole(node, shown, 1)), target_ = &node;
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
      else if (key == "codes")
        codes(table(node, shown));
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

  void micro(const toml::table& source) {
    MicroRule& micro = project_.rules.micro;
    micro.wanted = true;
    for (const auto& [raw, node] : source) {
      const std::string key(raw.str()), shown = "rules.micro." + key;
      if (key == "min_households")
        micro.min_households = Households(whole(node, shown, 0));
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

  void codes(const toml::table& source) {
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

  void staff(const toml::table& source) {
    StaffRules& staff = project_.staff;
    staff.wanted = true;
    staff.posts = posts_of_formula("1+1+1+N");
    for (const auto& [raw, node] : source) {
      const std::string key(raw.str()), shown = "staff." + key;
      if (key == "formula") {
        staff.posts = posts_of_formula(text(node, shown));
        if (staff.posts.empty()) fail(&node, "staff_formula", {text(node, shown)}, "staff_formula_advice");
      } else if (key == "posts" || key == "paid")
        continue;
      else if (key == "subsidy_per_month")
        staff.subsidy_per_month = number(node, shown, 0, 1e7);
      else if (key == "city_share")
        staff.city_share = number(node, shown, 0, 1);
      else if (key == "workers_per_10000")
        staff.workers_per_10000 = number(node, shown, 0, 1e4);
      else if (key == "police")
        staff.police = whole(node, shown, 0);
      else if (key == "auxiliaries")
        staff.auxiliaries = whole(node, shown, 0);
      else if (key == "list")
        project_.staff_list.path = absolute(text(node, shown));
      else if (key == "list_layer")
        project_.staff_list.layer = text(node, shown);
      else if (key == "list_grid")
        project_.staff_list.grid = text(node, shown);
      else if (key == "list_role")
        project_.staff_list.role = text(node, shown);
      else
        unknown(node, key, staff_keys(), project_.communities.options, shown);
    }
    own_posts(source);
  }

  /// posts = { "网格长" = 1, ... }, paid = "专职网格员": instead of a formula; in the order of their names, as TOML tables have
  /// none.
  void own_posts(const toml::table& source) {
    StaffRules& staff = project_.staff;
    if (const toml::node* posts = source.get("posts")) {
      staff.posts.clear();
      for (const auto& [raw, node] : table(*posts, "staff.posts"))
        staff.posts.push_back({std::string(raw.str()), whole(node, "staff.posts." + std::string(raw.str()), 0), false});
    }
    if (const toml::node* paid = source.get("paid"))
      for (StaffPost& post : staff.posts) post.paid = post.key == text(*paid, "staff.paid");
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
  const toml::node* target_ = nullptr;
};

}  // namespace

Result<Project> read_project(const std::string& path, std::span<const std::string> overrides) {
  try {
    return ProjectReader(std::filesystem::absolute(path).lexically_normal().string()).read(overrides);
  } catch (const ErrorException& error) {
    return error.error();
  } catch (const std::exception& error) {
    return Error{ErrorCode::bad_project_file, error.what(), path, ""};
  }
}

}  // namespace wangge
