#include "example/dirty_city.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/random.hpp"
#include "example/block_geometry.hpp"
#include "example/skeleton.hpp"

namespace wangge {

namespace {

using example::to_millimetre;

constexpr std::array<std::string_view, 23> kNames{"gbk_without_cpg",
                                                  "utf8_without_prj",
                                                  "zone_prefixed",
                                                  "gcj02_layer",
                                                  "axes_swapped",
                                                  "duplicate_ids",
                                                  "overlapping_buildings",
                                                  "buildings_over_lines",
                                                  "self_intersections",
                                                  "community_gaps",
                                                  "households_missing",
                                                  "households_text",
                                                  "dwellings_for_households",
                                                  "rows_per_unit",
                                                  "names_missing",
                                                  "compound_name_variants",
                                                  "stacked_points",
                                                  "compounds_over_river",
                                                  "broken_network",
                                                  "gates_off_wall",
                                                  "centre_outside",
                                                  "previous_defects",
                                                  "codes_without_zeros"};

void move_polygon(MultiPolygon& polygons, Point by) {
  for (Polygon& p : polygons) {
    for (Point& q : p.outer) q = to_millimetre(q + by);
    for (Ring& hole : p.holes)
      for (Point& q : hole) q = to_millimetre(q + by);
  }
}

class Spoiler {
 public:
  Spoiler(const ExampleCity& clean, DirtyKind kind, std::uint64_t seed)
      : kind_(kind), random_(Random::of(seed, example::level(example::Level::dirty), 0, static_cast<std::uint64_t>(kind))) {
    out.city = clean;
  }

  void spoil() {
    switch (kind_) {
      case DirtyKind::gbk_without_cpg: return write_shapefiles("GBK", false, true);
      case DirtyKind::utf8_without_prj: return write_shapefiles("UTF-8", true, false);
      case DirtyKind::zone_prefixed: out.writing.add_to_eastings = 37e6; return note("", "", {});
      case DirtyKind::axes_swapped: out.writing.axes_swapped = true; return note("", "", {});
      case DirtyKind::rows_per_unit: return repeat_by_unit();
      case DirtyKind::codes_without_zeros: return lose_zeros();
      case DirtyKind::gcj02_layer: return shift_centres();
      case DirtyKind::duplicate_ids: return duplicate_ids();
      case DirtyKind::overlapping_buildings: return overlap_buildings();
      case DirtyKind::buildings_over_lines: return push_over_lines();
      case DirtyKind::self_intersections: return twist_buildings();
      case DirtyKind::community_gaps: return move_community_lines();
      case DirtyKind::households_missing: return lose_households();
      case DirtyKind::households_text: return write_as_text();
      case DirtyKind::dwellings_for_households: return count_dwellings();
      case DirtyKind::names_missing: return lose_names();
      case DirtyKind::compound_name_variants: return vary_names();
      case DirtyKind::stacked_points: return stack_points();
      case DirtyKind::compounds_over_river: return wet_compounds();
      case DirtyKind::broken_network: return break_network();
      case DirtyKind::gates_off_wall: return move_gates();
      case DirtyKind::centre_outside: return move_centre();
      case DirtyKind::previous_defects: return spoil_previous();
    }
  }

  DirtyResult out;

 private:
  City& city() { return out.city.city; }
  void note(std::string layer, std::string id, Point place) {
    out.defects.push_back({std::string(kNames[static_cast<std::size_t>(kind_)]), std::move(layer), std::move(id), place});
  }

  void write_shapefiles(std::string encoding, bool cpg, bool prj) {
    out.writing.shapefile = true;
    out.writing.encoding = std::move(encoding);
    out.writing.write_cpg = cpg;
    out.writing.write_prj = prj;
    note("", "", {});
  }

