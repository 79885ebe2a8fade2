#include "cli/handover_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "algorithms/change/old_outlines.hpp"
#include "algorithms/ledger/change_sheets.hpp"
#include "cli/atlas_sheets.hpp"
#include "cli/report_text.hpp"
#include "core/parallel.hpp"
#include "io/export_plan.hpp"
#include "io/whole_file.hpp"
#include "io/whole_folder.hpp"
#include "io/write_circles.hpp"
#include "io/write_ledger.hpp"
#include "render/change_sheet.hpp"
#include "render/sheet_words.hpp"

namespace wangge {

namespace {

constexpr std::int64_t kSteps = 7;

class Folder {
 public:
  Folder(const PlanDossier& dossier, const Arguments& arguments, const Console& console, const RunContext& run)
      : d_(dossier),
        arguments_(arguments),
        language_(console.language),
        run_(run),
        date_(dossier.info("created").substr(0, 10)),
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
    step(4);
    maps();
    step(5);
    atlas();
    step(6);
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

  void ledgers() {
    const Ledger ledger = d_.ledger(language_);
    must(write_ledger(ledger, file("ledgers/ledger.xlsx", "handover_xlsx")));
    must(write_ledger(ledger, file("ledgers/csv/ledger.csv", "handover_csv")));
    must(write_ledger(ledger, file("ledgers/ledger.json", "handover_json")));
    const std::string map = overview_svg(d_, language_);
    must(write_bytes(file("report.html", "handover_report"), report_text(d_, ledger, map, language_), language_));
    const Result<std::string> pdf = report_pdf(d_, ledger, map, language_);
    if (!pdf) throw ErrorException(pdf.error());
    must(write_bytes(file("report.pdf", "handover_report_pdf"), *pdf, language_));
  }

  void picture(const MapSheet& sheet, const std::string& name, const std::string& kind, const std::string& id) {
    const Result<std::string> bytes = picture_of(sheet, kind, {150, date_, language_});
    if (!bytes) throw ErrorException(bytes.error());
    must(write_bytes(file(name + "." + kind, id), *bytes, language_));
  }

  void coverage() {
    if (!d_.circles) return;
    if (arguments_.circles.empty())
      must(write_circles(d_.city, *d_.circles, file("coverage/circles.gpkg", "handover_circles"), RunContext{}, d_.plan.info,
                         language_));
    CoverageSheetOptions options;
    options.language = language_;
    options.paper = paper_of(arguments_.paper);
    const MapSheet sheet = coverage_sheet(coverage_drawing(d_.city, *d_.circles, date_), options);
    picture(sheet, "coverage/coverage", "pdf", "handover_coverage_map");
    picture(sheet, "coverage/coverage", "png", "handover_coverage_map");
  }

  void comparison() {
    if (!d_.comparison || !d_.old_plan) return;
    Ledger ledger;
    ledger.language = language_;
    ledger.title = say(language_, "ledger_comparison_title", {d_.city.name});
    ledger.date = d_.info("created");
    ledger.facts = d_.ledger_facts(language_);
    ledger.sheets = change_sheets(d_.city, *d_.old_plan, d_.plan, *d_.comparison, language_);
    must(write_ledger(ledger, file("comparison/comparison.xlsx", "handover_comparison")));
    std::vector<GridChange> change;
    for (std::size_t g = 0; g < d_.plan.grids.size(); ++g)
      if (d_.plan.grids[g].kind != GridKind::micro) change.push_back(d_.comparison->new_grids[g].change);
    std::vector<SheetDot> moved;
    for (const MovedBuilding& m : d_.comparison->moved) {
      const Building& building = d_.city.buildings[static_cast<std::size_t>(m.building)];
      if (building.households.value() > 0) moved.push_back({building.point, building.households});
    }
    PlanSheetOptions options;
    options.language = language_;
    options.paper = paper_of(arguments_.paper);
    PlanDrawing drawing = plan_drawing(d_.city, d_.plan, date_);
    drawing.old_grids = old_outlines(d_.city, d_.plan, *d_.old_plan);
    const MapSheet sheet = change_sheet(drawing, change, moved, d_.comparison->total, options);
    picture(sheet, "comparison/changes", "pdf", "handover_change_map");
    picture(sheet, "comparison/changes", "png", "handover_change_map");
    community_changes(drawing, change, moved, options);
  }

  /// A change map for every community in which some grid changes.
  void community_changes(const PlanDrawing& drawing, const std::vector<GridChange>& change, const std::vector<SheetDot>& moved,
                         PlanSheetOptions options) {
    std::vector<std::pair<const ChangeFigures*, std::string>> sheets;  // and the file
    for (const ChangeFigures& figures : d_.comparison->by_community) {
      if (figures.households_changing == 0 && figures.unchanged == figures.new_grids && figures.removed == 0) continue;
      const std::string name = figures.name.empty() ? figures.code : figures.code + "_" + figures.name;
      const std::string path = "comparison/communities/" + safe_file_name(name) + ".pdf";
      listed_.emplace_back(path,
                           say(language_, "handover_community_changes", {figures.name.empty() ? figures.code : figures.name}));
      sheets.emplace_back(&figures, folder_.file(path));
    }
    std::vector<std::size_t> order(sheets.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for_each_parallel(order, run_.threads, [&](std::size_t i) {
      if (run_.should_stop()) throw ErrorException(Error{ErrorCode::cancelled, say(language_, "reading_cancelled"), "", ""});
      PlanSheetOptions own = options;
      own.community_id = sheets[i].first->code;
      const Result<std::string> bytes =
          picture_of(change_sheet(drawing, change, moved, *sheets[i].first, own), "pdf", {150, date_, language_});
      if (!bytes) throw ErrorException(bytes.error());
      must(write_bytes(sheets[i].second, *bytes, language_));
    });
  }

  void maps() {
    PlanSheetOptions options;
    options.language = language_;
    options.paper = paper_of(arguments_.paper);
    const MapSheet sheet = plan_sheet(plan_drawing(d_.city, d_.plan, date_), options);
    picture(sheet, "maps/overview", "pdf", "handover_overview");
    picture(sheet, "maps/overview", "png", "handover_overview");
    picture(sheet, "maps/map", "html", "handover_html");
  }

  void atlas() {
    AtlasOptions options;
    options.paper = paper_of(arguments_.paper);
    options.picture = {150, date_, language_};
    PlanDrawing drawing = plan_drawing(d_.city, d_.plan, date_);
    const auto sheets = write_atlas(
        drawing, options, [&](const std::string& name) { return folder_.file("atlas/" + name); }, run_);
    if (!sheets) throw ErrorException(sheets.error());
    for (const AtlasSheet& sheet : *sheets)
      listed_.emplace_back("atlas/" + sheet.file, say(language_, "handover_sheet", {sheet.title}));
  }

  std::string readme() const {
    std::string text = say(language_, "handover_title", {d_.city.name}) + "\n\n";
    for (const auto& [name, value] : d_.ledger_facts(language_)) text += say(language_, "handover_fact", {name, value}) + "\n";
    text += "\n" + say(language_, "handover_files") + "\n";
    for (const auto& [name, words] : listed_) text += "  " + name + "    " + words + "\n";
    return text + "\n" + say(language_, "handover_end") + "\n";
  }

  const PlanDossier& d_;
  const Arguments& arguments_;
  Language language_;
  const RunContext& run_;
  std::string date_;
  WholeFolder folder_;
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
