#include "render/map_canvas.hpp"

#include <algorithm>

#include "render/map_style.hpp"

namespace wangge {

namespace {

// Vertices nearer than this on paper cannot be told apart in print (300 dpi = 0.085 mm).
constexpr double kTolerance = 0.06;

}  // namespace

double MapCanvas::symbol_width(double metres, double least, double most) const {
  return std::clamp(metres * layout.mm_per_metre(), least * unit(), most * unit());
}

bool MapCanvas::shows(const MultiPolygon& area) const { return !area.empty() && bounds(area).intersects(visible); }

bool MapCanvas::shows(const MultiPolyline& lines) const {
  return std::any_of(lines.begin(), lines.end(), [&](const Polyline& line) { return bounds(line).intersects(visible); });
}

Polyline MapCanvas::on_page(const Polyline& line) const {
  Polyline moved;
  moved.reserve(line.size());
  for (const Point p : line) moved.push_back(layout.to_page(p));
  return moved;
}

MultiPolygon MapCanvas::on_page(const MultiPolygon& area) const {
  MultiPolygon moved;
  moved.reserve(area.size());
  for (const Polygon& polygon : area) {
    moved.push_back({on_page(polygon.outer), {}});
    for (const Ring& hole : polygon.holes) moved.back().holes.push_back(on_page(hole));
  }
  return moved;
}

SvgPath MapCanvas::path(const MultiPolygon& area) const { return path(AreaList{&area}); }

SvgPath MapCanvas::path(const AreaList& areas) const {
  SvgPath path(kTolerance);
  for (const MultiPolygon* area : areas) {
    if (!shows(*area)) continue;
    for (const Polygon& polygon : *area) {
      path.add_ring(on_page(polygon.outer));
      for (const Ring& hole : polygon.holes) path.add_ring(on_page(hole));
    }
  }
  return path;
}

SvgPath MapCanvas::path(const MultiPolyline& lines) const {
  SvgPath path(kTolerance);
  for (const Polyline& line : lines) path.add_line(on_page(line));
  return path;
}

SvgPath MapCanvas::path(const Polyline& line) const {
  SvgPath path(kTolerance);
  path.add_line(on_page(line));
  return path;
}

std::string MapCanvas::words(std::string_view id, std::initializer_list<std::string> values) const {
  return say(sheet.language, id, values);
}

const MultiPolygon* focus_area(const MapSheet& sheet) {
  const auto holds = [](const auto& all, std::int32_t i) { return i >= 0 && static_cast<std::size_t>(i) < all.size(); };
  if (holds(sheet.grids, sheet.focus_grid)) return &sheet.grids[static_cast<std::size_t>(sheet.focus_grid)].area;
  if (holds(sheet.communities, sheet.focus_community))
    return &sheet.communities[static_cast<std::size_t>(sheet.focus_community)].area;
  return nullptr;
}

LineLook line_look(BarrierLook look, const MapCanvas& canvas) {
  // True widths in metres: expressway 36, main road 26, double track 10, small river 14.
  switch (look) {
    case BarrierLook::river: return {0, "", canvas.symbol_width(14, 0.6, 4), style::kWater, ""};
    case BarrierLook::expressway: {
      const double width = canvas.symbol_width(36, 0.9, 4.5);
      return {width, style::kExpresswayCasing, width - 0.3 * canvas.unit(), style::kExpresswayFill, ""};
    }
    case BarrierLook::main_road: {
      const double width = canvas.symbol_width(26, 0.65, 3.6);
      return {width, style::kMainRoadCasing, width - 0.25 * canvas.unit(), style::kMainRoadFill, ""};
    }
    case BarrierLook::railway: {
      const double width = canvas.symbol_width(10, 0.5, 1.1);
      return {width, style::kRailway, width * 0.62, style::kPaper, "dashed"};
    }
    case BarrierLook::wall: return {0, "", 0.35 * canvas.unit(), style::kWall, ""};
    case BarrierLook::other: break;
  }
  return {0, "", 0.3 * canvas.unit(), style::kQuietInk, ""};
}

}  // namespace wangge
