/// How far walks are looked at: per start face the households that paths within reach can enclose, and what closed walks cost at
/// least, both without prices of atoms.
#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <tuple>

#include "algorithms/partition/cycle_price.hpp"
#include "algorithms/partition/float_rows.hpp"

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
constexpr float kFar = std::numeric_limits<float>::infinity();
constexpr float kExact = 8'388'608.0F;  ///< 2^23: sums of whole numbers below are exact
constexpr std::int32_t kWide = 32;
constexpr std::int32_t kClean = std::numeric_limits<std::int32_t>::max();

}  // namespace

/// Faces within `half`, nearest first (Dijkstra 1959; fewer steps first among equals). Leaves their places in place_ and the
/// edges of the shortest paths in start.tree_edge, for grow_tree.
void CyclePricer::order_faces(Start& start, std::size_t rank, float half, bool inner) {
  using Entry = std::tuple<float, std::int32_t, std::int32_t>;  // length, steps, face
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  std::vector<std::pair<float, std::int32_t>> best(at(dual_.faces), {kFar, 0});
  std::vector<std::int32_t> by(at(dual_.faces), -1);
  start.faces.clear();
  start.tree_edge.clear();
  best[at(start.face)] = {0, 0};
  queue.emplace(0.0F, 0, start.face);
  while (!queue.empty()) {
    const auto [length, steps, f] = queue.top();
    queue.pop();
    if (place_[at(f)] >= 0 || best[at(f)] != std::pair(length, steps)) continue;
    place_[at(f)] = static_cast<std::int32_t>(start.faces.size());
    start.faces.push_back(f);
    if (by[at(f)] >= 0) start.tree_edge.push_back(by[at(f)]);
    for (std::int32_t j = dual_.arc_offset[at(f)]; j < dual_.arc_offset[at(f) + 1]; ++j) {
      const std::int32_t arc = dual_.arcs[at(j)], to = dual_.to(arc);
      if (!open(arc / 2, rank) || (inner && dual_.outer[at(to)] != 0)) continue;
      const std::pair next{length + length_[at(arc / 2)], steps + 1};
      if (next.first > half || next >= best[at(to)]) continue;
      best[at(to)] = next;
      by[at(to)] = arc / 2;
      queue.emplace(next.first, next.second, to);
    }
  }
}

/// A spanning tree of the vertices that the shortest paths do not cross: what a path encloses is then counted against them.
void CyclePricer::grow_tree(Start& start) {
  std::vector<char> crossed(dual_.edges.size(), 0);
  for (const std::int32_t e : start.tree_edge) crossed[at(e)] = 1;
  std::vector<char> seen(dual_.households.size(), 0);
  start.tree = {dual_.outside()};
  start.tree_edge = {-1};
  seen[at(dual_.outside())] = 1;
  for (std::size_t i = 0; i < start.tree.size(); ++i) {
    const std::int32_t v = start.tree[i];
    for (std::int32_t j = dual_.around_offset[at(v)]; j < dual_.around_offset[at(v) + 1]; ++j) {
      const std::int32_t e = dual_.around[at(j)];
      const std::int32_t w = dual_.edges[at(e)].a == v ? dual_.edges[at(e)].b : dual_.edges[at(e)].a;
      if (crossed[at(e)] != 0 || seen[at(w)] != 0) continue;
      seen[at(w)] = 1;
      start.tree.push_back(w);
      start.tree_edge.push_back(e);
    }
  }
}

bool CyclePricer::build_arcs(const Start& start, std::size_t rank, std::span<const float> gain, bool turns, float stretch) {
  std::vector<std::int32_t> below = dual_.households, shift(dual_.edges.size(), 0);
  std::vector<double> gain_below(gain.begin(), gain.end());
  std::vector<float> edge_gain(dual_.edges.size(), 0);
  bool small = true;
  gain_below.resize(dual_.households.size(), 0);
  for (std::size_t i = start.tree.size(); i-- > 1;) {
    const std::int32_t v = start.tree[i], e = start.tree_edge[i];
    const std::int32_t up = dual_.edges[at(e)].a == v ? dual_.edges[at(e)].b : dual_.edges[at(e)].a;
    below[at(up)] += below[at(v)];
    gain_below[at(up)] += gain_below[at(v)];
    const bool first = dual_.edges[at(e)].a == v;
    std::int32_t s = first ? below[at(v)] : -below[at(v)];
    if (turns && 2 * s > total_) s -= total_;
    if (turns && 2 * s < -total_) s += total_;
    shift[at(e)] = s;
    small &= std::abs(gain_below[at(v)]) < static_cast<double>(kExact);
    edge_gain[at(e)] = static_cast<float>(first ? gain_below[at(v)] : -gain_below[at(v)]);
  }
  arc_offset_.assign(1, 0);
  arcs_.clear();
  for (const std::int32_t f : start.faces) {
    for (std::int32_t j = dual_.arc_offset[at(f)]; j < dual_.arc_offset[at(f) + 1]; ++j) {
      const std::int32_t arc = dual_.arcs[at(j)], to = place_[at(dual_.to(arc))];
      if (to < 0 || !open(arc / 2, rank)) continue;
      const std::int32_t s = arc % 2 == 0 ? shift[at(arc / 2)] : -shift[at(arc / 2)];
      const float g = arc % 2 == 0 ? edge_gain[at(arc / 2)] : -edge_gain[at(arc / 2)];
      const float length = length_[at(arc / 2)] + std::floor(stretch * length_[at(arc / 2)]);
      for (const std::int32_t turn : {0, -total_, total_})
        if (turn == 0 || (turns && std::abs(s + turn) <= total_)) arcs_.push_back({to, s + turn, length, g, arc});
    }
    arc_offset_.push_back(arcs_.size());
  }
  return small;
}