  void shift_centres() {
    // 591 m towards 76 degrees: the offset of GCJ-02 at Hohhot.
    const Point by{591 * std::sin(76 * example::kDegree), 591 * std::cos(76 * example::kDegree)};
    for (Centre& c : city().centres) {
      c.point = to_millimetre(c.point + by);
      for (Point& e : c.entrances) e = to_millimetre(e + by);
    }
    note("centres", "", city().centres.empty() ? Point{} : city().centres[0].point);
  }

  void duplicate_ids() {
    auto& buildings = city().buildings;
    for (std::size_t b = 1; b < buildings.size(); ++b) {
      if (!random_.chance(0.002)) continue;
      buildings[b].id = buildings[b - 1].id;
      note("buildings", buildings[b].id, buildings[b].point);
    }
  }

  void overlap_buildings() {
    auto& buildings = city().buildings;
    for (std::size_t b = 1; b < buildings.size(); ++b) {
      if (!random_.chance(0.008)) continue;
      const Point gap = buildings[b - 1].point - buildings[b].point;
      const double metres = std::hypot(gap.x, gap.y);
      if (metres > 120 || metres < 4) continue;
      shift_building(buildings[b], gap * (1 - 3 / metres));  // 3 m are left between their points
      note("buildings", buildings[b].id, buildings[b].point);
    }
  }

  static void shift_building(Building& building, Point by) {
    move_polygon(building.footprint, by);
    building.point = to_millimetre(building.point + by);
  }

  void push_over_lines() {
    for (Building& b : city().buildings) {
      if (!random_.chance(0.02) || b.community < 0) continue;
      Foot best{{}, 0, 1e18};
      for (const Polygon& p : city().communities[b.community].area)
        for (std::size_t i = 0; i < p.outer.size(); ++i) {
          const Foot f = foot_on_segment(b.point, p.outer[i], p.outer[(i + 1) % p.outer.size()]);
          if (f.metres < best.metres) best = f;
        }
      if (best.metres > 70) continue;
      shift_building(b, best.at - b.point);
      note("buildings", b.id, best.at);
    }
  }

  void twist_buildings() {
    for (Building& b : city().buildings) {
      if (!random_.chance(0.0012) || b.footprint.empty() || b.footprint[0].outer.size() < 4) continue;
      Ring& ring = b.footprint[0].outer;
      if (!crosses(ring[0], ring[2], ring[1], ring[3])) continue;
      std::swap(ring[1], ring[2]);
      note("buildings", b.id, b.point);
    }
    // At this rate a small city may have none.
    Building& middle = city().buildings[city().buildings.size() / 2];
    if (!out.defects.empty() || middle.footprint.empty()) return;
    std::swap(middle.footprint[0].outer[1], middle.footprint[0].outer[2]);
    note("buildings", middle.id, middle.point);
  }

  static bool crosses(Point a, Point b, Point c, Point d) {
    return cross(b - a, c - a) * cross(b - a, d - a) < 0 && cross(d - c, a - c) * cross(d - c, b - c) < 0;
  }

  void move_community_lines() {
    for (Community& c : city().communities) {
      if (!random_.chance(0.4) || c.area.empty()) continue;
      Ring& ring = c.area[0].outer;
      const std::size_t at = static_cast<std::size_t>(random_.below(ring.size()));
      const double metres = random_.uniform(0.1, 3) * (random_.chance(0.5) ? 1 : -1);
      for (std::size_t k = 0; k < 3; ++k)
        ring[(at + k) % ring.size()] = to_millimetre(ring[(at + k) % ring.size()] + Point{metres, metres * 0.6});
      note("communities", c.id, ring[at]);
    }
  }

  void lose_households() {
    for (Building& b : city().buildings) {
      if (b.households.value() == 0 || !random_.chance(0.03)) continue;
      b.households = Households(0);
      b.households_known = false;
      note("buildings", b.id, b.point);
    }
  }

