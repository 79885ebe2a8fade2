/// Loops over rows of floats, the time of pricing walks (cycle_price.hpp).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::partition {

/// out[i] = least of row[i], ..., row[i + width - 1], for as long as there are so many: minima of doubled widths.
void window_min(std::span<const float> row, std::int32_t width, std::vector<float>& out);

/// d[i] = min(d[i], s[i] + c) for n entries, with `over` for what is beyond the limit. `first`, `last`: between them lie all that
/// fell; first > last when none did.
void lower(const float* s, float* d, float c, float limit, float over, std::int32_t n, std::int32_t& first, std::int32_t& last);

}  // namespace wangge::partition
