#include "io/project_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/datum.hpp"
#include "io/nearest_name.hpp"
#include "io/project_keys.hpp"
#include "io/project_rules.hpp"

namespace wangge {

namespace {

/// Interprets one parsed file. Throws ErrorException; read_project turns it into a Result.
class ProjectReader : private ProjectRules {
 public:
  ProjectReader(std::string file, std::optional<Language> wanted) : ProjectRules(std::move(file)), wanted_(wanted) {
    if (wanted_) language_ = *wanted_;
  }

  Project read(std::span<const std::string> overrides) {
    toml::table root = parse();
    for (const std::string& text : overrides) override_value(root, text);
    project_.file = file_;
    if (const auto* node = root.get("language")) project_.language = language(*node);
    if (!wanted_) language_ = project_.language;
    for (const auto& [key, node] : root) top_level(std::string(key.str()), node);
    for (const char* needed : {"communities", "buildings"})
      if (!section(needed)->present)
        fail(nullptr, "project_section_missing", {needed}, "project_section_missing_advice", {needed});
    check_rules();
    return std::move(project_);
  }

 private:
  std::optional<Language> wanted_;  ///< of messages

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
    else if (key == "prepared_by")
      project_.prepared_by = text(node, key);
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
    else if (key == "functional_grids")
      functional_grids(node);
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
      else if (key == "basis" && name == "buildings")
        target.options["basis"] = text(node, shown);
      else if (key == "join")
        joins(node, shown, target);
      else if (std::find(roles.begin(), roles.end(), key) != roles.end())
        target.columns[key] = text(node, shown);
      else {
        std::vector<std::string> known = roles;
        known.insert(known.end(), section_options().begin(), section_options().end());
        if (name == "functional_grids") known.insert(known.end(), functional_layer_keys().begin(), functional_layer_keys().end());
        unknown(node, key, known, target.options, shown);
      }
    }
    if (target.path.empty()) fail(&source, "project_path_missing", {name}, "project_path_missing_advice", {name});
    if (name == "buildings" && target.columns.contains("households") && !target.floors_column.empty())
      fail(&source, "project_households_twice", {});
  }

  /// [[functional_grids]], or [functional_grids] where there is one layer.
  void functional_grids(const toml::node& node) {
    if (const auto* array = node.as_array())
      for (const auto& element : *array) functional_layer(table(element, "functional_grids"));
    else
      functional_layer(table(node, "functional_grids"));
  }

  void functional_layer(const toml::table& source) {
    ProjectFunctionalLayer layer;
    toml::table rest = source;
    if (const toml::node* title = source.get("title")) layer.title = text(*title, "functional_grids.title");
    if (const toml::node* weight = source.get("weight")) layer.weight = number(*weight, "functional_grids.weight", 1e-3, 1e3);
    for (const std::string& key : functional_layer_keys()) rest.erase(key);
    data_section("functional_grids", rest, layer.section);
    if (!layer.section.columns.contains("grid_code")) fail(&source, "functional_without_code", {});
    if (layer.title.empty())
      layer.title = layer.section.layer.empty() ? std::filesystem::path(layer.section.path).stem().string() : layer.section.layer;
    for (const ProjectFunctionalLayer& other : project_.functional_layers)
      if (other.title == layer.title) fail(&source, "functional_twice", {layer.title});
    project_.functional_layers.push_back(std::move(layer));
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
      else if (key == "list_name")
        project_.staff_list.name = text(node, shown);
      else if (key == "list_phone")
        project_.staff_list.phone = text(node, shown);
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
};

}  // namespace

Result<Project> read_project(const std::string& path, std::span<const std::string> overrides, std::optional<Language> language) {
  try {
    return ProjectReader(std::filesystem::absolute(path).lexically_normal().string(), language).read(overrides);
  } catch (const ErrorException& error) {
    return error.error();
  } catch (const std::exception& error) {
    return Error{ErrorCode::bad_project_file, error.what(), path, ""};
  }
}

}  // namespace wangge
