#include "algorithms/validate/place_buildings.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "core/box_index.hpp"
#include "core/parallel.hpp"

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

  PlacedBuildings run(int threads) const {
    const std::size_t count = city_.buildings.size();
    PlacedBuildings out{std::vector<std::int32_t>(count), std::vector<std::int32_t>(count), std::vector<std::int32_t>(count), {}};
    std::vector<std::vector<Finding>> findings((count + kStretch - 1) / kStretch);
    std::vector<std::size_t> order(findings.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for_each_parallel(order, threads, [&](std::size_t stretch) {
      for (std::size_t i = stretch * kStretch; i < std::min(count, (stretch + 1) * kStretch); ++i) {
        const Building& b = city_.buildings[i];
        out.community[i] = community_of(b, findings[stretch]);
        out.compound[i] = b.compound >= 0 ? b.compound : first_holding(compounds_, city_.compounds, b.point);
        out.exclusive[i] = b.exclusive >= 0 ? b.exclusive : first_holding(exclusives_, city_.exclusives, b.point);
      }
    });
    for (std::vector<Finding>& some : findings)
      out.findings.insert(out.findings.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
    return out;
  }

 private:
  static constexpr std::size_t kStretch = 4096;  // buildings that one thread places at a time

  template <class Record>
  static std::int32_t first_holding(const BoxIndex& index, const std::vector<Record>& records, Point p) {
    std::int32_t first = -1;
    index.visit(p, [&](std::int32_t i) {
      if (contains(records[at(i)].area, p)) first = i;
      return first < 0;
    });
    return first;
  }

  std::int32_t community_of(const Building& b, std::vector<Finding>& findings) const {
    // As a rule the column is right: then no other community need be asked.
    if (b.community >= 0 && contains(city_.communities[at(b.community)].area, b.point)) return b.community;
    std::vector<std::int32_t> holding;
    communities_.visit(b.point, [&](std::int32_t c) {
      if (contains(city_.communities[at(c)].area, b.point)) holding.push_back(c);
      return true;
    });
    const auto note = [&](const char* code, Severity severity, bool excluded, std::initializer_list<std::string> values) {
      findings.push_back({code, severity, "buildings", b.id, excluded, say(language_, code, values),
                          say(language_, std::string(code) + "_repair"), b.point});
    };
    if (!holding.empty()) {
      if (holding.size() > 1)
        note("building_in_several_communities", Severity::warning, false,
             {b.id, city_.communities[at(holding[0])].id, city_.communities[at(holding[1])].id});
      if (b.community >= 0)
        note("building_community_differs", Severity::warning, false,
             {b.id, city_.communities[at(b.community)].id, city_.communities[at(holding[0])].id});
      return holding[0];
    }
    const std::int32_t best = reached_most(b);
    if (best >= 0)
      note("building_across_outer_border", Severity::note, false, {b.id, city_.communities[at(best)].id});
    else
      note("building_outside_communities", Severity::warning, true, {b.id, with_commas(b.households.value())});
    return best;
  }

  /// The point is outside all: the footprint may still reach in. -1 where it reaches none.
  std::int32_t reached_most(const Building& b) const {
    Box box = bounds(b.footprint);
    box.expand(b.point);
    std::int32_t best = -1;
    double most = 0;
    for (const std::int32_t c : communities_.query(box)) {
      double reach = reach_into(city_.communities[at(c)].area, b);
      if (reach > 0 && c == b.community) reach += 1;
      if (reach > most) most = reach, best = c;
    }
    return best;
  }

  const City& city_;
  Language language_;
  BoxIndex communities_, compounds_, exclusives_;
};

}  // namespace

PlacedBuildings place_buildings(const City& city, Language language, int threads) { return Placer(city, language).run(threads); }

}  // namespace wangge
