#include "algorithms/partition/cycle_price.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <tuple>

#include "algorithms/partition/disjoint_sets.hpp"

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
constexpr float kFar = std::numeric_limits<float>::infinity();
constexpr float kExact = 8'388'608.0F;  ///< 2^23: sums of whole numbers below are exact
constexpr float kLoose = 20'000;        ///< micro-points
constexpr std::int32_t kChunk = 32, kBlock = 16, kWide = 32;
constexpr std::int32_t kClean = std::numeric_limits<std::int32_t>::max();

// The processor's widest vectors where the compiler can choose when the program starts; sums are exact, so nothing depends on it.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__SANITIZE_ADDRESS__)
#define WANGGE_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WANGGE_WIDE
#endif

/// out[i] = least of row[i], ..., row[i + width - 1], for as long as there are so many: minima of doubled widths.
WANGGE_WIDE void window_min(std::span<const float> row, std::int32_t width, std::vector<float>& out) {
  out.assign(row.begin(), row.end());
  std::int32_t done = 1;
  auto n = static_cast<std::int32_t>(out.size());
  float* m = out.data();
  while (done < width) {
    const std::int32_t step = std::min(done, width - done);
    n -= step;
    for (std::int32_t i = 0; i < n; ++i) m[i] = m[i + step] < m[i] ? m[i + step] : m[i];
    done += step;
  }
}

/// d[i] = min(d[i], s[i] + c), with `over` for what is beyond the limit; the first and last chunk in which one fell, if any.
WANGGE_WIDE void lower(const float* s, float* d, float c, float limit, float over, std::int32_t n, std::int32_t& first,
                       std::int32_t& last) {
  first = n;
  last = -1;
  std::int32_t p = 0;
  for (; p + kChunk <= n; p += kChunk) {
    int fell = 0;
    for (std::int32_t i = p; i < p + kChunk; ++i) {
      float v = s[i] + c;
      v = v <= limit ? v : over;
      fell |= static_cast<int>(v < d[i]);
      d[i] = v < d[i] ? v : d[i];
    }
    if (fell == 0) continue;
    first = std::min(first, p);
    last = p + kChunk - 1;
  }
  for (; p < n; ++p) {
    float v = s[p] + c;
    v = v <= limit ? v : over;
    if (!(v < d[p])) continue;
    d[p] = v;
    first = std::min(first, p);
    last = p;
  }
}

}  // namespace

CyclePricer::CyclePricer(PlanarDual dual, std::int32_t least, std::int32_t most, Cost unit)
    : dual_(std::move(dual)), least_(least), most_(most), total_(static_cast<std::int32_t>(dual_.total())), unit_(unit) {
  for (const PlanarDual::Edge& e : dual_.edges) length_.push_back(static_cast<float>(std::min<Cost>(e.cut / unit, 1 << 21)));
  const auto add = [&](std::int32_t face, bool gate) {
    for (const Start& s : starts_)
      if (s.face == face) return;
    starts_.push_back({});
    starts_.back().face = face;
    starts_.back().gate = gate;
  };
  for (const std::int32_t f : dual_.gates) add(f, true);
  for (const std::int32_t f : crossing_faces(dual_, least)) add(f, false);
  // a walk that passes no earlier start has all corners of such a start on one side
  face_rank_.assign(at(dual_.faces), starts_.size());
  edge_rank_.assign(dual_.edges.size(), starts_.size());
  DisjointSets sides(dual_.households.size());
  for (std::size_t rank = 0; rank < starts_.size(); ++rank) {
    const auto& corners = dual_.corners[at(starts_[rank].face)];
    face_rank_[at(starts_[rank].face)] = rank + 1;
    for (const std::int32_t v : corners) sides.join(v, corners.front());
    for (std::size_t e = 0; e < dual_.edges.size(); ++e)
      if (edge_rank_[e] == starts_.size() && sides.find(dual_.edges[e].a) == sides.find(dual_.edges[e].b))
        edge_rank_[e] = rank + 1;
  }
  place_.assign(at(dual_.faces), -1);
  find_loose();
}

