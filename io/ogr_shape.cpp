#include "io/ogr_shape.hpp"

#include <cmath>

namespace wangge {

namespace {

static_assert(sizeof(OGRRawPoint) == sizeof(Point));

std::vector<Point> vertices(const OGRSimpleCurve& curve, SourceShape& shape) {
  std::vector<Point> points(static_cast<std::size_t>(curve.getNumPoints()));
  if (!points.empty()) curve.getPoints(reinterpret_cast<OGRRawPoint*>(points.data()), nullptr);
  for (const Point& point : points)
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) shape.not_finite = true;
  return points;
}

bool add_ring(const OGRLinearRing& source, SourceShape& shape, Ring& ring) {
  ring = vertices(source, shape);
  while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
  if (ring.size() >= 3) return true;
  shape.broken_ring = true;
  return false;
}

void add_polygon(const OGRPolygon& source, SourceShape& shape) {
  if (source.IsEmpty() || source.getExteriorRing() == nullptr) return;
  Polygon polygon;
  if (!add_ring(*source.getExteriorRing(), shape, polygon.outer)) return;
  for (int i = 0; i < source.getNumInteriorRings(); ++i) {
    Ring hole;
    if (add_ring(*source.getInteriorRing(i), shape, hole)) polygon.holes.push_back(std::move(hole));
  }
  shape.polygons.push_back(std::move(polygon));
}

void add(const OGRGeometry& geometry, SourceShape& shape) {
  switch (wkbFlatten(geometry.getGeometryType())) {
    case wkbPoint: {
      const OGRPoint& point = *geometry.toPoint();
      if (point.IsEmpty()) return;
      if (!std::isfinite(point.getX()) || !std::isfinite(point.getY())) shape.not_finite = true;
      shape.points.push_back({point.getX(), point.getY()});
      return;
    }
    case wkbLineString:
    case wkbLinearRing: {
      Polyline line = vertices(*geometry.toSimpleCurve(), shape);
      if (line.size() >= 2)
        shape.lines.push_back(std::move(line));
      else if (!line.empty())
        shape.broken_ring = true;
      return;
    }
    case wkbPolygon:
    case wkbTriangle: add_polygon(*geometry.toPolygon(), shape); return;
    case wkbPolyhedralSurface:
    case wkbTIN:
      for (const auto* part : *geometry.toPolyhedralSurface()) add(*part, shape);
      return;
    default: break;
  }
  if (OGR_GT_IsSubClassOf(geometry.getGeometryType(), wkbGeometryCollection))
    for (const auto* part : *geometry.toGeometryCollection()) add(*part, shape);
}

}  // namespace

SourceShape shape_from_ogr(const OGRGeometry* geometry) {
  SourceShape shape;
  if (geometry == nullptr) {
    shape.missing = true;
    return shape;
  }
  if (geometry->hasCurveGeometry(TRUE)) {
    const std::unique_ptr<OGRGeometry> straight(geometry->getLinearGeometry());
    if (straight) add(*straight, shape);
  } else {
    add(*geometry, shape);
  }
  return shape;
}

namespace {

void fill(OGRSimpleCurve& curve, const std::vector<Point>& points, bool close) {
  const auto count = static_cast<int>(points.size());
  curve.setNumPoints(count + (close && count > 0 ? 1 : 0), FALSE);
  for (int i = 0; i < count; ++i) curve.setPoint(i, points[static_cast<std::size_t>(i)].x, points[static_cast<std::size_t>(i)].y);
  if (close && count > 0) curve.setPoint(count, points[0].x, points[0].y);
}

std::unique_ptr<OGRPolygon> ogr_polygon(const Polygon& polygon) {
  auto out = std::make_unique<OGRPolygon>();
  auto ring = std::make_unique<OGRLinearRing>();
  fill(*ring, polygon.outer, true);
  out->addRingDirectly(ring.release());
  for (const Ring& hole : polygon.holes) {
    auto inner = std::make_unique<OGRLinearRing>();
    fill(*inner, hole, true);
    out->addRingDirectly(inner.release());
  }
  return out;
}

}  // namespace

std::unique_ptr<OGRGeometry> ogr_from(const MultiPolygon& polygons) {
  if (polygons.size() == 1) return ogr_polygon(polygons.front());
  auto all = std::make_unique<OGRMultiPolygon>();
  for (const Polygon& polygon : polygons) all->addGeometryDirectly(ogr_polygon(polygon).release());
  return all;
}

std::unique_ptr<OGRGeometry> ogr_from(const MultiPolyline& lines) {
  auto all = std::make_unique<OGRMultiLineString>();
  for (const Polyline& line : lines) {
    auto one = std::make_unique<OGRLineString>();
    fill(*one, line, false);
    if (lines.size() == 1) return one;
    all->addGeometryDirectly(one.release());
  }
  return all;
}

std::unique_ptr<OGRGeometry> ogr_from(Point point) { return std::make_unique<OGRPoint>(point.x, point.y); }

}  // namespace wangge
