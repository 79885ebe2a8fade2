#include "algorithms/validate/place_buildings.hpp"

#include <algorithm>

#include "core/box_index.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

template <class Record>
std::vector<Box> boxes_of(const std::vector<Record>& records) {
  std::vector<Box> boxes;
  for (const Record& r : records) boxes.push_back(bounds(r.area));
  return boxes;
}

/// Share of the footprint's vertices and centroid inside an area: enough to rank communities for a building across a border.
double reach_into(const MultiPolygon& area, const Building& building) {
  int inside = 0, asked = 0;
  for (const Polygon& p : building.footprint)
    for (std::size_t i = 0; i < p.outer.size(); ++i) {
      const Point a = p.outer[i], b = p.outer[(i + 1) % p.outer.size()];
      inside += (contains(area, a) ? 1 : 0) + (contains(area, (a + b) * 0.5) ? 1 : 0);
      asked += 2;
    }
  return asked > 0 ? static_cast<double>(inside) / asked : 0;
}

class Placer {
 public:
  Placer(const City& city, Language language)
      : city_(city),
        language_(language),
        communities_(boxes_of(city.communities)),
        compounds_(boxes_of(city.compounds)),
        exclusives_(boxes_of(city.exclusives)) {}

  PlacedBuildings run() {
    for (std::size_t i = 0; i < city_.buildings.size(); ++i) {
      const Building& b = city_.buildings[i];
      out_.community.push_back(community_of(b));
      out_.compound.push_back(b.compound >= 0 ? b.compound : first_holding(compounds_, city_.compounds, b.point));
      out_.exclusive.push_back(b.exclusive >= 0 ? b.exclusive : first_holding(exclusives_, city_.exclusives, b.point));
    }
    return std::move(out_);
  }

 private:
  template <class Record>
  static std::int32_t first_holding(const BoxIndex& index, const std::vector<Record>& records, Point p) {
    for (const std::int32_t i : index.query(p))
      if (contains(records[at(i)].area, p)) return i;
    return -1;
  }

  std::int32_t community_of(const Building& b) {
    std::vector<std::int32_t> holding;
    for (const std::int32_t c : communities_.query(b.point))
      if (contains(city_.communities[at(c)].area, b.point)) holding.push_back(c);
    if (!holding.empty()) {
      if (b.community >= 0 && std::find(holding.begin(), holding.end(), b.community) != holding.end()) return b.community;
      if (holding.size() > 1)
        note("building_in_several_communities", Severity::warning, b, false,
             {b.id, city_.communities[at(holding[0])].id, city_.communities[at(holding[1])].id});
      if (b.community >= 0)
        note("building_community_differs", Severity::warning, b, false,
             {b.id, city_.communities[at(b.community)].id, city_.communities[at(holding[0])].id});
      return holding[0];
    }
    // The point is outside all: the footprint may still reach in.
    Box box = bounds(b.footprint);
    box.expand(b.point);
    std::int32_t best = -1;
    double most = 0;
    for (const std::int32_t c : communities_.query(box)) {
      double reach = reach_into(city_.communities[at(c)].area, b);
      if (reach > 0 && c == b.community) reach += 1;
      if (reach > most) most = reach, best = c;
    }
    if (best >= 0) {
      note("building_across_outer_border", Severity::note, b, false, {b.id, city_.communities[at(best)].id});
      return best;
    }
    note("building_outside_communities", Severity::warning, b, true, {b.id, with_commas(b.households.value())});
    return -1;
  }

  void note(const char* code, Severity severity, const Building& b, bool excluded, std::initializer_list<std::string> values) {
    out_.findings.push_back({code, severity, "buildings", b.id, excluded, say(language_, code, values),
                             say(language_, std::string(code) + "_repair"), b.point});
  }

  const City& city_;
  Language language_;
  BoxIndex communities_, compounds_, exclusives_;
  PlacedBuildings out_;
};

}  // namespace

PlacedBuildings place_buildings(const City& city, Language language) { return Placer(city, language).run(); }

}  // namespace wangge
