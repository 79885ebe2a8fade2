#include "io/export_styles.hpp"

#include <array>
#include <span>

#include "io/export_fields.hpp"
#include "io/layer_writer.hpp"

namespace wangge {

namespace {

/// Areas of one value of a column (of any, when it is empty).
struct Fill {
  const char* value;
  std::array<int, 3> colour;
  int opacity;  ///< 0..255
};

struct LayerStyle {
  const char* layer;
  const char* column;  ///< whose values choose the fill, "" = one fill for all
  const char* label;   ///< column written on the areas, "" = none
  std::array<int, 3> line;
  double line_mm;
  std::span<const Fill> fills;
};

constexpr std::array kGridFills{Fill{"ok", {199, 226, 200}, 140}, Fill{"too_small", {253, 219, 140}, 160},
                                Fill{"too_large", {240, 150, 130}, 160}};
constexpr std::array kNoFill{Fill{"", {255, 255, 255}, 0}};
constexpr std::array kStyles{LayerStyle{"grids", "status", "grid_name", {196, 30, 58}, 0.6, kGridFills},
                             LayerStyle{"cells", "", "", {150, 150, 150}, 0.15, kNoFill},
                             LayerStyle{"communities", "", "name", {91, 44, 131}, 1.0, kNoFill}};

std::string colour_of(const std::array<int, 3>& c, int opacity) {
  return std::to_string(c[0]) + "," + std::to_string(c[1]) + "," + std::to_string(c[2]) + "," + std::to_string(opacity);
}

std::string hex_of(const std::array<int, 3>& c) {
  constexpr const char* digits = "0123456789abcdef";
  std::string out = "#";
  for (const int part : c) {
    out += digits[part / 16];
    out += digits[part % 16];
  }
  return out;
}

/// Legend words of a value; the layer's own name where there is but one fill.
std::string words_of(const LayerStyle& style, const Fill& fill, Language language) {
  return *fill.value == '\0' ? style.layer : shown_value(style.column, fill.value, language);
}

std::string qml_symbol(const LayerStyle& style, const Fill& fill, std::size_t number) {
  const auto option = [](const char* name, const std::string& value) {
    return "<Option type=\"QString\" name=\"" + std::string(name) + "\" value=\"" + value + "\"/>";
  };
  return "<symbol type=\"fill\" name=\"" + std::to_string(number) +
         "\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\"><layer class=\"SimpleFill\" enabled=\"1\" locked=\"0\" "
         "pass=\"0\"><Option type=\"Map\">" +
         option("color", colour_of(fill.colour, fill.opacity)) + option("outline_color", colour_of(style.line, 255)) +
         option("outline_style", "solid") + option("outline_width", with_decimals(style.line_mm, 2)) +
         option("outline_width_unit", "MM") + option("style", fill.opacity > 0 ? "solid" : "no") + "</Option></layer></symbol>";
}

/// Names of columns as attribute tables show them. QGIS asks the style for them, not the table of titles.
std::string qml_aliases(const LayerStyle& style, const std::vector<ExportAlias>& aliases) {
  std::string out;
  for (const ExportAlias& one : aliases)
    if (one.layer == style.layer && one.chinese != one.name)
      out += "<alias index=\"-1\" field=\"" + one.field + "\" name=\"" + one.chinese + "\"/>";
  return out.empty() ? out : "<aliases>" + out + "</aliases>";
}

std::string qml_of(const LayerStyle& style, const std::vector<ExportAlias>& aliases, Language language) {
  std::string symbols, categories;
  for (std::size_t i = 0; i < style.fills.size(); ++i) {
    const Fill& fill = style.fills[i];
    symbols += qml_symbol(style, fill, i);
    categories += "<category render=\"true\" symbol=\"" + std::to_string(i) + "\" value=\"" + fill.value + "\" label=\"" +
                  words_of(style, fill, language) + "\"/>";
  }
  const bool one = *style.column == '\0';
  std::string out =
      "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version=\"3.22\" "
      "styleCategories=\"Symbology|Labeling|Fields\" labelsEnabled=\"" +
      std::string(*style.label == '\0' ? "0" : "1") + "\"><renderer-v2 type=\"" + (one ? "singleSymbol" : "categorizedSymbol") +
      "\" forceraster=\"0\" symbollevels=\"0\" enableorderby=\"0\"";
  if (!one) out += " attr=\"" + std::string(style.column) + "\"";
  out += ">";
  if (!one) out += "<categories>" + categories + "</categories>";
  out += "<symbols>" + symbols + "</symbols></renderer-v2>";
  if (*style.label != '\0')
    out += "<labeling type=\"simple\"><settings><text-style fieldName=\"" + std::string(style.label) +
           "\" isExpression=\"0\" fontSize=\"9\" fontSizeUnit=\"Point\" textColor=\"" + colour_of(style.line, 255) +
           "\"><text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferSizeUnits=\"MM\" "
           "bufferColor=\"255,255,255,255\"/></text-style>"
           // Horizontal within the area; without these lines readers of 3.22 give labels no size they could be drawn in.
           "<placement placement=\"4\" priority=\"5\"/><rendering drawLabels=\"1\" fontMinPixelSize=\"3\" "
           "fontMaxPixelSize=\"10000\" obstacle=\"0\"/></settings></labeling>";
  // Chinese names of columns are for readers of Chinese.
  if (language == Language::chinese) out += qml_aliases(style, aliases);
  return out + "</qgis>";
}

std::string sld_of(const LayerStyle& style, Language language) {
  std::string rules;
  for (const Fill& fill : style.fills) {
    rules += "<se:Rule><se:Name>" + words_of(style, fill, language) + "</se:Name>";
    if (*style.column != '\0')
      rules += "<ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>" + std::string(style.column) +
               "</ogc:PropertyName><ogc:Literal>" + fill.value + "</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>";
    rules += "<se:PolygonSymbolizer>";
    if (fill.opacity > 0)
      rules += "<se:Fill><se:SvgParameter name=\"fill\">" + hex_of(fill.colour) +
               "</se:SvgParameter><se:SvgParameter name=\"fill-opacity\">" + with_decimals(fill.opacity / 255.0, 2) +
               "</se:SvgParameter></se:Fill>";
    // SLD measures in pixels of 0.28 mm.
    rules += "<se:Stroke><se:SvgParameter name=\"stroke\">" + hex_of(style.line) +
             "</se:SvgParameter><se:SvgParameter name=\"stroke-width\">" + with_decimals(style.line_mm / 0.28, 1) +
             "</se:SvgParameter></se:Stroke></se:PolygonSymbolizer></se:Rule>";
  }
  return "<StyledLayerDescriptor xmlns=\"http://www.opengis.net/sld\" xmlns:ogc=\"http://www.opengis.net/ogc\" "
         "xmlns:se=\"http://www.opengis.net/se\" version=\"1.1.0\"><NamedLayer><se:Name>" +
         std::string(style.layer) + "</se:Name><UserStyle><se:FeatureTypeStyle>" + rules +
         "</se:FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>";
}

void run_sql(GDALDataset& dataset, const std::string& sql, Language language) {
  const GdalErrors errors;
  if (OGRLayer* rows = dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr); rows != nullptr) dataset.ReleaseResultSet(rows);
  if (errors.failed())
    throw ErrorException(Error{ErrorCode::unwritable_file, say(language, "write_failed", {errors.cause()}), "", ""});
}

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char letter : text) out += letter == '\'' ? std::string("''") : std::string(1, letter);
  return out + "'";
}

}  // namespace

