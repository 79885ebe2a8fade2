#include "example/communities.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/random.hpp"
#include "example/agglomerate.hpp"

namespace wangge::example {

namespace {

/// How gladly areas join over a line of this class, per metre.
double pull_over(EdgeClass c) {
  switch (c) {
    case EdgeClass::wall: return 0.4;
    case EdgeClass::local: return 1.1;
    case EdgeClass::tertiary: return 1.1;
    case EdgeClass::secondary: return 0.9;
    case EdgeClass::arterial: return 0.6;
    case EdgeClass::expressway: return 0.06;
    case EdgeClass::railway: return 0.05;
    case EdgeClass::river: return 0.03;
    default: return 0;
  }
}

struct Atoms {
  std::vector<int> of_face;
  std::vector<AreaToJoin> areas;
  std::vector<double> households;
  std::vector<double> square_metres;
  std::vector<int> first_face;
  std::vector<Border> borders;
};

std::vector<int> face_households(const CityDraft& draft) {
  std::vector<int> households(draft.skeleton.mesh.faces.size(), 0);
  for (const BuildingDraft& building : draft.buildings) households[building.face] += building.households;
  return households;
}

/// Street blocks; parcels where a block may be shared along its walls; stories of the sample glued together.
int atom_key(const CityDraft& draft, int face, std::uint64_t seed) {
  const FaceData& data = draft.skeleton.mesh.faces[face];
  if (data.story == Story::park) return -2;
  if (data.story == Story::pocket) return -3;
  Random random = Random::of(seed, level(Level::community), 0, static_cast<std::uint64_t>(data.block));
  if (random.chance(0.7) && data.compound >= 0) return 1000000 + data.compound;
  return data.block;
}

Atoms make_atoms(const CityDraft& draft, std::uint64_t seed, double mean) {
  const StreetMesh& mesh = draft.skeleton.mesh;
  const std::vector<int> households = face_households(draft);
  Atoms atoms;
  std::map<int, int> index;
  for (int face = 0; face < static_cast<int>(mesh.faces.size()); ++face) {
    const int key = atom_key(draft, face, seed);
    auto [it, fresh] = index.try_emplace(key, static_cast<int>(atoms.areas.size()));
    if (fresh) {
      atoms.areas.push_back({});
      atoms.areas.back().locked = key == -2;
      atoms.households.push_back(0), atoms.square_metres.push_back(0), atoms.first_face.push_back(face);
    }
    atoms.of_face.push_back(it->second);
    atoms.households[it->second] += households[face];
    atoms.square_metres[it->second] += signed_area(mesh.ring(face));
  }
  std::map<std::pair<int, int>, double> pulls;
  for (int half = 0; half < static_cast<int>(mesh.halves.size()); half += 2) {
    const int f = mesh.halves[half].face, g = mesh.halves[half ^ 1].face;
    const double metres = distance(mesh.start(half), mesh.end(half));
    const int a = f < 0 ? -1 : atoms.of_face[f], b = g < 0 ? -1 : atoms.of_face[g];
    if (a == b) continue;
    if (a >= 0) atoms.areas[a].perimeter += metres;
    if (b >= 0) atoms.areas[b].perimeter += metres;
    if (a < 0 || b < 0) continue;
    pulls[{std::min(a, b), std::max(a, b)}] += metres * pull_over(mesh.data(half).edge_class);
  }
  for (const auto& [pair, pull] : pulls) atoms.borders.push_back({pair.first, pair.second, pull});
  for (std::size_t i = 0; i < atoms.areas.size(); ++i) {
    Random random =
        Random::of(seed, level(Level::community), 1, static_cast<std::uint64_t>(mesh.faces[atoms.first_face[i]].cell));
    // Land counts too, so that empty land is shared out; wanted sizes differ by neighbourhood.
    atoms.areas[i].size =
        (atoms.households[i] / mean + 0.22 * atoms.square_metres[i] / 850000.0) / std::clamp(random.lognormal(1, 0.42), 0.5, 1.5);
  }
  return atoms;
}

Point mean_point(const StreetMesh& mesh, const std::vector<int>& faces) {
  Point sum;
  double weight = 0;
  for (const int face : faces) {
    const Polygon polygon{mesh.ring(face), {}};
    const double a = area(polygon);
    sum = sum + centroid({polygon}) * a;
    weight += a;
  }
  return sum * (1.0 / weight);
}

/// Indices of areas ordered in bands from north to south, west to east inside a band.
std::vector<int> reading_order(const std::vector<Point>& places, double band) {
  std::vector<int> order(places.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    const double band_a = std::floor(-places[a].y / band), band_b = std::floor(-places[b].y / band);
    if (band_a != band_b) return band_a < band_b;
    return places[a].x != places[b].x ? places[a].x < places[b].x : a < b;
  });
  return order;
}

std::string digits(int number, int width) {
  std::string text = std::to_string(number);
  return std::string(static_cast<std::size_t>(std::max(0, width - static_cast<int>(text.size()))), '0') + text;
}

/// Borders between groups of faces, all lines alike but for great barriers.
std::vector<Border> group_borders(const StreetMesh& mesh, const std::vector<int>& group) {
  std::map<std::pair<int, int>, double> pulls;
  for (int half = 0; half < static_cast<int>(mesh.halves.size()); half += 2) {
    const int f = mesh.halves[half].face, g = mesh.halves[half ^ 1].face;
    if (f < 0 || g < 0 || group[f] == group[g]) continue;
    const double pull = distance(mesh.start(half), mesh.end(half)) * (is_hard_barrier(mesh.data(half).edge_class) ? 0.4 : 1.0);
    pulls[{std::min(group[f], group[g]), std::max(group[f], group[g])}] += pull;
  }
  std::vector<Border> borders;
  for (const auto& [pair, pull] : pulls) borders.push_back({pair.first, pair.second, pull});
  return borders;
}

std::vector<int> join_upwards(const CityDraft& draft, int wanted) {
  std::vector<AreaToJoin> areas;
  double total = 0;
  for (const CommunityDraft& c : draft.communities) total += c.households + c.area / 250.0;
  for (const CommunityDraft& c : draft.communities)
    areas.push_back({(c.households + c.area / 250.0) / total * wanted, 4 * std::sqrt(c.area), false});
  return agglomerate(areas, group_borders(draft.skeleton.mesh, draft.community_of_face), wanted, 1.6);
}

void write_codes(CityDraft& draft, int subdistricts, int counties) {
  const std::vector<int> sub = join_upwards(draft, subdistricts), county = join_upwards(draft, counties);
  // A sub-district lies in the district that most of its communities lie in.
  std::vector<std::map<int, int>> votes(subdistricts);
  std::vector<std::vector<int>> faces_of_sub(subdistricts), faces_of_county(counties);
  for (std::size_t c = 0; c < draft.communities.size(); ++c) {
    ++votes[sub[c]][county[c]];
    auto& faces = faces_of_sub[sub[c]];
    faces.insert(faces.end(), draft.communities[c].faces.begin(), draft.communities[c].faces.end());
  }
  std::vector<int> county_of_sub(subdistricts, 0);
  for (int s = 0; s < subdistricts; ++s) {
    int most = 0;
    for (const auto& [which, count] : votes[s])
      if (count > most) most = count, county_of_sub[s] = which;
    auto& faces = faces_of_county[county_of_sub[s]];
    faces.insert(faces.end(), faces_of_sub[s].begin(), faces_of_sub[s].end());
  }
  auto ranks = [&](const std::vector<std::vector<int>>& groups, double band) {
    std::vector<Point> places;
    for (const auto& faces : groups) places.push_back(faces.empty() ? Point{} : mean_point(draft.skeleton.mesh, faces));
    std::vector<int> rank(groups.size());
    const std::vector<int> order = reading_order(places, band);
    for (std::size_t k = 0; k < order.size(); ++k) rank[order[k]] = static_cast<int>(k) + 1;
    return rank;
  };
  std::vector<std::vector<int>> faces_of_community;
  for (const CommunityDraft& c : draft.communities) faces_of_community.push_back(c.faces);
  const std::vector<int> sub_rank = ranks(faces_of_sub, 2500), county_rank = ranks(faces_of_county, 6000),
                         own = ranks(faces_of_community, 900);
  std::vector<int> by_rank(draft.communities.size());
  for (std::size_t c = 0; c < own.size(); ++c) by_rank[own[c] - 1] = static_cast<int>(c);
  std::map<int, int> next_number;
  for (const int c : by_rank) {
    CommunityDraft& community = draft.communities[c];
    community.subdistrict = sub_rank[sub[c]];
    community.county = county_rank[county_of_sub[sub[c]]];
    community.code = "1599" + digits(community.county, 2) + digits(community.subdistrict, 3) + digits(++next_number[sub[c]], 3);
  }
}

void sort_by_code(CityDraft& draft) {
  std::vector<int> order(draft.communities.size()), place(order.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) { return draft.communities[a].code < draft.communities[b].code; });
  std::vector<CommunityDraft> sorted;
  for (std::size_t k = 0; k < order.size(); ++k)
    place[order[k]] = static_cast<int>(k), sorted.push_back(std::move(draft.communities[order[k]]));
  draft.communities = std::move(sorted);
  for (int& c : draft.community_of_face) c = place[c];
}

