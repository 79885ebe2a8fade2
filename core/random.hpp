/// Own random numbers: the standard distributions differ between libraries, these do not.
/// splitmix64 (Steele, Lea & Flood 2014); every object may draw from hash(seed, level, parent, index).
#pragma once

#include <cmath>
#include <cstdint>

namespace wangge {

constexpr std::uint64_t mix64(std::uint64_t z) {
  z += 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

class Random {
 public:
  explicit constexpr Random(std::uint64_t seed) : state_(seed) {}
  /// An independent stream for one object; equal arguments give equal streams.
  static constexpr Random of(std::uint64_t seed, std::uint64_t level, std::uint64_t parent, std::uint64_t index) {
    return Random(mix64(mix64(mix64(seed ^ (level * 0x9e37ULL)) ^ parent) ^ (index + 0x51ULL)));
  }
  constexpr std::uint64_t next() {
    const std::uint64_t out = mix64(state_);
    state_ += 0x9e3779b97f4a7c15ULL;
    return out;
  }
  /// Uniform in [0, 1).
  constexpr double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  constexpr double uniform(double low, double high) { return low + (high - low) * uniform(); }
  /// Whole number in [0, n), n >= 1.
  constexpr std::uint64_t below(std::uint64_t n) {
    return static_cast<std::uint64_t>((static_cast<unsigned __int128>(next()) * n) >> 64);
  }
  bool chance(double share) { return uniform() < share; }
  /// Normal by Box-Muller, one value a call.
  double normal(double mean, double deviation) {
    const double u = 1.0 - uniform(), v = uniform();
    return mean + deviation * std::sqrt(-2.0 * std::log(u)) * std::cos(6.283185307179586 * v);
  }
  /// exp of a normal: `median` is the median, `sigma` the deviation of the logarithm.
  double lognormal(double median, double sigma) { return median * std::exp(normal(0.0, sigma)); }

 private:
  std::uint64_t state_;
};

}  // namespace wangge
