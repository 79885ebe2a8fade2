#include "algorithms/coverage/access_field.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <span>

#include "core/parallel.hpp"

namespace wangge {

namespace {

constexpr std::uint32_t kNobody = 0xffffffffU;
constexpr std::int32_t kBandRows = 128;

// A node this many steps or less from an arc belongs to it beside its nearest one: streets above and below each other, and twin
// carriageways, are then all inside wherever they are reached. Three quarters of a step make a band without holes.
constexpr double kSharedSteps = 0.75;

// Arcs claim the land this many steps around them first: most of a city is settled then, and the rest is looked at alone.
constexpr double kNearSteps = 3.5;

/// An arc with what every foot on it needs: divisions and the guards of hypot would cost more than all the rest here.
struct Reached {
  std::uint32_t number;
  Point a, b, way;  // way = b - a
  double inverse;   // 1 / length squared
  explicit Reached(std::uint32_t arc_number, const WalkArc& arc) : number(arc_number), a(arc.a), b(arc.b), way(arc.b - arc.a) {
    const double square = dot(way, way);
    inverse = square > 0 ? 1 / square : 0;
  }
  [[nodiscard]] double share(Point p) const { return std::clamp(dot(p - a, way) * inverse, 0.0, 1.0); }
  [[nodiscard]] double square(Point p) const {
    const Point off = p - (a + way * share(p));
    return dot(off, off);
  }
};

/// Labels the lattice rows [row0, row1) with their nearest arcs.
class Band {
 public:
  Band(const Lattice& lattice, std::int32_t row0, std::int32_t row1, double reach)
      : lattice_(lattice),
        row0_(row0),
        row1_(row1),
        reach_(reach),
        square_(static_cast<std::size_t>(lattice.columns) * static_cast<std::size_t>(row1 - row0),
                std::bit_cast<std::uint32_t>(static_cast<float>(reach * reach))),
        arc_(square_.size(), kNobody) {}

  /// Offers the arc to all nodes within `metres` of it; a node with a label at that distance or less is then settled.
  void add(const Reached& arc, double metres) {
    each_row(arc, metres, [&](std::int32_t row, std::int32_t first, std::int32_t last) { offer_row(arc, row, first, last); });
  }

  /// Labels farther than this are not settled: an arc that was not offered there may be nearer.
  void drop_beyond(double metres) {
    const auto limit = std::bit_cast<std::uint32_t>(static_cast<float>(metres * metres));
    for (std::size_t i = 0; i < arc_.size(); ++i)
      if (square_[i] > limit) arc_[i] = kNobody, square_[i] = std::bit_cast<std::uint32_t>(static_cast<float>(reach_ * reach_));
  }

  /// Offers arcs to the nodes without a label, up to the whole reach. A block of them is offered only what can be nearest there:
  /// no arc farther from the block's middle than the nearest one by more than the block is wide.
  void add_far(std::span<const Reached> arcs) {
    find_open_blocks();
    struct Candidate {
      std::uint32_t arc, block;
      float metres;
    };
    std::vector<Candidate> candidates;
    std::vector<float> nearest(open_.size(), std::numeric_limits<float>::infinity());
    const double middle_steps = (kBlock - 1) / 2.0 * lattice_.step, half = middle_steps * std::numbers::sqrt2;
    for (std::uint32_t i = 0; i < arcs.size(); ++i) {
      const Reached& arc = arcs[i];
      const std::int32_t row_from = std::max(lattice_.row_of(std::min(arc.a.y, arc.b.y) - reach_), row0_),
                         row_to = std::min(lattice_.row_of(std::max(arc.a.y, arc.b.y) + reach_) + 1, row1_ - 1);
      const std::int32_t from = lattice_.column_of(std::min(arc.a.x, arc.b.x) - reach_) / kBlock,
                         to = (lattice_.column_of(std::max(arc.a.x, arc.b.x) + reach_) + 1) / kBlock;
      for (std::int32_t row = (row_from - row0_) / kBlock; row <= (row_to - row0_) / kBlock; ++row)
        for (std::int32_t column = from; column <= to; ++column) {
          const auto block = static_cast<std::uint32_t>(row * block_columns_ + column);
          if (open_[block] == 0) continue;
          const Point middle = lattice_.node(column * kBlock, row0_ + row * kBlock) + Point{middle_steps, middle_steps};
          const auto metres = static_cast<float>(std::sqrt(arc.square(middle)));
          if (metres > reach_ + half) continue;
          candidates.push_back({i, block, metres});
          nearest[block] = std::min(nearest[block], metres);
        }
    }
    for (const Candidate& one : candidates) {
      if (one.metres > nearest[one.block] + static_cast<float>(2 * half) + 0.01F) continue;
      const std::int32_t row = row0_ + static_cast<std::int32_t>(one.block) / block_columns_ * kBlock,
                         column = static_cast<std::int32_t>(one.block) % block_columns_ * kBlock;
      const std::int32_t last = std::min(column + kBlock, lattice_.columns) - 1;
      for (std::int32_t r = row; r < std::min(row + kBlock, row1_); ++r) offer_row(arcs[one.arc], r, column, last);
    }
  }

