#include "cli/arguments.hpp"

#include <CLI/CLI.hpp>

namespace wangge {

namespace {

struct Registrar {
  CLI::App& app;
  Arguments& a;

  CLI::App* command(const char* name, const char* text, const char* footer) {
    CLI::App* sub = app.add_subcommand(name, text);
    sub->footer(footer);
    sub->callback([this, name] { a.command = name; });
    sub->add_option("--lang", a.language, "language of messages and texts: en or zh (default: the project's)")
        ->check(CLI::IsMember({"en", "zh"}));
    sub->add_option("--progress", a.progress, "progress on standard error: auto (a bar on a terminal), none, json")
        ->check(CLI::IsMember({"auto", "none", "json"}));
    sub->add_flag("--json", a.json, "result as one JSON document on standard output");
    return sub;
  }
  void city(CLI::App* sub) {
    sub->add_option("CITY", a.city, "project file (city.toml)")->required();
    sub->add_option("--set", a.overrides, "override a key of the project file, e.g. rules.max_households=450")
        ->allow_extra_args(false);
  }
  void plan(CLI::App* sub) {
    sub->add_option("PLAN", a.plans, "plan file written by divide, or grids drawn by hand")->required()->expected(1);
  }
  void output(CLI::App* sub, const char* text, bool required = true) {
    CLI::Option* option = sub->add_option("-o,--output", a.output, text);
    if (required) option->required();
  }
  void run_options(CLI::App* sub) {
    sub->add_option("--threads", a.threads, "worker threads (default: all processors); never changes the result")
        ->check(CLI::Range(0, 1024));
    sub->add_option("--seed", a.seed, "seed of the search; equal seeds give equal plans");
  }
};

void add_engine_commands(Registrar& r) {
  CLI::App* divide =
      r.command("divide", "divide every community into grids",
                "Examples:\n  wangge divide city.toml -o plan.gpkg\n  wangge divide city.toml -o plan.gpkg --prove --time 60\n"
                "  wangge divide city.toml -o plan.gpkg --set rules.max_households=450 --json\n"
                "Exit status: 0 done, 2 input unusable, 3 some grids cannot be in range (plan and reasons written),\n"
                "4 stopped by time or interrupt (valid plan written), 6 output failed.");
  r.city(divide);
  r.output(divide, "plan file to write (GeoPackage)");
  r.run_options(divide);
  divide->add_option("--time", r.a.seconds, "stop after this many seconds with the best plan so far")->check(CLI::PositiveNumber);
  divide->add_option("--curve", r.a.curve,
                     "also write a table (.csv) of what following the plan in force costs, by change budget");
  divide->add_flag("--prove", r.a.prove, "go on improving and proving");
  divide->add_flag("--check-proofs", r.a.check_proofs,
                   "look at every proof again by trying everything, where a community is small enough");
  divide->add_option("--gap", r.a.gap, "a plan proven within this share of the best is enough, e.g. 0.01")
      ->check(CLI::Range(0.0, 1.0));

  CLI::App* circles = r.command("circles", "service circles around centres and who lies within them",
                                "Examples:\n  wangge circles city.toml -o circles.gpkg\n  wangge circles city.toml -o "
                                "circles.gpkg --mode network --set circles.speed=0.8");
  r.city(circles);
  r.output(circles, "circles file to write (GeoPackage)");
  r.run_options(circles);
  circles->add_option("--mode", r.a.mode, "network (walking), straight or both")
      ->check(CLI::IsMember({"network", "straight", "both"}));
  circles->add_option("--plan", r.a.plans, "plan file: adds coverage by grid")->expected(1);

  CLI::App* site =
      r.command("site", "where new service centres should stand, and what a gate or footbridge would gain",
                "Examples:\n  wangge site city.toml -o sites.gpkg --add 5\n  wangge site city.toml -o sites.gpkg --reach 0.95\n"
                "  wangge site city.toml -o sites.gpkg --footbridge 121.4901,31.2402,121.4921,31.2410\n"
                "Exit status: 0 done, 3 the share cannot be reached with these candidates (best choice written).");
  r.city(site);
  r.output(site, "file to write (GeoPackage)");
  r.run_options(site);
  CLI::Option* add =
      site->add_option("--add", r.a.add, "number of new centres; existing ones stay")->check(CLI::Range(1, 1000000));
  site->add_option("--reach", r.a.reach, "fewest new centres that bring this share of households within the radius")
      ->check(CLI::Range(1e-6, 1.0))
      ->excludes(add);
  site->add_option("--metres", r.a.metres, "radius (default: the largest of the project)")->check(CLI::PositiveNumber);
  site->add_option("--candidates", r.a.candidates,
                   "auto (those of the project, else the network), given, network (nodes) or buildings")
      ->check(CLI::IsMember({"auto", "given", "network", "buildings"}));
  site->add_option("--gate", r.a.gates, "what a new gate at X,Y would gain (working system, or degrees)")
      ->allow_extra_args(false);
  site->add_option("--footbridge", r.a.footbridges, "what a footbridge X1,Y1,X2,Y2 would gain")->allow_extra_args(false);
  site->add_option("--time", r.a.seconds, "stop after this many seconds with the best choice so far")->check(CLI::PositiveNumber);
}

void add_plan_commands(Registrar& r) {
  CLI::App* check =
      r.command("check", "test any plan, hand-drawn ones included, against the rules",
                "Example:\n  wangge check city.toml plan.gpkg --json\nExit status: 0 no rule broken, 5 broken rules found.");
  r.city(check);
  r.plan(check);

  CLI::App* repair =
      r.command("repair", "mend a plan that breaks rules with the least change",
                "Examples:\n  wangge repair city.toml plan.gpkg -o mended.gpkg\n  wangge repair city.toml plan.gpkg "
                "-o mended.gpkg --max-change 500");
  r.city(repair);
  r.plan(repair);
  r.output(repair, "plan file to write (GeoPackage)");
  r.run_options(repair);
  repair
      ->add_option("--max-change", r.a.max_change, "households that may change grid at most; communities cheap to mend go first")
      ->check(CLI::NonNegativeNumber);

  CLI::App* redraw =
      r.command("redraw", "split communities in two or merge neighbours, their grids carried along",
                "Examples:\n  wangge redraw city.toml plan.gpkg -o new.gpkg --split 150102001003\n  wangge redraw city.toml "
                "plan.gpkg -o new.gpkg --merge 150102001001,150102001002\nThe new communities are the layer communities of the "
                "output.\nExit status: 0 done, 3 rules are broken in the new plan (it is written with its violations).");
  r.city(redraw);
  r.plan(redraw);
  r.output(redraw, "plan file to write (GeoPackage)");
  r.run_options(redraw);
  redraw->add_option("--split", r.a.splits, "community to split: ID, ID=NEWID or ID=NEWID=NAME")->allow_extra_args(false);
  redraw->add_option("--leaves", r.a.leaves, "codes of the grids that leave (with one --split), else two even halves");
  redraw->add_option("--merge", r.a.merges, "communities to merge: ID,ID")->allow_extra_args(false);

  CLI::App* doctor = r.command("doctor", "find problems in the input, with places and repairs",
                               "Example:\n  wangge doctor city.toml -o findings.gpkg");
  r.city(doctor);
  r.output(doctor, "findings file to write (GeoPackage)", false);
}

void add_handover_commands(Registrar& r) {
  const auto with_circles = [&](CLI::App* sub) {
    sub->add_option("--circles", r.a.circles, "circles file: adds coverage");
    sub->add_option("--sites", r.a.sites, "sites file: adds the proposed new centres");
    sub->add_option("--previous", r.a.old_plan, "plan to compare with (default: the plan in force of the project)");
  };
  const auto internal = [&](CLI::App* sub) {
    sub->add_flag("--internal", r.a.internal,
                  "internal edition: names and telephone numbers of the staff list too; never to be published");
  };
  const auto paper = [&](CLI::App* sub) {
    sub->add_option("--paper", r.a.paper, "A3, A4, 8K or 4K")->check(CLI::IsMember({"A3", "A4", "8K", "4K"}, CLI::ignore_case));
  };
  CLI::App* compare = r.command("compare", "match the grids of two plans by their households",
                                "Examples:\n  wangge compare city.toml old.gpkg new.gpkg\n  wangge compare city.toml old.gpkg "
                                "new.gpkg -o changes.xlsx --json");
  r.city(compare);
  compare->add_option("PLANS", r.a.plans, "the old plan and the new one")->required()->expected(2);
  r.output(compare, "table to write: .xlsx .csv .json", false);

  CLI::App* report = r.command("report", "ledgers of a plan, or a page that explains it",
                               "Examples:\n  wangge report city.toml plan.gpkg -o ledgers.xlsx\n  wangge report city.toml "
                               "plan.gpkg -o report.html --circles circles.gpkg");
  r.city(report);
  r.plan(report);
  r.output(report, "file to write: .xlsx .csv .json .html .pdf");
  with_circles(report);
  internal(report);

  CLI::App* atlas = r.command("atlas", "one map sheet a community, and an overview",
                              "Examples:\n  wangge atlas plan.gpkg -o atlas\n  wangge atlas plan.gpkg --city city.toml -o atlas "
                              "--paper A4 --format png\n  wangge atlas plan.gpkg --city city.toml -o atlas --changes");
  r.plan(atlas);
  r.output(atlas, "folder to write");
  r.run_options(atlas);
  paper(atlas);
  atlas->add_option("--city", r.a.city, "project file: draws its buildings, compounds and roads as well");
  atlas->add_flag("--changes", r.a.changes, "also maps of the changes against the plan in force of the project (with --city)");
  atlas->add_option("--previous", r.a.old_plan, "maps of the changes against this plan instead (with --city)");
  atlas->add_option("--format", r.a.format, "pdf, svg or png")->check(CLI::IsMember({"pdf", "svg", "png"}));
  atlas->add_option("--dpi", r.a.dpi, "resolution of PNG")->check(CLI::Range(30.0, 1200.0));

  CLI::App* handover = r.command("handover", "the whole folder that a planner hands over",
                                 "Example:\n  wangge handover city.toml plan.gpkg -o handover");
  r.city(handover);
  r.plan(handover);
  r.output(handover, "folder to write");
  r.run_options(handover);
  paper(handover);
  with_circles(handover);
  internal(handover);
}

void add_output_commands(Registrar& r) {
  CLI::App* output = r.command("export", "write a plan in another format",
                               "Examples:\n  wangge export plan.gpkg -o grids.shp --encoding GBK\n  wangge export plan.gpkg -o "
                               "grids.geojson\n  wangge export "
                               "plan.gpkg -o \"PG:dbname=grids active_schema=plan\"");
  r.plan(output);
  r.output(output, "file to write: .shp .geojson .gpkg .fgb .kml .gdb .dxf .rings.json, or \"PG:...\" for PostGIS");
  output->add_option("--encoding", r.a.encoding, "text encoding of Shapefiles: UTF-8 or GBK");
  output->add_flag("--cn-fields", r.a.chinese_fields, "Chinese field names (with --encoding GBK)");
  output->add_option("--rings", r.a.rings, "boundaries in .rings.json: pairs [[x,y],...], colon \"x:y,...\", comma \"x,y;...\"")
      ->check(CLI::IsMember({"pairs", "colon", "comma"}));
  output->add_option("--datum", r.a.datum, "degrees of .rings.json: WGS84, CGCS2000, GCJ-02 or BD-09")
      ->check(CLI::IsMember({"WGS84", "CGCS2000", "GCJ-02", "BD-09"}));

  CLI::App* map = r.command("map", "draw a plan, circles or sites file",
                            "Examples:\n  wangge map plan.gpkg -o plan.png\n  wangge map plan.gpkg -o one.svg --community "
                            "159901001001\n  wangge map circles.gpkg -o coverage.pdf");
  r.plan(map);
  r.output(map, "picture to write: .png .svg .pdf .html");
  map->add_option("--city", r.a.city, "project file: draws its buildings, compounds and roads as well");
  map->add_option("--mode", r.a.mode, "of a circles file: network or straight")
      ->check(CLI::IsMember({"network", "straight", "both"}));
  map->add_option("--community", r.a.community, "one community only, by its id");
  map->add_option("--dpi", r.a.dpi, "resolution of PNG")->check(CLI::Range(30.0, 1200.0));

  add_handover_commands(r);

  CLI::App* example = r.command(
      "example", "write a generated city and its city.toml",
      "Examples:\n  wangge example demo\n  wangge example big --size full --seed 7\n  wangge example bad --dirty duplicate_ids");
  example->add_option("DIR", r.a.output, "folder to write into")->required();
  example->add_option("--size", r.a.size, "sample (12 communities) or full (302)")->check(CLI::IsMember({"sample", "full"}));
  example->add_option("--seed", r.a.seed, "equal seeds give equal bytes");
  example->add_option("--dirty", r.a.dirty, "plant one kind of defect; `list` names them");

  CLI::App* info =
      r.command("info", "layers, fields, coordinate system and encoding of a file", "Example:\n  wangge info buildings.shp");
  info->add_option("FILE", r.a.city, "any file the program reads")->required();
}

}  // namespace

ParsedArguments parse_arguments(int argc, char** argv) {
  ParsedArguments parsed;
  CLI::App app{"wangge (网格): divides communities into service grids and computes service circles", "wangge"};
  app.set_version_flag("--version", std::string("wangge ") + WANGGE_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Standard output carries the result only; messages and progress go to standard error.\n"
      "Try `wangge example demo && wangge divide demo/city.toml -o plan.gpkg`.");
  Registrar registrar{app, parsed.arguments};
  add_engine_commands(registrar);
  add_plan_commands(registrar);
  add_output_commands(registrar);
  try {
    app.parse(argc, argv);
    parsed.run = true;
  } catch (const CLI::ParseError& error) {
    parsed.exit_code = app.exit(error) == 0 ? 0 : 1;
  }
  return parsed;
}

}  // namespace wangge