/// Makes the row of `to` reach from l to u.
void CyclePricer::widen(Rows& rows, std::size_t to, std::int32_t l, std::int32_t u) {
  if (rows.low[to] > rows.high[to]) {
    rows.low[to] = l;
    rows.high[to] = l - 1;
  }
  while (rows.low[to] > l) rows.value[rows.cell(to, --rows.low[to])] = kFar;
  while (rows.high[to] < u) rows.value[rows.cell(to, ++rows.high[to])] = kFar;
}

/// Lowers the rows next to one. `window` > 0: rows may grow up to it, and what would leave it is noted.
void CyclePricer::relax(Rows& rows, std::size_t from, float sign, float limit, std::int32_t window, float& clipped) {
  const std::int32_t a = rows.dirty_low[from], b = rows.dirty_high[from];
  rows.dirty_low[from] = kClean;
  rows.dirty_high[from] = -kClean;
  for (std::size_t j = arc_offset_[from]; j < arc_offset_[from + 1]; ++j) {
    const Arc& arc = arcs_[j];
    const std::size_t to = at(arc.to);
    if ((to == 0 && !rows.closes) || to == from) continue;
    const float c = arc.length - sign * arc.gain;
    const std::int32_t l = std::max(a, (window > 0 ? -window : rows.low[to]) - arc.shift);
    const std::int32_t u = std::min(b, (window > 0 ? window : rows.high[to]) - arc.shift);
    if (window > 0 && (rows.bounded || 2 * window + 1 < total_)) {
      const auto note = [&](std::int32_t p) {
        if (const float v = rows.value[rows.cell(from, p)] + c; v <= limit) clipped = std::min(clipped, v);
      };
      for (std::int32_t p = a; p <= std::min(b, l - 1); ++p) note(p);
      for (std::int32_t p = std::max(a, u + 1); p <= b; ++p) note(p);
    }
    if (l > u) continue;
    if (window > 0) widen(rows, to, l + arc.shift, u + arc.shift);
    work_ += u - l + 16;
    const float* source = rows.value.data() + rows.cell(from, l);
    float* target = rows.value.data() + rows.cell(to, l + arc.shift);
    std::int32_t first = 0, last = 0;
    lower(source, target, c, limit, limit == kExact ? kExact : kFar, u - l + 1, first, last);
    if (last < 0) continue;
    rows.dirty_low[to] = std::min(rows.dirty_low[to], l + first + arc.shift);
    rows.dirty_high[to] = std::max(rows.dirty_high[to], l + last + arc.shift);
  }
}

/// Sweeps outwards and inwards until nothing falls. False when that takes too long (prices can make walks of endless gain).
bool CyclePricer::settle(Rows& rows, float sign, float limit, std::int32_t window, float& clipped, std::int64_t work) {
  const std::size_t n = rows.origin.size();
  const std::int64_t most = work_ + work;
  for (int round = 0;; ++round) {
    bool any = false;
    for (std::size_t k = 0; k < n; ++k) {
      const std::size_t i = round % 2 == 0 ? k : n - 1 - k;
      if (rows.dirty_low[i] == kClean) continue;
      any = true;
      relax(rows, i, sign, limit, window, clipped);
    }
    if (!any) return true;
    if (work_ > most || round > 2000) return false;
  }
}

