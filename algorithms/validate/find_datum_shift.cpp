#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "algorithms/validate/coverage_mask.hpp"
#include "algorithms/validate/find_list.hpp"
#include "core/box_index.hpp"

namespace wangge {

namespace {

// GCJ-02 moves a place by about 300-700 m, BD-09 by up to 1,400 m; within one city the shift is the same to a few metres.
constexpr double kNearestShift = 100, kFarthestShift = 1500, kStep = 50;  // metres
constexpr double kSameShift = 80;                                         // metres: two estimates of one shift
constexpr double kLikeDatum = 120;                                        // metres: an estimate is that datum's shift
constexpr std::size_t kSample = 3000;                                     // records of a layer looked at

using Agreement = std::function<double(Point)>;  // of a layer with the others, in [0, 1], after moving it

/// What speaks for a layer lying off: moved by `by` it agrees with the others.
struct Evidence {
  const char* layer;
  Point by;
  double now = 0, then = 0;
  std::string datum;       ///< empty: no known datum moves things like that
  bool other_way = false;  ///< the others look as if they were in the datum
};

std::vector<Point> sample(const std::vector<Point>& all) {
  std::vector<Point> points;
  const std::size_t every = std::max<std::size_t>(1, all.size() / kSample);
  for (std::size_t i = 0; i < all.size(); i += every) points.push_back(all[i]);
  return points;
}

template <class Record>
std::vector<const MultiPolygon*> areas_of(const std::vector<Record>& records) {
  std::vector<const MultiPolygon*> out;
  for (const Record& r : records)
    if (!r.area.empty()) out.push_back(&r.area);
  return out;
}

class ShiftSearch {
 public:
  explicit ShiftSearch(FindingList& list) : list_(list), city_(list.city) {
    std::vector<Point> points;
    for (const Building& b : city_.buildings) points.push_back(b.point);
    buildings_ = sample(points);
    std::vector<Box> boxes;
    for (const Building& b : city_.buildings) boxes.push_back(bounds(b.footprint));
    footprints_.emplace_back(boxes);
  }

  void run() {
    if (buildings_.size() >= 50) {
      areas("communities", areas_of(city_.communities), 0.03);
      // Not every building stands in a compound, and rows of them repeat: only a clear gain counts.
      if (city_.compounds.size() >= 10) areas("compounds", areas_of(city_.compounds), 0.15);
      centres();
      walk_network();
    }
    gates();
    report();
  }

 private:
  /// Any shift is looked at; the shortest of equals. Moving the areas by s is moving the buildings by -s.
  void areas(const char* layer, const std::vector<const MultiPolygon*>& all, double rise) {
    if (all.empty()) return;
    const CoverageMask mask(all);
    const auto agreement = [&](Point s) { return mask.share(buildings_, s * -1); };
    const double now = agreement({0, 0});
    if (now > 0.98) {
      ++agreeing_;
      return;
    }
    Evidence best{layer, {0, 0}, now, now, "", false};
    const auto look = [&](Point s) {
      if (const double share = agreement(s); share > best.then + 1e-9) best.by = s, best.then = share;
    };
    for (double metres = kNearestShift; metres <= kFarthestShift; metres += kStep) {
      const int ways = std::max(8, static_cast<int>(2 * std::numbers::pi * metres / kStep));
      for (int k = 0; k < ways; ++k)
        look({metres * std::cos(2 * std::numbers::pi * k / ways), metres * std::sin(2 * std::numbers::pi * k / ways)});
    }
    if (best.by == Point{0, 0}) return;
    refine(best, agreement);
    if (best.then - now < rise || 1 - best.then > 0.5 * (1 - now)) return;
    name_datum(best);
    found_.push_back(best);
  }

  static void refine(Evidence& best, const Agreement& agreement) {
    const Point coarse = best.by;
    for (double x = -40; x <= 40; x += 10)
      for (double y = -40; y <= 40; y += 10)
        if (const double share = agreement(coarse + Point{x, y}); share > best.then + 1e-9)
          best.by = coarse + Point{x, y}, best.then = share;
  }

  void name_datum(Evidence& e) const {
    double nearest = kLikeDatum;
    for (const DatumShift& d : city_.datum_shifts)
      for (const bool other_way : {false, true})
        if (const double off = distance(e.by, d.by * (other_way ? 1 : -1)); off < nearest)
          nearest = off, e.datum = d.datum, e.other_way = other_way;
  }

  /// Layers that tell too little for a free search: only the shifts of known datums are tried.
  void known_datums(const char* layer, const Agreement& agreement, double rise, double least) {
    const double now = agreement({0, 0});
    Evidence best{layer, {0, 0}, now, now, "", false};
    for (const DatumShift& d : city_.datum_shifts)
      for (const bool other_way : {false, true}) {
        Evidence one{layer, d.by * (other_way ? 1 : -1), now, 0, d.datum, other_way};
        one.then = agreement(one.by);
        refine(one, agreement);
        if (one.then > best.then) best = one;
      }
    if (best.datum.empty() || best.then - now < rise || best.then < least) {
      agreeing_ += now >= least ? 1 : 0;
      return;
    }
    found_.push_back(best);
  }

