/// Physical quantities as types: a length cannot be added to a time by mistake.
/// Guarantees
///  - construction and leaving (`value()`) are explicit; only physically true operators exist;
///  - the same instructions as bare numbers at -O2 (`<` and `==` are written out: a defaulted `<=>` on a double
///    makes g++ 12 heaps two to three times slower).
/// Units: metres, square metres, seconds, metres per second (double); households (int32, whole).
#pragma once

#include <cstdint>

namespace wangge {

template <class Tag, class Number = double>
class Quantity {
 public:
  constexpr Quantity() = default;
  constexpr explicit Quantity(Number value) : value_(value) {}
  [[nodiscard]] constexpr Number value() const { return value_; }

  constexpr Quantity& operator+=(Quantity other) {
    value_ += other.value_;
    return *this;
  }
  constexpr Quantity& operator-=(Quantity other) {
    value_ -= other.value_;
    return *this;
  }
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity(static_cast<Number>(a.value_ + b.value_)); }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity(static_cast<Number>(a.value_ - b.value_)); }
  friend constexpr Quantity operator*(Quantity a, Number factor) { return Quantity(static_cast<Number>(a.value_ * factor)); }
  friend constexpr Number operator/(Quantity a, Quantity b) { return a.value_ / b.value_; }
  friend constexpr bool operator==(Quantity a, Quantity b) { return a.value_ == b.value_; }
  friend constexpr bool operator!=(Quantity a, Quantity b) { return a.value_ != b.value_; }
  friend constexpr bool operator<(Quantity a, Quantity b) { return a.value_ < b.value_; }
  friend constexpr bool operator>(Quantity a, Quantity b) { return a.value_ > b.value_; }
  friend constexpr bool operator<=(Quantity a, Quantity b) { return a.value_ <= b.value_; }
  friend constexpr bool operator>=(Quantity a, Quantity b) { return a.value_ >= b.value_; }

 private:
  Number value_{};
};

using Metres = Quantity<struct MetresTag>;
using SquareMetres = Quantity<struct SquareMetresTag>;
using Seconds = Quantity<struct SecondsTag>;
using MetresPerSecond = Quantity<struct MetresPerSecondTag>;
/// 户. Whole households; the basis (registered, resident, dwellings) is a property of the input, see City::household_basis.
using Households = Quantity<struct HouseholdsTag, std::int32_t>;

constexpr Seconds operator/(Metres length, MetresPerSecond speed) { return Seconds(length.value() / speed.value()); }
constexpr Metres operator*(MetresPerSecond speed, Seconds time) { return Metres(speed.value() * time.value()); }

}  // namespace wangge
