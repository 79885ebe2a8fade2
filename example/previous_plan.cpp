#include "example/previous_plan.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/random.hpp"
#include "example/agglomerate.hpp"
#include "example/balance_groups.hpp"

namespace wangge::example {

namespace {

/// Seven in a hundred compounds, the newest high-rises, did not exist yet.
void mark_missing(CityDraft& draft) {
  std::vector<int> newest;
  int listed = 0;
  for (int l = 0; l < static_cast<int>(draft.lots.size()); ++l) {
    listed += draft.lots[l].listed ? 1 : 0;
    if (draft.lots[l].listed && draft.lots[l].type == DistrictType::high_rise && draft.lots[l].story == Story::none &&
        draft.lots[l].year >= 2019)
      newest.push_back(l);
  }
  std::sort(newest.begin(), newest.end(), [&](int a, int b) {
    return draft.lots[a].households != draft.lots[b].households ? draft.lots[a].households < draft.lots[b].households : a < b;
  });
  // Small ones only: a missing compound of thousands would swamp its neighbours.
  const std::size_t most = static_cast<std::size_t>(listed) * 7 / 100;
  for (std::size_t k = 0; k < newest.size() && k < most && draft.lots[newest[k]].households < 340; ++k)
    draft.lots[newest[k]].missing_before = true;
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

/// A face that cannot be cut is one grid, however large: it must not take grids from the rest of its community.
double counted(double households) { return households > 500 ? 350 : households; }

struct Groups {
  std::vector<int> of_face;  // by position in the community's list of faces
  int count = 0;
};

struct FaceGraph {
  std::vector<double> households, perimeter;
  std::vector<Border> borders;
  std::vector<std::vector<Neighbour>> neighbours;
};

FaceGraph face_graph(const CityDraft& draft, const std::vector<int>& faces, const std::vector<double>& households) {
  const StreetMesh& mesh = draft.skeleton.mesh;
  FaceGraph graph;
  std::map<int, int> position;
  for (std::size_t k = 0; k < faces.size(); ++k) position[faces[k]] = static_cast<int>(k);
  std::map<std::pair<int, int>, double> pulls;
  for (int k = 0; k < static_cast<int>(faces.size()); ++k) {
    graph.households.push_back(households[faces[k]]);
    graph.perimeter.push_back(0);
    for (const int half : mesh.ring_halves(faces[k])) {
      const double metres = distance(mesh.start(half), mesh.end(half));
      graph.perimeter.back() += metres;
      const int g = mesh.halves[half ^ 1].face;
      const auto other = g < 0 ? position.end() : position.find(g);
      if (other == position.end()) continue;
      const EdgeClass c = mesh.data(half).edge_class;
      const double ease = is_hard_barrier(c) ? 0.02 : c == EdgeClass::arterial ? 0.4 : c == EdgeClass::wall ? 1.5 : 1.0;
      pulls[{std::min(k, other->second), std::max(k, other->second)}] += metres * ease / 2;
    }
  }
  graph.neighbours.resize(faces.size());
  for (const auto& [pair, pull] : pulls) {
    graph.borders.push_back({pair.first, pair.second, pull});
    graph.neighbours[pair.first].push_back({pair.second, pull}), graph.neighbours[pair.second].push_back({pair.first, pull});
  }
  return graph;
}

double out_of_range(const FaceGraph& graph, const std::vector<int>& group_of) {
  std::vector<double> sum(graph.households.size(), 0);
  double out = 0;
  for (std::size_t k = 0; k < group_of.size(); ++k) sum[group_of[k]] += graph.households[k];
  for (const double s : sum) out += s > 500 || (s > 0 && s < 300) ? s : 0;
  return out;
}

/// The best of a few attempts: whoever drew the plan tried to keep the range. Households out of range are returned too.
struct Attempt {
  Groups groups;
  double out = 1e18;
};

Attempt group_faces(const FaceGraph& graph, int wanted, int community, std::uint64_t seed) {
  double sum = 0;
  for (const double h : graph.households) sum += counted(h);
  const double mean = std::max(1.0, sum / wanted);
  Attempt best;
  for (std::uint64_t attempt = 0; attempt < 2; ++attempt) {
    Random random = Random::of(seed, level(Level::previous), 10 + attempt, static_cast<std::uint64_t>(community));
    std::vector<AreaToJoin> areas;
    for (std::size_t k = 0; k < graph.households.size(); ++k)
      areas.push_back({graph.households[k] / mean * (1 + 0.3 * static_cast<double>(attempt) * random.uniform()) + 0.004,
                       graph.perimeter[k], false});
    std::vector<int> group_of = agglomerate(areas, graph.borders, wanted, 480.0 / mean);
    balance_groups(graph.households, graph.neighbours, {300, 500, mean}, random, group_of);
    if (const double out = out_of_range(graph, group_of); out < best.out)
      best.out = out, best.groups.of_face = std::move(group_of);
    if (best.out <= 0) break;
  }
  best.groups.count = 1 + *std::max_element(best.groups.of_face.begin(), best.groups.of_face.end());
  return best;
}

/// One grid fewer or more often keeps the range where the proportional number cannot; a common price for a grid keeps
/// the total.
std::vector<Groups> choose_groups(const CityDraft& draft, const std::vector<double>& households, const std::vector<int>& wanted,
                                  int total, std::uint64_t seed) {
  std::vector<std::vector<Attempt>> attempts(wanted.size());
  for (std::size_t c = 0; c < wanted.size(); ++c) {
    const FaceGraph graph = face_graph(draft, draft.communities[c].faces, households);
    for (int k = std::max(1, wanted[c] - 1); k <= wanted[c] + 1; ++k)
      attempts[c].push_back(group_faces(graph, k, static_cast<int>(c), seed));
  }
  std::vector<std::size_t> chosen(wanted.size(), 0);
  double low = -2000, high = 2000;
  for (int round = 0; round < 40; ++round) {
    const double price = (low + high) / 2;
    int grids = 0;
    for (std::size_t c = 0; c < wanted.size(); ++c) {
      auto cost = [&](const Attempt& a) { return a.out + price * a.groups.count; };
      chosen[c] = 0;
      for (std::size_t k = 1; k < attempts[c].size(); ++k)
        if (cost(attempts[c][k]) < cost(attempts[c][chosen[c]])) chosen[c] = k;
      grids += attempts[c][chosen[c]].groups.count;
    }
    if (grids == total) break;
    (grids > total ? low : high) = price;
  }
  std::vector<Groups> groups;
  for (std::size_t c = 0; c < wanted.size(); ++c) groups.push_back(std::move(attempts[c][chosen[c]].groups));
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

std::vector<int> numbers_in_reading_order(const CityDraft& draft, const std::vector<int>& faces, const Groups& groups,
                                          Random& random) {
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
    for (const int f : c.faces) sum += counted(then[f]);
    of_community.push_back(sum);
  }
  const int total = size == CitySize::sample ? 120 : 3143;
  std::vector<Groups> all = choose_groups(draft, then, share_out(of_community, total), total, seed);
  draft.previous_of_face.assign(draft.skeleton.mesh.faces.size(), -1);
  for (int c = 0; c < static_cast<int>(draft.communities.size()); ++c) {
    const std::vector<int>& faces = draft.communities[c].faces;
    Random random = Random::of(seed, level(Level::previous), 2, static_cast<std::uint64_t>(c));
    Groups& groups = all[c];
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
