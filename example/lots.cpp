#include "example/lots.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "example/fill_block.hpp"
#include "example/street_blocks.hpp"

namespace wangge::example {

namespace {

struct Gap {
  double at;
  double width;
  double balance;  // 0 = halves of equal households
  bool across_v;   // the wall runs along u
};

/// Gaps of the projections on one axis; houses before and after each are counted by dwellings.
void collect_gaps(const CityDraft& draft, std::vector<int> order, bool across_v, double least, std::vector<Gap>& gaps) {
  auto low = [&](int b) { return across_v ? draft.buildings[b].box.min_y : draft.buildings[b].box.min_x; };
  auto high = [&](int b) { return across_v ? draft.buildings[b].box.max_y : draft.buildings[b].box.max_x; };
  std::sort(order.begin(), order.end(), [&](int a, int b) { return low(a) != low(b) ? low(a) < low(b) : a < b; });
  double whole = 0, before = 0;
  for (const int b : order) whole += draft.buildings[b].dwellings;
  double reach = high(order.front());
  for (std::size_t i = 0; i + 1 < order.size(); ++i) {
    before += draft.buildings[order[i]].dwellings;
    reach = std::max(reach, high(order[i]));
    const double gap = low(order[i + 1]) - reach;
    if (gap < least || before <= 0 || before >= whole) continue;
    gaps.push_back({reach + gap / 2, gap, std::abs(2 * before - whole) / whole, across_v});
  }
}

std::optional<Cut> cut_at(const CityDraft& draft, int face, const Frame& frame, const Gap& gap) {
  const Ring local = to_local(frame, draft.skeleton.mesh.ring(face));
  const Span chord = gap.across_v ? chord_along_u(local, gap.at) : chord_along_v(local, gap.at);
  if (chord.empty()) return std::nullopt;
  const Point inside = gap.across_v ? Point{chord.middle(), gap.at} : Point{gap.at, chord.middle()};
  return draft.skeleton.mesh.probe(face, frame.to_plane(inside), gap.across_v ? frame.u : frame.v);
}

/// Cuts the face once; returns the new face (the part south of a row gap, or east of a gable gap), or -1.
int cut_once(CityDraft& draft, int face, const Frame& frame, const std::vector<int>& buildings, const GapCutting& how,
             Gap& used) {
  std::vector<Gap> gaps;
  collect_gaps(draft, buildings, true, how.least_gap, gaps);
  collect_gaps(draft, buildings, false, how.least_gap, gaps);
  std::sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) {
    const double score_a = a.balance - 0.012 * std::min(a.width, 20.0), score_b = b.balance - 0.012 * std::min(b.width, 20.0);
    if (score_a != score_b) return score_a < score_b;
    return a.across_v != b.across_v ? a.across_v : a.at < b.at;
  });
  for (const Gap& gap : gaps) {
    const auto cut = cut_at(draft, face, frame, gap);
    if (!cut) continue;
    const CutPieces pieces = measure(draft.skeleton.mesh, face, *cut);
    if (std::min(pieces.left, pieces.right) < 900) continue;
    if (std::min(pieces.left_frontage, pieces.right_frontage) < how.least_frontage) continue;
    const int fresh = draft.skeleton.mesh.apply(face, *cut, {}, {EdgeClass::wall, 0, -1}, 0.6);
    if (fresh < 0) continue;
    used = gap;
    return fresh;
  }
  return -1;
}

}  // namespace

std::vector<int> cut_along_gaps(CityDraft& draft, int face, const Frame& frame, const std::vector<int>& buildings,
                                const GapCutting& how, Random& random) {
  struct Piece {
    int face;
    std::vector<int> buildings;
  };
  std::vector<Piece> todo{{face, buildings}};
  std::vector<int> done;
  const double median = how.wanted_mean * std::exp(-how.sigma * how.sigma / 2);
  while (!todo.empty()) {
    Piece piece = std::move(todo.back());
    todo.pop_back();
    double households = 0;
    for (const int b : piece.buildings) households += draft.buildings[b].dwellings;
    Gap gap{};
    const bool large = households > 1.4 * random.lognormal(median, how.sigma);
    const int fresh = large ? cut_once(draft, piece.face, frame, piece.buildings, how, gap) : -1;
    if (fresh < 0) {
      done.push_back(piece.face);
      continue;
    }
    // Left of the cut keeps the face: north of a row gap, west of a gable gap.
    Piece kept{piece.face, {}}, cut_off{fresh, {}};
    for (const int b : piece.buildings) {
      const Point c = draft.buildings[b].box.centre();
      const bool keeps = gap.across_v ? c.y > gap.at : c.x < gap.at;
      draft.buildings[b].face = keeps ? piece.face : fresh;
      (keeps ? kept : cut_off).buildings.push_back(b);
    }
    todo.push_back(std::move(kept));
    todo.push_back(std::move(cut_off));
  }
  return done;
}