  void write_as_text() {
    for (std::size_t k = 0; k < city().buildings.size(); ++k) {
      const Building& b = city().buildings[k];
      if (b.households.value() == 0 || !random_.chance(0.04)) continue;
      std::string text = std::to_string(b.households.value());
      if (random_.chance(0.5)) {
        text += "户";
      } else {
        std::string wide;  // full-width digits U+FF10..U+FF19
        for (const char digit : text) wide += std::string("\xEF\xBC") + static_cast<char>(0x90 + (digit - '0'));
        text = wide;
      }
      out.writing.household_texts.push_back({static_cast<std::int32_t>(k), text});
      note("buildings", b.id, b.point);
    }
  }

  void count_dwellings() {
    if (city().communities.empty()) return;
    const std::string where = city().communities[random_.below(city().communities.size())].subdistrict;
    for (std::size_t k = 0; k < city().buildings.size(); ++k) {
      Building& b = city().buildings[k];
      const int dwellings = out.city.building_columns[k].dwellings;
      if (b.community < 0 || city().communities[b.community].subdistrict != where || dwellings == b.households.value()) continue;
      b.households = Households(dwellings);
      note("buildings", b.id, b.point);
    }
  }

  void lose_names() {
    for (Building& b : city().buildings) {
      if (b.name.empty() || !random_.chance(0.66)) continue;
      b.name.clear();
      note("buildings", b.id, b.point);
    }
  }

  /// Buildings name their compound in words, and a tenth of them in other words than the compound's own.
  void vary_names() {
    constexpr std::array<std::string_view, 5> kTails{"(北区)", "（北区）", " ", "　", "小區"};
    for (const Building& b : city().buildings) {
      std::string& name = out.writing.compound_names.emplace_back();
      if (b.compound < 0) continue;
      const Compound& compound = city().compounds[static_cast<std::size_t>(b.compound)];
      name = compound.name.empty() ? compound.id : compound.name;
      if (compound.name.empty() || compound.area.empty() || !random_.chance(0.1)) continue;
      const std::string_view tail = kTails[random_.below(kTails.size())];
      name.insert(tail == " " || tail == "　" ? 3 : name.size(), tail);  // blanks after the first character
      note("buildings", b.id, b.point);
    }
  }

  /// A building of several units becomes as many rows, each with its own households.
  void repeat_by_unit() {
    ExampleCity& all = out.city;
    std::vector<std::vector<const ExampleUnit*>> units(all.city.buildings.size());
    for (const ExampleUnit& u : all.units) units[static_cast<std::size_t>(u.building)].push_back(&u);
    std::vector<Building> rows;
    std::vector<ExampleBuildingColumns> columns;
    std::vector<std::int32_t> first_row;
    for (std::size_t b = 0; b < all.city.buildings.size(); ++b) {
      const Building& whole = all.city.buildings[b];
      first_row.push_back(static_cast<std::int32_t>(rows.size()));
      const std::size_t parts = std::max<std::size_t>(1, units[b].size());
      if (parts > 1) note("buildings", whole.id, whole.point);
      for (std::size_t k = 0; k < parts; ++k) {
        rows.push_back(whole);
        columns.push_back(all.building_columns[b]);
        if (parts == 1) continue;
        rows.back().households = units[b][k]->households;
        rows.back().population = k == 0 ? whole.population : 0;
        rows.back().party_members = k == 0 ? whole.party_members : 0;
        columns.back().dwellings = k == 0 ? columns.back().dwellings : 0;
      }
    }
    for (ExampleUnit& u : all.units) u.building = first_row[static_cast<std::size_t>(u.building)];
    all.city.buildings = std::move(rows);
    all.building_columns = std::move(columns);
  }

  /// A county whose codes begin with 0, and tables that hold references as numbers.
  void lose_zeros() {
    const auto recode = [](std::string& code) {
      if (!code.empty() && code[0] == '1') code[0] = '0';
    };
    for (Community& c : city().communities) recode(c.id);
    for (Building& b : city().buildings) {
      recode(b.id);
      std::erase(b.id, '-');
      recode(b.previous_grid);
    }
    for (PreviousGrid& g : city().previous_grids) recode(g.code);
    for (std::string& code : city().locked_grids) recode(code);
    out.writing.numeric_codes = true;
    note("buildings", "", {});
    note("previous", "", {});
  }

