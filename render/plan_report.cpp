#include "render/plan_report.hpp"

#include <algorithm>

#include "render/plots.hpp"
#include "render/sheet_words.hpp"

namespace wangge {

namespace {

class Composer {
 public:
  explicit Composer(const PlanReportInput& in) : in_(in) {}

  ReportPage page() {
    ReportPage page;
    page.language = in_.language;
    page.title = word("report_title", {in_.city.name});
    page.subtitle = word("report_subtitle", {in_.ledger.date.substr(0, 10)});
    page.mark = in_.ledger.mark;
    page.footer = word(page.mark.empty() ? "report_footer" : "report_footer_internal");
    page.sections = {subject(), rules(), quality(), unmet()};
    if (in_.circles != nullptr) page.sections.push_back(coverage());
    if (in_.comparison != nullptr) page.sections.push_back(changes());
    for (ReportSection& section : organisation())
      if (!section.tables.empty()) page.sections.push_back(std::move(section));
    page.sections.push_back(grids());
    page.sections.push_back(data());
    return page;
  }

 private:
  std::string word(const char* id, std::initializer_list<std::string> values = {}) const { return say(in_.language, id, values); }

  void table(ReportSection& section, const char* key, std::vector<std::string> columns = {}, std::size_t most = 60) const {
    for (const LedgerSheet& sheet : in_.ledger.sheets)
      if (sheet.key == key && !sheet.rows.empty()) section.tables.push_back({&sheet, std::move(columns), most, {}});
  }

  ReportSection subject() const {
    ReportSection s;
    s.heading = word("report_subject");
    s.paragraphs = {word("report_subject_text")};
    s.facts = in_.ledger.facts;
    if (!in_.map_svg.empty()) s.figures.push_back({word("report_map"), in_.map_svg});
    table(s, "hierarchy",
          {"level", "code", "area_name", "communities", "comprehensive", "exclusive", "in_range", "households", "buildings",
           "area_km2", "households_per_grid"});
    for (ReportTable& one : s.tables) one.without = word("level_grid");  // each has its row further down
    return s;
  }

  ReportSection rules() const {
    ReportSection s;
    s.heading = word("report_rules");
    s.paragraphs = {word("report_rules_text")};
    for (const auto& [key, value] : in_.plan.info)
      if (key.starts_with("rules.")) s.facts.emplace_back(rule_name(key), rule_value(key, value));
    for (const auto& [file, hash] : in_.city.inputs) {
      const std::size_t slash = file.find_last_of('/');
      s.facts.emplace_back(word("report_input", {slash == std::string::npos ? file : file.substr(slash + 1)}), hash);
    }
    return s;
  }

  std::string barrier_name(const std::string& word) const {
    const std::string id = "barrier_" + word;
    return in_catalogue(id) ? say(in_.language, id) : word;
  }

  std::string rule_name(const std::string& key) const {
    std::string id = "report_" + key;
    std::replace(id.begin(), id.end(), '.', '_');
    if (key.starts_with("rules.barriers.")) id = "report_rules_barriers";
    return in_catalogue(id) ? say(in_.language, id, {barrier_name(key.substr(key.rfind('.') + 1))}) + " (" + key + ")" : key;
  }

  /// "keep", "hard" and the like in words; figures as they are.
  std::string rule_value(const std::string& key, const std::string& value) const {
    const std::string id = (key.starts_with("rules.barriers.") ? "report_barrier_" : "report_value_") + value;
    return in_catalogue(id) ? say(in_.language, id) : value;
  }

  ReportSection quality() const {
    ReportSection s;
    s.heading = word("report_quality");
    std::vector<std::int64_t> households;
    std::int64_t all = 0;
    for (const PlanGrid& grid : in_.plan.grids)
      if (grid.kind == GridKind::comprehensive) households.push_back(grid.households.value()), all += households.back();
    std::vector<std::int64_t> sorted = households;
    std::sort(sorted.begin(), sorted.end());
    if (!sorted.empty())
      s.paragraphs.push_back(
          word("report_quality_text",
               {with_commas(static_cast<std::int64_t>(sorted.size())),
                with_decimals(static_cast<double>(all) / static_cast<double>(sorted.size()), 1),
                with_commas(sorted[sorted.size() / 2]), with_commas(sorted.front()), with_commas(sorted.back())}));
    std::int64_t optimal = 0, infeasible = 0;
    for (const CommunityResult& r : in_.plan.communities) {
      optimal += r.proof == Proof::optimal ? 1 : 0;
      infeasible += r.proof == Proof::infeasible ? 1 : 0;
    }
    const auto communities = static_cast<std::int64_t>(in_.plan.communities.size());
    if (communities > 0)
      s.paragraphs.push_back(
          word("report_proof_text", {with_commas(communities), with_commas(optimal), with_commas(infeasible)}));
    const GridRules& rules = in_.city.rules;
    const std::int64_t span = rules.max_households.value() - rules.min_households.value();
    const std::int64_t step = std::max<std::int64_t>(1, span >= 80 ? span / 80 * 10 : span / 8);
    s.figures.push_back(
        {word("report_histogram"), histogram_svg(households, step, rules.min_households.value(), rules.max_households.value(),
                                                 {word("column_households"), word("column_grids"),
                                                  word("report_low", {std::to_string(rules.min_households.value())}),
                                                  word("report_high", {std::to_string(rules.max_households.value())})})});
    table(s, "proofs", {}, 400);
    return s;
  }