namespace {

/// Straight walls through a block until lots are near `hectares`; rows are laid inside each lot later.
std::vector<int> cut_walls(StreetMesh& mesh, int face, double hectares, Random& random) {
  std::vector<int> todo{face}, done;
  while (!todo.empty()) {
    const int next = todo.back();
    todo.pop_back();
    const Ring ring = mesh.ring(next);
    const Frame frame = make_frame(ring[0], mesh.faces[next].turn != 0 ? mesh.faces[next].turn : main_direction(ring));
    const Ring local = to_local(frame, ring);
    const Box box = bounds(local);
    int fresh = -1;
    if (face_hectares(mesh, next) > hectares * random.uniform(1.2, 2.1)) {
      for (int attempt = 0; attempt < 6 && fresh < 0; ++attempt) {
        const bool along_u = attempt < 4 ? box.width() >= box.height() : box.width() < box.height();
        const double at =
            along_u ? box.min_x + box.width() * random.uniform(.4, .6) : box.min_y + box.height() * random.uniform(.4, .6);
        const Span chord = along_u ? chord_along_v(local, at) : chord_along_u(local, at);
        if (chord.empty()) continue;
        const auto cut = mesh.probe(next, frame.to_plane(along_u ? Point{at, chord.middle()} : Point{chord.middle(), at}),
                                    along_u ? frame.v : frame.u);
        if (!cut) continue;
        const CutPieces pieces = measure(mesh, next, *cut);
        if (std::min(pieces.left, pieces.right) < 0.3 * (pieces.left + pieces.right)) continue;
        if (std::min(pieces.left_frontage, pieces.right_frontage) < 60) continue;
        fresh = mesh.apply(next, *cut, {}, {EdgeClass::wall, 0, -1}, 6);
      }
    }
    if (fresh < 0) {
      done.push_back(next);
    } else {
      todo.push_back(next);
      todo.push_back(fresh);
    }
  }
  return done;
}

int draw_year(DistrictType type, Random& random) {
  switch (type) {
    case DistrictType::old_city: return 1900 + static_cast<int>(random.below(60));
    case DistrictType::work_unit: return 1958 + static_cast<int>(random.below(32));
    case DistrictType::walk_up: return 1989 + static_cast<int>(random.below(12));
    case DistrictType::compound_2000s: return 1999 + static_cast<int>(random.below(12));
    case DistrictType::high_rise: return 2008 + static_cast<int>(random.below(17));
    default: return 1980 + static_cast<int>(random.below(40));
  }
}

void add_lot(CityDraft& draft, int face, const Frame& frame, const std::vector<int>& buildings, std::uint64_t seed) {
  if (buildings.empty()) return;
  const FaceData& data = draft.skeleton.mesh.faces[face];
  const DistrictTraits& t = traits(data.type);
  Random random = Random::of(seed, level(Level::compound), 0, static_cast<std::uint64_t>(face));
  LotDraft lot;
  lot.face = face;
  lot.frame = frame;
  lot.area = to_millimetre(inside_red_lines(draft.skeleton.mesh, face));
  if (lot.area.size() < 3) lot.area = draft.skeleton.mesh.ring(face);
  lot.type = data.type;
  lot.story = data.story;
  lot.buildings = buildings;
  lot.year = draw_year(data.type, random);
  lot.walled = random.chance(t.walled_share);
  double left = random.uniform();
  while (lot.gates < 4 && left >= t.gates[lot.gates - 1]) left -= t.gates[lot.gates - 1], ++lot.gates;
  int dwellings = 0;
  for (const int b : buildings) dwellings += draft.buildings[b].dwellings;
  const bool named_village = data.type == DistrictType::village && random.chance(0.3);
  lot.listed = dwellings > 0 && (is_housing(data.type) || named_village || data.type == DistrictType::business ||
                                 data.type == DistrictType::industrial);
  lot.managed = lot.listed &&
                random.chance(data.type == DistrictType::high_rise || data.type == DistrictType::compound_2000s ? 0.97 : 0.55);
  if (lot.story == Story::walled) lot.walled = true, lot.gates = 1;
  if (lot.story == Story::giant) lot.walled = true, lot.gates = 4;
  for (const int b : buildings) draft.buildings[b].lot = static_cast<int>(draft.lots.size());
  draft.skeleton.mesh.faces[face].compound = static_cast<int>(draft.lots.size());
  draft.lots.push_back(std::move(lot));
}

double frontage(const StreetMesh& mesh, int face) {
  double metres = 0;
  for (const int half : mesh.ring_halves(face)) {
    const EdgeClass c = mesh.data(half).edge_class;
    if (is_street(c) && c != EdgeClass::expressway) metres += distance(mesh.start(half), mesh.end(half));
  }
  return metres;
}

void fill_and_cut(CityDraft& draft, int face, std::uint64_t seed) {
  const FaceData data = draft.skeleton.mesh.faces[face];
  Random random = Random::of(seed, level(Level::compound), 1, static_cast<std::uint64_t>(face));
  // Every village has a direction of its own.
  const double turn =
      data.type == DistrictType::village
          ? Random::of(seed, level(Level::compound), 2, static_cast<std::uint64_t>(data.superblock)).normal(0, 4.2) * kDegree
          : 0;
  const int first = static_cast<int>(draft.buildings.size());
  BlockFiller filler(draft, face, seed, turn);
  if (!filler.usable()) return;
  fill_block(filler);
  std::vector<int> mine(draft.buildings.size() - static_cast<std::size_t>(first));
  std::iota(mine.begin(), mine.end(), first);
  if (mine.empty()) return;
  std::vector<int> pieces{face};
  const bool rows_first = data.type == DistrictType::work_unit || data.type == DistrictType::walk_up;
  const bool one = data.story == Story::giant || data.story == Story::walled || data.story == Story::pocket;
  if (rows_first && !one) {
    const DistrictTraits& t = traits(data.type);
    pieces = cut_along_gaps(draft, face, filler.frame, mine, {t.compound_households, t.compound_sigma, 4.5, 24}, random);
  }
  for (const int piece : pieces) {
    std::vector<int> own;
    for (const int b : mine)
      if (draft.buildings[b].face == piece) own.push_back(b);
    add_lot(draft, piece, filler.frame, own, seed);
  }
}

}  // namespace