  template <class Visit>
  void each_row(const Reached& arc, double metres, Visit&& visit) const {
    const Point low = arc.a.y <= arc.b.y ? arc.a : arc.b, high = arc.a.y <= arc.b.y ? arc.b : arc.a;
    const auto from = std::max(row0_, static_cast<std::int32_t>(std::ceil((low.y - metres - lattice_.y0) / lattice_.step)));
    const auto to = std::min(row1_ - 1, static_cast<std::int32_t>(std::floor((high.y + metres - lattice_.y0) / lattice_.step)));
    for (std::int32_t row = from; row <= to; ++row) {
      // Only the stretch of the arc within reach of this row matters; it bounds the columns.
      const double y = lattice_.y0 + row * lattice_.step;
      const Point s = at_height(low, high, y - metres), e = at_height(low, high, y + metres);
      const double west = std::min(s.x, e.x) - metres, east = std::max(s.x, e.x) + metres;
      const auto first = std::max(0, static_cast<std::int32_t>(std::ceil((west - lattice_.x0) / lattice_.step)));
      const auto last =
          std::min(lattice_.columns - 1, static_cast<std::int32_t>(std::floor((east - lattice_.x0) / lattice_.step)));
      if (first <= last) visit(row, first, last);
    }
  }

  /// Distance from nodes of one row to the arc; written without branches so that it becomes vector code.
  void offer_row(const Reached& arc, std::int32_t row, std::int32_t first, std::int32_t last) {
    const Point start = arc.a - lattice_.node(first, row);
    const auto ax = static_cast<float>(start.x), ay = static_cast<float>(start.y), dx = static_cast<float>(arc.way.x),
               dy = static_cast<float>(arc.way.y);
    const auto inverse = static_cast<float>(arc.inverse), step = static_cast<float>(lattice_.step);
    const std::size_t offset =
        static_cast<std::size_t>(row - row0_) * static_cast<std::size_t>(lattice_.columns) + static_cast<std::size_t>(first);
    std::uint32_t* __restrict square = square_.data() + offset;
    std::uint32_t* __restrict label = arc_.data() + offset;
    const std::uint32_t number = arc.number;
    const std::int32_t count = last - first + 1;
    for (std::int32_t i = 0; i < count; ++i) {
      const float px = ax - step * static_cast<float>(i);
      const float along = -(px * dx + ay * dy) * inverse;
      const float t = 0.5F * (std::abs(along) - std::abs(along - 1.0F) + 1.0F);  // along clamped to [0, 1]
      const float fx = px + t * dx, fy = ay + t * dy, near = fx * fx + fy * fy;
      // Squares are not negative, so their bits order like the numbers; masks instead of branches.
      const std::uint32_t now = std::bit_cast<std::uint32_t>(near), before = square[i];
      const std::uint32_t mask = 0U - static_cast<std::uint32_t>(now < before);
      square[i] = (now & mask) | (before & ~mask);
      label[i] = (number & mask) | (label[i] & ~mask);
    }
  }

