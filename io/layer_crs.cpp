#include "io/layer_crs.hpp"

#include <algorithm>
#include <cmath>

namespace wangge {

namespace {

constexpr double kSameCityDegrees = 1.5;  ///< layers of one job lie within this of each other

struct Candidate {
  std::string definition;
  bool swapped = false;
  double shift_x = 0;
  std::string remark;
  std::vector<std::string> values;
};

bool degrees_like(const Box& box) { return box.min_x >= -180.5 && box.max_x <= 180.5 && box.min_y >= -90.5 && box.max_y <= 90.5; }

Box swapped(const Box& box) { return {box.min_y, box.min_x, box.max_y, box.max_x}; }

std::optional<Place> place_of(const Candidate& candidate, const Box& numbers) {
  const Box box = candidate.swapped ? swapped(numbers) : numbers;
  const Point middle{box.centre().x + candidate.shift_x, box.centre().y};
  auto change = CoordinateChange::between(candidate.definition, "EPSG:4326", Language::english);
  if (!change) return std::nullopt;
  const auto at = change->apply(middle);
  if (!at || std::abs(at->x) > 180 || std::abs(at->y) > 90) return std::nullopt;
  return Place{at->x, at->y};
}

double degrees_between(Place a, Place b) {
  return std::max(std::abs(a.longitude - b.longitude), std::abs(a.latitude - b.latitude));
}

std::string degrees_system(const Box& box) { return in_china({box.centre().x, box.centre().y}) ? "EPSG:4490" : "EPSG:4326"; }

/// Zone number in front of the easting: 25-45 (3 degrees), 13-23 (6 degrees); 0 = none.
int zone_prefix(double x) {
  const int zone = static_cast<int>(std::floor(x / 1e6));
  const double rest = x - zone * 1e6;
  return ((zone >= 25 && zone <= 45) || (zone >= 13 && zone <= 23)) && rest > 150000 && rest < 850000 ? zone : 0;
}

bool northing_like(double y) { return y > 1.9e6 && y < 6.1e6; }
bool easting_like(double x) { return x > 150000 && x < 850000; }

void add_degrees(const Box& numbers, const char* remark, std::vector<Candidate>& out) {
  const Box turned = swapped(numbers);
  const Candidate plain{degrees_system(numbers), false, 0, remark, {degrees_system(numbers)}};
  const Candidate other{degrees_system(turned), true, 0, "crs_swapped", {degrees_system(turned)}};
  const bool plain_possible = degrees_like(numbers);
  const bool other_possible = degrees_like(turned);
  const Point middle = numbers.centre();
  const bool china_when_turned = in_china({middle.y, middle.x}) && !in_china({middle.x, middle.y});
  if (other_possible && china_when_turned && middle.y > 72) out.push_back(other);
  if (plain_possible) out.push_back(plain);
  if (other_possible && !(china_when_turned && middle.y > 72)) out.push_back(other);
}

/// Metres whose zone stands in front of the easting.
void add_prefixed(const Box& numbers, std::vector<Candidate>& out) {
  for (const bool turn : {false, true}) {
    const Point middle = (turn ? swapped(numbers) : numbers).centre();
    const int zone = zone_prefix(middle.x);
    if (zone == 0 || !northing_like(middle.y)) continue;
    const int code = zone >= 25 ? 4513 + zone - 25 : 4491 + zone - 13;
    out.push_back({"EPSG:" + std::to_string(code),
                   turn,
                   0,
                   "crs_prefix_recognised",
                   {std::to_string(zone), "EPSG:" + std::to_string(code)}});
  }
}

/// Metres without a zone: only the place of the other layers can tell.
void add_unprefixed(const Box& numbers, Place others, const std::vector<std::string>& systems, std::vector<Candidate>& out) {
  std::vector<std::string> names = systems;
  const int zone = static_cast<int>(std::floor((others.longitude + 1.5) / 3));
  if (in_china(others))
    for (const int n : {zone, zone - 1, zone + 1})
      if (n >= 25 && n <= 45) names.push_back("EPSG:" + std::to_string(4534 + n - 25));
  const int six = static_cast<int>(std::floor(others.longitude / 6)) + 1;
  if (in_china(others) && six >= 13 && six <= 23) names.push_back("EPSG:" + std::to_string(4502 + six - 13));
  names.push_back("EPSG:" +
                  std::to_string((others.latitude < 0 ? 32700 : 32600) + static_cast<int>((others.longitude + 180) / 6) + 1));
  if (others.longitude > 118 && others.longitude < 123 && others.latitude > 21 && others.latitude < 26.5)
    names.emplace_back("EPSG:3826");
  names.emplace_back("EPSG:3857");
  for (const bool turn : {false, true})
    for (const std::string& name : names) out.push_back({name, turn, 0, turn ? "crs_swapped" : "crs_from_neighbours", {name}});
  (void)numbers;
}

/// The label may be right apart from a zone prefix too many or too few, or turned axes.
void add_repairs_of_label(const std::string& declared, const CrsFacts& facts, const Box& numbers, std::vector<Candidate>& out) {
  if (!facts.projected || facts.metres_per_unit != 1) return;
  for (const bool turn : {false, true}) {
    const Point middle = (turn ? swapped(numbers) : numbers).centre();
    const int zone = zone_prefix(middle.x);
    const bool prefixed_label = facts.false_easting > 1e6;
    if (zone != 0 && !prefixed_label && northing_like(middle.y)) {
      const double meridian = zone >= 25 ? zone * 3.0 : zone * 6.0 - 3.0;
      if (std::abs(meridian - facts.central_meridian) < 1e-6)
        out.push_back({declared, turn, -zone * 1e6, "crs_prefix_removed", {std::to_string(zone), facts.name}});
    }
    if (prefixed_label && easting_like(middle.x) && northing_like(middle.y)) {
      const double prefix = std::floor(facts.false_easting / 1e6) * 1e6;
      out.push_back({declared, turn, prefix, "crs_prefix_added", {std::to_string(static_cast<int>(prefix / 1e6)), facts.name}});
    }
  }
  out.push_back({declared, true, 0, "crs_swapped", {facts.name}});
}

bool label_fits(const CrsFacts& facts, const Box& numbers) {
  if (facts.geographic) return degrees_like(numbers);
  if (degrees_like(numbers)) return false;
  if (!facts.transverse_mercator || facts.metres_per_unit != 1) return true;
  return std::abs(numbers.centre().x - facts.false_easting) < 2.5e6 && std::abs(numbers.centre().y) < 1.1e7;
}

LayerCrs chosen(const Candidate& candidate, const Box& numbers) {
  LayerCrs out;
  out.definition = candidate.definition;
  out.swapped = candidate.swapped;
  out.shift_x = candidate.shift_x;
  out.remark = candidate.remark;
  out.remark_values = candidate.values;
  out.place = place_of(candidate, numbers);
  const auto facts = crs_facts(candidate.definition, Language::english);
  out.name = facts ? facts->name : candidate.definition;
  for (std::string& value : out.remark_values)
    if (value == candidate.definition) value = out.name;
  return out;
}

}  // namespace

Box typical_box(const SourceLayer& layer) {
  std::vector<double> x, y;
  const auto take = [&](Point point) {
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) return;
    x.push_back(point.x);
    y.push_back(point.y);
  };
  const auto sample = [&](const std::vector<Point>& points) {
    if (!points.empty()) take(points.front()), take(points[points.size() / 2]);
  };
  const std::size_t step = std::max<std::size_t>(1, layer.shapes.size() / 20000);
  for (std::size_t i = 0; i < layer.shapes.size(); i += step) {
    for (const Point& point : layer.shapes[i].points) take(point);
    for (const Polyline& line : layer.shapes[i].lines) sample(line);
    for (const Polygon& polygon : layer.shapes[i].polygons) sample(polygon.outer);
  }
  Box box;
  if (x.empty()) return box;
  const std::size_t low = x.size() / 4;
  const std::size_t high = x.size() - 1 - low;
  for (std::vector<double>* all : {&x, &y}) {
    const auto at = [&](std::size_t i) { return all->begin() + static_cast<std::ptrdiff_t>(i); };
    std::nth_element(all->begin(), at(low), all->end());
    if (high > low) std::nth_element(at(low + 1), at(high), all->end());  // the lower quartile stays where it is
  }
  box.expand(Point{x[low], y[low]});
  box.expand(Point{x[high], y[high]});
  return box;
}

