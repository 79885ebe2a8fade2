#include "core/datum.hpp"

#include <cmath>
#include <map>
#include <numbers>

namespace wangge {

namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kHalfAxis = 6378245.0;                    // metres, Krassovsky 1940
constexpr double kEccentricity2 = 0.00669342162296594323;  // squared
constexpr double kBaiduTurn = kPi * 3000.0 / 180.0;

bool defined_at(Place place) {
  return place.longitude > 72.004 && place.longitude < 137.8347 && place.latitude > 0.8293 && place.latitude < 55.8271;
}

double waves(double v, double first, double second, double third) {
  return (first * std::sin(v / 30.0 * kPi) + second * std::sin(v / 12.0 * kPi) + third * std::sin(v / 3.0 * kPi)) * 2.0 / 3.0;
}

Place gcj_from(Place plain) {
  if (!defined_at(plain)) return plain;
  const double x = plain.longitude - 105.0, y = plain.latitude - 35.0, root = std::sqrt(std::abs(x));
  const double common = (20.0 * std::sin(6.0 * x * kPi) + 20.0 * std::sin(2.0 * x * kPi)) * 2.0 / 3.0;
  double north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common;
  north += (20.0 * std::sin(y * kPi) + 40.0 * std::sin(y / 3.0 * kPi)) * 2.0 / 3.0;
  north += waves(y, 320.0, 160.0, 0.0);
  double east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common;
  east += (20.0 * std::sin(x * kPi) + 40.0 * std::sin(x / 3.0 * kPi)) * 2.0 / 3.0;
  east += waves(x, 300.0, 150.0, 0.0);
  const double latitude = plain.latitude / 180.0 * kPi;
  const double w = 1 - kEccentricity2 * std::sin(latitude) * std::sin(latitude);
  return {plain.longitude + east * 180.0 / (kHalfAxis / std::sqrt(w) * std::cos(latitude) * kPi),
          plain.latitude + north * 180.0 / (kHalfAxis * (1 - kEccentricity2) / (w * std::sqrt(w)) * kPi)};
}

Place baidu_from_gcj(Place gcj) {
  const double x = gcj.longitude, y = gcj.latitude;
  const double r = std::hypot(x, y) + 0.00002 * std::sin(y * kBaiduTurn);
  const double turn = std::atan2(y, x) + 0.000003 * std::cos(x * kBaiduTurn);
  return {r * std::cos(turn) + 0.0065, r * std::sin(turn) + 0.006};
}

}  // namespace

std::optional<Datum> datum_named(const std::string& name) {
  std::string word;
  for (const char letter : name) {
    if (letter >= 'A' && letter <= 'Z')
      word += static_cast<char>(letter + 32);
    else if (letter != '-' && letter != '_' && letter != ' ')
      word += letter;
  }
  static const std::map<std::string, Datum> names{
      {"gcj02", Datum::gcj02},   {"gcj2", Datum::gcj02},    {"gcj", Datum::gcj02},   {"火星坐标", Datum::gcj02},
      {"火星", Datum::gcj02},    {"bd09", Datum::bd09},     {"bd9", Datum::bd09},    {"baidu", Datum::bd09},
      {"百度坐标", Datum::bd09}, {"百度", Datum::bd09},     {"wgs84", Datum::plain}, {"none", Datum::plain},
      {"plain", Datum::plain},   {"cgcs2000", Datum::plain}};
  const auto found = names.find(word);
  return found == names.end() ? std::nullopt : std::optional<Datum>(found->second);
}

std::string to_text(Datum datum) { return datum == Datum::gcj02 ? "GCJ-02" : datum == Datum::bd09 ? "BD-09" : "CGCS2000"; }

Place shifted_place(Place plain, Datum datum) {
  if (datum == Datum::plain || !defined_at(plain)) return plain;
  const Place gcj = gcj_from(plain);
  return datum == Datum::gcj02 ? gcj : baidu_from_gcj(gcj);
}

Place plain_place(Place shifted, Datum datum) {
  if (datum == Datum::plain || !defined_at(shifted)) return shifted;
  Place plain = shifted;
  for (int i = 0; i < 12; ++i) {  // the shift changes by 0.4 % of a move: each round gains two digits
    const Place there = shifted_place(plain, datum);
    const double east = shifted.longitude - there.longitude, north = shifted.latitude - there.latitude;
    plain.longitude += east;
    plain.latitude += north;
    if (std::abs(east) < 1e-10 && std::abs(north) < 1e-10) break;
  }
  return plain;
}

}  // namespace wangge