  /// Calls visit(column, row, count) for the runs of nodes within `metres` of the arc that are labelled with another one.
  template <class Visit>
  void each_shared(const Reached& arc, double metres, Visit&& visit) const {
    each_row(arc, metres, [&](std::int32_t row, std::int32_t first, std::int32_t last) {
      std::int32_t from = first;
      for (std::int32_t column = first; column <= last + 1; ++column) {
        if (column <= last && arc_at(column, row) != arc.number && arc.square(lattice_.node(column, row)) <= metres * metres)
          continue;
        if (column > from) visit(from, row, column - from);
        from = column + 1;
      }
    });
  }

  /// Calls visit(number, column, row, count) for all runs of nodes with one label, row by row.
  template <class Visit>
  void each_run(Visit&& visit) const {
    for (std::int32_t row = row0_; row < row1_; ++row)
      for (std::int32_t from = 0; from < lattice_.columns;) {
        const std::uint32_t number = arc_at(from, row);
        std::int32_t to = from + 1;
        while (to < lattice_.columns && arc_at(to, row) == number) ++to;
        if (number != kNobody) visit(number, from, row, to - from);
        from = to;
      }
  }

  [[nodiscard]] std::uint32_t arc_at(std::int32_t column, std::int32_t row) const {
    return arc_[static_cast<std::size_t>(row - row0_) * static_cast<std::size_t>(lattice_.columns) +
                static_cast<std::size_t>(column)];
  }

 private:
  static Point at_height(Point low, Point high, double y) {
    if (y <= low.y || high.y <= low.y) return y <= low.y ? low : high;
    if (y >= high.y) return high;
    return low + (high - low) * ((y - low.y) / (high.y - low.y));
  }

  /// Notes which blocks hold a node without a label.
  void find_open_blocks() {
    block_columns_ = (lattice_.columns + kBlock - 1) / kBlock;
    open_.assign(static_cast<std::size_t>(block_columns_) * static_cast<std::size_t>((row1_ - row0_ + kBlock - 1) / kBlock), 0);
    for (std::int32_t row = row0_; row < row1_; ++row)
      for (std::int32_t column = 0; column < lattice_.columns; ++column)
        if (arc_at(column, row) == kNobody)
          open_[static_cast<std::size_t>((row - row0_) / kBlock * block_columns_ + column / kBlock)] = 1;
  }

  static constexpr std::int32_t kBlock = 8;
  const Lattice& lattice_;
  std::int32_t row0_, row1_;
  double reach_;
  std::int32_t block_columns_ = 0;
  std::vector<char> open_;             // by block
  std::vector<std::uint32_t> square_;  // bits of the float
  std::vector<std::uint32_t> arc_;
};

/// Runs as they are found, band by band.
struct Found {
  std::vector<std::uint32_t> source;
  std::vector<FieldRun> runs;
  std::vector<float> along, leg;
};

/// Measures runs, and looks up whether walls stand in the way; whole blocks without walls are passed over.
class RunWriter {
 public:
  RunWriter(const AccessModel& model, const Lattice& lattice, double reach, Found& out)
      : model_(&model), lattice_(lattice), reach_(reach), out_(&out) {}

