#include "algorithms/coverage/access_field.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <span>
#include <utility>

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
        stride_(static_cast<std::size_t>(lattice.columns) + kTogether),
        square_(stride_ * static_cast<std::size_t>(row1 - row0), std::bit_cast<std::uint32_t>(static_cast<float>(reach * reach))),
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

  /// Offers arcs to the nodes without a label, up to the whole reach. The open nodes of a block are offered only what can be
  /// nearest to one of them: no arc farther from their middle than the nearest one by more than they lie apart.
  void add_far(std::span<const Reached> arcs) {
    find_open_blocks();
    struct Candidate {
      std::uint32_t arc, block;
      float metres;
    };
    std::vector<Candidate> candidates;
    for (std::uint32_t i = 0; i < arcs.size(); ++i) {
      const Reached& arc = arcs[i];
      const std::int32_t row_from = std::max(lattice_.row_of(std::min(arc.a.y, arc.b.y) - reach_), row0_),
                         row_to = std::min(lattice_.row_of(std::max(arc.a.y, arc.b.y) + reach_) + 1, row1_ - 1);
      const std::int32_t from = lattice_.column_of(std::min(arc.a.x, arc.b.x) - reach_) / kBlock,
                         to = (lattice_.column_of(std::max(arc.a.x, arc.b.x) + reach_) + 1) / kBlock;
      for (std::int32_t row = (row_from - row0_) / kBlock; row <= (row_to - row0_) / kBlock; ++row)
        for (std::int32_t column = from; column <= to; ++column) {
          const auto number = static_cast<std::uint32_t>(row * block_columns_ + column);
          OpenBlock& block = blocks_[number];
          if (block.last_row < 0) continue;
          const auto metres = static_cast<float>(std::sqrt(arc.square(block.middle)));
          if (metres > reach_ + block.half || metres > block.nearest + block.apart()) continue;
          candidates.push_back({i, number, metres});
          block.nearest = std::min(block.nearest, metres);
        }
    }
    for (const Candidate& one : candidates) {
      const OpenBlock& block = blocks_[one.block];
      if (one.metres > block.nearest + block.apart()) continue;
      const std::int32_t column = static_cast<std::int32_t>(one.block) % block_columns_ * kBlock,
                         last = std::min(column + kBlock, lattice_.columns) - 1;
      for (std::int32_t row = block.row; row <= block.last_row; ++row) offer_row(arcs[one.arc], row, column, last);
    }
  }

  template <class Visit>
  void each_row(const Reached& arc, double metres, Visit&& visit) const {
    const Point low = arc.a.y <= arc.b.y ? arc.a : arc.b, high = arc.a.y <= arc.b.y ? arc.b : arc.a;
    const double height = high.y - low.y, slope = height > 0 ? (high.x - low.x) / height : 0, inverse_step = 1 / lattice_.step;
    const std::int32_t from = std::max(row0_, at_or_after((low.y - metres - lattice_.y0) * inverse_step)),
                       to = std::min(row1_ - 1, at_or_before((high.y + metres - lattice_.y0) * inverse_step));
    for (std::int32_t row = from; row <= to; ++row) {
      // Only the stretch of the arc within reach of this row matters; it bounds the columns.
      const double y = lattice_.y0 + row * lattice_.step - low.y;
      const double s = slope * std::clamp(y - metres, 0.0, height), e = slope * std::clamp(y + metres, 0.0, height);
      double west = low.x + std::min(s, e), east = low.x + std::max(s, e);
      if (height == 0) west = std::min(low.x, high.x), east = std::max(low.x, high.x);
      const std::int32_t first = at_or_after((west - metres - lattice_.x0) * inverse_step),
                         last = std::min(lattice_.columns - 1, at_or_before((east + metres - lattice_.x0) * inverse_step));
      if (first <= last) visit(row, first, last);
    }
  }

  /// Distance from nodes of one row to the arc; always kTogether of them, without branches, so that it becomes vector code. Some
  /// nodes after the last get an offer that is not meant for them: it is a true distance, and beyond what settles a node.
  void offer_row(const Reached& arc, std::int32_t row, std::int32_t first, std::int32_t last) {
    const Point start = arc.a - lattice_.node(first, row);
    const auto ax = static_cast<float>(start.x), ay = static_cast<float>(start.y), dx = static_cast<float>(arc.way.x),
               dy = static_cast<float>(arc.way.y);
    const auto inverse = static_cast<float>(arc.inverse), step = static_cast<float>(lattice_.step);
    const std::size_t offset = static_cast<std::size_t>(row - row0_) * stride_ + static_cast<std::size_t>(first);
    std::uint32_t* __restrict square = square_.data() + offset;
    std::uint32_t* __restrict label = arc_.data() + offset;
    const std::uint32_t number = arc.number;
    for (std::int32_t done = 0; done <= last - first; done += kTogether, square += kTogether, label += kTogether)
      for (std::int32_t i = 0; i < kTogether; ++i) {
        const float px = ax - step * static_cast<float>(done + i);
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
    return arc_[static_cast<std::size_t>(row - row0_) * stride_ + static_cast<std::size_t>(column)];
  }

 private:
  // First and last whole number from 0 on that is not below, or not above, the value: ceil and floor without a call.
  static std::int32_t at_or_after(double value) {
    const auto whole = static_cast<std::int32_t>(std::max(value, 0.0));
    return whole + (static_cast<double>(whole) < value ? 1 : 0);
  }
  static std::int32_t at_or_before(double value) { return value < 0 ? -1 : static_cast<std::int32_t>(value); }

  /// The box around the nodes of a block that have no label.
  struct OpenBlock {
    std::int32_t column = 0, row = 0, last_column = -1, last_row = -1;
    Point middle;
    float half = 0;  // metres from the middle to a corner
    float nearest = std::numeric_limits<float>::infinity();
    [[nodiscard]] float apart() const { return 2 * half + 0.01F; }
  };

  void find_open_blocks() {
    block_columns_ = (lattice_.columns + kBlock - 1) / kBlock;
    blocks_.assign(static_cast<std::size_t>(block_columns_) * static_cast<std::size_t>((row1_ - row0_ + kBlock - 1) / kBlock),
                   {});
    for (std::int32_t row = row0_; row < row1_; ++row)
      for (std::int32_t column = 0; column < lattice_.columns; ++column) {
        if (arc_at(column, row) != kNobody) continue;
        OpenBlock& block = blocks_[static_cast<std::size_t>((row - row0_) / kBlock * block_columns_ + column / kBlock)];
        if (block.last_row < 0) block.column = column, block.row = row;
        block.column = std::min(block.column, column), block.last_column = std::max(block.last_column, column);
        block.last_row = row;
      }
    for (OpenBlock& block : blocks_) {
      const Point low = lattice_.node(block.column, block.row), high = lattice_.node(block.last_column, block.last_row);
      block.middle = (low + high) * 0.5;
      block.half = static_cast<float>(std::sqrt(dot(high - low, high - low)) / 2);
    }
  }

  static constexpr std::int32_t kTogether = 8;
  static constexpr std::int32_t kBlock = 8;
  const Lattice& lattice_;
  std::int32_t row0_, row1_;
  double reach_;
  std::size_t stride_;  // a row's nodes and some that are nobody's
  std::int32_t block_columns_ = 0;
  std::vector<OpenBlock> blocks_;
  std::vector<std::uint32_t> square_;  // bits of the float
  std::vector<std::uint32_t> arc_;
};

