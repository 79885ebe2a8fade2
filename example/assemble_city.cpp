#include "example/assemble_city.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/random.hpp"
#include "example/block_filler.hpp"
#include "example/dissolve.hpp"
#include "example/names.hpp"
#include "example/stories.hpp"

namespace wangge::example {

namespace {

/// Centre of the fictional city in EPSG:4546, whole millimetres: 40.82 N, 111.67 E.
constexpr double kEastMillimetres = 556500000.0;
constexpr double kNorthMillimetres = 4520500000.0;

Point placed(Point p) {
  return {(std::round(p.x * 1000) + kEastMillimetres) / 1000, (std::round(p.y * 1000) + kNorthMillimetres) / 1000};
}

Ring placed(const Ring& ring) {
  Ring out;
  out.reserve(ring.size());
  for (const Point p : ring) out.push_back(placed(p));
  return out;
}

MultiPolygon placed(const MultiPolygon& polygons) {
  MultiPolygon out;
  for (const Polygon& p : polygons) {
    out.push_back({placed(p.outer), {}});
    for (const Ring& hole : p.holes) out.back().holes.push_back(placed(hole));
  }
  return out;
}

std::string digits(int number, std::size_t width) {
  const std::string text = std::to_string(number);
  return std::string(text.size() < width ? width - text.size() : 0, '0') + text;
}

std::string_view class_name(EdgeClass c) {
  switch (c) {
    case EdgeClass::expressway: return "expressway";
    case EdgeClass::arterial: return "arterial";
    case EdgeClass::secondary: return "secondary";
    case EdgeClass::tertiary: return "tertiary";
    default: return "local";
  }
}

class Assembler {
 public:
  Assembler(const CityDraft& draft, const FinishedParts& parts, const ExampleOptions& options)
      : draft_(draft),
        mesh_(draft.skeleton.mesh),
        parts_(parts),
        options_(options),
        streets_(name_streets(mesh_, parts.links, options.seed)) {}

  ExampleCity make() {
    City& city = out_.city;
    city.name = options_.size == CitySize::sample ? "青都市示范区" : "青都市";
    city.crs = "EPSG:4546";
    city.household_basis = "households";
    communities();
    compounds();
    buildings();
    barriers();
    crossings();
    exclusives();
    centres();
    walking();
    gates();
    previous();
    roads();
    maps();
    out_.stories = tell_stories(draft_, out_, compound_of_lot_, index_of_building_);
    river_story();
    return std::move(out_);
  }

 private:
  void communities() {
    const std::vector<MultiPolygon> areas =
        dissolve(mesh_, draft_.community_of_face, static_cast<int>(draft_.communities.size()));
    for (std::size_t c = 0; c < areas.size(); ++c) {
      const CommunityDraft& d = draft_.communities[c];
      Community community;
      community.id = d.code;
      community.name = d.name;
      community.subdistrict = "第" + std::to_string(d.subdistrict) + "街道";
      community.county = "第" + std::to_string(d.county) + "区";
      community.area = placed(areas[c]);
      out_.city.communities.push_back(std::move(community));
      out_.community_columns.push_back({d.code.substr(0, 9), d.code.substr(0, 6)});
    }
  }

  void compounds() {
    compound_of_lot_.assign(draft_.lots.size(), -1);
    for (std::size_t l = 0; l < draft_.lots.size(); ++l) {
      const LotDraft& lot = draft_.lots[l];
      if (!lot.listed) continue;
      compound_of_lot_[l] = static_cast<int>(out_.city.compounds.size());
      out_.city.compounds.push_back(
          {"C" + digits(static_cast<int>(out_.city.compounds.size()) + 1, 5), lot.name, placed(MultiPolygon{{lot.area, {}}})});
      out_.compound_columns.push_back(
          {std::string(traits(lot.type).name), draft_.community_of_face[lot.face], lot.year, lot.walled, lot.managed, false});
    }
  }

  /// Buildings by community, in bands of 150 m from north to south, west to east inside a band.
  [[nodiscard]] std::vector<int> building_order() const {
    std::vector<int> order(draft_.buildings.size());
    std::iota(order.begin(), order.end(), 0);
    std::vector<double> band(order.size());
    for (std::size_t b = 0; b < order.size(); ++b) band[b] = std::floor(-draft_.buildings[b].ring[0].y / 150);
    std::sort(order.begin(), order.end(), [&](int a, int b) {
      const int ca = draft_.community_of_face[draft_.buildings[a].face], cb = draft_.community_of_face[draft_.buildings[b].face];
      if (ca != cb) return ca < cb;
      if (band[a] != band[b]) return band[a] < band[b];
      const double xa = draft_.buildings[a].ring[0].x, xb = draft_.buildings[b].ring[0].x;
      return xa != xb ? xa < xb : a < b;
    });
    return order;
  }