void make_lots(CityDraft& draft, std::uint64_t seed) {
  StreetMesh& mesh = draft.skeleton.mesh;
  const int blocks = static_cast<int>(mesh.faces.size());
  for (int face = 0; face < blocks; ++face) {
    if (frontage(mesh, face) < 40) mesh.faces[face].type = DistrictType::green;
    const FaceData data = mesh.faces[face];
    if (data.type == DistrictType::green && frontage(mesh, face) < 40) continue;
    Random random = Random::of(seed, level(Level::compound), 3, static_cast<std::uint64_t>(face));
    const double lot = traits(data.type).parcel_hectares;
    std::vector<int> parcels{face};
    if (lot > 0 && data.story != Story::giant && data.story != Story::walled && !data.whole)
      parcels = cut_walls(mesh, face, lot, random);
    for (const int parcel : parcels) fill_and_cut(draft, parcel, seed);
  }
}

void subdivide_large_lots(CityDraft& draft, std::uint64_t seed) {
  const int count = static_cast<int>(draft.lots.size());
  for (int l = 0; l < count; ++l) {
    const LotDraft lot = draft.lots[l];
    Random random = Random::of(seed, level(Level::previous), 0, static_cast<std::uint64_t>(l));
    if (lot.households < 500 || (lot.listed && random.chance(0.3) && lot.households < 720)) continue;
    const double scale = 150.0 / std::max(1, lot.households);
    double dwellings = 0;
    for (const int b : lot.buildings) dwellings += draft.buildings[b].dwellings;
    for (const int piece : cut_along_gaps(draft, lot.face, lot.frame, lot.buildings, {dwellings * scale, 0.0, 2.8, 0}, random))
      draft.skeleton.mesh.faces[piece].compound = l;
  }
}

}  // namespace wangge::example
