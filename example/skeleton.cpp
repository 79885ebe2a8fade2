#include "example/skeleton.hpp"

#include <algorithm>
#include <cmath>

#include "core/random.hpp"

namespace wangge::example {

namespace {

/// A smooth displacement: streets bend over kilometres (deviation of direction about 1.5 degrees).
class Warp {
 public:
  Warp(std::uint64_t seed, double strength) {
    for (int k = 0; k < 4; ++k) {
      Random random = Random::of(seed, level(Level::warp), 0, static_cast<std::uint64_t>(k));
      const double wavelength = random.uniform(2200, 5200);
      waves_[k] = {random.uniform(0, 2 * kPi), random.uniform(0, 2 * kPi), random.uniform(0, 2 * kPi), 2 * kPi / wavelength,
                   strength * wavelength / 4000.0};
    }
  }
  [[nodiscard]] Point operator()(Point p) const {
    Point moved = p;
    for (const Wave& w : waves_) {
      const double along = (p.x * std::cos(w.heading) + p.y * std::sin(w.heading)) * w.number;
      moved.x += w.height * std::sin(along + w.phase_x);
      moved.y += w.height * std::sin(along + w.phase_y);
    }
    return moved;
  }

 private:
  struct Wave {
    double heading, phase_x, phase_y, number, height;
  };
  Wave waves_[4];
};

struct Lines {
  std::vector<double> at;
  std::vector<EdgeClass> classes;
};

constexpr double kStep = 150;  // metres between vertices of a bent street

Polyline sampled(Point from, Point to, const Warp& warp) {
  const int steps = std::max(1, static_cast<int>(std::lround(distance(from, to) / kStep)));
  Polyline line;
  for (int k = 0; k <= steps; ++k) line.push_back(warp(from + (to - from) * (static_cast<double>(k) / steps)));
  return line;
}

double street_width(EdgeClass c, Random& random) {
  switch (c) {
    case EdgeClass::expressway: return random.uniform(60, 80);
    case EdgeClass::arterial: return random.uniform(40, 54);
    case EdgeClass::railway: return random.uniform(30, 40);
    case EdgeClass::river: return random.uniform(120, 220);
    default: return random.uniform(26, 38);
  }
}

Ring rectangle_outline(double west, double east, double south, double north, const Warp& warp) {
  const Point corners[4] = {{west, south}, {east, south}, {east, north}, {west, north}};
  Ring ring;
  for (int k = 0; k < 4; ++k) {
    Polyline side = sampled(corners[k], corners[(k + 1) % 4], warp);
    ring.insert(ring.end(), side.begin(), side.end() - 1);
  }
  return ring;
}

Ring rounded_outline(double half, const Warp& warp) {
  // Superellipse of the fourth power: a city edge without the empty corners of a rectangle.
  Ring ring;
  for (int k = 0; k < 240; ++k) {
    const double a = 2 * kPi * k / 240, c = std::cos(a), s = std::sin(a);
    const double r = half / std::pow(c * c * c * c + s * s * s * s, 0.25);
    ring.push_back(warp({r * c, r * s}));
  }
  return ring;
}

enum class Looseness { jogs, jogs_and_stops };

/// East-west lines run through; north-south lines are laid piece by piece, so that they may jog or stop.
void lay_lattice(StreetMesh& mesh, const Lines& columns, const Lines& rows, double reach, const Warp& warp, std::uint64_t seed,
                 Looseness loose) {
  for (std::size_t j = 0; j < rows.at.size(); ++j) {
    Random random = Random::of(seed, level(Level::lattice), 1, j);
    const EdgeData edge{rows.classes[j], street_width(rows.classes[j], random), static_cast<int>(j)};
    mesh.cut_along(sampled({-reach, rows.at[j]}, {reach, rows.at[j]}, warp), edge, 10);
  }
  for (std::size_t i = 0; i < columns.at.size(); ++i) {
    Random random = Random::of(seed, level(Level::lattice), 2, i);
    const EdgeData edge{columns.classes[i], street_width(columns.classes[i], random), 1000 + static_cast<int>(i)};
    const bool may_change = columns.classes[i] != EdgeClass::expressway;
    double jog = 0;
    for (std::size_t j = 0; j <= rows.at.size(); ++j) {
      const bool changes = random.chance(0.2), stops = random.chance(0.13);
      const double step = random.uniform(28, 80) * (random.chance(0.5) ? 1 : -1);
      // A jog at the tracks or the river would leave no bridge.
      const bool at_street = j > 0 && is_street(rows.classes[j - 1]);
      if (may_change && changes && at_street) jog = std::abs(jog) > 1 ? 0 : step;
      if (may_change && loose == Looseness::jogs_and_stops && stops && j > 0 && j < rows.at.size()) continue;
      // The overshoot of 6 m makes sure that the piece crosses both streets; cut_along drops it.
      const double low = j == 0 ? -reach : rows.at[j - 1] - 6, high = j == rows.at.size() ? reach : rows.at[j] + 6;
      mesh.cut_along(sampled({columns.at[i] + jog, low}, {columns.at[i] + jog, high}, warp), edge, 12);
    }
  }
}

Polyline meander(Point from, Point to, double height, int bends, double phase) {
  Polyline line;
  const Point side = left_of(unit(to - from));
  const int steps = static_cast<int>(distance(from, to) / 90);
  for (int k = 0; k <= steps; ++k) {
    const double t = static_cast<double>(k) / steps;
    const double aside =
        height * (std::sin(2 * kPi * bends * t + phase) + 0.4 * std::sin(2 * kPi * 2.3 * bends * t + 1.7 * phase));
    line.push_back(to_millimetre(from + (to - from) * t + side * aside));
  }
  return line;
}

void add_river(Skeleton& skeleton, std::string name, const Polyline& line, double width) {
  const int mark = -2 - static_cast<int>(skeleton.rivers.size());
  skeleton.mesh.cut_along(line, {EdgeClass::river, width, mark}, 15);
  skeleton.rivers.push_back({std::move(name), line, width});
}

Skeleton make_sample(std::uint64_t seed) {
  const Warp warp(seed, 18);
  Random random = Random::of(seed, level(Level::lattice), 0, 0);
  auto near_to = [&](double x) { return x + random.uniform(-35, 35); };
  Lines columns{{near_to(-950), near_to(0), near_to(950)}, {EdgeClass::arterial, EdgeClass::arterial, EdgeClass::expressway}};
  Lines rows{{near_to(-500), near_to(450), near_to(1060)}, {EdgeClass::arterial, EdgeClass::arterial, EdgeClass::railway}};
  Skeleton skeleton{
      StreetMesh(rectangle_outline(-1880, 1880, -1420, 1640, warp), {EdgeClass::secondary, 30, 5000}), {}, {}, 2000, 0};
  lay_lattice(skeleton.mesh, columns, rows, 2200, warp, seed, Looseness::jogs);
  skeleton.railways.push_back(sampled({-2200, rows.at[2]}, {2200, rows.at[2]}, warp));
  add_river(skeleton, "清水河", meander({560, 1720}, {420, -1500}, 45, 1, random.uniform(0, 6.28)), random.uniform(42, 62));
  return skeleton;
}

Lines full_lines(const std::vector<double>& at, Random& random) {
  Lines lines;
  for (const double x : at) {
    const bool ring = std::abs(std::abs(x) - 3200) < 1 || std::abs(std::abs(x) - 6500) < 1;
    lines.at.push_back(x + (ring ? 0 : random.uniform(-170, 170)));
    lines.classes.push_back(ring ? EdgeClass::expressway : EdgeClass::arterial);
  }
  return lines;
}

/// Ring roads are rings: beyond the corner the same line goes on as an arterial.
void shorten_rings(StreetMesh& mesh) {
  for (int half = 0; half < static_cast<int>(mesh.halves.size()); half += 2) {
    EdgeData& data = mesh.data(half);
    if (data.edge_class != EdgeClass::expressway) continue;
    const Point middle = (mesh.start(half) + mesh.end(half)) * 0.5;
    const bool east_west = data.line < 1000;
    const double off = std::abs(east_west ? middle.y : middle.x), along = std::abs(east_west ? middle.x : middle.y);
    const double ring = off > 4800 ? 6500 : 3200;
    if (along > ring + 40) data.edge_class = EdgeClass::arterial, data.width = 48;
  }
}

/// One stretch in eight of an east-west arterial is an ordinary street: no chessboard of equals.
void thin_some_rows(StreetMesh& mesh, const std::vector<double>& columns, std::uint64_t seed) {
  for (int half = 0; half < static_cast<int>(mesh.halves.size()); half += 2) {
    EdgeData& data = mesh.data(half);
    if (data.edge_class != EdgeClass::arterial || data.line < 0 || data.line >= 1000) continue;
    const double x = ((mesh.start(half) + mesh.end(half)) * 0.5).x;
    const auto column = std::lower_bound(columns.begin(), columns.end(), x) - columns.begin();
    Random random =
        Random::of(seed, level(Level::lattice), 3 + static_cast<std::uint64_t>(data.line), static_cast<std::uint64_t>(column));
    if (random.chance(0.13)) data.edge_class = EdgeClass::tertiary, data.width = random.uniform(15, 20);
  }
}

Skeleton make_full(std::uint64_t seed) {
  const Warp warp(seed, 22);
  Random random = Random::of(seed, level(Level::lattice), 0, 0);
  const std::vector<double> spacing{-7500, -6500, -5450, -4300, -3200, -2150, -1080, 0, 1080, 2150, 3200, 4300, 5450, 6500, 7500};
  Lines columns = full_lines(spacing, random), rows = full_lines(spacing, random);
  // Railway north of the centre, second river at the south edge: lines of the lattice like the streets.
  auto insert_row = [&](double y, EdgeClass c) {
    const auto place = std::lower_bound(rows.at.begin(), rows.at.end(), y);
    rows.classes.insert(rows.classes.begin() + (place - rows.at.begin()), c);
    rows.at.insert(place, y);
  };
  insert_row(1620, EdgeClass::railway);
  insert_row(-7050, EdgeClass::river);
  Skeleton skeleton{StreetMesh(rounded_outline(8650, warp), {EdgeClass::outline, 0, 5000}), {}, {}, 8650, 3000};
  lay_lattice(skeleton.mesh, columns, rows, 9300, warp, seed, Looseness::jogs_and_stops);
  shorten_rings(skeleton.mesh);
  thin_some_rows(skeleton.mesh, columns.at, seed);
  skeleton.railways.push_back(sampled({-9300, 1620}, {9300, 1620}, warp));
  double south_width = 160;
  for (const EdgeData& edge : skeleton.mesh.edges)
    if (edge.edge_class == EdgeClass::river) south_width = edge.width;
  skeleton.rivers.push_back({"大沙河", sampled({-9300, -7050}, {9300, -7050}, warp), south_width});
  add_river(skeleton, "清水河", meander({2750, 9400}, {1500, -9400}, 130, 3, random.uniform(0, 6.28)), random.uniform(44, 68));
  skeleton.mesh.cut_along(sampled({160, 90}, {1190, 1010}, warp), {EdgeClass::secondary, 30, 5001}, 10);
  return skeleton;
}

}  // namespace

Skeleton make_skeleton(CitySize size, std::uint64_t seed) {
  return size == CitySize::sample ? make_sample(seed) : make_full(seed);
}

}  // namespace wangge::example