  void buildings() {
    std::vector<int> serial(draft_.communities.size(), 0), in_lot(draft_.lots.size(), 0);
    index_of_building_.assign(draft_.buildings.size(), -1);
    for (const int b : building_order()) {
      index_of_building_[b] = static_cast<int>(out_.city.buildings.size());
      add_building(b, serial, in_lot);
    }
  }

  void add_building(int b, std::vector<int>& serial, std::vector<int>& in_lot) {
    const BuildingDraft& d = draft_.buildings[b];
    const int c = draft_.community_of_face[d.face];
    Random random = Random::of(options_.seed, level(Level::people), 3, static_cast<std::uint64_t>(b));
    Building building;
    building.id = draft_.communities[c].code + "-" + digits(++serial[c], 4);
    building.footprint = {{placed(d.ring), {}}};
    building.point = placed(interior_point({Polygon{d.ring, {}}}));
    building.households = Households(d.households);
    building.community = c;
    building.compound = d.lot >= 0 ? compound_of_lot_[d.lot] : -1;
    building.floors = d.floors;
    building.units = d.units;
    const bool lived = d.households > 0;
    if (building.compound >= 0 && lived) building.name = draft_.lots[d.lot].name + std::to_string(++in_lot[d.lot]) + "号楼";
    const double persons = std::clamp(random.normal(traits(d.type).persons_per_household, 0.25), 1.6, 3.8);
    building.population = std::round(d.households * persons);
    building.party_members = static_cast<std::int32_t>(std::lround(d.households * 0.13 * random.lognormal(0.85, 0.55)));
    building.use = lived ? "residential" : std::string(shape_name(d.shape));
    if (draft_.previous_of_face[d.face] >= 0) building.previous_grid = draft_.previous[draft_.previous_of_face[d.face]].code;
    ExampleBuildingColumns columns;
    columns.district_type = std::string(traits(d.type).name);
    columns.shape = std::string(shape_name(d.shape));
    columns.dwellings = d.dwellings;
    columns.resident_households = static_cast<std::int32_t>(std::lround(d.households * traits(d.type).resident_share));
    columns.registered_party_members = static_cast<std::int32_t>(std::lround(building.party_members * 0.31));
    columns.year = d.lot >= 0 ? draft_.lots[d.lot].year : 0;
    for (int unit = 0; lived && unit < d.units; ++unit) {
      const int share = d.households * (unit + 1) / d.units - d.households * unit / d.units;
      out_.units.push_back({static_cast<std::int32_t>(out_.city.buildings.size()), unit + 1, Households(share)});
    }
    out_.city.buildings.push_back(std::move(building));
    out_.building_columns.push_back(std::move(columns));
  }

  void barriers() {
    City& city = out_.city;
    for (const River& river : draft_.skeleton.rivers) {
      const MultiPolygon water = placed(MultiPolygon{{to_millimetre(strip_around(river.centre, river.width)), {}}});
      city.barriers.push_back({"river", river.name, {}, water});
      out_.water.push_back(water);
    }
    MultiPolyline rails;
    for (const Polyline& line : draft_.skeleton.railways) rails.push_back(placed(line));
    if (!rails.empty()) city.barriers.push_back({"railway", "京青铁路", rails, {}});
    for (const StreetLink& link : parts_.links.links) {
      if (!has_two_sidewalks(link.edge_class)) continue;
      const bool express = link.edge_class == EdgeClass::expressway;
      city.barriers.push_back(
          {express ? "expressway" : "main_road", streets_[link.street], {placed(centre_line(mesh_, link))}, {}});
    }
    std::vector<std::vector<Point>> openings(draft_.lots.size());
    for (const GateDraft& gate : draft_.gates) openings[gate.lot].push_back(gate.at);
    for (std::size_t l = 0; l < draft_.lots.size(); ++l)
      if (draft_.lots[l].walled && draft_.lots[l].listed)
        city.barriers.push_back({"wall", draft_.lots[l].name, wall_lines(draft_.lots[l].area, openings[l]), {}});
  }

  /// The wall, open for 4 m at both sides of each gate.
  static MultiPolyline wall_lines(const Ring& ring, const std::vector<Point>& gates) {
    MultiPolyline lines;
    Polyline line;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Point a = ring[i], b = ring[(i + 1) % ring.size()];
      const double metres = distance(a, b);
      std::vector<double> cuts;
      for (const Point g : gates)
        if (const Foot f = foot_on_segment(g, a, b); f.metres < 0.05) cuts.push_back(f.share * metres);
      std::sort(cuts.begin(), cuts.end());
      line.push_back(placed(a));
      for (const double at : cuts) {
        if (at > 4) line.push_back(placed(a + unit(b - a) * (at - 4)));
        if (line.size() >= 2) lines.push_back(line);
        line.clear();
        if (at + 4 < metres) line.push_back(placed(a + unit(b - a) * (at + 4)));
      }
    }
    line.push_back(placed(ring.front()));
    if (line.size() >= 2) lines.push_back(line);
    return lines;
  }

