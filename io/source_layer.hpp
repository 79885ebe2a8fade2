/// One layer of a file read whole: the columns asked for, the geometry, and what the file says of its coordinate system.
/// Guarantees
///  - rows keep the file's order; no record is dropped; a layer that cannot be read to its end is an error;
///  - all text is UTF-8, whatever the file used; names and values are never cut inside a character;
///  - coordinates are those of the file (traditional order x east, y north): changing them is layer_crs's business.
/// Errors: unreadable_file, unknown_layer, missing_column, bad_encoding, each with file, layer and what exists instead.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalogue.hpp"
#include "core/finding.hpp"
#include "core/result.hpp"
#include "io/packed_texts.hpp"
#include "io/source_shape.hpp"

namespace wangge {

enum class ColumnKind { whole, real, text };

struct SourceColumn {
  std::string name;  ///< as the file spells it, UTF-8
  ColumnKind kind = ColumnKind::text;
  std::vector<char> missing;  ///< 1 = NULL
  std::vector<std::int64_t> wholes;
  std::vector<double> reals;
  PackedTexts texts;

  /// Text of a cell, trimmed: whole numbers as their digits, real numbers that are whole without ".0"; empty for NULL.
  [[nodiscard]] std::string text(std::size_t row) const;
  /// The same, without a copy where the column holds texts; what does not stand there is put into `made`.
  [[nodiscard]] std::string_view text(std::size_t row, std::string& made) const;
  /// Number of a cell: digits may be full-width and followed by words ("４８户"); nullopt when there is none.
  [[nodiscard]] std::optional<double> number(std::size_t row) const;
};

class OpenSources;

struct LayerRequest {
  std::string section;  ///< for findings and errors: "buildings"
  std::string path;
  std::string layer;                          ///< may be empty for files with one layer
  std::string encoding;                       ///< overrides recognition
  std::vector<std::string> columns;           ///< wanted; empty strings are ignored
  std::vector<std::string> optional_columns;  ///< read where they exist, no error where not
  bool all_columns = false;
  bool geometry = true;
  std::string x_column, y_column, wkt_column;  ///< geometry of tables
  Language language = Language::english;
  OpenSources* opened = nullptr;  ///< where files are kept open for further layers; may be none
};

struct SourceLayer {
  std::string section, path, layer, driver;
  std::string crs_wkt;                   ///< empty when the file declares none
  std::string encoding, encoding_how;    ///< "GB18030", "cpg" ...
  std::string geometry_type;             ///< as the file declares it, "Polygon" ...
  std::vector<std::string> field_names;  ///< all of the layer
  std::vector<std::string> field_types;
  std::vector<SourceColumn> columns;  ///< those asked for
  std::vector<SourceShape> shapes;    ///< one per row; empty when not asked for
  std::size_t rows = 0;
  std::vector<Finding> findings;

  /// nullptr when not read.
  [[nodiscard]] const SourceColumn* find(const std::string& column) const;
};

/// Throws ErrorException.
[[nodiscard]] SourceLayer read_source_layer(const LayerRequest& request);
/// Names of the layers of a file. Throws ErrorException.
[[nodiscard]] std::vector<std::string> layer_names(const std::string& path, Language language);
/// The number at the start of a text: full-width digits, thousands separators, "约 48 户", "4.5"; nullopt without digits.
[[nodiscard]] std::optional<double> number_in(std::string_view text);

}  // namespace wangge
