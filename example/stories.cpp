#include "example/stories.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "example/street_blocks.hpp"

namespace wangge::example {

namespace {

/// The largest face of a story keeps it.
void keep_largest(StreetMesh& mesh, Story story, bool whole) {
  int best = -1;
  double most = 0;
  for (int f = 0; f < static_cast<int>(mesh.faces.size()); ++f) {
    if (mesh.faces[f].story != story) continue;
    if (const double hectares = face_hectares(mesh, f); hectares > most) most = hectares, best = f;
    mesh.faces[f].story = Story::none;
  }
  if (best < 0) return;
  mesh.faces[best].story = story;
  mesh.faces[best].whole = whole;
}

/// Faces of each community that touch another community, with that one.
std::map<std::pair<int, int>, std::set<int>> touching(const CityDraft& draft) {
  std::map<std::pair<int, int>, std::set<int>> out;
  const StreetMesh& mesh = draft.skeleton.mesh;
  for (int half = 0; half < static_cast<int>(mesh.halves.size()); ++half) {
    const int f = mesh.halves[half].face, g = mesh.halves[half ^ 1].face;
    if (f < 0 || g < 0 || is_hard_barrier(mesh.data(half).edge_class)) continue;
    const int a = draft.community_of_face[f], b = draft.community_of_face[g];
    if (a != b) out[{a, b}].insert(f);
  }
  return out;
}

bool stays_connected(const CityDraft& draft, int community, int without) {
  const StreetMesh& mesh = draft.skeleton.mesh;
  std::vector<int> faces;
  for (const int f : draft.communities[community].faces)
    if (f != without) faces.push_back(f);
  if (faces.empty()) return false;
  std::set<int> seen{faces.front()};
  std::vector<int> todo{faces.front()};
  while (!todo.empty()) {
    const int f = todo.back();
    todo.pop_back();
    for (const int half : mesh.ring_halves(f)) {
      const int g = mesh.halves[half ^ 1].face;
      if (g >= 0 && g != without && draft.community_of_face[g] == community && seen.insert(g).second) todo.push_back(g);
    }
  }
  return seen.size() == faces.size();
}

int households_of(const CityDraft& draft, int face) {
  int sum = 0;
  for (const BuildingDraft& b : draft.buildings)
    if (b.face == face) sum += b.households;
  return sum;
}

void move_face(CityDraft& draft, int face, int to, Story story) {
  const int from = draft.community_of_face[face], households = households_of(draft, face);
  const double square_metres = signed_area(draft.skeleton.mesh.ring(face));
  auto& faces = draft.communities[from].faces;
  faces.erase(std::find(faces.begin(), faces.end(), face));
  draft.communities[to].faces.push_back(face);
  draft.communities[from].households -= households, draft.communities[to].households += households;
  draft.communities[from].area -= square_metres, draft.communities[to].area += square_metres;
  draft.community_of_face[face] = to;
  draft.skeleton.mesh.faces[face].story = story;
}

/// A piece of a large compound goes to the community across the street.
int plant_across(CityDraft& draft, int wanted, int least_households, int least_part) {
  const auto border = touching(draft);
  std::set<int> used;
  for (const auto& [pair, faces] : border) {
    for (const int face : faces) {
      const int lot = draft.skeleton.mesh.faces[face].compound;
      if (wanted <= 0) return 0;
      if (lot < 0 || used.count(lot) > 0 || draft.skeleton.mesh.faces[face].story != Story::none) continue;
      const LotDraft& l = draft.lots[lot];
      const int part = households_of(draft, face);
      if (!l.listed || l.story != Story::none || l.households < least_households || part < least_part || part > l.households / 2)
        continue;
      if (!stays_connected(draft, pair.first, face)) continue;
      move_face(draft, face, pair.second, Story::across);
      used.insert(lot);
      --wanted;
    }
  }
  return wanted;
}

/// A street block that belongs to a community it does not touch.
void plant_exclaves(CityDraft& draft, int wanted) {
  const StreetMesh& mesh = draft.skeleton.mesh;
  const auto border = touching(draft);
  std::set<int> used;
  for (int face = 0; face < static_cast<int>(mesh.faces.size()) && wanted > 0; ++face) {
    const FaceData& data = mesh.faces[face];
    if (data.story != Story::none || data.compound < 0 || !draft.lots[data.compound].listed) continue;
    const int from = draft.community_of_face[face];
    if (used.count(from) > 0 || draft.communities[from].story != Story::none || draft.lots[data.compound].face != face) continue;
    std::set<int> next_to;
    bool single = true;
    for (const int half : mesh.ring_halves(face)) {
      const int g = mesh.halves[half ^ 1].face;
      if (g < 0) continue;
      next_to.insert(draft.community_of_face[g]);
      if (mesh.faces[g].compound == data.compound) single = false;
    }
    const int households = households_of(draft, face);
    if (!single || next_to.size() != 1 || households < 310 || households > 700 || !stays_connected(draft, from, face)) continue;
    for (const auto& [pair, faces] : border) {
      if (pair.first != from || draft.communities[pair.second].story != Story::none) continue;
      used.insert(from);
      move_face(draft, face, pair.second, Story::exclave);
      --wanted;
      break;
    }
  }
}

}  // namespace

void settle_story_blocks(CityDraft& draft) {
  keep_largest(draft.skeleton.mesh, Story::giant, true);
  keep_largest(draft.skeleton.mesh, Story::walled, true);
}

void settle_pocket(CityDraft& draft) {
  StreetMesh& mesh = draft.skeleton.mesh;
  int best = -1;
  double nearest = 1e18;
  for (int f = 0; f < static_cast<int>(mesh.faces.size()); ++f) {
    if (mesh.faces[f].story != Story::pocket) continue;
    mesh.faces[f].type = DistrictType::green;
    if (const double off = std::abs(face_hectares(mesh, f) - 6.5); off < nearest) nearest = off, best = f;
  }
  if (best >= 0) mesh.faces[best].type = DistrictType::walk_up;
}

void plant_community_stories(CityDraft& draft, CitySize size) {
  // Large compounds first; a small city takes what lies on a community line.
  const int left = plant_across(draft, size == CitySize::sample ? 1 : 4, 900, 150);
  plant_across(draft, left, 300, 40);
  plant_exclaves(draft, size == CitySize::sample ? 1 : 3);
}

namespace {

class Teller {
 public:
  Teller(const CityDraft& draft, const ExampleCity& city, const std::vector<int>& compound_of_lot,
         const std::vector<int>& index_of_building)
      : draft_(draft), city_(city), compound_of_lot_(compound_of_lot), index_of_building_(index_of_building) {}