  void crossings() {
    int number = 0;
    for (const CrossingDraft& c : parts_.network.crossings) {
      Crossing crossing;
      crossing.name = std::string(c.what) + (c.bridge ? " bridge " : " underpass ") + std::to_string(++number);
      crossing.lines = {placed(c.line)};
      out_.city.crossings.push_back(std::move(crossing));
    }
  }

  void exclusives() {
    for (const LotDraft& lot : draft_.lots)
      if (lot.exclusive)
        out_.city.exclusives.push_back(
            {"Z" + digits(static_cast<int>(out_.city.exclusives.size()) + 1, 3), lot.name, placed(MultiPolygon{{lot.area, {}}})});
  }

  void centres() {
    for (const CentreDraft& d : parts_.centres) {
      Centre centre;
      centre.id = "P" + digits(static_cast<int>(out_.city.centres.size()) + 1, 3);
      centre.name = d.name;
      centre.level = d.level;
      centre.point = placed(d.at);
      centre.capacity = d.capacity;
      centre.planned = d.planned;
      centre.entrances = {placed(d.entrance)};
      out_.city.centres.push_back(std::move(centre));
      out_.centre_columns.push_back({d.community, d.level <= 4 ? "政务;养老;托育" : "咨询;便民",
                                     d.level <= 3 ? "08:30-17:30" : "08:00-20:00", d.planned ? "planned" : "built"});
    }
  }

  void walking() {
    for (const WalkDraft& d : parts_.network.lines) {
      WalkLine line;
      line.lines = {placed(d.line)};
      line.name = d.street >= 0 ? streets_[d.street] : std::string();
      line.foot = d.foot, line.bridge = d.bridge, line.tunnel = d.tunnel;
      out_.city.walk_lines.push_back(std::move(line));
    }
  }

  void gates() {
    constexpr const char* kKinds[] = {"main", "side", "fire"};
    constexpr const char* kHours[] = {"00:00-24:00", "06:00-22:00", ""};
    for (const GateDraft& gate : draft_.gates) {
      if (!gate.written) continue;
      out_.city.gates.push_back({placed(gate.at), compound_of_lot_[gate.lot]});
      out_.gate_columns.push_back({kKinds[gate.kind], kHours[gate.kind]});
    }
  }

  void previous() {
    const std::vector<MultiPolygon> areas = dissolve(mesh_, draft_.previous_of_face, static_cast<int>(draft_.previous.size()));
    std::vector<int> lockable;
    for (std::size_t g = 0; g < areas.size(); ++g) {
      out_.city.previous_grids.push_back({draft_.previous[g].code, placed(areas[g]), 0, ""});
      const int households = draft_.previous[g].households;
      if (households >= 320 && households <= 480 && areas[g].size() == 1) lockable.push_back(static_cast<int>(g));
    }
    out_.city.has_previous = true;
    // Three grids that a job may not touch, spread over the city.
    for (std::size_t k = 1; k <= 3 && lockable.size() > 6; ++k)
      out_.city.locked_grids.push_back(draft_.previous[lockable[k * lockable.size() / 4]].code);
  }

  void roads() {
    for (const StreetLink& link : parts_.links.links)
      out_.roads.push_back(
          {streets_[link.street], std::string(class_name(link.edge_class)), placed(centre_line(mesh_, link)), link.width});
  }

  void maps() {
    for (int f = 0; f < static_cast<int>(mesh_.faces.size()); ++f)
      if (mesh_.faces[f].type == DistrictType::park)
        if (const Ring ring = inside_red_lines(mesh_, f); ring.size() >= 3)
          out_.green.push_back(placed(MultiPolygon{{to_millimetre(ring), {}}}));
    out_.street_block_hectares = draft_.block_hectares;
    out_.arterial_cell_hectares = draft_.cell_hectares;
  }

  void river_story() {
    if (draft_.skeleton.rivers.empty()) return;
    const River& river = draft_.skeleton.rivers.back();
    std::vector<std::string> ids;
    for (const Crossing& c : out_.city.crossings)
      if (c.name.rfind("river", 0) == 0) ids.push_back(c.name);
    out_.stories.push_back(
        {"far_bridge", "a river whose next bridge is a kilometre away", ids, placed(river.centre[river.centre.size() / 2])});
    if (!out_.city.locked_grids.empty())
      out_.stories.push_back({"locked", "grids that may not change", out_.city.locked_grids, placed(Point{0, 0})});
  }

  const CityDraft& draft_;
  const StreetMesh& mesh_;
  const FinishedParts& parts_;
  ExampleOptions options_;
  std::vector<std::string> streets_;
  std::vector<int> compound_of_lot_, index_of_building_;
  ExampleCity out_;
};

}  // namespace

ExampleCity assemble_city(const CityDraft& draft, const FinishedParts& parts, const ExampleOptions& options) {
  return Assembler(draft, parts, options).make();
}

}  // namespace wangge::example
