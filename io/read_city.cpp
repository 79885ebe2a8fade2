#include "io/read_city.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <future>
#include <map>
#include <mutex>
#include <numeric>
#include <set>
#include <thread>

#include "core/parallel.hpp"
#include "core/treatment.hpp"
#include "io/city_parts.hpp"
#include "io/content_hash.hpp"
#include "io/open_sources.hpp"
#include "io/osm_lines.hpp"
#include "io/place_layers.hpp"
#include "io/shapefile_parts.hpp"
#include "io/staff_list.hpp"

namespace wangge {

namespace {

struct Part {
  const char* name;
  const ProjectSection* section;
  void (*add)(const SectionTable&, const Project&, City&);  ///< none for those that are made in a way of their own
  SectionTable table;
  PlacedLayer placed;  ///< no layer where the table has no geometry
};

void check_cancelled(const RunContext& context, Language language) {
  if (context.cancelled()) throw ErrorException(Error{ErrorCode::cancelled, say(language, "reading_cancelled"), "", ""});
}

/// Reads the table of a part and looks at its numbers.
void read_part(const Project& project, Part& part, OpenSources& opened) {
  const bool grids = part.section == &project.previous || part.add == add_functional_layer;
  const bool plain_table = grids && part.section->columns.contains("building");
  ProjectSection section = with_osm_defaults(part.name, *part.section);
  if (part.section == &project.communities && project.rules.count == GridCount::fixed && !project.rules.count_column.empty())
    section.columns["grids"] = project.rules.count_column;
  part.table = SectionTable::read(part.name, section, project.language, !plain_table, &opened);
  if (part.table.layer.shapes.empty()) return;
  const auto option = [&](const char* key) {
    const auto found = part.section->options.find(key);
    return found == part.section->options.end() ? std::string() : found->second;
  };
  part.placed = {&part.table.layer, option("crs"), datum_named(option("datum")).value_or(Datum::plain),
                 look_at_numbers(part.table.layer)};
}

/// The files that city.inputs names, each once: the project file, those of every section and those joined to them.
std::vector<std::string> input_files(const Project& project, const std::vector<Part>& parts) {
  std::vector<std::string> files;
  std::set<std::string> seen;
  const auto add = [&](const std::string& file) {
    if (!file.empty() && seen.insert(file).second) files.push_back(file);
  };
  const auto add_with_table = [&](const std::string& path) {
    add(path);
    if (path.ends_with(".shp") && path.size() > 4) add(sibling_file(path, ".dbf"));
  };
  add_with_table(project.file);
  for (const Part& one : parts) {
    add_with_table(one.section->path);
    for (const ProjectSection::Join& join : one.section->joins) add_with_table(join.path);
  }
  return files;
}

/// Reads the layers of all parts and hashes the input files, several at a time. Of several errors that of the first part counts.
void read_files(const Project& project, std::vector<Part>& parts, City& city, const RunContext& context) {
  const std::vector<std::string> files = input_files(project, parts);
  std::vector<std::string> hashes(files.size());
  std::vector<std::exception_ptr> failures(parts.size());
  std::vector<std::size_t> order(parts.size() + files.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Buildings are the longest to read as a rule.
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto late = [&](std::size_t i) { return i >= parts.size() || parts[i].section != &project.buildings; };
    return late(a) < late(b);
  });
  const auto caller = std::this_thread::get_id();
  OpenSources opened;
  std::mutex guard;
  std::int64_t step = 0;
  for_each_parallel(order, context.threads, [&](std::size_t i) {
    if (i >= parts.size()) {
      hashes[i - parts.size()] = input_fingerprint(files[i - parts.size()]);
      return;
    }
    try {
      check_cancelled(context, project.language);
      read_part(project, parts[i], opened);
      // The layers of a job are in one system as a rule: PROJ is asked about it while others are read.
      if (std::this_thread::get_id() == caller) look_up_systems(parts[i].placed, project.crs, project.language);
    } catch (...) {
      failures[i] = std::current_exception();
    }
    const std::scoped_lock lock(guard);
    context.report("stage_read", step++, static_cast<std::int64_t>(parts.size()) * 2);
  });
  for (const std::exception_ptr& failure : failures)
    if (failure) std::rethrow_exception(failure);
  const auto folder = std::filesystem::path(project.file).parent_path();
  for (std::size_t i = 0; i < files.size(); ++i)
    if (!hashes[i].empty())
      city.inputs.emplace_back(std::filesystem::path(files[i]).lexically_proximate(folder).generic_string(), hashes[i]);
}

/// Keys of the project file that nothing here knows (kept under '?' by read_project).
void report_unknown_keys(const Project& project, City& city, const std::vector<Part>& parts) {
  std::vector<std::pair<std::string, std::string>> unknown;
  for (const Part& part : parts)
    for (const auto& [key, place] : part.section->options)
      if (key.starts_with("?")) unknown.emplace_back(key.substr(1), place);
  for (const auto& [key, place] : unknown) {
    Finding finding;
    finding.code = "project_key_ignored";
    finding.severity = Severity::note;
    finding.layer = "project";
    finding.object_id = key;
    finding.text = say(project.language, finding.code, {key, std::filesystem::path(place).filename().string()});
    city.findings.push_back(std::move(finding));
  }
}

void read_locked(const Project& project, City& city) {
  city.locked_grids = project.locked_codes;
  const auto& options = project.previous.options;
  const auto path = options.find("locked_path");
  if (path == options.end()) return;
  LayerRequest request;
  request.section = "locked";
  request.path = path->second;
  request.geometry = false;
  request.language = project.language;
  if (const auto layer = options.find("locked_layer"); layer != options.end()) request.layer = layer->second;
  const auto column = options.find("locked_column");
  request.columns = {column == options.end() ? "grid_code" : column->second};
  const SourceLayer layer = read_source_layer(request);
  std::set<std::string> seen;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    const std::string code = layer.columns.front().text(row);
    if (!code.empty() && seen.insert(code).second) city.locked_grids.push_back(code);
  }
  city.findings.insert(city.findings.end(), layer.findings.begin(), layer.findings.end());
}

