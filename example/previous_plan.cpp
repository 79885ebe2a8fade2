#include "example/previous_plan.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/random.hpp"
#include "example/agglomerate.hpp"

namespace wangge::example {

namespace {

/// Seven in a hundred compounds, the newest high-rises, did not exist yet.
void mark_missing(CityDraft& draft) {
  std::vector<int> newest;
  int listed = 0;
  for (int l = 0; l < static_cast<int>(draft.lots.size()); ++l) {
    listed += draft.lots[l].listed ? 1 : 0;
    if (draft.lots[l].listed && draft.lots[l].type == DistrictType::high_rise && draft.lots[l].story == Story::none && draft.lots[l].year >= 2019) newest.push_back(l);
  }
  std::sort(newest.begin(), newest.end(), [&](int a, int b) {
    return draft.lots[a].households != draft.lots[b].households ? draft.lots[a].households < draft.lots[b].households : a < b;
  });
  // Small ones only: a missing compound of thousands would swamp its neighbours.
  const std::size_t most = static_cast<std::size_t>(listed) * 7 / 100;
  for (std::size_t k = 0; k < newest.size() && k < most && draft.lots[newest[k]].households < 700; ++k) draft.lots[newest[k]].missing_before = true;
}

/// Grids for each community: proportional to households, sums to `wanted`.
std::vector<int> share_out(const std::vector<double>& households, int wanted) {
  const double total = std::accumulate(households.begin(), households.end(), 0.0);
  std::vector<int> grids(households.size());
  std::vector<std::pair<double, int>> rest;
  int given = 0;
  for (std::size_t c = 0; c < households.size(); ++c) {
    const double exact = households[c] / total * wanted;
    grids[c] = std::max(1, static_cast<int>(exact));
    given += grids[c];
    rest.push_back({-(exact - grids[c]), static_cast<int>(c)});
  }
  std::sort(rest.begin(), rest.end());
  for (std::size_t k = 0; given < wanted && k < rest.size(); ++k) ++grids[rest[k].second], ++given;
  for (std::size_t k = rest.size(); given > wanted && k-- > 0;)
    if (grids[rest[k].second] > 1) --grids[rest[k].second], --given;
  return grids;
}

struct Groups {
  std::vector<int> of_face;  // by position in the community's list of faces
  int count = 0;
};

Groups group_faces(const CityDraft& draft, int community, const std::vector<double>& households, int wanted, std::uint64_t seed) {
  const StreetMesh& mesh = draft.skeleton.mesh;
  const std::vector<int>& faces = draft.communities[community].faces;
  std::map<int, int> position;
  double total = 0;
  for (std::size_t k = 0; k < faces.size(); ++k) position[faces[k]] = static_cast<int>(k), total += households[faces[k]];
  std::vector<AreaToJoin> areas;
  std::map<std::pair<int, int>, double> pulls;
  const double mean = std::max(1.0, total / wanted);
  for (std::size_t k = 0; k < faces.size(); ++k) {
    Random random = Random::of(seed, level(Level::previous), 1, static_cast<std::uint64_t>(faces[k]));
    AreaToJoin joined{households[faces[k]] / mean + 0.004 * random.uniform(), 0, false};
    for (const int half : mesh.ring_halves(faces[k])) {
      const double metres = distance(mesh.start(half), mesh.end(half));
      joined.perimeter += metres;
      const int g = mesh.halves[half ^ 1].face;
      const auto other = g < 0 ? position.end() : position.find(g);
      if (other == position.end()) continue;
      const EdgeClass c = mesh.data(half).edge_class;
      const double ease = is_hard_barrier(c) ? 0.02 : c == EdgeClass::arterial ? 0.4 : c == EdgeClass::wall ? 1.5 : 1.0;
      pulls[{std::min<int>(static_cast<int>(k), other->second), std::max<int>(static_cast<int>(k), other->second)}] += metres * ease / 2;
    }
    areas.push_back(joined);
  }
  std::vector<Border> borders;
  for (const auto& [pair, pull] : pulls) borders.push_back({pair.first, pair.second, pull});
  Groups groups;
  groups.of_face = agglomerate(areas, borders, wanted, 500.0 / mean);
  groups.count = 1 + *std::max_element(groups.of_face.begin(), groups.of_face.end());
  return groups;
}

/// A strip on the wrong side of the street: hand-drawn plans have them.
void plant_sliver(const std::vector<int>& faces, const std::vector<double>& households, Groups& groups, Random& random) {
  if (groups.count < 3 || !random.chance(0.12)) return;
  for (int attempt = 0; attempt < 12; ++attempt) {
    const std::size_t k = static_cast<std::size_t>(random.below(faces.size()));
    if (households[faces[k]] > 0 || std::count(groups.of_face.begin(), groups.of_face.end(), groups.of_face[k]) < 2) continue;
    groups.of_face[k] = static_cast<int>(random.below(static_cast<std::uint64_t>(groups.count)));
    return;
  }
}

std::vector<int> numbers_in_reading_order(const CityDraft& draft, const std::vector<int>& faces, const Groups& groups, Random& random) {
  std::vector<Point> sum(groups.count);
  std::vector<double> weight(groups.count, 0);
  for (std::size_t k = 0; k < faces.size(); ++k) {
    const Polygon polygon{draft.skeleton.mesh.ring(faces[k]), {}};
    const double a = area(polygon);
    sum[groups.of_face[k]] = sum[groups.of_face[k]] + centroid({polygon}) * a;
    weight[groups.of_face[k]] += a;
  }
  std::vector<int> order(groups.count), number(groups.count);
  std::iota(order.begin(), order.end(), 0);
  auto key = [&](int g) { return std::pair(std::floor(-sum[g].y / weight[g] / 320), sum[g].x / weight[g]); };
  std::sort(order.begin(), order.end(), [&](int a, int b) { return key(a) < key(b); });
  int next = 0;
  for (const int g : order) {
    next += random.chance(0.02) ? 2 : 1;
    number[g] = next;
  }
  return number;
}

std::string three_digits(int number) {
  const std::string text = std::to_string(number);
  return std::string(text.size() < 3 ? 3 - text.size() : 0, '0') + text;
}

}  // namespace

void make_previous_plan(CityDraft& draft, CitySize size, std::uint64_t seed) {
  mark_missing(draft);
  std::vector<double> then(draft.skeleton.mesh.faces.size(), 0), now(then);
  for (const BuildingDraft& b : draft.buildings) {
    now[b.face] += b.households;
    if (b.lot < 0 || !draft.lots[b.lot].missing_before) then[b.face] += b.households;
  }
  std::vector<double> of_community;
  for (const CommunityDraft& c : draft.communities) {
    double sum = 0;
    for (const int f : c.faces) sum += then[f];
    of_community.push_back(sum);
  }
  const std::vector<int> wanted = share_out(of_community, size == CitySize::sample ? 122 : 3143);
  draft.previous_of_face.assign(draft.skeleton.mesh.faces.size(), -1);
  for (int c = 0; c < static_cast<int>(draft.communities.size()); ++c) {
    const std::vector<int>& faces = draft.communities[c].faces;
    Random random = Random::of(seed, level(Level::previous), 2, static_cast<std::uint64_t>(c));
    Groups groups = group_faces(draft, c, then, wanted[c], seed);
    plant_sliver(faces, then, groups, random);
    const std::vector<int> number = numbers_in_reading_order(draft, faces, groups, random);
    const int first = static_cast<int>(draft.previous.size());
    for (int g = 0; g < groups.count; ++g) draft.previous.push_back({draft.communities[c].code + three_digits(number[g]), c, 0});
    for (std::size_t k = 0; k < faces.size(); ++k) {
      draft.previous_of_face[faces[k]] = first + groups.of_face[k];
      draft.previous[first + groups.of_face[k]].households += static_cast<int>(now[faces[k]]);
    }
  }
}

}  // namespace wangge::example
