#include "io/source_layer.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <memory>

#include "io/arrow_rows.hpp"
#include "io/nearest_name.hpp"
#include "io/ogr_shape.hpp"
#include "io/open_sources.hpp"
#include "io/table_geometry.hpp"
#include "io/text_encoding.hpp"

namespace wangge {

namespace {

constexpr int kFeatureId = -1;

/// Reads one layer; a class only to share what every step needs.
class LayerReading {
 public:
  explicit LayerReading(const LayerRequest& request)
      : request_(request),
        opened_(request.opened != nullptr ? request.opened->open(request.path, request.language)
                                          : std::make_shared<OpenSource>(open_source(request.path, request.language))),
        source_(*opened_),
        layer_(layer_of(source_, request.layer, request.language)) {
    out_.section = request.section;
    out_.path = request.path;
    out_.driver = source_.driver;
    out_.layer = source_.index_rebuilt ? std::filesystem::path(request.path).stem().string() : layer_.GetName();
    out_.geometry_type = OGRGeometryTypeToName(layer_.GetGeomType());
  }

  SourceLayer read() {
    GdalErrors errors;
    read_fields();
    read_crs();
    choose_columns();
    if (request_.geometry) require_geometry();
    read_rows();
    check_complete(errors);
    decode();
    if (request_.geometry) add_table_geometry(request_, out_);
    remarks();
    return std::move(out_);
  }

 private:
  struct Wanted {
    int field = 0;  ///< kFeatureId = the record number
    OGRFieldType type = OFTString;
  };

  std::string place() const {
    return out_.driver == "ESRI Shapefile" || out_.layer.empty() ? out_.path : out_.path + ":" + out_.layer;
  }

  [[noreturn]] void refuse(ErrorCode code, const std::string& message, const std::string& advice = {}) const {
    throw ErrorException(Error{code, message, place(), advice});
  }

  void note(const char* id, std::initializer_list<std::string> values, Severity severity = Severity::note,
            const char* repair = "") {
    Finding finding;
    finding.code = id;
    finding.severity = severity;
    finding.layer = request_.section;
    finding.object_id = std::filesystem::path(out_.path).filename().string();
    finding.text = say(request_.language, id, values);
    if (*repair != '\0') finding.repair = say(request_.language, repair, values);
    out_.findings.push_back(std::move(finding));
  }

  std::string declared_encoding() {
    if (!request_.encoding.empty()) {
      const std::string name = canonical_encoding(request_.encoding);
      if (name.empty())
        refuse(ErrorCode::bad_encoding, say(request_.language, "encoding_unknown", {request_.encoding}),
               say(request_.language, "encoding_advice"));
      return name;
    }
    return source_.shapefile ? source_.parts.encoding : std::string();
  }

  /// Field names, decoded after a look at the first rows.
  void read_fields() {
    const OGRFeatureDefn& definition = *layer_.GetLayerDefn();
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
      raw_names_.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
      out_.field_types.emplace_back(OGRFieldDefn::GetFieldTypeName(definition.GetFieldDefn(i)->GetType()));
    }
    if (source_.raw_bytes) {
      std::vector<std::string> sample = raw_names_;
      for (int row = 0; row < 2000; ++row) {
        const std::unique_ptr<OGRFeature> feature(layer_.GetNextFeature());
        if (!feature) break;
        for (int i = 0; i < definition.GetFieldCount(); ++i)
          if (definition.GetFieldDefn(i)->GetType() == OFTString && feature->IsFieldSetAndNotNull(i))
            sample.emplace_back(feature->GetFieldAsString(i));
      }
      layer_.ResetReading();
      sample_ = std::move(sample);
    }
    if (declared_encoding().starts_with("UTF-16"))
      refuse(ErrorCode::bad_encoding, say(request_.language, "encoding_utf16"), say(request_.language, "encoding_utf16_advice"));
    recognise();
    out_.field_names = decoded(raw_names_);
  }

