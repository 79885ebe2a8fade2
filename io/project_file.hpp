/// Reads the project file (city.toml, contract section 1) into values.
/// Guarantees
///  - paths come back absolute, relative ones are taken from the project file's folder;
///  - a misspelt section or key is an error that names the key meant; a key that resembles none is kept as an option
///    whose name starts with '?' (value: its place), and read_city reports it as a finding;
///  - contradictory rules (minimum above maximum ...) are ErrorCode::invalid_rules, everything else wrong in the file is
///    ErrorCode::bad_project_file with the line in `place`.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/project.hpp"
#include "core/result.hpp"

namespace wangge {

/// `overrides` are "section.key=value" as given to --set; the value is TOML, or plain text where it is not.
/// `language` of messages about the file, where it shall not be the one that the file asks for.
/// [locked] may name a layer instead of codes: options "locked_path", "locked_layer", "locked_column" of `previous`.
[[nodiscard]] Result<Project> read_project(const std::string& path, std::span<const std::string> overrides = {},
                                           std::optional<Language> language = std::nullopt);

}  // namespace wangge