/// Fills low and high of the start: what paths of at most `half` can enclose. Returns the length at which they left the window,
/// or 0 when `work` was not enough.
float CyclePricer::measure(Start& start, std::size_t rank, float half, bool inner, std::int64_t work) {
  order_faces(start, rank, half, inner);
  grow_tree(start);
  build_arcs(start, rank, {}, !inner, 0);
  const std::size_t n = start.faces.size();
  const std::int32_t window = inner ? std::min(total_, 2 * most_) : total_ / 2;
  const std::size_t stride = at(2 * window + 1);
  if (out_.value.size() < n * stride) out_.value.resize(n * stride);
  out_.origin.resize(n);
  for (std::size_t i = 0; i < n; ++i) out_.origin[i] = static_cast<std::int64_t>(i * stride) + window;
  out_.low.assign(n, 1);
  out_.high.assign(n, 0);
  out_.dirty_low.assign(n, kClean);
  out_.dirty_high.assign(n, -kClean);
  out_.low[0] = out_.high[0] = out_.dirty_low[0] = out_.dirty_high[0] = 0;
  out_.value[out_.cell(0, 0)] = 0;
  out_.bounded = inner;
  float clipped = kFar;
  if (!settle(out_, 0, half, window, clipped, work)) clipped = 0;
  for (std::size_t i = 0; i < n; ++i) {
    std::int32_t &l = out_.low[i], &u = out_.high[i];
    while (l <= u && out_.value[out_.cell(i, l)] == kFar) ++l;
    while (l <= u && out_.value[out_.cell(i, u)] == kFar) --u;
  }
  start.low = out_.low;
  start.high = out_.high;
  return clipped;
}

std::int64_t CyclePricer::estimate(float reach, std::int64_t work) {
  constexpr std::size_t sample = 5;
  const std::int64_t before = work_;
  const std::size_t step = std::max<std::size_t>(1, starts_.size() / sample);
  std::int64_t looked = 0;
  for (std::size_t rank = 0; rank < starts_.size() && work_ - before <= work; rank += step, ++looked) {
    Start start;
    start.face = starts_[rank].face;
    measure(start, rank, reach / 2, false, work - (work_ - before));
    for (const std::int32_t f : start.faces) place_[at(f)] = -1;
  }
  // paths away from the outside and what completes paths either way come to twice as much
  return (work_ - before) * 3 * static_cast<std::int64_t>(starts_.size()) / std::max<std::int64_t>(1, looked);
}

bool CyclePricer::prepare(float reach, std::int64_t work) {
  reach_ = reach;
  float shortest = reach;
  shortest_.assign(at(total_ / kWide + 1), reach);
  shortest_inner_ = shortest_;
  const std::int64_t most = work_ + work;
  const auto leave = [&](const Start& start) {
    for (const std::int32_t f : start.faces) place_[at(f)] = -1;
  };
  for (std::size_t rank = 0; rank < starts_.size(); ++rank) {
    Start& start = starts_[rank];
    if (dual_.outer[at(start.face)] != 0) continue;
    const float clipped = measure(start, rank, reach / 2, true, most - work_);
    tabulate(shortest_inner_, false);
    shortest = std::min(shortest, 2 * clipped);
    leave(start);
    if (work_ > most) return false;
  }
  const bool holes =
      std::any_of(shortest_inner_.begin() + least_ / kWide, shortest_inner_.end(), [&](float x) { return x < reach; });
  for (std::size_t rank = 0; rank < starts_.size(); ++rank) {
    Start& start = starts_[rank];
    const float clipped = measure(start, rank, reach / 2, false, most - work_);
    reach_ = std::min(reach_, 2 * clipped);
    if (holes) tabulate(shortest_, true);
    leave(start);
    keep_useful(start, reach);
    if (work_ > most) return false;
  }
  join_holes(std::min(shortest, reach_));
  return true;
}

/// Lower bounds of closed walks through the start, paths as measured, by blocks of households enclosed.
void CyclePricer::tabulate(std::vector<float>& table, bool turns) {
  const auto block_min = [](std::span<const float> row, std::vector<float>& out) {
    out.assign((row.size() + kWide - 1) / kWide, kFar);
    for (std::size_t p = 0; p < row.size(); ++p) out[p / kWide] = std::min(out[p / kWide], row[p]);
  };
  for (std::size_t i = 0; i < out_.low.size(); ++i) {
    const std::int32_t l = out_.low[i], u = out_.high[i];
    if (l > u) continue;
    std::int32_t low = l, high = u;
    for (std::size_t j = arc_offset_[i]; j < arc_offset_[i + 1]; ++j) {
      if (out_.low[at(arcs_[j].to)] > out_.high[at(arcs_[j].to)]) continue;
      low = std::min(low, out_.low[at(arcs_[j].to)] - arcs_[j].shift);
      high = std::max(high, out_.high[at(arcs_[j].to)] - arcs_[j].shift);
    }
    block_min(arrivals(i, low, high), least_arrival_);
    block_min({out_.value.data() + out_.cell(i, l), at(u - l + 1)}, least_back_);
    work_ += static_cast<std::int64_t>(least_arrival_.size() * least_back_.size());
    const float least = *std::min_element(least_back_.begin(), least_back_.end());
    for (std::size_t x = 0; x < least_arrival_.size(); ++x)
      for (std::size_t y = 0; y < least_back_.size() && least_arrival_[x] + least < reach_; ++y) {
        const float v = least_arrival_[x] + least_back_[y];
        if (v >= reach_) continue;
        const std::int32_t d = low - l + (static_cast<std::int32_t>(x) - static_cast<std::int32_t>(y)) * kWide;
        for (std::int32_t h = d - kWide + 1; h < d + 2 * kWide - 1; h += kWide) {  // both ends, and what lies between
          std::int32_t own = std::min(h, d + kWide - 1);
          if (turns) own = ((own % total_) + total_) % total_;
          if (own >= 0 && own <= total_) table[at(own / kWide)] = std::min(table[at(own / kWide)], v);
        }
      }
  }
}

