#include "algorithms/partition/complement_filter.hpp"

#include <bit>

namespace wangge::partition {

namespace {
std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
}  // namespace

ComplementFilter::ComplementFilter(const PartGraph& graph, const GridCosts& costs)
    : graph_(graph),
      costs_(costs),
      words_((at(graph.size()) + 63) / 64),
      beside_(at(graph.size()) * words_, 0),
      open_(words_, 0),
      wave_(words_, 0) {
  for (std::int32_t v = 0; v < graph.size(); ++v)
    for (const PartEdge& e : graph.around(v))
      if (e.connects) beside_[at(v) * words_ + at(e.to) / 64] |= std::uint64_t{1} << (e.to % 64);
}

/// Households of the piece of the first open node, which is closed.
std::int64_t ComplementFilter::take_piece() {
  std::size_t first = 0;
  while (open_[first] == 0) ++first;
  std::fill(wave_.begin(), wave_.end(), 0);
  wave_[first] = open_[first] & (~open_[first] + 1);
  open_[first] ^= wave_[first];
  std::int64_t households = 0;
  for (std::size_t w = first; w < words_;) {
    if (wave_[w] == 0) {
      ++w;
      continue;
    }
    const std::size_t v = w * 64 + static_cast<std::size_t>(std::countr_zero(wave_[w]));
    wave_[w] &= wave_[w] - 1;
    households += graph_.households[v];
    const std::uint64_t* beside = &beside_[v * words_];
    for (std::size_t i = 0; i < words_; ++i) {
      const std::uint64_t fresh = beside[i] & open_[i];
      if (fresh == 0) continue;
      open_[i] ^= fresh;
      wave_[i] |= fresh;
      if (i < w) w = i;
    }
  }
  return households;
}

/// Graphs of up to 64 nodes: the same, in registers.
ComplementFilter::Rest ComplementFilter::rest_of_word(std::span<const std::int32_t> nodes) const {
  std::uint64_t open = ~std::uint64_t{0} >> (64 - graph_.size());
  for (const std::int32_t v : nodes) open ^= std::uint64_t{1} << v;
  Rest rest{0, 0};
  while (open != 0) {
    std::uint64_t wave = open & (~open + 1);
    open ^= wave;
    std::int64_t households = 0;
    while (wave != 0) {
      const auto v = static_cast<std::size_t>(std::countr_zero(wave));
      wave &= wave - 1;
      households += graph_.households[v];
      const std::uint64_t fresh = beside_[v] & open;
      open ^= fresh;
      wave |= fresh;
    }
    if (households == 0 || !costs_.reachable(households)) return {1, 0};
    rest.fewest += costs_.fewest(households);
    rest.most += costs_.most(households);
  }
  return rest;
}

ComplementFilter::Rest ComplementFilter::rest_of(std::span<const std::int32_t> nodes) {
  const std::size_t n = at(graph_.size());
  if (words_ == 1 && n > 0) return rest_of_word(nodes);
  std::fill(open_.begin(), open_.end(), ~std::uint64_t{0});
  if (n % 64 != 0) open_.back() = (std::uint64_t{1} << (n % 64)) - 1;
  for (const std::int32_t v : nodes) open_[at(v) / 64] ^= std::uint64_t{1} << (v % 64);
  std::size_t closed = nodes.size();
  Rest rest{0, 0};
  while (closed < n) {
    const std::int64_t weight = take_piece();
    if (weight == 0 || !costs_.reachable(weight)) return {1, 0};
    rest.fewest += costs_.fewest(weight);
    rest.most += costs_.most(weight);
    closed = n;
    for (const std::uint64_t word : open_) closed -= static_cast<std::size_t>(std::popcount(word));
  }
  return rest;
}

}  // namespace wangge::partition
