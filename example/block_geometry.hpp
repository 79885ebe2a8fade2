/// Plane geometry of nearly convex street blocks: frames, insets, chords.
/// Guarantees
///  - `to_millimetre` is idempotent, so equal inputs give equal bytes wherever a vertex is shared;
///  - `inset` returns a ring inside the given one, or an empty ring when nothing is left.
/// Units: metres, radians. Rings run counter-clockwise.
#pragma once

#include <optional>
#include <span>

#include "core/geometry.hpp"

namespace wangge::example {

constexpr double kPi = 3.14159265358979323846;
constexpr double kDegree = kPi / 180.0;

/// A turned local frame: u runs along rows (roughly east), v across them (roughly north).
struct Frame {
  Point origin;
  double angle = 0;
  Point u{1, 0};
  Point v{0, 1};
  [[nodiscard]] Point to_local(Point p) const { return {dot(p - origin, u), dot(p - origin, v)}; }
  [[nodiscard]] Point to_plane(Point p) const { return origin + u * p.x + v * p.y; }
};
[[nodiscard]] Frame make_frame(Point origin, double angle);

/// An interval; empty when high <= low.
struct Span {
  double low = 0;
  double high = 0;
  [[nodiscard]] double length() const { return high - low; }
  [[nodiscard]] bool empty() const { return high <= low; }
  [[nodiscard]] double middle() const { return (low + high) / 2; }
  [[nodiscard]] double clamp(double x) const { return x < low ? low : (x > high ? high : x); }
};

[[nodiscard]] Point to_millimetre(Point p);
[[nodiscard]] Ring to_millimetre(const Ring& ring);
[[nodiscard]] Point unit(Point direction);
/// Left normal of a direction.
[[nodiscard]] constexpr Point left_of(Point direction) { return {-direction.y, direction.x}; }

/// Direction of the sides modulo 90 degrees, weighted by length; in [-45, 45) degrees, as radians.
[[nodiscard]] double main_direction(std::span<const Point> ring);

/// Moves side i of the ring inwards by metres[i].
[[nodiscard]] Ring inset(std::span<const Point> ring, std::span<const double> metres);
[[nodiscard]] Ring inset(std::span<const Point> ring, double metres);

/// Widest run inside the ring on the line y = v (or x = u) of the ring's own frame.
[[nodiscard]] Span chord_along_u(const Ring& ring, double v);
[[nodiscard]] Span chord_along_v(const Ring& ring, double u);
/// The run of u that stays inside the ring over the whole band [low, high] of v.
[[nodiscard]] Span band_along_u(const Ring& ring, double low, double high);
[[nodiscard]] Span band_along_v(const Ring& ring, double low, double high);

[[nodiscard]] bool box_inside(const Ring& ring, const Box& box);
[[nodiscard]] Ring box_ring(const Box& box);
[[nodiscard]] Ring to_local(const Frame& frame, std::span<const Point> ring);
[[nodiscard]] Ring to_plane(const Frame& frame, std::span<const Point> ring);
/// Where segments ab and cd cross (ends included); nothing for parallel ones.
struct SegmentCrossing {
  Point at;
  double share_ab = 0;
  double share_cd = 0;
};
[[nodiscard]] std::optional<SegmentCrossing> cross_segments(Point a, Point b, Point c, Point d);
/// The line moved to its left by metres (negative: right); mitred at bends.
[[nodiscard]] Polyline offset_line(std::span<const Point> line, double metres);
/// A strip of the given full width around a smooth line, as one counter-clockwise ring.
[[nodiscard]] Ring strip_around(std::span<const Point> line, double width);

}  // namespace wangge::example
