#include "algorithms/coverage/level_land.hpp"

#include <algorithm>
#include <cmath>

namespace wangge {

namespace {

/// Where the edges of an area meet the rows of a lattice, by row from `first_row` on.
class RowCuts {
 public:
  RowCuts(const MultiPolygon& area, const Lattice& lattice) : lattice_(lattice) {
    const Box box = bounds(area);
    first_row_ = lattice.row_of(box.min_y);
    cuts_.resize(static_cast<std::size_t>(lattice.row_of(box.max_y) - first_row_ + 2));
    for (const Polygon& polygon : area) {
      add(polygon.outer);
      for (const Ring& hole : polygon.holes) add(hole);
    }
  }

  template <class Visit>
  void each_span(Visit&& visit) {
    for (std::size_t r = 0; r < cuts_.size(); ++r) {
      std::vector<double>& cuts = cuts_[r];
      std::sort(cuts.begin(), cuts.end());
      for (std::size_t i = 1; i < cuts.size(); i += 2)
        if (const ColumnSpan span{column_after(cuts[i - 1]), column_after(cuts[i])}; span.from < span.to)
          visit(static_cast<std::size_t>(first_row_) + r, span);
    }
  }

 private:
  void add(const Ring& ring) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      const Point low = ring[i].y <= ring[j].y ? ring[i] : ring[j], high = ring[i].y <= ring[j].y ? ring[j] : ring[i];
      // Half-open in height, so that a corner counts once.
      for (std::size_t r = row_after(low.y), end = row_after(high.y); r < end; ++r) {
        const double y = lattice_.y0 + static_cast<double>(first_row_ + static_cast<std::int32_t>(r)) * lattice_.step;
        cuts_[r].push_back(low.x + (high.x - low.x) * ((y - low.y) / (high.y - low.y)));
      }
    }
  }
  /// The first of the rows that is not below the height.
  [[nodiscard]] std::size_t row_after(double y) const {
    const double row = std::ceil((y - lattice_.y0) / lattice_.step) - first_row_;
    return static_cast<std::size_t>(std::clamp(row, 0.0, static_cast<double>(cuts_.size())));
  }
  [[nodiscard]] std::int32_t column_after(double x) const {
    return static_cast<std::int32_t>(
        std::clamp(std::ceil((x - lattice_.x0) / lattice_.step), 0.0, static_cast<double>(lattice_.columns)));
  }

  const Lattice& lattice_;
  std::int32_t first_row_ = 0;
  std::vector<std::vector<double>> cuts_;
};

}  // namespace

std::vector<std::vector<ColumnSpan>> community_nodes(const City& city, const Lattice& lattice) {
  std::vector<std::vector<ColumnSpan>> rows(static_cast<std::size_t>(lattice.rows));
  for (const Community& community : city.communities) {
    if (community.area.empty()) continue;
    RowCuts(community.area, lattice).each_span([&](std::size_t row, const ColumnSpan& span) {
      if (row < rows.size()) rows[row].push_back(span);
    });
  }
  for (std::vector<ColumnSpan>& row : rows) {
    std::sort(row.begin(), row.end(), [](const ColumnSpan& a, const ColumnSpan& b) { return a.from < b.from; });
    std::size_t kept = 0;
    for (const ColumnSpan& span : row) {
      if (kept > 0 && span.from <= row[kept - 1].to)
        row[kept - 1].to = std::max(row[kept - 1].to, span.to);
      else
        row[kept++] = span;
    }
    row.resize(kept);
  }
  return rows;
}

LevelLand::LevelLand(const PointMesh& mesh, std::vector<std::int32_t> levels) : mesh_(&mesh), levels_(std::move(levels)) {
  for (const std::int32_t level : levels_)
    if (level >= 1 && level <= kLevels && !fields_[static_cast<std::size_t>(level - 1)])
      fields_[static_cast<std::size_t>(level - 1)] = std::make_unique<NearestField>(mesh, levels_.size(), false);
}

void LevelLand::take(std::int32_t centre, const LatticeWindow& window, std::span<const float> nodes) {
  const std::int32_t level = levels_[static_cast<std::size_t>(centre)];
  if (level >= 1 && level <= kLevels) fields_[static_cast<std::size_t>(level - 1)]->take(centre, window, nodes, {}, {});
}

std::vector<std::vector<double>> LevelLand::covered(const City& city, std::span<const double> radii) const {
  const std::vector<std::vector<ColumnSpan>> inside = community_nodes(city, mesh_->lattice());
  std::vector<std::vector<double>> land(kLevels, std::vector<double>(radii.size(), 0));
  const double square = mesh_->lattice().step * mesh_->lattice().step;
  for (std::size_t l = 0; l < land.size(); ++l) {
    if (!fields_[l]) continue;
    fields_[l]->each_row([&](std::int32_t row, std::int32_t column, std::span<const float> metres) {
      const std::vector<ColumnSpan>& spans = inside[static_cast<std::size_t>(row)];
      auto span =
          std::upper_bound(spans.begin(), spans.end(), column, [](std::int32_t c, const ColumnSpan& s) { return c < s.to; });
      const std::int32_t end = column + static_cast<std::int32_t>(metres.size());
      for (; span != spans.end() && span->from < end; ++span)
        for (std::size_t r = 0; r < radii.size(); ++r) {
          const auto within = [&](float m) { return static_cast<double>(m) <= radii[r]; };
          land[l][r] += square * static_cast<double>(std::count_if(metres.begin() + std::max(span->from - column, 0),
                                                                   metres.begin() + (std::min(span->to, end) - column), within));
        }
    });
  }
  return land;
}

}  // namespace wangge
