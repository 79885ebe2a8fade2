/// The most households that centres of limited room can serve, each household at a centre it can walk to.
/// Guarantees: exact (a maximum flow); equal input gives an equal answer.
/// Units: households. Cost: few passes over the pairs as a rule.
/// Source: blocking flows on layers, Dinic 1970.
#pragma once

#include <cstdint>
#include <span>
#include <utility>

namespace wangge {

/// `homes`: households by site; `room`: places by centre, >= 0; `pairs`: (site, centre) within reach, each once.
[[nodiscard]] std::int64_t most_served(std::span<const std::int64_t> homes, std::span<const std::int64_t> room,
                                       std::span<const std::pair<std::uint32_t, std::uint32_t>> pairs);

}  // namespace wangge
