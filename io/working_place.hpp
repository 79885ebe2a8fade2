/// A place that a user types, in the working system.
/// Guarantee: numbers that can be degrees east and north become metres of the working system, others stay as they are; a city
/// without a known system keeps them too.
#pragma once

#include "core/city.hpp"

namespace wangge {

[[nodiscard]] Point working_place(const City& city, Point typed);

}  // namespace wangge
