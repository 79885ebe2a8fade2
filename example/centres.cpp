#include "example/centres.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/random.hpp"
#include "example/gates.hpp"

namespace wangge::example {

namespace {

/// Segments of the streets' walking lines in square cells of 120 m: centres open to a street.
class NearestLine {
 public:
  explicit NearestLine(const WalkNetwork& network) {
    for (std::size_t l = 0; l < network.lines.size(); ++l) {
      const WalkDraft& w = network.lines[l];
      if (!w.foot || w.bridge || w.tunnel || w.street < 0) continue;
      for (std::size_t i = 0; i + 1 < w.line.size(); ++i) {
        Box box = bounds(std::vector<Point>{w.line[i], w.line[i + 1]});
        for (int x = cell(box.min_x); x <= cell(box.max_x); ++x)
          for (int y = cell(box.min_y); y <= cell(box.max_y); ++y) cells_[{x, y}].push_back({w.line[i], w.line[i + 1]});
      }
    }
  }
  [[nodiscard]] Point operator()(Point p) const {
    Foot best{p, 0, 1e18};
    for (int reach = 1; reach <= 8 && best.metres > 120.0 * reach; ++reach) {
      for (int x = cell(p.x) - reach; x <= cell(p.x) + reach; ++x) {
        for (int y = cell(p.y) - reach; y <= cell(p.y) + reach; ++y) {
          const auto found = cells_.find({x, y});
          if (found == cells_.end()) continue;
          for (const auto& [a, b] : found->second)
            if (const Foot f = foot_on_segment(p, a, b); f.metres < best.metres) best = f;
        }
      }
    }
    return to_millimetre(best.at);
  }

 private:
  static int cell(double x) { return static_cast<int>(std::floor(x / 120)); }
  std::map<std::pair<int, int>, std::vector<std::pair<Point, Point>>> cells_;
};

bool suits_centre(const BuildingDraft& b) {
  return b.households == 0 && b.floors <= 4 &&
         (b.shape == Shape::public_house || b.shape == Shape::office || b.shape == Shape::shop || b.shape == Shape::podium) &&
         std::abs(signed_area(b.ring)) > 90;
}

class CentreMaker {
 public:
  CentreMaker(const CityDraft& draft, const WalkNetwork& network, std::uint64_t seed)
      : draft_(draft), nearest_(network), seed_(seed), used_(draft.buildings.size(), 0) {
    by_community_.resize(draft.communities.size());
    heart_.resize(draft.communities.size());
    std::vector<double> weight(draft.communities.size(), 1e-6);
    for (int b = 0; b < static_cast<int>(draft.buildings.size()); ++b) {
      const BuildingDraft& building = draft.buildings[b];
      const int c = draft.community_of_face[building.face];
      by_community_[c].push_back(b);
      heart_[c] = heart_[c] + building.ring[0] * (building.households + 1e-6);
      weight[c] += building.households + 1e-6;
    }
    for (std::size_t c = 0; c < heart_.size(); ++c) heart_[c] = heart_[c] * (1 / weight[c]);
  }

  /// A public house about 150 m from the heart of the households; one in twenty at the far edge.
  void add_community_centre(int c) {
    const CommunityDraft& community = draft_.communities[c];
    Random random = Random::of(seed_, level(Level::centre), 0, static_cast<std::uint64_t>(c));
    const bool far = random.chance(0.05);
    for (const LotDraft& lot : draft_.lots)
      if (lot.story == Story::walled && draft_.community_of_face[lot.face] == c) return add_behind(c, lot);
    const double wanted = far ? 900 : random.uniform(70, 300);
    Point heart = heart_[c];
    if (by_community_[c].empty()) heart = interior_point({Polygon{draft_.skeleton.mesh.ring(community.faces.front()), {}}});
    add(4, c, {c}, heart, wanted, community.name + "党群服务中心", community.households);
  }

  /// Close to the closed side of the lot with one far gate.
  void add_behind(int c, const LotDraft& lot) {
    const Box box = bounds(lot.area);
    const Point behind{box.centre().x, box.centre().y - far_side(lot) * (box.height() / 2 + 70)};
    add(4, c, {c}, behind, 0, draft_.communities[c].name + "党群服务中心", draft_.communities[c].households);
  }

