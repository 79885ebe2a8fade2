#include "cli/handover_folder.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "algorithms/ledger/change_sheets.hpp"
#include "cli/atlas_sheets.hpp"
#include "cli/change_maps.hpp"
#include "cli/dossier_drawing.hpp"
#include "cli/grid_notices.hpp"
#include "cli/report_text.hpp"
#include "io/export_plan.hpp"
#include "io/whole_file.hpp"
#include "io/whole_folder.hpp"
#include "io/write_circles.hpp"
#include "io/write_ledger.hpp"

namespace wangge {

namespace {

constexpr std::int64_t kSteps = 6;

class Folder {
 public:
  Folder(const PlanDossier& dossier, const Arguments& arguments, const Console& console, const RunContext& run)
      : d_(dossier),
        arguments_(arguments),
        language_(console.language),
        run_(run),
        date_(dossier.info("created").substr(0, 10)),
        atlas_{paper_of(arguments.paper), "pdf", {150, date_, language_}},
        drawing_(dossier_drawing(dossier, language_)),
        folder_(arguments.output, console.language) {}

  std::int64_t write() {
    step(0);
    plan();
    step(1);
    ledgers();
    step(2);
    coverage();
    step(3);
    comparison();
    maps();
    notices();
    step(4);
    draw();
    step(5);
    must(write_bytes(file("README.txt", "handover_readme"), readme(), language_));
    folder_.finish();
    run_.report("stage_handover", kSteps, kSteps);
    return static_cast<std::int64_t>(listed_.size());
  }

 private:
  static void must(const Status& status) {
    if (!status) throw ErrorException(status.error());
  }

  void step(std::int64_t done) const {
    if (run_.should_stop()) throw ErrorException(Error{ErrorCode::cancelled, say(language_, "reading_cancelled"), "", ""});
    run_.report("stage_handover", done, kSteps);
  }

  /// Place of a file, which README.txt lists with the sentence `id`.
  std::string file(const std::string& name, const std::string& id) {
    listed_.emplace_back(name, say(language_, id));
    return folder_.file(name);
  }

  void plan() {
    const std::string& source = arguments_.plans.front();
    const std::string ending = std::filesystem::path(source).extension().string();
    std::error_code problem;
    std::filesystem::copy_file(source, file("plan/plan" + ending, "handover_plan"), problem);
    if (problem) throw ErrorException(Error{ErrorCode::unwritable_file, problem.message(), source, ""});
    ExportOptions options;
    options.language = language_;
    must(export_plan(source, file("plan/shp_utf8/grids.shp", "handover_shp_utf8"), options));
    options.encoding = "GBK";
    must(export_plan(source, file("plan/shp_gbk/grids.shp", "handover_shp_gbk"), options));
    options.encoding = "UTF-8";
    if (d_.city.crs.starts_with("EPSG:")) {  // a local system has no place in the world
      must(export_plan(source, file("plan/grids.geojson", "handover_geojson"), options));
      must(export_plan(source, file("plan/grids.kml", "handover_kml"), options));
    }
  }

  /// Files of an internal edition say so in their names too: they may be passed on one by one.
  std::string edition(const std::string& stem) const { return d_.persons ? stem + "_internal" : stem; }

  void ledgers() {
    ledger_ = d_.ledger(language_);
    map_ = overview_svg(drawing_, language_);
    must(write_ledger(ledger_, file("ledgers/" + edition("ledger") + ".xlsx", "handover_xlsx")));
    must(write_ledger(ledger_, file("ledgers/csv/" + edition("ledger") + ".csv", "handover_csv")));
    must(write_ledger(ledger_, file("ledgers/" + edition("ledger") + ".json", "handover_json")));
    must(write_bytes(file(edition("report") + ".html", "handover_report"), report_text(d_, ledger_, map_, language_), language_));
    later(edition("report") + ".pdf", "handover_report_pdf", [&] { return report_pdf(d_, ledger_, map_, language_); });
  }

  /// To be drawn with all others, in several processes.
  void later(const std::string& name, const std::string& id, std::function<Result<std::string>()> draw) {
    drawn_.push_back({name, say(language_, id), std::move(draw)});
  }

  void later_as(std::initializer_list<const char*> kinds, const std::string& name, const std::string& id,
                const std::function<MapSheet()>& sheet) {
    for (const char* kind : kinds)
      later(name + "." + kind, id, [this, sheet, kind] { return picture_of(sheet(), kind, atlas_.picture); });
  }