  ReportSection unmet() const {
    ReportSection s;
    s.heading = word("report_unmet");
    table(s, "violations", {"rule", "rule_name", "grid_code", "community_code", "value", "limit_value", "reason"}, 300);
    s.paragraphs = {word(s.tables.empty() ? "check_clean" : "report_unmet_text")};
    return s;
  }

  ReportSection coverage() const {
    ReportSection s;
    s.heading = word("report_coverage");
    double largest = 0;
    for (const AreaCoverage& row : in_.circles->by_community) largest = std::max(largest, row.metres);
    for (const CircleMode mode : {CircleMode::network, CircleMode::straight}) {
      std::vector<PlotBar> bars;
      std::int64_t all = 0, covered = 0;
      for (const AreaCoverage& row : in_.circles->by_community) {
        if (row.mode != mode || row.metres != largest || row.households.value() == 0) continue;
        std::string name = row.code;
        for (const Community& c : in_.city.communities)
          if (c.id == row.code && !c.name.empty()) name = c.name;
        all += row.households.value();
        covered += row.covered.value();
        bars.push_back({name, percent(row.share), row.share, row.share < 0.8 ? "#c8442f" : "#2f8560"});
      }
      if (bars.empty()) continue;
      std::stable_sort(bars.begin(), bars.end(), [](const PlotBar& a, const PlotBar& b) { return a.share < b.share; });
      if (bars.size() > 40) bars.resize(40);  // those served worst
      const std::string how = word(mode == CircleMode::network ? "map_mode_network" : "map_mode_straight");
      s.paragraphs.push_back(word("report_coverage_text", {how, with_decimals(largest, 0), with_commas(covered), with_commas(all),
                                                           percent(static_cast<double>(covered) / static_cast<double>(all))}));
      s.figures.push_back({word("report_coverage_plot", {how, with_decimals(largest, 0)}), bars_svg(bars)});
    }
    s.paragraphs.push_back(word("report_gaps", {with_commas(static_cast<std::int64_t>(in_.circles->gaps.size()))}));
    table(s, "coverage_grids", {}, 40);
    table(s, "sites");
    return s;
  }

  /// Who works in the grids and how they are organised; what the plan does not have stays without tables.
  std::vector<ReportSection> organisation() const {
    std::vector<ReportSection> sections(3);
    ReportSection &layers = sections[0], &branches = sections[1], &staff = sections[2];
    layers.heading = word("report_merged");
    layers.paragraphs = {word("report_merged_text")};
    table(layers, "merged_layers");
    table(layers, "layer_crosswalk", {"layer_name", "old_code", "old_name", "grid_code", "households", "share_of_old"}, 60);
    branches.heading = word("report_branches");
    branches.paragraphs = {word("report_branches_text")};
    table(branches, "branches",
          {"branch_name", "community_name", "grids", "branch_grids", "party_members", "households", "branch_status"}, 120);
    table(branches, "party_groups", {"group_name", "branch_name", "yards", "buildings_with_members", "party_members"}, 60);
    staff.heading = word("report_staff");
    staff.paragraphs = {word("report_staff_text")};
    table(staff, "staff_communities", {}, 400);
    table(staff, "staff", {"grid_code", "grid_name", "community_name", "posts_required", "posts_missing", "posts_lacking"}, 120);
    table(staff, "staff_roster", {}, 100'000);
    return sections;
  }

  ReportSection changes() const {
    ReportSection s;
    s.heading = word("report_changes");
    const ChangeFigures& f = in_.comparison->total;
    s.paragraphs = {
        word("compare_summary",
             {with_commas(f.old_grids), with_commas(f.new_grids), with_commas(f.unchanged), with_commas(f.adjusted),
              with_commas(f.split), with_commas(f.merged), with_commas(f.created), with_commas(f.removed)}),
        word("compare_moved", {with_commas(f.households_changing), with_commas(f.households), with_commas(f.buildings_changing),
                               with_commas(f.buildings), with_decimals(f.stability * 100, 1), with_commas(f.households_moved)})};
    std::vector<PlotBar> bars;
    for (const ChangeFigures& c : in_.comparison->by_community)
      if (c.households > 0) bars.push_back({c.name.empty() ? c.code : c.name, percent(c.stability), c.stability, "#2f6f9f"});
    std::stable_sort(bars.begin(), bars.end(), [](const PlotBar& a, const PlotBar& b) { return a.share < b.share; });
    if (bars.size() > 40) bars.resize(40);
    s.figures.push_back({word("report_stability_plot"), bars_svg(bars)});
    table(s, "change_summary", {}, 400);
    table(s, "change_grids", {"grid_code", "grid_name", "change", "previous_code", "sources", "households", "households_kept"},
          60);
    return s;
  }

  ReportSection grids() const {
    ReportSection s;
    s.heading = word("report_grids");
    table(s, "grids", {"grid_code", "grid_name", "kind", "households", "buildings", "status", "boundaries", "building_list"},
          120);
    table(s, "exclusive", {"grid_code", "grid_name", "exclusive_name", "buildings", "boundaries"}, 60);
    return s;
  }

  ReportSection data() const {
    ReportSection s;
    s.heading = word("report_data");
    table(s, "findings", {"severity", "layer", "object_id", "text", "repair"}, 40);
    s.paragraphs = {word(s.tables.empty() ? "report_data_clean" : "report_data_text")};
    return s;
  }

  const PlanReportInput& in_;
};

}  // namespace

ReportPage plan_report_page(const PlanReportInput& input) { return Composer(input).page(); }

std::string plan_report(const PlanReportInput& input) { return html_report(plan_report_page(input)); }

}  // namespace wangge