/// Neighbouring nodes of one row that belong to one arc or gate.
struct Run {
  std::uint32_t source = 0;
  std::int32_t column = 0, row = 0;  // of the first
  std::uint32_t count = 0;
};

/// Runs as they are found, band by band, and their nodes one after the other.
struct Found {
  std::vector<Run> runs;
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
    out_->runs.push_back({source, column, row, static_cast<std::uint32_t>(count)});
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

/// Runs of all bands sorted by arc and gate: nodes side by side, as the circles read them.
void gather(std::vector<Found>& found, std::size_t arcs, std::vector<FieldPatch>& patches, std::vector<FieldNode>& nodes) {
  const auto patch_of = [&](const Run& run) -> FieldPatch& {
    return patches[(run.source & RunWriter::kGate) != 0 ? arcs + (run.source & ~RunWriter::kGate) : std::size_t{run.source}];
  };
  for (const Found& band : found)
    for (const Run& run : band.runs) {
      FieldPatch& patch = patch_of(run);
      const bool fresh = patch.count == 0;
      patch.column = fresh ? run.column : std::min(patch.column, run.column);
      patch.row = fresh ? run.row : std::min(patch.row, run.row);
      patch.last_column = std::max(patch.last_column, run.column + static_cast<std::int32_t>(run.count) - 1);
      patch.last_row = std::max(patch.last_row, run.row);
      patch.count += run.count;
    }
  std::uint32_t first = 0;
  for (FieldPatch& patch : patches) patch.first = first, first += std::exchange(patch.count, 0);
  nodes.resize(first);
  for (Found& band : found) {
    std::size_t at = 0;
    for (const Run& run : band.runs) {
      FieldPatch& patch = patch_of(run);
      FieldNode* node = nodes.data() + patch.first + patch.count;
      for (std::uint32_t i = 0; i < run.count; ++i, ++at)
        node[i] = {run.column + static_cast<std::int32_t>(i), run.row, band.along[at], band.leg[at]};
      patch.count += run.count;
    }
    band = {};
  }
}

}  // namespace

AccessField::AccessField(const City& city, const WalkGraph& graph, const AccessModel& model, const Lattice& lattice, double reach,
                         const RunContext& run)
    : arcs_(graph.arcs.size()), patches_(graph.arcs.size() + model.walls().gates().size()) {
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
  gather(found, arcs_, patches_, nodes_);
}

}  // namespace wangge