  void add(int level_of_centre, int community, const std::vector<int>& among, Point wanted_at, double wanted_metres,
           std::string name, double capacity) {
    int best = -1;
    double best_cost = 1e18;
    for (const int c : among) {
      for (const int b : by_community_[c]) {
        const BuildingDraft& building = draft_.buildings[b];
        if (used_[b]) continue;
        double cost = std::abs(distance(building.ring[0], wanted_at) - wanted_metres);
        if (!suits_centre(building)) cost += building.households > 0 ? 1500 : 600;
        if (level_of_centre == 3 && building.shape == Shape::office) cost -= 150;
        if (cost >= best_cost) continue;
        // People must reach it from the street, 20-40 m away, not through a guarded gate.
        cost += 4 * std::max(0.0, distance(nearest_(building.ring[0]), building.ring[0]) - 25);
        if (cost < best_cost) best_cost = cost, best = b;
      }
    }
    Point at = wanted_at;
    if (best >= 0) {
      used_[best] = 1;
      at = to_millimetre(interior_point({Polygon{draft_.buildings[best].ring, {}}}));
      community = draft_.community_of_face[draft_.buildings[best].face];
    }
    centres.push_back({level_of_centre, community, std::move(name), to_millimetre(at), nearest_(at), capacity, false});
  }

  [[nodiscard]] Point heart(const std::vector<int>& communities) const {
    Point sum;
    double weight = 1e-6;
    for (const int c : communities)
      sum = sum + heart_[c] * (draft_.communities[c].households + 1.0), weight += draft_.communities[c].households + 1.0;
    return sum * (1 / weight);
  }

  void add_stations(int wanted) {
    std::vector<std::pair<std::uint64_t, int>> order;
    for (int g = 0; g < static_cast<int>(draft_.gates.size()); ++g)
      if (draft_.gates[g].written && draft_.lots[draft_.gates[g].lot].households > 400)
        order.push_back({Random::of(seed_, level(Level::centre), 1, static_cast<std::uint64_t>(g)).next(), g});
    std::sort(order.begin(), order.end());
    std::set<int> lots;
    for (const auto& [key, g] : order) {
      if (wanted == 0) break;
      const GateDraft& gate = draft_.gates[g];
      if (!lots.insert(gate.lot).second) continue;
      const LotDraft& lot = draft_.lots[gate.lot];
      centres.push_back({5, draft_.community_of_face[lot.face], lot.name + "党群服务站", to_millimetre(gate.inside), gate.at,
                         static_cast<double>(lot.households), false});
      --wanted;
    }
  }

  std::vector<CentreDraft> centres;

 private:
  const CityDraft& draft_;
  NearestLine nearest_;
  std::uint64_t seed_;
  std::vector<char> used_;
  std::vector<std::vector<int>> by_community_;
  std::vector<Point> heart_;
};

}  // namespace

std::vector<CentreDraft> make_centres(const CityDraft& draft, const WalkNetwork& network, CitySize size, std::uint64_t seed) {
  CentreMaker maker(draft, network, seed);
  std::map<int, std::vector<int>> subdistricts, counties;
  std::vector<int> everything;
  for (int c = 0; c < static_cast<int>(draft.communities.size()); ++c) {
    subdistricts[draft.communities[c].subdistrict].push_back(c);
    counties[draft.communities[c].county].push_back(c);
    everything.push_back(c);
  }
  if (size == CitySize::full) maker.add(1, -1, everything, maker.heart(everything), 300, "青都市党群服务中心", 0);
  int number = 0;
  for (const auto& [code, members] : counties)
    maker.add(2, -1, members, maker.heart(members), 200, "第" + std::to_string(++number) + "区党群服务中心", 0);
  number = 0;
  for (const auto& [code, members] : subdistricts)
    maker.add(3, -1, members, maker.heart(members), 150, "第" + std::to_string(++number) + "街道党群服务中心", 0);
  for (int c = 0; c < static_cast<int>(draft.communities.size()); ++c) maker.add_community_centre(c);
  // 17 of 343 are planned, not built (Hohhot 2020: 326 built).
  int planned = size == CitySize::full ? 17 : 1;
  for (std::size_t k = maker.centres.size(); k-- > 0 && planned > 0;) {
    if (maker.centres[k].level != 4 || k % 13 != 7) continue;
    maker.centres[k].planned = true;
    --planned;
  }
  maker.add_stations(size == CitySize::full ? 120 : 4);
  return std::move(maker.centres);
}

}  // namespace wangge::example