  void coverage() {
    if (!d_.circles) return;
    if (arguments_.circles.empty())
      must(write_circles(d_.city, *d_.circles, file("coverage/circles.gpkg", "handover_circles"), RunContext{}, d_.plan.info,
                         language_));
    later_as({"pdf", "png"}, "coverage/coverage", "handover_coverage_map", [this] {
      CoverageSheetOptions options;
      options.language = language_;
      options.paper = atlas_.paper;
      CoverageDrawing drawing = coverage_drawing(d_.city, *d_.circles, date_);
      drawing.mark = drawing_.mark;
      return coverage_sheet(drawing, options);
    });
  }

  void comparison() {
    if (!d_.comparison || !d_.old_plan) return;
    Ledger ledger;
    ledger.language = language_;
    ledger.title = say(language_, "ledger_comparison_title", {d_.city.name});
    ledger.mark = drawing_.mark;
    ledger.date = d_.info("created");
    ledger.facts = d_.ledger_facts(language_);
    ledger.sheets = change_sheets(d_.city, *d_.old_plan, d_.plan, *d_.comparison, language_);
    must(write_ledger(ledger, file("comparison/comparison.xlsx", "handover_comparison")));
    changes_ = grid_changes(d_);
    later_as({"pdf", "png"}, "comparison/changes", "handover_change_map",
             [this] { return change_sheet(drawing_, changes_, d_.comparison->total, atlas_.sheet()); });
    for (SheetFile& one : change_maps(drawing_, changes_, *d_.comparison, atlas_))
      drawn_.push_back(
          {"comparison/communities/" + one.file, say(language_, "handover_community_changes", {one.title}), std::move(one.draw)});
  }

  void maps() {
    later_as({"pdf", "png"}, "maps/overview", "handover_overview", [this] { return plan_sheet(drawing_, atlas_.sheet()); });
    later_as({"html"}, "maps/map", "handover_html", [this] { return plan_sheet(drawing_, atlas_.sheet()); });
    for (SheetFile& one : atlas_sheets(drawing_, atlas_))
      drawn_.push_back({"atlas/" + one.file, say(language_, "handover_sheet", {one.title}), std::move(one.draw)});
  }

  /// Public whatever the edition, so they have no place among internal papers.
  void notices() {
    if (d_.persons) return;
    notices_ = grid_notices(d_, language_);
    for (SheetFile& one : notice_files(drawing_, notices_, atlas_))
      drawn_.push_back({"notices/" + one.file, say(language_, "notice_file", {one.title}), std::move(one.draw)});
  }

  void draw() {
    must(draw_sheets(
        drawn_, [&](const std::string& name) { return folder_.file(name); }, language_, run_));
    for (const SheetFile& sheet : drawn_) listed_.emplace_back(sheet.file, sheet.title);
    std::stable_sort(listed_.begin(), listed_.end(),
                     [](const auto& a, const auto& b) { return rank_of(a.first) < rank_of(b.first); });
  }

  /// README.txt lists folder by folder.
  static std::size_t rank_of(const std::string& file) {
    constexpr std::array<std::string_view, 6> kOrder{"plan/", "ledgers/", "report", "coverage/", "comparison/", "maps/"};
    for (std::size_t i = 0; i < kOrder.size(); ++i)
      if (file.starts_with(kOrder[i])) return i;
    return kOrder.size();
  }

  std::string readme() const {
    std::string text = say(language_, "handover_title", {d_.city.name}) + "\n\n";
    for (const auto& [name, value] : d_.ledger_facts(language_)) text += say(language_, "handover_fact", {name, value}) + "\n";
    text += "\n" + say(language_, "handover_files") + "\n";
    for (const auto& [name, words] : listed_) text += "  " + name + "    " + words + "\n";
    return text + "\n" + say(language_, d_.persons ? "handover_end_internal" : "handover_end") + "\n";
  }

  const PlanDossier& d_;
  const Arguments& arguments_;
  Language language_;
  const RunContext& run_;
  std::string date_;
  AtlasOptions atlas_;
  PlanDrawing drawing_;  ///< of all maps
  GridChanges changes_;
  std::vector<GridNotice> notices_;
  Ledger ledger_;
  std::string map_;  ///< overview as SVG
  WholeFolder folder_;
  std::vector<SheetFile> drawn_;
  std::vector<std::pair<std::string, std::string>> listed_;  // file and what it is
};

}  // namespace

Result<std::int64_t> write_handover(const PlanDossier& dossier, const Arguments& arguments, const Console& console,
                                    const RunContext& run) {
  try {
    return Folder(dossier, arguments, console, run).write();
  } catch (const ErrorException& error) {
    return error.error();
  }
}

}  // namespace wangge
