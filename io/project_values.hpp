/// Private to io: typed values out of a TOML table, with errors that name the line. Included by project_file.cpp only, because
/// the TOML header is expensive.
#pragma once

#include <cmath>
#include <iomanip>
#include <limits>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace wangge {
/// A file that the parser did not foresee is an error with a place, not the end of the program.
[[noreturn, gnu::noinline]] inline void not_foreseen() { throw std::runtime_error("unexpected character"); }
constexpr void demand_foreseen(bool holds) {
  if (!holds) not_foreseen();
}
}  // namespace wangge
#define TOML_ASSERT(...) ::wangge::demand_foreseen(static_cast<bool>(__VA_ARGS__))
#include <toml++/toml.h>

#include "core/catalogue.hpp"
#include "core/result.hpp"
#include "io/nearest_name.hpp"

namespace wangge {

/// Every member throws ErrorException on a value that does not fit.
class ProjectValues {
 protected:
  explicit ProjectValues(std::string file) : file_(std::move(file)) {}

  using Values = std::initializer_list<std::string>;

  [[noreturn]] void fail(const toml::node* node, const char* id, Values values, const char* advice = "",
                         Values advice_values = {}, ErrorCode code = ErrorCode::bad_project_file) const {
    throw ErrorException(Error{code, say(language_, id, values), place(node),
                               *advice == '\0' ? std::string() : say(language_, advice, advice_values)});
  }

  std::string place(const toml::node* node) const {
    if (node != nullptr) {
      const auto found = override_of_.find(node);
      if (found != override_of_.end()) return "--set " + found->second;
      if (node->source().begin.line > 0) return file_ + ":" + std::to_string(node->source().begin.line);
    }
    return file_;
  }

  /// A key near a known one is a mistake; any other is kept for a finding.
  void unknown(const toml::node& node, const std::string& key, const std::vector<std::string>& known,
               std::map<std::string, std::string>& options, const std::string& shown) const {
    const std::string meant = nearest_name(key, known);
    if (!meant.empty()) fail(&node, "project_key_unknown", {shown, meant}, "project_keys_known", {list_names(known)});
    options["?" + shown] = place(&node);
  }

  const toml::table& table(const toml::node& node, const std::string& key) const {
    if (const auto* found = node.as_table()) return *found;
    fail(&node, "project_not_table", {key}, "project_not_table_advice", {key});
  }

  std::string text(const toml::node& node, const std::string& key) const {
    if (const auto value = node.value_exact<std::string>()) return *value;
    fail(&node, "project_not_text", {key}, "project_not_text_advice", {key});
  }

  double number(const toml::node& node, const std::string& key, double least, double most) const {
    const auto value = node.value<double>();
    if (!node.is_number() || !value || !std::isfinite(*value)) fail(&node, "project_not_number", {key});
    if (*value < least || *value > most) {
      fail(&node, "project_out_of_range", {key, short_number(*value), short_number(least), short_number(most)});
    }
    return *value;
  }

  std::int32_t whole(const toml::node& node, const std::string& key, std::int32_t least,
                     std::int32_t most = std::numeric_limits<std::int32_t>::max()) const {
    const double value = number(node, key, least, most);
    if (value != std::floor(value)) fail(&node, "project_not_whole", {key});
    return static_cast<std::int32_t>(value);
  }

  static std::string short_number(double value) {
    std::ostringstream out;
    out << std::setprecision(10) << value;
    return out.str();
  }

  std::vector<double> numbers(const toml::node& node, const std::string& key) const {
    std::vector<double> out;
    if (const auto* array = node.as_array()) {
      for (const auto& element : *array) out.push_back(number(element, key, 1e-3, 1e7));
    } else {
      out.push_back(number(node, key, 1e-3, 1e7));
    }
    return out;
  }

  template <class Value>
  Value choice(const toml::node& node, const std::string& key, const std::vector<std::pair<std::string, Value>>& words) const {
    const std::string given = text(node, key);
    std::vector<std::string> names;
    for (const auto& [word, value] : words) {
      if (word == given) return value;
      names.push_back(word);
    }
    const std::string meant = nearest_name(given, names);
    fail(&node, meant.empty() ? "project_choice" : "project_choice_meant", {key, given, meant}, "project_choice_advice",
         {list_names(names)});
  }

  std::string file_;
  Language language_ = Language::english;
  std::map<const toml::node*, std::string> override_of_;  ///< values that came from --set
};

}  // namespace wangge
