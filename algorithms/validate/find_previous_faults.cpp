#include <algorithm>
#include <map>
#include <numeric>

#include "algorithms/validate/find_list.hpp"
#include "algorithms/validate/grid_overlaps.hpp"
#include "core/box_index.hpp"

namespace wangge {

namespace {

constexpr double kPiece = 0.1;    // of the grid: a smaller piece apart is a slip
constexpr double kTogether = 60;  // metres between buildings of one hole

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class PreviousFaults {
 public:
  explicit PreviousFaults(FindingList& list) : list_(list), city_(list.city), grids_(city_.previous_grids) {
    std::vector<Box> boxes, communities;
    for (const PreviousGrid& g : grids_) boxes.push_back(bounds(g.area));
    for (const Community& c : city_.communities) communities.push_back(bounds(c.area));
    index_.emplace_back(boxes);
    index_.emplace_back(communities);
  }

  void run() {
    std::map<std::string, std::size_t> seen;
    for (std::size_t g = 0; g < grids_.size(); ++g) {
      const auto [first, fresh] = seen.emplace(grids_[g].code, g);
      if (!fresh) note("previous_code_twice", g, {grids_[g].code}, interior_point(grids_[g].area));
      code(g);
      pieces(g);
    }
    overlaps();
    holes();
  }

 private:
  void note(const char* code, std::size_t g, std::initializer_list<std::string> values, Point place) {
    list_.note(code, Severity::warning, "previous", grids_[g].code, values, place);
  }

  /// The code should begin with that of the community the grid lies in.
  void code(std::size_t g) {
    const Point place = interior_point(grids_[g].area);
    for (const std::int32_t c : index_[1].query(place)) {
      const Community& community = city_.communities[at(c)];
      if (!contains(community.area, place)) continue;
      const bool coded = std::any_of(city_.communities.begin(), city_.communities.end(),
                                     [&](const Community& other) { return grids_[g].code.starts_with(other.id); });
      if (!grids_[g].code.starts_with(community.id) && (coded || comparable(community.id)))
        note("previous_code_foreign", g, {grids_[g].code, community.id}, place);
      return;
    }
    note("previous_outside", g, {grids_[g].code}, place);
  }

  /// Whether grid codes of this plan are built from the communities' codes at all.
  bool comparable(const std::string& id) {
    if (built_ < 0) {
      std::size_t with = 0;
      for (const PreviousGrid& g : grids_)
        with += std::any_of(city_.communities.begin(), city_.communities.end(),
                            [&](const Community& c) { return g.code.starts_with(c.id); });
      built_ = with * 2 > grids_.size() ? 1 : 0;
    }
    return built_ == 1 && !id.empty();
  }

  void pieces(std::size_t g) {
    const double whole = area(grids_[g].area);
    for (const Polygon& piece : grids_[g].area)
      if (const double part = area(piece); grids_[g].area.size() > 1 && part < kPiece * whole)
        note("previous_piece_apart", g, {grids_[g].code, with_decimals(part, 0)}, interior_point({piece}));
  }

  void overlaps() {
    for (const GridOverlap& one : grid_overlaps(grids_, index_[0]))
      note("previous_overlap", one.first,
           {grids_[one.first].code, grids_[one.second].code, with_decimals(one.common.square_metres, 0)}, one.common.place);
  }

  /// Buildings in no grid of the plan in force, those close together in one finding.
  void holes() {
    std::vector<std::size_t> out;
    std::vector<Box> boxes;
    for (std::size_t b = 0; b < city_.buildings.size(); ++b)
      if (city_.buildings[b].previous_grid.empty() && city_.buildings[b].community >= 0) {
        out.push_back(b);
        boxes.push_back(
            {city_.buildings[b].point.x, city_.buildings[b].point.y, city_.buildings[b].point.x, city_.buildings[b].point.y});
      }
    if (out.empty()) return;
    const BoxIndex index(boxes);
    std::vector<std::size_t> root(out.size());
    std::iota(root.begin(), root.end(), std::size_t{0});
    const auto find = [&](std::size_t v) {
      while (root[v] != v) v = root[v] = root[root[v]];
      return v;
    };
    for (std::size_t i = 0; i < out.size(); ++i) {
      Box box = boxes[i];
      box.grow(kTogether);
      for (const std::int32_t j : index.query(box)) root[std::max(find(i), find(at(j)))] = std::min(find(i), find(at(j)));
    }
    struct Hole {
      std::int64_t buildings = 0, households = 0;
    };
    std::map<std::size_t, Hole> groups;
    for (std::size_t i = 0; i < out.size(); ++i) {
      Hole& hole = groups[find(i)];
      ++hole.buildings;
      hole.households += city_.buildings[out[i]].households.value();
    }
    for (const auto& [first, hole] : groups) {
      const Building& b = city_.buildings[out[first]];
      list_.note("previous_hole", Severity::warning, "previous", b.id,
                 {with_commas(hole.buildings), with_commas(hole.households), b.id}, b.point);
    }
  }

  FindingList& list_;
  const City& city_;
  const std::vector<PreviousGrid>& grids_;
  std::vector<BoxIndex> index_;  // grids, communities
  int built_ = -1;
};

}  // namespace

void find_previous_faults(FindingList& list) {
  if (!list.city.previous_grids.empty()) PreviousFaults(list).run();
}

}  // namespace wangge
