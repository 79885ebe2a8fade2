#include "algorithms/partition/float_rows.hpp"

#include <algorithm>

// The processor's widest vectors where the compiler can choose when the program starts; sums are exact, so nothing depends on it.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__SANITIZE_ADDRESS__)
#define WANGGE_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WANGGE_WIDE
#endif

namespace wangge::partition {

namespace {
constexpr std::int32_t kChunk = 32;
}  // namespace

WANGGE_WIDE void window_min(std::span<const float> row, std::int32_t width, std::vector<float>& out) {
  out.assign(row.begin(), row.end());
  std::int32_t done = 1;
  auto n = static_cast<std::int32_t>(out.size());
  float* m = out.data();
  while (done < width) {
    const std::int32_t step = std::min(done, width - done);
    n -= step;
    for (std::int32_t i = 0; i < n; ++i) m[i] = m[i + step] < m[i] ? m[i + step] : m[i];
    done += step;
  }
}

WANGGE_WIDE void lower(const float* s, float* d, float c, float limit, float over, std::int32_t n, std::int32_t& first,
                       std::int32_t& last) {
  first = n;
  last = -1;
  std::int32_t p = 0;
  for (; p + kChunk <= n; p += kChunk) {
    int fell = 0;
    for (std::int32_t i = p; i < p + kChunk; ++i) {
      float v = s[i] + c;
      v = v <= limit ? v : over;
      fell |= static_cast<int>(v < d[i]);
      d[i] = v < d[i] ? v : d[i];
    }
    if (fell == 0) continue;
    first = std::min(first, p);
    last = p + kChunk - 1;
  }
  for (; p < n; ++p) {
    float v = s[p] + c;
    v = v <= limit ? v : over;
    if (!(v < d[p])) continue;
    d[p] = v;
    first = std::min(first, p);
    last = p;
  }
}

}  // namespace wangge::partition
