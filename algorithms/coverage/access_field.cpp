#include "algorithms/coverage/access_field.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

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

/// Like foot_on_segment, without the guards of hypot, which cost more than all the rest here.
Foot foot_of(Point p, const WalkArc& arc) {
  const Point d = arc.b - arc.a;
  const double square = dot(d, d), share = square > 0 ? std::clamp(dot(p - arc.a, d) / square, 0.0, 1.0) : 0.0;
  const Point at = arc.a + d * share;
  return {at, share, std::sqrt(dot(p - at, p - at))};
}

struct Labelled {
  std::uint32_t source;
  FieldNode node;
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
  void add(std::uint32_t number, const WalkArc& arc, double metres) {
    each_row(arc, metres,
             [&](std::int32_t row, std::int32_t first, std::int32_t last) { offer_row(number, arc, row, first, last); });
  }

  /// Labels farther than this are not settled: an arc that was not offered there may be nearer.
  void drop_beyond(double metres) {
    const auto limit = std::bit_cast<std::uint32_t>(static_cast<float>(metres * metres));
    for (std::size_t i = 0; i < arc_.size(); ++i)
      if (square_[i] > limit) arc_[i] = kNobody, square_[i] = std::bit_cast<std::uint32_t>(static_cast<float>(reach_ * reach_));
  }

  /// Notes which blocks hold a node without a label: all that arcs farther away can still claim.
  void find_open_blocks() {
    block_columns_ = (lattice_.columns + kBlock - 1) / kBlock;
    open_.assign(static_cast<std::size_t>(block_columns_) * static_cast<std::size_t>((row1_ - row0_ + kBlock - 1) / kBlock), 0);
    for (std::int32_t row = row0_; row < row1_; ++row)
      for (std::int32_t column = 0; column < lattice_.columns; ++column)
        if (arc_at(column, row) == kNobody) open_[block_of(column, row)] = 1;
  }

  /// Like `add` at the whole reach, in open blocks only.
  void add_far(std::uint32_t number, const WalkArc& arc) {
    each_row(arc, reach_, [&](std::int32_t row, std::int32_t first, std::int32_t last) {
      for (std::int32_t from = first; from <= last;) {
        const std::int32_t to = std::min(last, (from / kBlock + 1) * kBlock - 1);
        if (open_[block_of(from, row)] != 0) offer_row(number, arc, row, from, to);
        from = to + 1;
      }
    });
  }

