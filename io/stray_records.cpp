#include "io/stray_records.hpp"

#include <algorithm>
#include <cmath>

namespace wangge {

namespace {

constexpr double kAroundMetres = 100000;  ///< how far beyond the middle half of a layer its records may lie
constexpr double kAroundDegrees = 1;

bool degrees_like(Point p) { return std::abs(p.x) <= 180 && std::abs(p.y) <= 180; }

class Mending {
 public:
  Mending(SourceLayer& layer, const LayerCrs& crs, const Box& numbers, Language language, std::vector<Finding>& findings)
      : layer_(layer), crs_(crs), around_(numbers), language_(language), findings_(findings) {
    const bool metres = !degrees_like({numbers.max_x, numbers.max_y});
    around_.grow(std::max({metres ? kAroundMetres : kAroundDegrees, numbers.width() * 3, numbers.height() * 3}));
    metres_ = metres;
  }

  /// Nothing can be far outside where not even the box of all is.
  [[nodiscard]] bool needed(const Box& firsts) const {
    return !(around_.contains({firsts.min_x, firsts.min_y}) && around_.contains({firsts.max_x, firsts.max_y}));
  }

  void run() {
    for (std::size_t row = 0; row < layer_.shapes.size(); ++row) {
      SourceShape& shape = layer_.shapes[row];
      if (shape.empty() || shape.not_finite) continue;
      const Point first = first_of(shape);
      if (around_.contains(first)) continue;
      if (around_.contains({first.y, first.x})) {
        shape.each_vertex([](Point& p) { std::swap(p.x, p.y); });
        note("record_axes_swapped", row, first);
      } else if (metres_ && degrees_like(first)) {
        from_degrees(shape, row, first);
      }
    }
  }

 private:
  static Point first_of(const SourceShape& shape) {
    if (!shape.points.empty()) return shape.points.front();
    return shape.lines.empty() ? shape.polygons.front().outer.front() : shape.lines.front().front();
  }

  void from_degrees(SourceShape& shape, std::size_t row, Point first) {
    const auto change = CoordinateChange::between("EPSG:4490", crs_.definition, language_);
    if (!change) return;
    for (const bool turned : {false, true}) {
      const auto to_layer = [&](Point p) {
        auto moved = change->apply(turned ? Point{p.y, p.x} : p);
        if (moved && crs_.swapped) moved = Point{moved->y, moved->x};
        if (moved && crs_.shift_x != 0) (crs_.swapped ? moved->y : moved->x) -= crs_.shift_x;
        return moved;
      };
      const auto moved = to_layer(first);
      if (!moved || !around_.contains(*moved)) continue;
      shape.each_vertex([&](Point& p) {
        const auto there = to_layer(p);
        if (there)
          p = *there;
        else
          shape.not_finite = true;
      });
      return note("record_in_degrees", row, first);
    }
  }

  void note(const char* code, std::size_t row, Point given) {
    Finding finding;
    finding.code = code;
    finding.layer = layer_.section;
    finding.object_id = "#" + std::to_string(row + 1);
    finding.row = static_cast<std::int64_t>(row) + 1;
    finding.text = say(language_, code, {with_decimals(given.x, 5), with_decimals(given.y, 5)});
    finding.repair = say(language_, std::string(code) + "_repair");
    findings_.push_back(std::move(finding));
  }

  SourceLayer& layer_;
  const LayerCrs& crs_;
  Box around_;
  bool metres_ = true;
  Language language_;
  std::vector<Finding>& findings_;
};

}  // namespace

void mend_stray_records(SourceLayer& layer, const LayerCrs& crs, const LayerNumbers& numbers, Language language,
                        std::vector<Finding>& findings) {
  if (numbers.typical.empty() || crs.definition.empty()) return;
  if (Mending mending(layer, crs, numbers.typical, language, findings); mending.needed(numbers.firsts)) mending.run();
}

}  // namespace wangge