  void add(std::string name, std::string proves, std::vector<std::string> ids, Point place) {
    stories.push_back({std::move(name), std::move(proves), std::move(ids), place});
  }

  void lots() {
    for (std::size_t l = 0; l < draft_.lots.size(); ++l) {
      const LotDraft& lot = draft_.lots[l];
      const int compound = compound_of_lot_[l];
      if (compound < 0 || lot.story == Story::none) continue;
      const Compound& c = city_.city.compounds[compound];
      const Point place = interior_point(c.area);
      const std::string community = city_.city.communities[draft_.community_of_face[lot.face]].id;
      if (lot.story == Story::pocket)
        add("pocket",
            "501 to 599 households closed in by river, railway and expressway fit neither one grid nor two: provably infeasible",
            {c.id, community}, place);
      if (lot.story == Story::giant)
        add("giant_compound", "a compound of 4,000 and more households must be split", {c.id}, place);
      if (lot.story == Story::walled)
        add("single_gate", "behind a wall with one far gate the walk is three times the straight line", {c.id}, place);
    }
  }

  void buildings() {
    for (std::size_t b = 0; b < draft_.buildings.size(); ++b) {
      if (draft_.buildings[b].households <= 500) continue;
      const Building& building = city_.city.buildings[index_of_building_[b]];
      add("tower", "one building over the maximum is reported, not cut", {building.id}, building.point);
    }
  }

  void faces() {
    std::set<int> told;
    for (int f = 0; f < static_cast<int>(draft_.skeleton.mesh.faces.size()); ++f) {
      const FaceData& data = draft_.skeleton.mesh.faces[f];
      const Community& community = city_.city.communities[draft_.community_of_face[f]];
      if (data.story == Story::park && told.insert(draft_.community_of_face[f]).second)
        add("park_community", "a community without households keeps its land and gets no broken rule", {community.id},
            interior_point(community.area));
      if (data.compound < 0 || compound_of_lot_[data.compound] < 0) continue;
      const Compound& compound = city_.city.compounds[compound_of_lot_[data.compound]];
      if (data.story == Story::exclave)
        add("exclave", "a community in two pieces", {community.id, compound.id}, interior_point(compound.area));
      if (data.story == Story::across)
        add("across", "a compound on both sides of a community line", {community.id, compound.id}, interior_point(compound.area));
    }
  }

  std::vector<ExampleStory> stories;

 private:
  const CityDraft& draft_;
  const ExampleCity& city_;
  const std::vector<int>& compound_of_lot_;
  const std::vector<int>& index_of_building_;
};

}  // namespace

std::vector<ExampleStory> tell_stories(const CityDraft& draft, const ExampleCity& city, const std::vector<int>& compound_of_lot,
                                       const std::vector<int>& index_of_building) {
  Teller teller(draft, city, compound_of_lot, index_of_building);
  teller.lots();
  teller.buildings();
  teller.faces();
  return std::move(teller.stories);
}

}  // namespace wangge::example