  template <class Visit>
  void each_row(const WalkArc& arc, double metres, Visit&& visit) const {
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
  void offer_row(std::uint32_t number, const WalkArc& arc, std::int32_t row, std::int32_t first, std::int32_t last) {
    const Point start = arc.a - lattice_.node(first, row), d = arc.b - arc.a;
    const double length = dot(d, d);
    const auto ax = static_cast<float>(start.x), ay = static_cast<float>(start.y), dx = static_cast<float>(d.x),
               dy = static_cast<float>(d.y);
    const auto inverse = static_cast<float>(length > 0 ? 1 / length : 0), step = static_cast<float>(lattice_.step);
    const std::size_t offset =
        static_cast<std::size_t>(row - row0_) * static_cast<std::size_t>(lattice_.columns) + static_cast<std::size_t>(first);
    std::uint32_t* __restrict square = square_.data() + offset;
    std::uint32_t* __restrict label = arc_.data() + offset;
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

  /// Calls visit(column, row, foot) for the band's nodes within `metres` of the arc that are labelled with another one.
  template <class Visit>
  void each_shared(std::uint32_t number, const WalkArc& arc, double metres, Visit&& visit) const {
    const Box box{std::min(arc.a.x, arc.b.x) - metres, std::min(arc.a.y, arc.b.y) - metres, std::max(arc.a.x, arc.b.x) + metres,
                  std::max(arc.a.y, arc.b.y) + metres};
    for (std::int32_t row = std::max(row0_, lattice_.row_of(box.min_y)); row < row1_ && row <= lattice_.row_of(box.max_y);
         ++row) {
      // The stretch of the arc near this row bounds the columns, as for the labels.
      const double y = lattice_.y0 + row * lattice_.step;
      const bool up = arc.a.y <= arc.b.y;
      const Point s = at_height(up ? arc.a : arc.b, up ? arc.b : arc.a, y - metres),
                  e = at_height(up ? arc.a : arc.b, up ? arc.b : arc.a, y + metres);
      const std::int32_t last = lattice_.column_of(std::max(s.x, e.x) + metres);
      for (std::int32_t column = lattice_.column_of(std::min(s.x, e.x) - metres); column <= last; ++column) {
        if (arc_at(column, row) == number) continue;
        const Foot foot = foot_of(lattice_.node(column, row), arc);
        if (foot.metres <= metres) visit(column, row, foot);
      }
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

  static constexpr std::int32_t kBlock = 8;
  [[nodiscard]] std::size_t block_of(std::int32_t column, std::int32_t row) const {
    return static_cast<std::size_t>((row - row0_) / kBlock) * static_cast<std::size_t>(block_columns_) +
           static_cast<std::size_t>(column / kBlock);
  }

  const Lattice& lattice_;
  std::int32_t row0_, row1_;
  double reach_;
  std::int32_t block_columns_ = 0;
  std::vector<char> open_;             // by block
  std::vector<std::uint32_t> square_;  // bits of the float
  std::vector<std::uint32_t> arc_;
};

/// Looks up, node by node, whether walls stand in the way; whole blocks without walls are passed over.
class WallGuard {
 public:
  WallGuard(const AccessModel& model, const Lattice& lattice, double reach) : model_(&model), lattice_(lattice), reach_(reach) {}

  /// Adds the node to `out` under the arc; false when a wall stands in the way.
  bool place(std::uint32_t number, const WalkArc& arc, std::int32_t column, std::int32_t row, const Foot& foot,
             std::vector<Labelled>& out) {
    const AccessWalls& walls = model_->walls();
    if (!walls.empty() && walls_around(column, row) && walls.crosses(lattice_.node(column, row), foot.at)) return false;
    out.push_back({number, {column, row, static_cast<float>(foot.share * arc.metres), static_cast<float>(foot.metres)}});
    return true;
  }
  [[nodiscard]] std::int32_t gated_at(std::int32_t column, std::int32_t row) const {
    return model_->walls().gated_at(lattice_.node(column, row), -1);
  }
  /// Adds the node under every gate of the compound; none when `compound` is -1.
  void place_behind_gates(std::int32_t compound, std::int32_t column, std::int32_t row, std::vector<Labelled>& out) const {
    for (const std::uint32_t gate : model_->walls().gates_of(compound)) {
      const Point off = lattice_.node(column, row) - model_->walls().gates()[gate].point;
      const auto leg = static_cast<float>(std::sqrt(dot(off, off)));
      out.push_back({kGate | gate, {column, row, 0, leg}});
    }
  }
  static constexpr std::uint32_t kGate = 0x80000000U;

 private:
  bool walls_around(std::int32_t column, std::int32_t row) {
    constexpr std::int32_t kBlock = 16;
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
  std::int32_t block_x_ = -1, block_y_ = -1;
  bool block_has_walls_ = false;
};

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
  std::vector<std::vector<Labelled>> found(bands);
  std::vector<std::size_t> order(bands);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for_each_parallel(order, run.threads, [&](std::size_t b) {
    const std::int32_t row0 = static_cast<std::int32_t>(b) * kBandRows, row1 = std::min(lattice.rows, row0 + kBandRows);
    Band band(lattice, row0, row1, reach);
    const double near = std::min(reach, kNearSteps * lattice.step);
    for (const std::uint32_t i : members[b]) band.add(i, graph.arcs[i], near);
    if (near < reach) {
      band.drop_beyond(near);
      band.find_open_blocks();
      for (const std::uint32_t i : members[b]) band.add_far(i, graph.arcs[i]);
    }
    WallGuard guard(model, lattice, reach);
    for (std::int32_t row = row0; row < row1; ++row)
      for (std::int32_t column = 0; column < lattice.columns; ++column) {
        const std::uint32_t number = band.arc_at(column, row);
        if (number == kNobody) continue;
        const WalkArc& arc = graph.arcs[number];
        if (!guard.place(number, arc, column, row, foot_of(lattice.node(column, row), arc), found[b]))
          guard.place_behind_gates(guard.gated_at(column, row), column, row, found[b]);
      }
    for (const std::uint32_t i : members[b])
      band.each_shared(i, graph.arcs[i], kSharedSteps * lattice.step,
                       [&](std::int32_t column, std::int32_t row, const Foot& foot) {
                         guard.place(i, graph.arcs[i], column, row, foot, found[b]);
                       });
    // The inside of a wide compound lies beyond the reach of any street; its gates serve it all the same.
    for (const std::int32_t c : model.walls().gated()) {
      const Box& box = model.walls().box_of(c);
      for (std::int32_t row = std::max(row0, lattice.row_of(box.min_y)); row < row1 && row <= lattice.row_of(box.max_y) + 1;
           ++row)
        for (std::int32_t column = lattice.column_of(box.min_x); column <= lattice.column_of(box.max_x) + 1; ++column)
          if (band.arc_at(column, row) == kNobody &&
              contains(city.compounds[static_cast<std::size_t>(c)].area, lattice.node(column, row)))
            guard.place_behind_gates(c, column, row, found[b]);
    }
  });

  auto source_of = [&](std::uint32_t s) {
    return (s & WallGuard::kGate) != 0 ? arcs_ + (s & ~WallGuard::kGate) : static_cast<std::size_t>(s);
  };
  first_.assign(arcs_ + model.walls().gates().size() + 1, 0);
  for (const auto& band : found)
    for (const Labelled& l : band) ++first_[source_of(l.source) + 1];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  nodes_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (auto& band : found) {
    for (const Labelled& l : band) nodes_[next[source_of(l.source)]++] = l.node;
    band = {};
  }
}

}  // namespace wangge