  void recognise() {
    std::vector<std::string_view> texts(raw_names_.begin(), raw_names_.end());
    texts.insert(texts.end(), sample_.begin(), sample_.end());
    for (const SourceColumn& column : out_.columns)
      for (std::size_t i = 0; i < column.texts.size(); ++i) texts.push_back(column.texts[i]);
    encoding_ = recognise_encoding(declared_encoding(), texts);
    out_.encoding = encoding_.name;
    out_.encoding_how = encoding_.how;
  }

  std::vector<std::string> decoded(const std::vector<std::string>& raw) {
    std::vector<std::string> out;
    TextCoder coder("UTF-8", encoding_.name);
    for (const std::string& name : raw) out.push_back(decode_one(coder, name));
    return out;
  }

  std::string decode_one(TextCoder& coder, std::string_view raw) {
    const Utf8Check check = check_utf8(raw);
    if (check.valid && !check.cut && (check.characters == 0 || encoding_.name == "UTF-8")) return std::string(raw);
    if (auto text = coder.convert(raw, true)) {
      cut_ = cut_ || check.cut;
      return *text;
    }
    ++undecodable_;
    return coder.convert_all(raw, "\xEF\xBF\xBD");
  }

  void read_crs() {
    const OGRSpatialReference* reference = layer_.GetSpatialRef();
    if (reference == nullptr || reference->IsLocal() || reference->IsEmpty()) return;
    const char* name = reference->GetName();
    if (name != nullptr && std::string_view(name).starts_with("Undefined")) return;
    char* wkt = nullptr;
    const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
    if (reference->exportToWkt(&wkt, options) == OGRERR_NONE && wkt != nullptr) out_.crs_wkt = wkt;
    CPLFree(wkt);
  }

  int field_named(const std::string& column) const {
    const auto& names = out_.field_names;
    const auto exact = std::find(names.begin(), names.end(), column);
    if (exact != names.end()) return static_cast<int>(exact - names.begin());
    const auto lower = [](std::string text) {
      for (char& letter : text) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
      return text;
    };
    int found = -2;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const bool shortened =
          source_.shapefile && names[i].size() >= 8 && column.size() > names[i].size() && column.starts_with(names[i]);
      if (lower(names[i]) == lower(column) || shortened) found = found == -2 ? static_cast<int>(i) : -3;
    }
    const std::string id_column = layer_.GetFIDColumn();
    if (found == -2 && (column == id_column || (id_column.empty() && lower(column) == "fid"))) return kFeatureId;
    return found;
  }

  void choose_columns() {
    std::vector<std::string> wanted = request_.columns;
    for (const std::string& column : {request_.x_column, request_.y_column}) wanted.push_back(column);
    if (!request_.wkt_column.empty() && (field_named(request_.wkt_column) >= 0 || layer_.GetGeomType() == wkbNone))
      wanted.push_back(request_.wkt_column);
    for (const std::string& column : request_.optional_columns)
      if (!column.empty() && field_named(column) >= kFeatureId) wanted.push_back(column);
    if (request_.all_columns) wanted.insert(wanted.end(), out_.field_names.begin(), out_.field_names.end());
    for (const std::string& column : wanted) {
      if (column.empty() || out_.find(column) != nullptr) continue;
      const int field = field_named(column);
      if (field < kFeatureId) missing_column(column);
      add_column(column, field);
    }
    std::vector<const char*> ignored;
    for (std::size_t i = 0; i < raw_names_.size(); ++i) {
      const bool used =
          std::any_of(fields_.begin(), fields_.end(), [&](const Wanted& one) { return one.field == static_cast<int>(i); });
      if (!used && std::count(raw_names_.begin(), raw_names_.end(), raw_names_[i]) == 1) ignored.push_back(raw_names_[i].c_str());
    }
    ignored.push_back("OGR_STYLE");
    if (!request_.geometry) ignored.push_back("OGR_GEOMETRY");
    ignored.push_back(nullptr);
    layer_.SetIgnoredFields(ignored.data());
  }