/// The atom that shares the border railway with the pocket: pocket and it form one community.
void glue_pocket(const StreetMesh& mesh, Atoms& atoms) {
  for (int half = 0; half < static_cast<int>(mesh.halves.size()); ++half) {
    const int f = mesh.halves[half].face, g = mesh.halves[half ^ 1].face;
    if (f < 0 || g < 0 || mesh.data(half).edge_class != EdgeClass::railway) continue;
    if (mesh.faces[f].story != Story::pocket || mesh.faces[g].story == Story::pocket) continue;
    const int a = atoms.of_face[f], b = atoms.of_face[g];
    for (Border& border : atoms.borders) {
      if ((border.a == a && border.b == b) || (border.a == b && border.b == a)) border.pull = 1e6;
    }
    for (Border& border : atoms.borders)
      if ((border.a == a || border.b == a) && border.pull < 1e5) border.pull = 0;
    atoms.areas[a].size = 1e-6;  // joins first
    return;
  }
}

}  // namespace

void make_communities(CityDraft& draft, CitySize size, std::uint64_t seed) {
  const bool sample = size == CitySize::sample;
  const int wanted = sample ? 12 : 302;
  int total = 0;
  for (const BuildingDraft& b : draft.buildings) total += b.households;
  Atoms atoms = make_atoms(draft, seed, static_cast<double>(total) / wanted);
  if (sample) glue_pocket(draft.skeleton.mesh, atoms);
  const std::vector<int> label = agglomerate(atoms.areas, atoms.borders, wanted, 1.65);
  const int count = 1 + *std::max_element(label.begin(), label.end());
  draft.communities.assign(static_cast<std::size_t>(count), {});
  draft.community_of_face.clear();
  const std::vector<int> households = face_households(draft);
  for (int face = 0; face < static_cast<int>(draft.skeleton.mesh.faces.size()); ++face) {
    const int c = label[atoms.of_face[face]];
    draft.community_of_face.push_back(c);
    draft.communities[c].faces.push_back(face);
    draft.communities[c].households += households[face];
    draft.communities[c].area += signed_area(draft.skeleton.mesh.ring(face));
    if (draft.skeleton.mesh.faces[face].story == Story::park) draft.communities[c].story = Story::park;
  }
  write_codes(draft, sample ? 2 : 36, sample ? 1 : 4);
  sort_by_code(draft);
}

}  // namespace wangge::example