void write_field_aliases(GDALDataset& dataset, const std::vector<ExportAlias>& aliases, Language language) {
  run_sql(dataset,
          "CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, "
          "description TEXT, mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), "
          "CONSTRAINT gdc_tn UNIQUE (table_name, name))",
          language);
  run_sql(dataset,
          "INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope) VALUES "
          "('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write')",
          language);
  for (const ExportAlias& one : aliases)
    if (one.chinese != one.name)
      run_sql(dataset,
              "INSERT INTO gpkg_data_columns (table_name, column_name, title) VALUES (" + quoted(one.layer) + ", " +
                  quoted(one.field) + ", " + quoted(one.chinese) + ")",
              language);
}

void write_layer_styles(GDALDataset& dataset, const std::vector<std::string>& layers, const std::vector<ExportAlias>& aliases,
                        const std::string& moment, Language language) {
  std::vector<const LayerStyle*> wanted;
  for (const LayerStyle& style : kStyles)
    for (const std::string& layer : layers)
      if (layer == style.layer) wanted.push_back(&style);
  if (wanted.empty()) return;
  std::vector<WriterField> fields;
  for (const char* name :
       {"f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName", "styleQML", "styleSLD"})
    fields.push_back(text_field(name));
  fields.push_back(flag_field("useAsDefault"));
  for (const char* name : {"description", "owner", "ui", "update_time"}) fields.push_back(text_field(name));
  LayerWriter table(dataset, "layer_styles", wkbNone, nullptr, fields, {"FID=id"}, language);
  for (const LayerStyle* style : wanted) {
    table.row().text("").text("").text(style->layer).text("geom").text(style->layer);
    table.text(qml_of(*style, aliases, language)).text(sld_of(*style, language)).flag(true);
    table.text("").text("").skip().text(moment);
    table.end();
  }
}

}  // namespace wangge
