#include "algorithms/partition/cycle_price.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "algorithms/partition/disjoint_sets.hpp"
#include "algorithms/partition/float_rows.hpp"

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
constexpr float kFar = std::numeric_limits<float>::infinity();
constexpr float kExact = 8'388'608.0F;  ///< 2^23: sums of whole numbers below are exact
constexpr float kLoose = 20'000;        ///< micro-points
constexpr std::int32_t kBlock = 16;

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