  void add_column(const std::string& column, int field) {
    const OGRFieldType type = field == kFeatureId ? OFTInteger64 : layer_.GetLayerDefn()->GetFieldDefn(field)->GetType();
    SourceColumn one;
    one.name = column;
    one.kind = type == OFTInteger || type == OFTInteger64 ? ColumnKind::whole
               : type == OFTReal                          ? ColumnKind::real
                                                          : ColumnKind::text;
    out_.columns.push_back(std::move(one));
    fields_.push_back({field, type});
  }

  [[noreturn]] void missing_column(const std::string& column) const {
    const std::string meant = nearest_name(column, out_.field_names);
    std::string advice = meant.empty() ? "" : say(request_.language, "did_you_mean", {meant}) + " ";
    if (source_.shapefile && !source_.parts.has_dbf)
      advice += say(request_.language, "dbf_missing_advice");
    else
      advice += say(request_.language, "columns_are", {list_names(out_.field_names, 60)});
    refuse(ErrorCode::missing_column, say(request_.language, "column_missing", {column}), advice);
  }

  void require_geometry() const {
    const bool table = layer_.GetLayerDefn()->GetGeomFieldCount() == 0 || layer_.GetGeomType() == wkbNone;
    const bool columns = !request_.wkt_column.empty() || (!request_.x_column.empty() && !request_.y_column.empty());
    if (table && !columns)
      refuse(ErrorCode::invalid_input, say(request_.language, "no_geometry"),
             say(request_.language, "no_geometry_advice", {request_.section, list_names(out_.field_names, 30)}));
  }

  void read_rows() {
    const bool from_layer = request_.geometry && request_.x_column.empty() && out_.find(request_.wkt_column) == nullptr;
    const GIntBig announced = layer_.GetFeatureCount(FALSE);
    if (announced > 0) {
      if (request_.geometry) out_.shapes.reserve(static_cast<std::size_t>(announced));
      for (SourceColumn& column : out_.columns) reserve(column, static_cast<std::size_t>(announced));
    }
    layer_.ResetReading();
    std::vector<int> fields;
    for (const Wanted& one : fields_) fields.push_back(one.field);
    if (arrow_suits(layer_, fields)) {
      if (read_arrow_rows(layer_, fields, from_layer, out_)) return;
      forget_rows();
    }
    layer_.ResetReading();
    for (;;) {
      const std::unique_ptr<OGRFeature> feature(layer_.GetNextFeature());
      if (!feature) break;
      for (std::size_t i = 0; i < fields_.size(); ++i) read_cell(*feature, fields_[i], out_.columns[i]);
      if (from_layer) out_.shapes.push_back(shape_from_ogr(feature->GetGeometryRef()));
      ++out_.rows;
    }
  }

  static void reserve(SourceColumn& column, std::size_t rows) {
    column.missing.reserve(rows);
    switch (column.kind) {
      case ColumnKind::whole: column.wholes.reserve(rows); break;
      case ColumnKind::real: column.reals.reserve(rows); break;
      case ColumnKind::text: column.texts.reserve(rows); break;
    }
  }

  void forget_rows() {
    out_.rows = 0;
    out_.shapes.clear();
    for (SourceColumn& column : out_.columns) {
      column.missing.clear();
      column.wholes.clear();
      column.reals.clear();
      column.texts.clear();
    }
  }

  static void read_cell(OGRFeature& feature, const Wanted& wanted, SourceColumn& column) {
    const bool missing = wanted.field != kFeatureId && !feature.IsFieldSetAndNotNull(wanted.field);
    column.missing.push_back(missing ? 1 : 0);
    switch (column.kind) {
      case ColumnKind::whole:
        column.wholes.push_back(missing                      ? 0
                                : wanted.field == kFeatureId ? feature.GetFID()
                                                             : feature.GetFieldAsInteger64(wanted.field));
        break;
      case ColumnKind::real: column.reals.push_back(missing ? 0 : feature.GetFieldAsDouble(wanted.field)); break;
      case ColumnKind::text: column.texts.push_back(missing ? "" : feature.GetFieldAsString(wanted.field)); break;
    }
  }