  bool on_footprint(Point p, double metres) const {
    for (const std::int32_t b : footprints_[0].query(Box{p.x - metres, p.y - metres, p.x + metres, p.y + metres})) {
      const MultiPolygon& footprint = city_.buildings[static_cast<std::size_t>(b)].footprint;
      if (!footprint.empty() && contains(footprint, p)) return true;
    }
    return false;
  }

  /// Centres stand in buildings.
  void centres() {
    std::vector<Point> points;
    for (const Centre& c : city_.centres) points.push_back(c.point);
    points = sample(points);
    if (points.size() < 5) return;
    known_datums(
        "centres",
        [&](Point s) {
          double inside = 0;
          for (const Point p : points) inside += on_footprint(p + s, 0) ? 1 : 0;
          return inside / static_cast<double>(points.size());
        },
        0.3, 0.5);
  }

  /// Nobody walks through walls: vertices of walking lines lie outside buildings.
  void walk_network() {
    std::vector<Point> points;
    for (const WalkLine& line : city_.walk_lines)
      for (const Polyline& part : line.lines) points.insert(points.end(), part.begin(), part.end());
    points = sample(points);
    if (points.size() < 200) return;
    known_datums(
        "walk_network",
        [&](Point s) {
          double outside = 0;
          for (const Point p : points) outside += on_footprint(p + s, 0) ? 0 : 1;
          return outside / static_cast<double>(points.size());
        },
        0.06, 0.97);
  }

  /// Gates lie on the wall of their compound.
  void gates() {
    std::vector<std::pair<Point, const MultiPolygon*>> all;
    for (const Gate& g : city_.gates)
      if (g.compound >= 0 && !city_.compounds[static_cast<std::size_t>(g.compound)].area.empty())
        all.emplace_back(g.point, &city_.compounds[static_cast<std::size_t>(g.compound)].area);
    if (all.size() < 8) return;
    const auto agreement = [&](Point s) {
      double near = 0;
      for (const auto& [p, area] : all) {
        double metres = 1e300;
        for (const Polygon& polygon : *area)
          for (std::size_t i = 0; i < polygon.outer.size(); ++i)
            metres =
                std::min(metres, distance_to_segment(p + s, polygon.outer[i], polygon.outer[(i + 1) % polygon.outer.size()]));
        near += metres < 15 ? 1 : 0;
      }
      return near / static_cast<double>(all.size());
    };
    if (agreement({0, 0}) < 0.5) known_datums("gates", agreement, 0.3, 0.6);
  }

  /// Where several layers ask for the same move and none agrees as it is, it is the buildings that lie off.
  void report() {
    const std::size_t with_buildings = static_cast<std::size_t>(
        std::count_if(found_.begin(), found_.end(), [](const Evidence& e) { return e.layer != std::string("gates"); }));
    if (with_buildings >= 2 && agreeing_ == 0) {
      const Evidence& first = found_.front();
      const bool same =
          std::all_of(found_.begin(), found_.end(), [&](const Evidence& e) { return distance(e.by, first.by) < kSameShift; });
      if (same) {
        Evidence of_buildings = first;
        of_buildings.layer = "buildings";
        of_buildings.by = first.by * -1;
        of_buildings.other_way = !first.other_way;
        return say(of_buildings);
      }
    }
    for (const Evidence& e : found_) say(e);
  }

  void say(const Evidence& e) {
    const std::string layer(e.layer), metres = with_decimals(std::hypot(e.by.x, e.by.y), 0);
    const Point place = buildings_.empty() ? Point{} : buildings_[buildings_.size() / 2];
    if (e.datum.empty())
      list_.note("layer_shifted", Severity::warning, e.layer, "",
                 {layer, with_decimals(100 * e.now, 1), with_decimals(100 * e.then, 1), with_decimals(e.by.x, 0),
                  with_decimals(e.by.y, 0), metres},
                 place);
    else
      list_.note(e.other_way ? "others_in_datum" : "layer_in_datum", Severity::warning, e.layer, "",
                 {layer, e.datum, metres, with_decimals(100 * e.now, 0), with_decimals(100 * e.then, 0)}, place);
  }

  FindingList& list_;
  const City& city_;
  std::vector<Point> buildings_;
  std::vector<BoxIndex> footprints_;
  std::vector<Evidence> found_;
  int agreeing_ = 0;
};

}  // namespace

void find_datum_shift(FindingList& list) { ShiftSearch(list).run(); }

}  // namespace wangge
