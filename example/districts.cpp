#include "example/districts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "core/random.hpp"
#include "example/street_blocks.hpp"

namespace wangge::example {

namespace {

using T = DistrictType;

struct Weight {
  T type;
  double share;
};

T draw(std::span<const Weight> weights, Random& random) {
  double sum = 0;
  for (const Weight& w : weights) sum += w.share;
  double left = random.uniform(0, sum);
  for (const Weight& w : weights) {
    left -= w.share;
    if (left < 0) return w.type;
  }
  return weights.back().type;
}

/// Mix of superblocks by distance to the centre (km): shares of households in city rings, turned into shares of land.
std::vector<Weight> ring_mix(double km) {
  if (km < 1.2) return {{T::old_city, 3.2}, {T::work_unit, 2.6}, {T::business, 2.2}, {T::walk_up, 1.5}};
  if (km < 2.6)
    return {{T::work_unit, 4},      {T::walk_up, 2.6},  {T::business, 0.7},
            {T::compound_2000s, 1}, {T::high_rise, .5}, {T::old_city, .3}};
  if (km < 4.2)
    return {{T::work_unit, 2.2}, {T::walk_up, 3.2}, {T::compound_2000s, 2.2},
            {T::high_rise, 1.2}, {T::village, 0.2}, {T::industrial, .2}};
  if (km < 6.2)
    return {{T::walk_up, 1.7},   {T::compound_2000s, 2.6}, {T::high_rise, 1.8}, {T::village, 0.95},
            {T::industrial, .5}, {T::green, .3},           {T::work_unit, .4}};
  return {{T::compound_2000s, 1.2}, {T::high_rise, 1.6}, {T::village, 1.6},
          {T::industrial, 1.3},     {T::green, 1.5},     {T::walk_up, .5}};
}

/// The single blocks that interrupt every district: about half of the land between streets is not housing.
std::vector<Weight> other_mix(double km) {
  if (km < 3)
    return {{T::park, 1.8},       {T::school, 2.4},  {T::office, 2.4}, {T::market, 1.2},
            {T::government, 1.2}, {T::hospital, .5}, {T::green, .9}};
  if (km < 6)
    return {{T::park, 2.1},      {T::school, 2.4},  {T::office, 1.2}, {T::market, 1.1},
            {T::government, .6}, {T::hospital, .4}, {T::green, 2.6},  {T::factory, 1.2}};
  return {{T::park, 1.4}, {T::school, 1.5}, {T::office, .3}, {T::market, .9}, {T::green, 4.5}, {T::factory, 2.0}};
}

double other_share(T type, double km) {
  switch (type) {
    case T::old_city: return 0.34;
    case T::village: return 0.42;
    case T::factory: return 0.15;
    case T::industrial: return 0.25;
    case T::business: return 0.30;
    case T::work_unit: return km < 3 ? 0.40 : 0.46;
    case T::walk_up: return km < 3 ? 0.44 : 0.50;
    default: return km < 4 ? 0.48 : 0.56;
  }
}

Point face_centre(const StreetMesh& mesh, int face) { return centroid({Polygon{mesh.ring(face), {}}}); }
double kilometres(Point p) { return std::hypot(p.x, p.y) / 1000; }

void assign_sample(StreetMesh& mesh) {
  static constexpr T kTable[5][4] = {
      {T::village, T::walk_up, T::work_unit, T::factory},       {T::compound_2000s, T::old_city, T::walk_up, T::industrial},
      {T::walk_up, T::business, T::work_unit, T::campus},       {T::high_rise, T::compound_2000s, T::walk_up, T::walk_up},
      {T::high_rise, T::compound_2000s, T::park, T::high_rise},
  };
  bool giant = false, walled = false, old_city = false, village = false;
  for (int face = 0; face < static_cast<int>(mesh.faces.size()); ++face) {
    const Point c = face_centre(mesh, face);
    const int column = c.x < -950 ? 0 : c.x < 0 ? 1 : c.x < 490 ? 2 : c.x < 950 ? 3 : 4;
    const int row = c.y < -500 ? 0 : c.y < 450 ? 1 : c.y < 1060 ? 2 : 3;
    FaceData& data = mesh.faces[face];
    data.type = kTable[column][row];
    // Half of the cell is the old city, half of another one the village.
    if (column == 1 && row == 1 && std::exchange(old_city, true)) data.type = T::work_unit;
    if (column == 0 && row == 0 && std::exchange(village, true)) data.type = T::walk_up;
    if (data.type == T::old_city) data.turn = 9 * kDegree;
    if (column == 2 && row == 2) data.turn = 36 * kDegree;
    if (column == 3 && row == 3) data.story = Story::pocket;
    if (column == 4 && row == 2) data.story = Story::park;
    if (column == 4 && row == 0 && !giant) data.story = Story::giant, giant = true;
    if (column == 4 && row == 1 && !walled) data.story = Story::walled, walled = true;
  }
}

void assign_full(StreetMesh& mesh, std::uint64_t seed) {
  for (int face = 0; face < static_cast<int>(mesh.faces.size()); ++face) {
    FaceData& data = mesh.faces[face];
    const Point c = face_centre(mesh, face);
    // One draw a cell and one a superblock: patches of 0.3-2 km.
    Random cell = Random::of(seed, level(Level::district), 0, static_cast<std::uint64_t>(data.cell));
    Random own = Random::of(seed, level(Level::district), 1, static_cast<std::uint64_t>(face));
    const std::vector<Weight> mix = ring_mix(kilometres(c));
    data.type = own.chance(0.6) ? draw(mix, cell) : draw(mix, own);
    // The old walled town lies beside the newer core.
    if (distance(c, {-420, 120}) < 950) data.type = T::old_city;
    if (data.type == T::old_city) data.turn = 11 * kDegree;
    if (data.type != T::village && data.type != T::old_city && own.chance(0.05)) data.turn = own.uniform(30, 50) * kDegree;
  }
}

/// The share of village land is held: small houses are half of all buildings (55,000 to 65,000).
void hold_village_land(StreetMesh& mesh, std::uint64_t seed) {
  constexpr double kLeast = 4450, kMost = 4750;  // hectares of superblocks, streets and other blocks included
  std::vector<std::pair<std::uint64_t, int>> order;
  double hectares = 0;
  for (int face = 0; face < static_cast<int>(mesh.faces.size()); ++face) {
    order.push_back({Random::of(seed, level(Level::district), 3, static_cast<std::uint64_t>(face)).next(), face});
    if (mesh.faces[face].type == T::village) hectares += face_hectares(mesh, face);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [key, face] : order) {
    FaceData& data = mesh.faces[face];
    const double km = kilometres(face_centre(mesh, face)), own = face_hectares(mesh, face);
    if (hectares > kMost && data.type == T::village) {
      data.type = km > 6 ? T::green : T::compound_2000s;
      hectares -= own;
    } else if (hectares < kLeast && km > 4.8 && (data.type == T::green || data.type == T::industrial)) {
      data.type = T::village, data.turn = 0;
      hectares += own;
    }
  }
}

/// Large institutions take whole superblocks: no public street runs through them.
void place_campuses(StreetMesh& mesh, std::uint64_t seed) {
  std::vector<std::pair<std::uint64_t, int>> order;
  for (int face = 0; face < static_cast<int>(mesh.faces.size()); ++face)
    order.push_back({Random::of(seed, level(Level::district), 2, static_cast<std::uint64_t>(face)).next(), face});
  std::sort(order.begin(), order.end());
  int parks = 8, campuses = 12;
  for (const auto& [key, face] : order) {
    const Point c = face_centre(mesh, face);
    const double km = kilometres(c), hectares = face_hectares(mesh, face);
    FaceData& data = mesh.faces[face];
    if (parks > 0 && km > 5.5 && (c.x < 0 || c.y < -3000) && hectares > 56 && hectares < 250) {
      data.type = T::industrial, data.whole = true, data.turn = 0, --parks;
    } else if (campuses > 0 && km > 1.8 && km < 7.5 && hectares > 20 && hectares < 62) {
      data.type = T::campus, data.whole = true, data.turn = 0, --campuses;
    }
  }
}

void mix_sample(StreetMesh& mesh, std::uint64_t seed) {
  // By area, not by chance: a dozen communities must not depend on a few large blocks.
  std::map<T, std::vector<std::pair<std::uint64_t, int>>> blocks;
  for (int face = 0; face < static_cast<int>(mesh.faces.size()); ++face) {
    const FaceData& data = mesh.faces[face];
    if (data.story != Story::none || data.type == T::green || data.type == T::campus) continue;
    blocks[data.type].push_back({Random::of(seed, level(Level::block), 1, static_cast<std::uint64_t>(face)).next(), face});
  }
  for (auto& [type, faces] : blocks) {
    std::sort(faces.begin(), faces.end());
    double left = 0;
    for (const auto& [key, face] : faces) left += other_share(type, 3.2) * face_hectares(mesh, face);
    for (const auto& [key, face] : faces) {
      const double hectares = face_hectares(mesh, face);
      if (hectares > 1.5 * left) continue;
      Random random(key);
      mesh.faces[face].type = draw(other_mix(1.5 + kilometres(face_centre(mesh, face))), random);
      left -= hectares;
    }
  }
}

void mix_full(StreetMesh& mesh, std::uint64_t seed) {
  for (int face = 0; face < static_cast<int>(mesh.faces.size()); ++face) {
    FaceData& data = mesh.faces[face];
    if (data.whole) continue;
    Random random = Random::of(seed, level(Level::block), 0, static_cast<std::uint64_t>(face));
    const double km = kilometres(face_centre(mesh, face));
    if (data.type == T::green) {
      if (random.chance(0.25)) data.type = draw(other_mix(km), random);
    } else if (random.chance(0.66 * other_share(data.type, km))) {
      data.type = draw(other_mix(km), random);
    } else if (data.type != T::village && random.chance(0.22)) {
      const std::vector<Weight> mix = ring_mix(km);
      data.type = draw(mix, random);
    }
  }
}

}  // namespace

void assign_districts(Skeleton& skeleton, CitySize size, std::uint64_t seed) {
  if (size == CitySize::sample) {
    assign_sample(skeleton.mesh);
    return;
  }
  assign_full(skeleton.mesh, seed);
  hold_village_land(skeleton.mesh, seed);
  place_campuses(skeleton.mesh, seed);
}

void mix_blocks(Skeleton& skeleton, CitySize size, std::uint64_t seed) {
  if (size == CitySize::sample)
    mix_sample(skeleton.mesh, seed);
  else
    mix_full(skeleton.mesh, seed);
}

}  // namespace wangge::example