/// Atoms that hang together with the rest by next to nothing: walks around them are free, so that they get the average price.
void CyclePricer::find_loose() {
  DisjointSets sets(dual_.households.size());
  for (std::size_t e = 0; e < dual_.edges.size(); ++e)
    if (length_[e] * static_cast<float>(unit_) >= kLoose) sets.join(dual_.edges[e].a, dual_.edges[e].b);
  std::vector<std::int64_t> sums(dual_.households.size(), 0);
  for (std::int32_t v = 0; v < dual_.outside(); ++v) sums[at(sets.find(v))] += dual_.households[at(v)];
  const auto main = static_cast<std::int32_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
  loose_.assign(dual_.households.size(), 0);
  for (std::int32_t v = 0; v < dual_.outside(); ++v) {
    loose_[at(v)] = static_cast<char>(sets.find(v) != main);
    if (loose_[at(v)] != 0) loose_households_ += dual_.households[at(v)];
  }
}

bool CyclePricer::open(std::int32_t edge, std::size_t rank) const {
  const PlanarDual::Edge& e = dual_.edges[at(edge)];
  return rank < edge_rank_[at(edge)] && rank < face_rank_[at(e.left)] && rank < face_rank_[at(e.right)];
}

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

/// Fills low and high of the start: what paths of at most `half` can enclose. Returns the length at which they left the window.
float CyclePricer::measure(Start& start, std::size_t rank, float half, bool inner) {
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
  if (!settle(out_, 0, half, window, clipped, std::numeric_limits<std::int64_t>::max() / 4)) clipped = 0;
  for (std::size_t i = 0; i < n; ++i) {
    std::int32_t &l = out_.low[i], &u = out_.high[i];
    while (l <= u && out_.value[out_.cell(i, l)] == kFar) ++l;
    while (l <= u && out_.value[out_.cell(i, u)] == kFar) --u;
  }
  start.low = out_.low;
  start.high = out_.high;
  return clipped;
}

