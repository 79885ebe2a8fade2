#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "algorithms/validate/find_list.hpp"
#include "core/box_index.hpp"
#include "core/common_land.hpp"

namespace wangge {

namespace {

constexpr double kShare = 0.05;        // of the smaller footprint
constexpr double kLeast = 2.0;         // square metres
constexpr double kSame = 0.999;        // of both footprints: the same outline drawn twice; of the smaller: it lies inside
constexpr std::size_t kPartners = 16;  // overlaps looked for from one footprint: heaps of them cost no more than that each

double common_box(const Box& a, const Box& b) {
  const double w = std::min(a.max_x, b.max_x) - std::max(a.min_x, b.min_x),
               h = std::min(a.max_y, b.max_y) - std::max(a.min_y, b.min_y);
  return w > 0 && h > 0 ? w * h : 0;
}

/// Equal for outlines that differ only in where their rings begin and which way they run; millimetres.
std::vector<std::int64_t> shape_of(const MultiPolygon& footprint) {
  std::vector<std::vector<std::int64_t>> rings;
  const auto add = [&](Ring points) {
    if (points.empty()) return;
    if (signed_area(points) < 0) std::reverse(points.begin(), points.end());
    const auto first =
        std::min_element(points.begin(), points.end(), [](Point a, Point b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    std::rotate(points.begin(), first, points.end());
    rings.emplace_back();
    for (const Point p : points)
      for (const double metres : {p.x, p.y}) rings.back().push_back(std::llround(metres * 1000));
  };
  for (const Polygon& p : footprint) {
    add(p.outer);
    for (const Ring& hole : p.holes) add(hole);
  }
  std::sort(rings.begin(), rings.end());
  std::vector<std::int64_t> out;
  for (const auto& ring : rings) {
    out.push_back(static_cast<std::int64_t>(ring.size()));
    out.insert(out.end(), ring.begin(), ring.end());
  }
  return out;
}

class FootprintOverlaps {
 public:
  explicit FootprintOverlaps(FindingList& list) : list_(list), buildings_(list.city.buildings), first_(buildings_.size()) {
    for (const Building& b : buildings_) {
      boxes_.push_back(bounds(b.footprint));
      areas_.push_back(area(b.footprint));
    }
  }

  void run() {
    group();
    std::vector<Box> single(boxes_);  // of equal outlines only the first is compared with the others
    for (std::size_t i = 0; i < single.size(); ++i)
      if (first_[i] != i) single[i] = Box{};
    const BoxIndex index(single);
    for (std::size_t i = 0; i < single.size(); ++i) {
      if (single[i].empty()) continue;
      if (list_.run.should_stop()) return;
      std::size_t partners = 0;
      index.visit(single[i], [&](std::int32_t other) {
        const auto j = static_cast<std::size_t>(other);
        if (j > i && compare(i, j)) ++partners;
        return partners < kPartners;
      });
    }
    report();
  }

 private:
  enum Kind { overlap, inside, repeated };
  /// What one building has in common with others, told once.
  struct Faults {
    std::size_t partner = 0, count = 0;
    CommonLand common;
  };

  /// Finds outlines drawn several times: only those with equal boxes can be.
  void group() {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      first_[i] = i;
      if (!boxes_[i].empty() && areas_[i] > 0) order.push_back(i);
    }
    const auto key = [&](std::size_t i) {
      const Box& b = boxes_[i];
      return std::array{std::llround(b.min_x * 1000), std::llround(b.min_y * 1000), std::llround(b.max_x * 1000),
                        std::llround(b.max_y * 1000)};
    };
    std::vector<std::pair<std::array<long long, 4>, std::size_t>> keyed;
    keyed.reserve(order.size());
    for (const std::size_t i : order) keyed.emplace_back(key(i), i);
    std::sort(keyed.begin(), keyed.end());
    for (std::size_t i = 0, end = 0; i < keyed.size(); i = end) {
      for (end = i + 1; end < keyed.size() && keyed[end].first == keyed[i].first;) ++end;
      if (end - i < 2) continue;
      std::map<std::vector<std::int64_t>, std::vector<std::size_t>> same;
      for (std::size_t k = i; k < end; ++k) same[shape_of(buildings_[keyed[k].second].footprint)].push_back(keyed[k].second);
      for (const auto& [shape, members] : same)
        for (const std::size_t member : members) {
          if (member == members.front()) continue;
          first_[member] = members.front();
          faults_[{member, repeated}] = {members.front(), members.size() - 1, {0, 0, buildings_[member].point}};
        }
    }
  }

  /// True when the two have land in common that counts.
  bool compare(std::size_t i, std::size_t j) {
    const double smaller = std::min(areas_[i], areas_[j]), threshold = std::min(kLeast, kShare * smaller);
    if (common_box(boxes_[i], boxes_[j]) <= threshold || smaller <= 0) return false;
    const CommonLand common = common_land(buildings_[i].footprint, buildings_[j].footprint);
    if (common.square_metres <= threshold) return false;
    const std::size_t small = areas_[j] < areas_[i] ? j : i;
    if (common.square_metres >= kSame * std::max(areas_[i], areas_[j]))
      add(j, i, repeated, common);
    else if (common.square_metres >= kSame * smaller)
      add(small, small == j ? i : j, inside, common);
    else
      add(small == j ? i : j, small, overlap, common);
    return true;
  }

  void add(std::size_t building, std::size_t partner, Kind kind, const CommonLand& common) {
    Faults& faults = faults_[{building, kind}];
    if (faults.count++ == 0) faults.partner = partner, faults.common = common;
  }

  void report() {
    for (const auto& [key, faults] : faults_) {
      const auto& [i, kind] = key;
      const std::size_t j = faults.partner;
      const std::string &one = buildings_[i].id, &two = buildings_[j].id;
      const Point place = faults.common.place;
      if (kind == repeated) {
        list_.note("footprint_repeated", Severity::warning, "buildings", one, {one, two}, place);
      } else if (kind == inside) {
        list_.note("footprint_inside", Severity::note, "buildings", one, {one, two}, place);
      } else {
        const double smaller = std::min(areas_[i], areas_[j]);
        const std::string &early = buildings_[std::min(i, j)].id, &late = buildings_[std::max(i, j)].id;
        list_.note("footprints_overlap", Severity::warning, "buildings", one,
                   {early, late, with_decimals(faults.common.square_metres, 1),
                    with_decimals(100 * faults.common.square_metres / smaller, 0)},
                   place);
      }
      if (faults.count > 1)
        list_.findings.back().text +=
            say(list_.language, "footprints_and_more", {with_commas(static_cast<std::int64_t>(faults.count - 1))});
    }
  }

  FindingList& list_;
  const std::vector<Building>& buildings_;
  std::vector<std::size_t> first_;  ///< by building: the first one with the same outline
  std::vector<Box> boxes_;
  std::vector<double> areas_;
  std::map<std::pair<std::size_t, Kind>, Faults> faults_;
};

}  // namespace

void find_footprint_overlaps(FindingList& list) { FootprintOverlaps(list).run(); }

}  // namespace wangge