/// How many records there are and what most of them were left out for.
std::string why_empty(const City& city, Language language, const std::string& name) {
  std::int64_t records = 0;
  for (const LayerRecords& layer : city.records)
    if (layer.layer == name) records = layer.records;
  if (records == 0) return say(language, "layer_without_records", {name});
  std::map<std::string, std::int64_t> reasons;
  for (const Finding& f : city.findings)
    if (f.layer == name && f.row > 0 && treatment_of(f) == Treatment::set_aside) ++reasons[f.text];
  const auto most =
      std::max_element(reasons.begin(), reasons.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return say(language, "layer_empty", {name, with_commas(records), most == reasons.end() ? std::string() : most->first});
}

/// Walk lines name no other record, so they are made while others are; no future where there is one thread, or no lines.
std::future<City> read_walk_lines(const Project& project, std::vector<Part>& parts, int threads) {
  const auto lines =
      std::find_if(parts.begin(), parts.end(), [&](const Part& one) { return one.section == &project.walk_network; });
  if (lines == parts.end() || threads < 2) return {};
  return std::async(std::launch::async, [&project, &table = lines->table] {
    City made;
    add_walk_lines(table, project, made);
    return made;
  });
}

City read(const Project& project, const RunContext& context) {
  City city;
  city.name = project.name;
  city.prepared_by = project.prepared_by;
  city.rules = project.rules;
  city.circles = project.circles;
  city.staff = read_staff(project);
  std::vector<Part> parts;
  const auto part = [&](const char* name, const ProjectSection& section,
                        void (*add)(const SectionTable&, const Project&, City&)) {
    if (section.present) parts.push_back({name, &section, add, {}, {}});
  };
  part("communities", project.communities, add_communities);
  part("compounds", project.compounds, add_compounds);
  part("buildings", project.buildings, nullptr);
  part("barriers", project.barriers, add_barriers);
  part("crossings", project.crossings, add_crossings);
  part("exclusive", project.exclusive, add_exclusives);
  part("centres", project.centres, add_centres);
  part("candidates", project.candidates, add_candidates);
  part("walk_network", project.walk_network, nullptr);
  part("gates", project.gates, add_gates);
  part("entrances", project.entrances, add_entrances);
  part("previous", project.previous, add_previous);
  for (const ProjectFunctionalLayer& layer : project.functional_layers)
    part("functional_grids", layer.section, add_functional_layer);

  const auto steps = static_cast<std::int64_t>(parts.size()) * 2;
  read_files(project, parts, city, context);
  std::int64_t step = steps / 2;
  std::vector<PlacedLayer> placed;
  for (Part& one : parts) {
    city.records.push_back({one.name, static_cast<std::int64_t>(one.table.layer.rows)});
    city.records.insert(city.records.end(), one.table.ledger_records.begin(), one.table.ledger_records.end());
    if (one.placed.layer != nullptr) placed.push_back(one.placed);
  }
  place_layers(placed, project.crs, project.language, city);
  std::future<City> walk_lines = read_walk_lines(project, parts, context.threads);
  for (Part& one : parts) {
    check_cancelled(context, project.language);
    context.report("stage_read", step++, steps);
    city.findings.insert(city.findings.end(), one.table.layer.findings.begin(), one.table.layer.findings.end());
    if (one.section == &project.buildings) {
      add_buildings(one.table, project, city, context.threads);
    } else if (one.section != &project.walk_network) {
      one.add(one.table, project, city);
    } else if (walk_lines.valid()) {
      City made = walk_lines.get();
      city.walk_lines = std::move(made.walk_lines);
      city.findings.insert(city.findings.end(), made.findings.begin(), made.findings.end());
    } else {
      add_walk_lines(one.table, project, city);
    }
    one.table = {};
  }
  read_locked(project, city);
  report_unknown_keys(project, city, parts);
  const auto require = [&](bool any, const ProjectSection& section, const char* name) {
    if (!any)
      throw ErrorException(Error{ErrorCode::empty_layer, why_empty(city, project.language, name), section.path,
                                 say(project.language, "layer_empty_advice")});
  };
  require(!city.communities.empty(), project.communities, "communities");
  require(!city.buildings.empty(), project.buildings, "buildings");
  context.report("stage_read", steps, steps);
  return city;
}

}  // namespace

Result<City> read_city(const Project& project, const RunContext& context) {
  try {
    return read(project, context);
  } catch (const ErrorException& error) {
    return error.error();
  } catch (const std::exception& error) {
    return Error{ErrorCode::internal, error.what(), project.file, ""};
  }
}

}  // namespace wangge