std::int64_t CyclePricer::estimate(float reach) {
  constexpr std::size_t sample = 5;
  const std::int64_t before = work_;
  const std::size_t step = std::max<std::size_t>(1, starts_.size() / sample);
  std::int64_t looked = 0;
  for (std::size_t rank = 0; rank < starts_.size(); rank += step, ++looked) {
    Start start;
    start.face = starts_[rank].face;
    measure(start, rank, reach / 2, false);
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
    const float clipped = measure(start, rank, reach / 2, true);
    tabulate(shortest_inner_, false);
    shortest = std::min(shortest, 2 * clipped);
    leave(start);
    if (work_ > most) return false;
  }
  const bool holes =
      std::any_of(shortest_inner_.begin() + least_ / kWide, shortest_inner_.end(), [&](float x) { return x < reach; });
  for (std::size_t rank = 0; rank < starts_.size(); ++rank) {
    Start& start = starts_[rank];
    const float clipped = measure(start, rank, reach / 2, false);
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

/// No value is too small for floats to add exactly (too large ones were lowered): then no path is cheaper than its value.
bool CyclePricer::exact(const Rows& rows) const {
  bool out = true;
  for (const float v : rows.value) out &= v > -kExact;
  return out;
}

/// Prices of paths from the start into face i whose last arc may lead beyond half the reach, for [low, high] households.
std::span<const float> CyclePricer::arrivals(std::size_t i, std::int32_t low, std::int32_t high) {
  arrival_.assign(at(high - low + 1), kFar);
  const auto take = [&](std::size_t from, std::int32_t shift, float c) {
    const std::int32_t l = std::max(out_.low[from], low - shift), u = std::min(out_.high[from], high - shift);
    if (l > u) return;
    work_ += u - l + 16;
    std::int32_t first = 0, last = 0;
    lower(out_.value.data() + out_.cell(from, l), arrival_.data() + (l + shift - low), c, kFar, kFar, u - l + 1, first, last);
  };
  take(i, 0, 0);
  for (std::size_t j = arc_offset_[i]; j < arc_offset_[i + 1]; ++j) {  // the arc back: opposite shift and gain
    const Arc& arc = arcs_[j];
    if (at(arc.to) == i && i != 0) continue;
    take(at(arc.to), -arc.shift, arc.length + arc.gain);
  }
  return arrival_;
}

/// Least of arrivals(p1) + back(p2) + price(h) over p1 - p2 = h or h - total, blocks first. `price` by households.
void CyclePricer::meet(const Start& start, std::span<const float> price, std::int32_t least, std::int32_t most, bool piece,
                       Best& best, double& slope) {
  // least price of any h that a pair of blocks can give, by the difference of the blocks' beginnings + kBlock
  const std::int32_t span = most - least;
  least_price_.assign(at(span + 2 * kBlock + 1), kFar);
  for (std::int32_t d = -kBlock; d <= span + kBlock; ++d)
    for (std::int32_t h = std::max(0, d - kBlock + 1); h <= std::min(span, d + kBlock - 1); ++h)
      least_price_[at(d + kBlock)] = std::min(least_price_[at(d + kBlock)], price[at(least + h)]);
  const float cheapest = *std::min_element(least_price_.begin(), least_price_.end());
  for (const std::int32_t turn : {0, -total_})
    for (std::size_t i = 0; i < start.faces.size(); ++i) {
      const std::int32_t low = back_.low[i], n = back_.high[i] - low + 1;
      if (n <= 0) continue;
      const std::int32_t first = low + least + turn, count = n + span;  // arrivals that can matter
      const auto in = arrivals(i, first, first + count - 1);
      const std::int32_t in_blocks = (count + kBlock - 1) / kBlock, out_blocks = (n + kBlock - 1) / kBlock;
      const auto block_min = [](std::span<const float> row, std::int32_t blocks, std::vector<float>& out) {
        out.assign(at(blocks), kFar);
        for (std::size_t p = 0; p < row.size(); ++p) out[p / kBlock] = std::min(out[p / kBlock], row[p]);
      };
      block_min(in, in_blocks, least_arrival_);
      const std::span<const float> back{back_.value.data() + back_.cell(i, low), at(n)};
      work_ += static_cast<std::int64_t>(in_blocks + span / kBlock) * out_blocks;
      block_min(back, out_blocks, least_back_);
      const float face = *std::min_element(least_arrival_.begin(), least_arrival_.end()) +
                         *std::min_element(least_back_.begin(), least_back_.end()) + cheapest;
      if (!(face < best.value) || (piece && face >= slope * least)) continue;
      for (std::int32_t y = 0; y < out_blocks; ++y) {
        if (least_back_[at(y)] == kFar) continue;
        const std::int32_t x_end = std::min(in_blocks - 1, y + (span + kBlock - 1) / kBlock + 1);
        for (std::int32_t x = std::max(0, y - 1); x <= x_end; ++x) {
          const std::int32_t d = (x - y) * kBlock;  // h - least of the blocks' beginnings
          const float bound =
              least_arrival_[at(x)] + least_back_[at(y)] + (d > span + kBlock ? kFar : least_price_[at(d + kBlock)]);
          if (!(bound < best.value)) continue;
          if (piece && bound >= slope * std::max(1, least + d - kBlock + 1)) continue;
          for (std::int32_t q = y * kBlock; q < std::min(n, (y + 1) * kBlock); ++q)
            for (std::int32_t p = std::max(x * kBlock, q); p < std::min({count, (x + 1) * kBlock, q + span + 1}); ++p) {
              const float v = in[at(p)] + back[at(q)] + price[at(least + p - q)];
              if (!(v < (piece ? slope * (least + p - q) : best.value))) continue;
              if (piece) slope = static_cast<double>(v) / (least + p - q);
              best = {piece ? best.value : v, i, first + p, low + q, least + p - q};
            }
        }
      }
    }
}

/// Goes back along arcs without slack from (face, households) to the start; counts crossings, times `direction`.
bool CyclePricer::trace(const Rows& rows, float sign, std::size_t face, std::int32_t households, float value, int direction,
                        Cycle& out, std::vector<std::int32_t>& net) const {
  if (face == 0 && households == 0 && value == 0) return true;
  struct Step {
    std::size_t face;
    std::int32_t households;
    std::int32_t before;  ///< place in `steps`
    std::int32_t arc;     ///< of the dual, towards this face
    float value;
  };
  std::vector<Step> steps{{face, households, -1, -1, value}};
  std::vector<char> seen(rows.value.size(), 0);
  std::vector<std::int32_t> stack{0};
  while (!stack.empty()) {
    const std::int32_t here = stack.back();
    stack.pop_back();
    const Step now = steps[at(here)];
    if (now.face == 0 && now.households == 0 && now.value == 0) {
      for (std::int32_t s = here; steps[at(s)].before >= 0; s = steps[at(s)].before) {
        // the step before (nearer the end) was entered from this one
        const std::int32_t arc = steps[at(s)].arc;
        net[at(arc / 2)] += arc % 2 == 0 ? direction : -direction;
        out.length += static_cast<double>(length_[at(arc / 2)]);
      }
      return true;
    }
    for (std::size_t j = arc_offset_[now.face]; j < arc_offset_[now.face + 1]; ++j) {
      const Arc& arc = arcs_[j];
      const std::size_t from = at(arc.to);
      const std::int32_t p = now.households + arc.shift;  // the arc back has the opposite shift
      if (p < rows.low[from] || p > rows.high[from]) continue;
      const std::size_t cell = rows.cell(from, p);
      if (seen[cell] != 0 || rows.value[cell] == kFar || rows.value[cell] + (arc.length + sign * arc.gain) != now.value) continue;
      seen[cell] = 1;
      steps.push_back({from, p, here, arc.arc ^ 1, rows.value[cell]});
      stack.push_back(static_cast<std::int32_t>(steps.size()) - 1);
    }
  }
  return false;
}

/// The walk that meet() found, as the number of times every vertex is enclosed.
bool CyclePricer::walk_of(const Start& start, const Best& best, Cycle& out) {
  std::vector<std::int32_t> net(dual_.edges.size(), 0);
  const auto in = arrivals(best.face, best.first, best.first);
  if (!trace(out_, 1, best.face, best.first, in[0], 1, out, net)) return false;
  const float value = back_.value[back_.cell(best.face, best.second)];
  if (!trace(back_, -1, best.face, best.second, value, -1, out, net)) return false;
  out.households = best.households;
  out.times.assign(dual_.households.size(), 0);
  std::int64_t enclosed = 0;
  for (std::size_t i = 1; i < start.tree.size(); ++i) {
    const std::int32_t v = start.tree[i], e = start.tree_edge[i];
    const bool first = dual_.edges[at(e)].a == v;
    const std::int32_t up = first ? dual_.edges[at(e)].b : dual_.edges[at(e)].a;
    out.times[at(v)] = out.times[at(up)] + (first ? net[at(e)] : -net[at(e)]);
    enclosed += static_cast<std::int64_t>(out.times[at(v)]) * dual_.households[at(v)];
  }
  if ((enclosed - best.households) % total_ != 0) return false;
  const auto turns = static_cast<std::int32_t>((enclosed - best.households) / total_);
  out.times.pop_back();
  for (std::int32_t& t : out.times) t -= turns;
  return true;
}

/// Fills both rows of the start. False when values fall without end.
bool CyclePricer::search(const Start& start, std::size_t rank, std::span<const float> gain, float stretch, std::int64_t work) {
  for (std::size_t i = 0; i < start.faces.size(); ++i) place_[at(start.faces[i])] = static_cast<std::int32_t>(i);
  const bool small = build_arcs(start, rank, gain, true, stretch);
  for (const std::int32_t f : start.faces) place_[at(f)] = -1;
  if (!small) return false;
  open_rows(start.low, start.high, out_);
  open_rows(start.back_low, start.back_high, back_);
  for (Rows* rows : {&out_, &back_}) {
    rows->dirty_low[0] = rows->dirty_high[0] = 0;
    rows->value[rows->cell(0, 0)] = 0;
    float clipped = kFar;
    const auto most = std::min(work, static_cast<std::int64_t>(rows->value.size()) * 100 + 100'000);
    const bool done = settle(*rows, rows == &out_ ? 1.0F : -1.0F, kExact, 0, clipped, most);
    if (!done || !exact(*rows)) return false;
  }
  return true;
}

CyclePricer::Answer CyclePricer::price(const CycleTask& task, std::int64_t work) {
  Answer answer;
  answer.least = task.threshold;
  answer.piece_slope = task.piece_slope;
  // prices against the average: walking around everything then gains nothing
  double sum = 0, held = 0;
  for (std::size_t v = 0; v + 1 < dual_.households.size(); ++v) {
    if (loose_[v] != 0) continue;
    sum += static_cast<double>(task.gain[v]);
    held += dual_.households[v];
  }
  const auto average = static_cast<float>(std::floor(sum / std::max(1.0, held)));
  std::vector<float> gain(dual_.households.size(), 0);
  double rest = 0;
  for (std::size_t v = 0; v + 1 < gain.size(); ++v) {
    if (loose_[v] != 0) continue;
    gain[v] = task.gain[v] - average * static_cast<float>(dual_.households[v]);
    rest += static_cast<double>(gain[v]);
  }
  for (std::size_t v = 0; v + 1 < gain.size() && rest > 0; ++v) {  // less than a unit a household
    if (loose_[v] != 0) continue;
    const double less = std::min(rest, static_cast<double>(dual_.households[v]));
    gain[v] -= static_cast<float>(less);
    rest -= less;
  }
  answer.gain = static_cast<double>(average) * total_;
  std::vector<float> grid(at(most_) + 1, kFar), piece(at(most_) + 1, kFar);
  for (std::int32_t h = 1; h <= most_; ++h) {
    piece[at(h)] = -average * static_cast<float>(h);
    if (h >= least_) grid[at(h)] = task.grid_price[at(h)] + piece[at(h)];
  }
  const std::int64_t most_work = work_ + work;
  for (std::size_t rank = 0; rank < starts_.size(); ++rank) {
    const Start& start = starts_[rank];
    if (start.faces.empty()) continue;
    // prices can make walks of endless gain; longer borders, set off by the reach, rule them out
    float stretch = 0, off = 0;
    bool settled = false;
    for (const float s : {0.0F, 0.125F, 0.5F, 2.0F}) {
      stretch = s;
      off = std::ceil(stretch * reach_);
      settled = search(start, rank, gain, stretch, most_work - work_);
      if (settled || work_ > most_work) break;
    }
    if (!settled) return answer;
    if (stretch > 0)
      for (std::vector<float>* prices : {&grid, &piece})
        for (float& p : *prices) p -= off;
    Best best;
    best.value = task.threshold;
    double slope = task.piece_slope;
    meet(start, grid, least_, most_, false, best, slope);
    answer.least = std::min(answer.least, best.value);
    if (Cycle cycle; best.households >= 0 && walk_of(start, best, cycle)) answer.cycles.push_back(std::move(cycle));
    if (start.gate) {
      Best found;
      found.value = kFar;
      meet(start, piece, 1, most_, true, found, slope);
      answer.piece_slope = std::min(answer.piece_slope, slope);
      if (Cycle cycle; found.households >= 0 && walk_of(start, found, cycle)) {
        cycle.piece = true;
        answer.cycles.push_back(std::move(cycle));
      }
    }
    if (stretch > 0)
      for (std::vector<float>* prices : {&grid, &piece})
        for (float& p : *prices) p += off;
    if (work_ > most_work) return answer;
  }
  answer.valid = true;
  return answer;
}

}  // namespace wangge::partition