  void check_complete(const GdalErrors& errors) {
    const GIntBig announced = layer_.GetFeatureCount(FALSE);
    const auto read = static_cast<GIntBig>(out_.rows);
    bool broken = errors.failed() && read + source_.parts.deleted < announced;
    // formats that announce nothing are read to the end or to the first failure
    broken = broken || (errors.failed() && (announced < 0 || out_.driver == "OSM"));
    if (out_.driver != "GPKG" && announced > 0 && read + source_.parts.deleted < announced) broken = true;
    for (const auto& message : errors.messages())
      broken = broken || (message.level >= CE_Failure && message.number == CPLE_FileIO);
    if (broken) {
      refuse(ErrorCode::unreadable_file,
             say(request_.language, "read_stopped",
                 {std::to_string(read), announced < 0 ? "?" : std::to_string(std::max(read, announced)), errors.cause()}),
             say(request_.language, "copy_again"));
    }
    int shown = 0;
    for (const auto& message : errors.messages())
      if (message.text.find("user_version") == std::string::npos && ++shown <= 5)
        note("reading_remark", {message.text}, message.level >= CE_Failure ? Severity::warning : Severity::note);
  }

  void decode() {
    const auto plain = [&](const PackedTexts& texts) {
      if (is_ascii(texts.bytes())) return true;
      for (std::size_t i = 0; i < texts.size(); ++i) {
        const Utf8Check check = check_utf8(texts[i]);
        if (!check.valid || check.cut || (source_.raw_bytes && check.characters > 0)) return false;
      }
      return true;
    };
    if (std::all_of(out_.columns.begin(), out_.columns.end(), [&](const SourceColumn& one) { return plain(one.texts); })) return;
    recognise();
    cut_ = false;
    undecodable_ = 0;
    out_.field_names = decoded(raw_names_);
    TextCoder coder("UTF-8", encoding_.name);
    for (SourceColumn& column : out_.columns) {
      PackedTexts decoded_texts;
      decoded_texts.reserve(column.texts.size());
      for (std::size_t i = 0; i < column.texts.size(); ++i) decoded_texts.push_back(decode_one(coder, column.texts[i]));
      column.texts = std::move(decoded_texts);
    }
  }

  void remarks() {
    if (source_.index_rebuilt) note("index_rebuilt", {}, Severity::warning);
    if (source_.shapefile && !source_.parts.has_dbf) note("dbf_missing", {}, Severity::warning);
    if (source_.parts.unknown_cpg) note("cpg_unknown", {out_.encoding}, Severity::warning);
    if (encoding_.contradicts)
      note("encoding_overruled", {declared_encoding(), encoding_.name}, Severity::warning);
    else if (encoding_.how == "gb18030_doubtful" || encoding_.how == "latin1")
      note("encoding_doubtful", {encoding_.name}, Severity::warning, "encoding_doubtful_repair");
    else if (source_.raw_bytes && encoding_.how != "ascii" && encoding_.how != "declared")
      note("encoding_recognised", {encoding_.name});
    if (!source_.raw_bytes && encoding_.name != "UTF-8") note("encoding_overruled", {"UTF-8", encoding_.name}, Severity::warning);
    if (cut_) note("text_cut", {}, Severity::note);
    if (undecodable_ > 0)
      note("text_undecodable", {std::to_string(undecodable_), encoding_.name}, Severity::warning, "encoding_advice");
  }

  const LayerRequest& request_;
  std::shared_ptr<OpenSource> opened_;
  OpenSource& source_;
  OGRLayer& layer_;
  SourceLayer out_;
  std::vector<std::string> raw_names_, sample_;
  std::vector<Wanted> fields_;
  RecognisedEncoding encoding_;
  bool cut_ = false;
  std::int64_t undecodable_ = 0;
};

}  // namespace

SourceLayer read_source_layer(const LayerRequest& request) { return LayerReading(request).read(); }

std::vector<std::string> layer_names(const std::string& path, Language language) {
  OpenSource source = open_source(path, language);
  return names_of_layers(source);
}

}  // namespace wangge