  /// Adds nodes under the arc, those apart that a wall cuts off from it: they are `behind(column)` instead.
  template <class Behind>
  void place(const Reached& arc, double metres, std::int32_t column, std::int32_t row, std::int32_t count, Behind&& behind) {
    if (model_->walls().empty()) return measure(arc, metres, column, row, count);
    std::int32_t from = column;
    const std::int32_t end = column + count;
    for (std::int32_t c = column; c < end; ++c) {
      if (!walls_around(c, row)) {
        c = std::min(end, (c / kBlock + 1) * kBlock) - 1;
        continue;
      }
      const Point node = lattice_.node(c, row);
      if (!model_->walls().crosses(node, arc.a + arc.way * arc.share(node))) continue;
      if (c > from) measure(arc, metres, from, row, c - from);
      behind(c);
      from = c + 1;
    }
    if (end > from) measure(arc, metres, from, row, end - from);
  }
  [[nodiscard]] std::int32_t gated_at(std::int32_t column, std::int32_t row) const {
    return model_->walls().gated_at(lattice_.node(column, row), -1);
  }
  /// Adds the node under every gate of the compound; none when `compound` is -1.
  void place_behind_gates(std::int32_t compound, std::int32_t column, std::int32_t row) {
    for (const std::uint32_t gate : model_->walls().gates_of(compound)) {
      const Point off = lattice_.node(column, row) - model_->walls().gates()[gate].point;
      start(kGate | gate, column, row, 1);
      out_->along.push_back(0);
      out_->leg.push_back(static_cast<float>(std::sqrt(dot(off, off))));
    }
  }
  static constexpr std::uint32_t kGate = 0x80000000U;

 private:
  static constexpr std::int32_t kBlock = 16;

  void start(std::uint32_t source, std::int32_t column, std::int32_t row, std::int32_t count) {
    out_->source.push_back(source);
    out_->runs.push_back({column, row, static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(out_->leg.size())});
  }
  void measure(const Reached& arc, double metres, std::int32_t column, std::int32_t row, std::int32_t count) {
    const std::size_t first = out_->leg.size(), size = first + static_cast<std::size_t>(count);
    start(arc.number, column, row, count);
    out_->along.resize(size);
    out_->leg.resize(size);
    float* __restrict along = out_->along.data() + first;
    float* __restrict leg = out_->leg.data() + first;
    const Point begin = lattice_.node(column, row) - arc.a;
    const double step = lattice_.step, dx = arc.way.x, dy = arc.way.y, inverse = arc.inverse, y = begin.y;
    for (std::int32_t i = 0; i < count; ++i) {
      const double x = begin.x + step * i;
      const double t = (x * dx + y * dy) * inverse, share = 0.5 * (std::abs(t) - std::abs(t - 1.0) + 1.0);
      const double fx = x - share * dx, fy = y - share * dy;
      along[i] = static_cast<float>(share * metres);
      leg[i] = static_cast<float>(std::sqrt(fx * fx + fy * fy));
    }
  }

  bool walls_around(std::int32_t column, std::int32_t row) {
    const std::int32_t bx = column / kBlock, by = row / kBlock;
    if (bx != block_x_ || by != block_y_) {
      block_x_ = bx, block_y_ = by;
      Box box;
      box.expand(lattice_.node(bx * kBlock, by * kBlock));
      box.expand(lattice_.node((bx + 1) * kBlock, (by + 1) * kBlock));
      box.grow(reach_);
      block_has_walls_ = model_->walls().any_in(box);
    }
    return block_has_walls_;
  }

