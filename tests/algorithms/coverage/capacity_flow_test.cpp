#include "algorithms/coverage/capacity_flow.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "core/random.hpp"

namespace wangge {

TEST_CASE("most_served is the least cut, counted over all sets of centres") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const std::size_t sites = 1 + random.below(12), centres = 1 + random.below(7);
    std::vector<std::int64_t> homes(sites), room(centres);
    for (auto& h : homes) h = static_cast<std::int64_t>(random.below(20));
    for (auto& r : room) r = static_cast<std::int64_t>(random.below(40));
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::uint32_t s = 0; s < sites; ++s)
      for (std::uint32_t c = 0; c < centres; ++c)
        if (random.chance(0.35)) pairs.emplace_back(s, c);
    // centres in the set are full, and what can walk to any other centre is served there
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (std::uint32_t full = 0; full < (1U << centres); ++full) {
      std::int64_t cut = 0;
      for (std::uint32_t c = 0; c < centres; ++c) cut += (full >> c & 1U) != 0 ? room[c] : 0;
      for (std::uint32_t s = 0; s < sites; ++s)
        cut +=
            std::any_of(pairs.begin(), pairs.end(), [&](const auto& p) { return p.first == s && (full >> p.second & 1U) == 0; })
                ? homes[s]
                : 0;
      least = std::min(least, cut);
    }
    CHECK(most_served(homes, room, pairs) == least);
  }
}

TEST_CASE("most_served moves households on to centres farther off") {
  // both sites reach centre 0; only the first reaches centre 1, so it must go there
  const std::vector<std::int64_t> homes{10, 10}, room{10, 10};
  const std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs{{0, 0}, {1, 0}, {0, 1}};
  CHECK(most_served(homes, room, pairs) == 20);
  CHECK(most_served(homes, room, {}) == 0);
}

}  // namespace wangge