LayerNumbers look_at_numbers(const SourceLayer& layer) {
  LayerNumbers out{typical_box(layer), {}};
  for (const SourceShape& shape : layer.shapes)
    if (const auto first = shape.place()) out.firsts.expand(*first);
  return out;
}

LayerCrs recognise_crs(const std::string& declared, const Box& numbers, std::optional<Place> others,
                       const std::vector<std::string>& other_systems, Language language) {
  if (numbers.empty()) return {declared, declared, false, 0, {}, {}, others};
  std::vector<Candidate> candidates;
  const auto facts = crs_facts(declared, language);
  const std::string label = facts ? facts->name : std::string();
  if (facts) {
    if (label_fits(*facts, numbers)) {
      LayerCrs plain = chosen({declared, false, 0, "", {}}, numbers);
      plain.name = label;
      if (plain.place && (!others || degrees_between(*plain.place, *others) < 2 * kSameCityDegrees)) return plain;
      candidates.push_back({declared, false, 0, "", {}});
    }
    add_repairs_of_label(declared, *facts, numbers, candidates);
  }
  add_degrees(numbers, facts && !facts->geographic ? "crs_degrees_under_metres" : "crs_degrees_recognised", candidates);
  add_prefixed(numbers, candidates);
  if (others && !degrees_like(numbers)) add_unprefixed(numbers, *others, other_systems, candidates);
  for (const Candidate& candidate : candidates) {
    const auto place = place_of(candidate, numbers);
    if (!place) continue;
    if (others ? degrees_between(*place, *others) >= kSameCityDegrees
               : (candidate.swapped && candidate.remark == "crs_swapped" && !in_china(*place)))
      continue;
    LayerCrs out = chosen(candidate, numbers);
    if (!label.empty() && !out.remark.empty()) out.remark_values.push_back(label);
    return out;
  }
  if (facts && label_fits(*facts, numbers)) {  // far from the others, and nothing explains it: believed, and said
    LayerCrs plain = chosen({declared, false, 0, "crs_far_from_others", {label}}, numbers);
    return plain;
  }
  LayerCrs local;
  local.remark = "crs_local";
  local.name = "local";
  return local;
}

}  // namespace wangge
