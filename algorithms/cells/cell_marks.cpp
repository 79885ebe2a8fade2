#include "algorithms/cells/cell_marks.hpp"

#include <bit>

#include "core/random.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

std::uint64_t place(GridPoint p) {
  return (std::uint64_t{static_cast<std::uint32_t>(p.x)} << 32) | static_cast<std::uint32_t>(p.y);
}

std::uint64_t key_of(std::span<const std::uint64_t> keys, std::int32_t number) { return number < 0 ? 0 : keys[at(number)]; }

}  // namespace

std::uint64_t border_mark(const TiledCommunity& tiled, const BorderSegment& s, bool from_left, std::uint64_t beyond,
                          const ContentKeys& keys, std::span<const std::uint64_t> ring_key) {
  const std::uint64_t a = place(tiled.points[at(s.a)]), b = place(tiled.points[at(s.b)]);
  std::uint64_t state = mix64(from_left ? a : b);
  state = mix64(state ^ (from_left ? b : a));
  state = mix64(state ^ beyond);
  state ^= key_of(keys.barrier, s.barrier) + 3 * key_of(keys.barrier, s.softer) + 5 * key_of(ring_key, s.ring_edge) +
           (s.wall ? 7 : 0) + (s.within ? 11 : 0);
  return mix64(state);
}

std::vector<std::uint64_t> drawn_marks(const TiledCommunity& tiled, std::span<const std::uint64_t> id, const ContentKeys& keys,
                                       std::span<const std::uint64_t> ring_key) {
  std::vector<std::uint64_t> out(tiled.cell_count(), 0);
  const auto id_of = [&](std::int32_t cell) { return cell < 0 ? 0 : id[at(cell)]; };
  for (const BorderSegment& s : tiled.segments) {
    if (s.left >= 0) out[at(s.left)] += border_mark(tiled, s, true, id_of(s.right), keys, ring_key);
    if (s.right >= 0) out[at(s.right)] += border_mark(tiled, s, false, id_of(s.left), keys, ring_key);
  }
  for (const InsideBarrier& i : tiled.inside)
    out[at(i.cell)] += mix64(keys.barrier[at(i.barrier)] ^ mix64(std::bit_cast<std::uint64_t>(i.metres)));
  for (std::size_t c = 0; c < tiled.cell_count(); ++c)
    if (tiled.exclusive[c] >= 0) out[c] += mix64(keys.exclusive[at(tiled.exclusive[c])]);
  return out;
}

}  // namespace wangge