  const AccessModel* model_;
  const Lattice& lattice_;
  double reach_;
  Found* out_;
  std::int32_t block_x_ = -1, block_y_ = -1;
  bool block_has_walls_ = false;
};

/// The runs of the lattice rows [row0, row1).
Found find_runs(const City& city, const WalkGraph& graph, const AccessModel& model, const Lattice& lattice, double reach,
                std::int32_t row0, std::int32_t row1, std::span<const std::uint32_t> members) {
  Found found;
  std::vector<Reached> arcs;
  arcs.reserve(members.size());
  for (const std::uint32_t i : members) arcs.emplace_back(i, graph.arcs[i]);
  Band band(lattice, row0, row1, reach);
  const double near = std::min(reach, kNearSteps * lattice.step);
  for (const Reached& arc : arcs) band.add(arc, near);
  if (near < reach) {
    band.drop_beyond(near);
    band.add_far(arcs);
  }
  RunWriter writer(model, lattice, reach, found);
  band.each_run([&](std::uint32_t number, std::int32_t column, std::int32_t row, std::int32_t count) {
    const Reached arc(number, graph.arcs[number]);
    writer.place(arc, graph.arcs[number].metres, column, row, count,
                 [&](std::int32_t c) { writer.place_behind_gates(writer.gated_at(c, row), c, row); });
  });
  for (const Reached& arc : arcs)
    band.each_shared(arc, kSharedSteps * lattice.step, [&](std::int32_t column, std::int32_t row, std::int32_t count) {
      writer.place(arc, graph.arcs[arc.number].metres, column, row, count, [](std::int32_t) {});
    });
  // The inside of a wide compound lies beyond the reach of any street; its gates serve it all the same.
  for (const std::int32_t c : model.walls().gated()) {
    const Box& box = model.walls().box_of(c);
    for (std::int32_t row = std::max(row0, lattice.row_of(box.min_y)); row < row1 && row <= lattice.row_of(box.max_y) + 1; ++row)
      for (std::int32_t column = lattice.column_of(box.min_x); column <= lattice.column_of(box.max_x) + 1; ++column)
        if (band.arc_at(column, row) == kNobody &&
            contains(city.compounds[static_cast<std::size_t>(c)].area, lattice.node(column, row)))
          writer.place_behind_gates(c, column, row);
  }
  return found;
}

}  // namespace

AccessField::AccessField(const City& city, const WalkGraph& graph, const AccessModel& model, const Lattice& lattice, double reach,
                         const RunContext& run)
    : arcs_(graph.arcs.size()) {
  const auto bands = static_cast<std::size_t>((lattice.rows + kBandRows - 1) / kBandRows);
  std::vector<std::vector<std::uint32_t>> members(bands);
  for (std::uint32_t i = 0; i < arcs_; ++i) {
    const WalkArc& arc = graph.arcs[i];
    const std::int32_t low = lattice.row_of(std::min(arc.a.y, arc.b.y) - reach),
                       high = lattice.row_of(std::max(arc.a.y, arc.b.y) + reach) + 1;
    for (std::int32_t b = low / kBandRows; b <= high / kBandRows && b < static_cast<std::int32_t>(bands); ++b)
      members[static_cast<std::size_t>(b)].push_back(i);
  }
  std::vector<Found> found(bands);
  std::vector<std::size_t> order(bands);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for_each_parallel(order, run.threads, [&](std::size_t b) {
    const std::int32_t row0 = static_cast<std::int32_t>(b) * kBandRows, row1 = std::min(lattice.rows, row0 + kBandRows);
    found[b] = find_runs(city, graph, model, lattice, reach, row0, row1, members[b]);
  });
  // By arc: runs and their nodes side by side, as the circles read them.
  const auto source_of = [&](std::uint32_t s) {
    return (s & RunWriter::kGate) != 0 ? arcs_ + (s & ~RunWriter::kGate) : static_cast<std::size_t>(s);
  };
  first_.assign(arcs_ + model.walls().gates().size() + 1, 0);
  std::vector<std::uint32_t> first_node(first_.size(), 0);
  for (const Found& band : found)
    for (std::size_t i = 0; i < band.runs.size(); ++i) {
      const std::size_t source = source_of(band.source[i]) + 1;
      ++first_[source], first_node[source] += band.runs[i].count;
    }
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  std::partial_sum(first_node.begin(), first_node.end(), first_node.begin());
  runs_.resize(first_.back());
  along_.resize(first_node.back());
  leg_.resize(first_node.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (Found& band : found) {
    for (std::size_t i = 0; i < band.runs.size(); ++i) {
      FieldRun one = band.runs[i];
      const std::size_t source = source_of(band.source[i]);
      std::uint32_t& at = first_node[source];
      std::copy_n(band.along.begin() + one.first, one.count, along_.begin() + at);
      std::copy_n(band.leg.begin() + one.first, one.count, leg_.begin() + at);
      one.first = at, at += one.count;
      runs_[next[source]++] = one;
    }
    band = {};
  }
}

}  // namespace wangge
