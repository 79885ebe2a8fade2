#include "example/lot_ways.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace wangge::example {

namespace {

struct Way {
  double v;
  Span span;
  std::vector<double> stops;  // u of junctions
};

struct RowExtent {
  double low = 1e18, high = -1e18;
};

std::vector<double> way_levels(const CityDraft& draft, const LotDraft& lot, const Box& extent) {
  std::map<int, RowExtent> rows;
  for (const int b : lot.buildings) {
    const BuildingDraft& building = draft.buildings[b];
    if (building.row < 0 || building.shape == Shape::shed) continue;
    RowExtent& row = rows[building.row];
    row.low = std::min(row.low, building.box.min_y);
    row.high = std::max(row.high, building.box.max_y);
  }
  std::vector<double> levels;
  for (auto it = rows.begin(); it != rows.end(); ++it) {
    if (levels.empty()) levels.push_back(it->second.low - 2.5);
    const auto next = std::next(it);
    double v = it->second.high + 2.5;
    if (next != rows.end() && next->second.low > it->second.high) v = std::min(v, (it->second.high + next->second.low) / 2);
    levels.push_back(v);
  }
  if (levels.empty()) levels.push_back(extent.centre().y);
  for (double& v : levels) v = std::clamp(v, extent.min_y + 1.2, extent.max_y - 1.2);
  std::sort(levels.begin(), levels.end());
  // Long empty stretches (yards, lawns) get a way too, so that no door is far from one.
  std::vector<double> all;
  for (const double v : levels)
    if (all.empty() || v - all.back() > 3) all.push_back(v);
  return all;
}

/// Places between two levels where a link meets no house.
std::vector<double> free_places(const CityDraft& draft, const LotDraft& lot, double low, double high, Span span) {
  std::vector<Span> taken;
  for (const int b : lot.buildings) {
    const Box& box = draft.buildings[b].box;
    if (box.max_y > low && box.min_y < high) taken.push_back({box.min_x - 0.8, box.max_x + 0.8});
  }
  std::sort(taken.begin(), taken.end(), [](Span a, Span b) { return a.low != b.low ? a.low < b.low : a.high < b.high; });
  std::vector<double> places;
  double at = span.low;
  for (const Span t : taken) {
    if (t.low > at && t.low > span.low) places.push_back(std::min((at + t.low) / 2, span.high));
    at = std::max(at, t.high);
  }
  if (at < span.high) places.push_back((at + span.high) / 2);
  // Along the wall, inside it.
  if (taken.empty() || taken.front().low > span.low) places.push_back(span.low);
  if (at < span.high) places.push_back(span.high);
  return places;
}

double nearest_of(const std::vector<double>& places, double wanted) {
  double best = wanted, distance_best = 1e18;
  for (const double p : places)
    if (std::abs(p - wanted) < distance_best) distance_best = std::abs(p - wanted), best = p;
  return best;
}

class LotWays {
 public:
  LotWays(CityDraft& draft, const LotDraft& lot) : draft_(draft), lot_(lot) {
    Ring inner = inset(lot.area, 1.5);
    if (inner.size() < 3) inner = lot.area;
    ring_ = to_local(lot.frame, inner);
    for (const double v : way_levels(draft, lot, bounds(ring_))) {
      const Span span = chord_along_u(ring_, v);
      if (!span.empty()) ways_.push_back({v, span, {span.low, span.high}});
    }
  }

  void link() {
    for (std::size_t k = 0; k + 1 < ways_.size(); ++k) {
      Way &a = ways_[k], &b = ways_[k + 1];
      const Span both{std::max(a.span.low, b.span.low), std::min(a.span.high, b.span.high)};
      if (both.empty()) {
        const double from = a.span.clamp(both.middle()), to = b.span.clamp(both.middle());
        a.stops.push_back(from), b.stops.push_back(to);
        out_.push_back({at(from, a.v), at(to, b.v)});
        continue;
      }
      const std::vector<double> places = free_places(draft_, lot_, a.v, b.v, both);
      std::vector<double> chosen;
      const int links = 1 + static_cast<int>(both.length() / 95);
      for (int i = 0; i < links; ++i) {
        // Alternate ends and middle so that small lots get a loop.
        const double share = links == 1 ? 0.5 : static_cast<double>(i) / (links - 1);
        const double u = both.clamp(nearest_of(places, both.low + share * both.length()));
        if (std::all_of(chosen.begin(), chosen.end(), [&](double c) { return std::abs(c - u) > 8; })) chosen.push_back(u);
      }
      for (const double u : chosen) {
        a.stops.push_back(u), b.stops.push_back(u);
        out_.push_back({at(u, a.v), at(u, b.v)});
      }
    }
  }

  void connect(const GateDraft& gate) {
    const Point g = lot_.frame.to_local(gate.at);
    Way* best = nullptr;
    double best_cost = 1e18, best_u = 0;
    for (Way& way : ways_) {
      for (const double u : {way.span.clamp(g.x), way.span.low, way.span.high}) {
        const Point foot{u, way.v};
        if (distance(g, foot) >= best_cost) continue;
        const double cost = distance(g, foot) + 400.0 * houses_between(g, foot);
        if (cost < best_cost) best_cost = cost, best = &way, best_u = u;
      }
    }
    if (best == nullptr) return;
    best->stops.push_back(best_u);
    const Point foot = at(best_u, best->v);
    if (!(foot == gate.at)) out_.push_back({gate.at, foot});
  }

  void write() {
    for (Way& way : ways_) {
      std::sort(way.stops.begin(), way.stops.end());
      Polyline line;
      for (const double u : way.stops) {
        const Point p = at(u, way.v);
        if (line.empty() || !(line.back() == p)) line.push_back(p);
      }
      if (line.size() >= 2) out_.push_back(std::move(line));
    }
    draft_.ways.insert(draft_.ways.end(), out_.begin(), out_.end());
  }

  [[nodiscard]] bool empty() const { return ways_.empty(); }

 private:
  [[nodiscard]] Point at(double u, double v) const { return to_millimetre(lot_.frame.to_plane({u, v})); }
  [[nodiscard]] int houses_between(Point a, Point b) const {
    int count = 0;
    for (const int index : lot_.buildings) {
      const Box& extent = draft_.buildings[index].box;
      if (extent.max_x < std::min(a.x, b.x) || extent.min_x > std::max(a.x, b.x) || extent.max_y < std::min(a.y, b.y) ||
          extent.min_y > std::max(a.y, b.y))
        continue;
      const Ring box = box_ring(extent);
      for (std::size_t k = 0; k < 4; ++k) count += cross_segments(a, b, box[k], box[(k + 1) % 4]) ? 1 : 0;
    }
    return count;
  }

  CityDraft& draft_;
  const LotDraft& lot_;
  Ring ring_;
  std::vector<Way> ways_;
  std::vector<Polyline> out_;
};

}  // namespace

void make_lot_ways(CityDraft& draft) {
  std::vector<std::vector<int>> gates(draft.lots.size());
  for (int g = 0; g < static_cast<int>(draft.gates.size()); ++g) gates[draft.gates[g].lot].push_back(g);
  for (std::size_t l = 0; l < draft.lots.size(); ++l) {
    if (gates[l].empty() || draft.lots[l].area.size() < 3) continue;
    LotWays ways(draft, draft.lots[l]);
    if (ways.empty()) continue;
    ways.link();
    for (const int g : gates[l]) ways.connect(draft.gates[g]);
    ways.write();
  }
}

}  // namespace wangge::example
