#include "io/export_postgis.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <optional>

#include "core/result.hpp"
#include "io/export_fields.hpp"
#include "io/export_layer.hpp"
#include "io/gdal_errors.hpp"

namespace wangge {

namespace {

constexpr const char* kMark = "wangge";  // begins the comment of every table written here

std::string quoted(const std::string& text, char sign) {
  std::string out(1, sign);
  for (const char letter : text) out += letter == sign ? std::string(2, sign) : std::string(1, letter);
  return out + sign;
}

class Database {
 public:
  Database(const std::string& target, Language language) : target_(target), language_(language) {
    dataset_.reset(GDALDataset::Open(target.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE | GDAL_OF_VERBOSE_ERROR, nullptr, nullptr));
    if (!dataset_ || std::string(dataset_->GetDriverName()) != "PostgreSQL") fail("postgis_no_connection", errors_.cause());
    if (dataset_->StartTransaction(FALSE) != OGRERR_NONE) fail("write_failed", errors_.cause());
  }
  ~Database() {
    if (dataset_ && !committed_) dataset_->RollbackTransaction();
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  [[nodiscard]] GDALDataset& dataset() { return *dataset_; }

  /// Refuses when a table of this name exists that wangge did not write.
  void claim(const std::string& table) {
    const std::string name = quoted(quoted(table, '"'), '\'');
    const auto comment = first_value("SELECT coalesce(obj_description(to_regclass(" + name + ")), '') WHERE to_regclass(" + name +
                                     ") IS NOT NULL");
    if (comment && !comment->starts_with(kMark)) fail("postgis_table_not_ours", table, "postgis_table_not_ours_advice");
  }
  void mark(const std::string& table, const std::vector<ExportAlias>& columns, const std::string& created) {
    const std::string name = quoted(table, '"');
    execute("COMMENT ON TABLE " + name + " IS " + quoted(std::string(kMark) + " " + table + " " + created, '\''));
    for (const ExportAlias& one : columns)
      if (one.layer == table && one.chinese != one.field)
        execute("COMMENT ON COLUMN " + name + "." + quoted(one.field, '"') + " IS " + quoted(one.chinese, '\''));
  }
  void commit() {
    if (dataset_->CommitTransaction() != OGRERR_NONE || errors_.failed()) fail("write_failed", errors_.cause());
    committed_ = true;
    dataset_.reset();
  }

 private:
  std::optional<std::string> first_value(const std::string& sql) {
    OGRLayer* rows = dataset_->ExecuteSQL(sql.c_str(), nullptr, nullptr);
    if (rows == nullptr) {
      if (errors_.failed()) fail("write_failed", errors_.cause());
      return std::nullopt;
    }
    std::optional<std::string> value;
    if (const OGRFeatureUniquePtr row(rows->GetNextFeature()); row) value = row->GetFieldAsString(0);
    dataset_->ReleaseResultSet(rows);
    return value;
  }
  void execute(const std::string& sql) {
    if (OGRLayer* rows = dataset_->ExecuteSQL(sql.c_str(), nullptr, nullptr); rows != nullptr) dataset_->ReleaseResultSet(rows);
    if (errors_.failed()) fail("write_failed", errors_.cause());
  }
  [[noreturn]] void fail(const char* id, const std::string& cause, const char* advice = "postgis_advice") const {
    throw ErrorException(
        Error{ErrorCode::unwritable_file, say(language_, id, {cause}), shown_target(target_), say(language_, advice)});
  }

  const GdalErrors errors_;
  std::string target_;
  Language language_;
  GDALDatasetUniquePtr dataset_;
  bool committed_ = false;
};

}  // namespace

void export_to_postgis(const ExportSource& source, const std::string& target, const ExportFormat& format,
                       const ExportOptions& options) {
  const std::vector<std::string> layers = options.layers.empty() ? source.layers() : source.chosen(options.layers, true);
  const std::string created = source.created();
  Database database(target, options.language);
  LayerExport writer(format, options, false, created);
  for (const std::string& name : layers) {
    database.claim(name);
    writer.write(database.dataset(), source.read(name), name, name);
    database.mark(name, writer.aliases(), created);
  }
  database.commit();
}

}  // namespace wangge