/// A hole holds whole grids and stays away from the outside; with the grid around it, it is enclosed by one more walk.
void CyclePricer::join_holes(float reach) {
  hole_reach_ = reach;
  const auto blocks = static_cast<std::int32_t>(shortest_.size());
  for (std::int32_t y = least_ / kWide; y < blocks; ++y)
    for (std::int32_t x = y + (least_ - 2 * kWide) / kWide; x <= std::min(blocks - 1, y + (most_ + 2 * kWide) / kWide); ++x)
      if (x >= y) hole_reach_ = std::min(hole_reach_, shortest_inner_[at(y)] + (x == blocks - 1 ? 0.0F : shortest_[at(x)]));
}

void CyclePricer::open_rows(std::span<const std::int32_t> low, std::span<const std::int32_t> high, Rows& rows) {
  const std::size_t n = low.size();
  rows.origin.resize(n);
  rows.low.assign(low.begin(), low.end());
  rows.high.assign(high.begin(), high.end());
  std::int64_t size = 0;
  for (std::size_t i = 0; i < n; ++i) {
    rows.origin[i] = size - low[i];
    size += std::max(0, high[i] - low[i] + 1);
  }
  rows.value.assign(static_cast<std::size_t>(size), kFar);
  rows.dirty_low.assign(n, kClean);
  rows.dirty_high.assign(n, -kClean);
}

/// Narrows low and high to paths that some walk within reach continues: out_ holds the lengths of all paths. `side` 1: the walk
/// encloses households of a grid, -1: it runs the other way.
void CyclePricer::complete(int side, std::int32_t least, std::span<std::int32_t> low, std::span<std::int32_t> high, float reach) {
  const std::size_t n = low.size();
  open_rows(out_.low, out_.high, back_);
  for (std::size_t i = 0; i < n; ++i) {
    if (low[i] > high[i]) continue;
    for (const std::int32_t turn : {0, side * total_}) {
      // the rest of the walk, backwards, encloses p - side * h, modulo the total
      const std::int32_t first = low[i] + turn - (side > 0 ? most_ : -least), last = high[i] + turn + (side > 0 ? -least : most_);
      const auto in = arrivals(i, first, last);
      window_min(in, most_ - least + 1, window_);
      float* own = back_.value.data() + back_.cell(i, low[i]);
      for (std::int32_t p = 0; p <= high[i] - low[i]; ++p) own[p] = std::min(own[p], window_[at(p)]);
    }
    back_.dirty_low[i] = low[i];
    back_.dirty_high[i] = high[i];
  }
  float clipped = kFar;
  back_.closes = true;
  const bool settled = settle(back_, 0, reach, 0, clipped, std::numeric_limits<std::int64_t>::max() / 4);
  back_.closes = false;
  if (!settled) return;  // all paths are kept
  for (std::size_t i = 0; i < n; ++i) {
    const auto useful = [&](std::int32_t p) { return out_.value[out_.cell(i, p)] + back_.value[back_.cell(i, p)] <= reach; };
    while (low[i] <= high[i] && !useful(low[i])) ++low[i];
    while (low[i] <= high[i] && !useful(high[i])) --high[i];
  }
}

void CyclePricer::keep_useful(Start& start, float reach) {
  start.back_low = start.low;
  start.back_high = start.high;
  const std::int32_t least = start.gate ? 1 : least_;
  complete(1, least, start.low, start.high, reach);
  complete(-1, least, start.back_low, start.back_high, reach);
  // a start that no walk within reach passes
  if (start.low[0] > start.high[0] || start.back_low[0] > start.back_high[0]) start.faces.clear();
}

}  // namespace wangge::partition