  void stack_points() {
    for (Building& b : city().buildings) {
      if (b.compound < 0 || !random_.chance(0.06)) continue;
      for (const Gate& g : city().gates)
        if (g.compound == b.compound) {
          b.point = g.point;
          note("buildings", b.id, b.point);
          break;
        }
    }
    city().building_geometry = BuildingGeometry::points;
    for (Building& b : city().buildings) b.footprint.clear();
  }

  void wet_compounds() {
    for (Compound& c : city().compounds) {
      if (c.area.empty()) continue;
      for (Point& p : c.area[0].outer) {
        for (const MultiPolygon& water : out.city.water) {
          const Ring& bank = water[0].outer;
          Foot best{{}, 0, 1e18};
          for (std::size_t i = 0; i < bank.size(); ++i)
            if (const Foot f = foot_on_segment(p, bank[i], bank[(i + 1) % bank.size()]); f.metres < best.metres) best = f;
          if (best.metres > 30) continue;
          p = to_millimetre(best.at + example::unit(best.at - p) * 5.0);
          if (out.defects.empty() || out.defects.back().id != c.id) note("compounds", c.id, p);
        }
      }
    }
  }

  void break_network() {
    for (WalkLine& line : city().walk_lines) {
      if (random_.chance(0.4)) line.name.clear();
      if (line.lines.empty() || !random_.chance(0.03)) continue;
      // The end misses the junction by half a metre, as in digitised maps.
      Point& end = line.lines[0].back();
      end = to_millimetre(end + Point{0.35, -0.35});
      note(std::string("walk_network"), line.name, end);
    }
  }

  void move_gates() {
    for (std::size_t g = 0; g < city().gates.size(); ++g) {
      if (!random_.chance(0.3)) continue;
      const double angle = random_.uniform(0, 2 * example::kPi), metres = random_.uniform(5, 30);
      city().gates[g].point = to_millimetre(city().gates[g].point + Point{metres * std::cos(angle), metres * std::sin(angle)});
      note("gates", "#" + std::to_string(g + 1), city().gates[g].point);
    }
  }

  void move_centre() {
    for (std::size_t k = 0; k < city().centres.size(); ++k) {
      Centre& centre = city().centres[k];
      if (centre.level != 4 || city().communities.size() < 2) continue;
      const std::int32_t own = out.city.centre_columns[k].community;
      const std::size_t other = own == 0 ? 1 : static_cast<std::size_t>(own) - 1;
      centre.point = to_millimetre(interior_point(city().communities[other].area));
      note("centres", centre.id, centre.point);
      return;
    }
  }

  void spoil_previous() {
    out.writing.previous_polygons = true;
    auto& grids = city().previous_grids;
    for (std::size_t g = 0; g < grids.size(); ++g) {
      if (grids[g].area.empty()) continue;
      const double kind = random_.uniform();
      if (kind > 0.04) continue;
      note("previous", grids[g].code, interior_point(grids[g].area));
      if (kind < 0.015) {
        grids[g].code[6] = '9';  // code of a community that no longer exists
      } else if (kind < 0.03) {
        const Point p = grids[g].area[0].outer[0];  // a detached sliver
        grids[g].area.push_back({{p + Point{900, 900}, p + Point{912, 900}, p + Point{906, 940}}, {}});
      } else {
        grids[g].area.clear();  // a hole in the plan
      }
    }
  }

  DirtyKind kind_;
  Random random_;
};

}  // namespace

std::vector<std::string_view> dirty_kind_names() { return {kNames.begin(), kNames.end()}; }

std::optional<DirtyKind> dirty_kind(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<DirtyKind>(found - kNames.begin());
}

DirtyResult make_dirty(const ExampleCity& clean, DirtyKind kind, std::uint64_t seed) {
  Spoiler spoiler(clean, kind, seed);
  spoiler.spoil();
  return std::move(spoiler.out);
}

}  // namespace wangge
