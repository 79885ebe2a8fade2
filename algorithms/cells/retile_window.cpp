#include "algorithms/cells/retile_window.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "algorithms/cells/shave_needles.hpp"
#include "algorithms/cells/simplify_borders.hpp"
#include "algorithms/cells/stitch_communities.hpp"
#include "algorithms/cells/straighten_ends.hpp"
#include "algorithms/cells/tile_community.hpp"
#include "core/parallel.hpp"

namespace wangge {

namespace {

constexpr double kRim = 0.5;  // metres

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class Window {
 public:
  Window(const EditedPlace& edit, const EditWindow& window, std::span<const KeptTiling> kept, const ContentKeys& keys)
      : edit_(edit), window_(window), box_(window.box), kept_(kept), keys_(keys) {}

  std::optional<std::vector<TilePatch>> run(const RunContext& run) {
    for (std::size_t c = 0; c < kept_.size(); ++c)
      if (!kept_[c].objects->ring_edges.empty() && bounds_of(c).intersects(box_)) open(c);
    if (!tile(run)) return std::nullopt;
    for (Part& part : parts_) name_cells(part);
    join_cells();
    find_rim();
    if (!parted() || !edit_is_inside()) return std::nullopt;
    std::vector<TilePatch> patches;
    for (Part& part : parts_)
      if (!replace(part, patches)) return std::nullopt;
    return patches;
  }

 private:
  enum class State : std::int8_t { agrees, differs, rim };

  struct Part {
    std::size_t community = 0, first = 0;  ///< first: of its cells among those of all parts
    CommunityScene scene;
    std::vector<std::int32_t> position;  ///< by building of `scene`: in the whole scene
    TiledCommunity tiled;
    std::vector<std::int32_t> slot;
    CellMarks marks;
  };

  [[nodiscard]] Box bounds_of(std::size_t c) const {
    const SceneObjects& o = *kept_[c].objects;
    Box box;
    box.expand(o.frame.to_metres(o.low));
    box.expand(o.frame.to_metres(o.high));
    return box;
  }

  [[nodiscard]] char wanted(std::size_t c, std::size_t cell) const {
    const std::vector<char>& cells = window_.cells[c];
    return cell < cells.size() ? cells[cell] : 0;
  }

  void open(std::size_t c) {
    const CommunityScene& whole = *kept_[c].scene;
    const SceneObjects& objects = *kept_[c].objects;
    Part part;
    part.community = c;
    part.scene.city = whole.city;
    part.scene.community = whole.community;
    part.scene.window = SceneWindow{box_, objects.spacing};
    for (std::size_t i = 0; i < objects.buildings.size(); ++i) {
      const bool chosen = kept_[c].unplaced[i] != 0 ? objects.buildings[i].box.intersects(box_) : wanted(c, i) > 0;
      if (!chosen) continue;
      part.scene.buildings.push_back(whole.buildings[i]);
      part.position.push_back(static_cast<std::int32_t>(i));
    }
    const auto choose = [&](const Kept& lines, const std::vector<std::int32_t>& all, std::vector<std::int32_t>& chosen) {
      for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i]->box.intersects(box_)) chosen.push_back(all[i]);
    };
    choose(objects.barriers, whole.barriers, part.scene.barriers);
    choose(objects.compounds, whole.compounds, part.scene.compounds);
    choose(objects.exclusives, whole.exclusives, part.scene.exclusives);
    parts_.push_back(std::move(part));
  }

  bool tile(const RunContext& run) {
    std::vector<std::size_t> every(parts_.size());
    for (std::size_t i = 0; i < every.size(); ++i) every[i] = i;
    std::vector<TiledCommunity> tiled(parts_.size());
    for_each_parallel(every, run.threads, [&](std::size_t i) {
      tiled[i] = tile_community(parts_[i].scene, &parts_[i].marks.ground);
      straighten_ends(tiled[i], parts_[i].scene);
    });
    stitch_communities(tiled, run.threads);
    for_each_parallel(every, run.threads, [&](std::size_t i) {
      simplify_borders(tiled[i], parts_[i].scene);
      shave_needles(tiled[i], parts_[i].scene);
    });
    for (std::size_t i = 0; i < every.size(); ++i) {
      if (tiled[i].noding_failed) return false;
      parts_[i].tiled = std::move(tiled[i]);
      parts_[i].first = states_.size();
      states_.resize(states_.size() + parts_[i].tiled.cell_count(), State::differs);
    }
    return true;
  }

  /// Which cell at hand every cell is, and whether they agree.
  void name_cells(Part& part) {
    const KeptTiling& kept = kept_[part.community];
    const std::size_t cells = part.tiled.cell_count(), buildings = part.position.size();
    part.marks.id.assign(cells, kLandId);
    for (std::size_t i = 0; i < buildings; ++i) part.marks.id[i] = kept.marks->id[at(part.position[i])];
    part.marks.drawn = drawn_marks(part.tiled, part.marks.id, keys_, kept.ring_key);
    part.slot.assign(cells, -1);
    std::copy(part.position.begin(), part.position.end(), part.slot.begin());
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::int32_t> land;
    if (cells > buildings)
      for (std::size_t s = kept.first_land(); s < kept.tiled->cell_count(); ++s)
        land[{kept.marks->ground[s], kept.marks->drawn[s]}] = static_cast<std::int32_t>(s);
    for (std::size_t i = 0; i < cells; ++i) {
      if (i >= buildings) {
        const auto found = land.find({part.marks.ground[i], part.marks.drawn[i]});
        if (found == land.end()) continue;
        part.slot[i] = found->second;
      } else if (kept.unplaced[at(part.slot[i])] != 0) {
        continue;
      }
      const std::size_t s = at(part.slot[i]);
      if (kept.marks->ground[s] == part.marks.ground[i] && kept.marks->drawn[s] == part.marks.drawn[i])
        states_[part.first + i] = State::agrees;
    }
  }

  /// Cells that share a vertex, across borders of communities too.
  void join_cells() {
    struct Corner {
      double x, y;
      std::int32_t cell;
      auto operator<=>(const Corner&) const = default;
    };
    std::vector<Corner> corners;
    boxes_.resize(states_.size());
    for (const Part& part : parts_)
      for (const BorderSegment& s : part.tiled.segments)
        for (const std::int32_t p : {s.a, s.b}) {
          const Point place = part.tiled.frame.to_metres(part.tiled.points[at(p)]);
          for (const std::int32_t cell : {s.left, s.right}) {
            if (cell < 0) continue;
            corners.push_back({place.x, place.y, static_cast<std::int32_t>(part.first) + cell});
            boxes_[part.first + at(cell)].expand(place);
          }
        }
    std::sort(corners.begin(), corners.end());
    corners.erase(std::unique(corners.begin(), corners.end()), corners.end());
    neighbours_.resize(states_.size());
    for (std::size_t i = 0, j = 0; i < corners.size(); i = j) {
      for (j = i; j < corners.size() && corners[j].x == corners[i].x && corners[j].y == corners[i].y; ++j)
        for (std::size_t k = i; k < j; ++k) {
          neighbours_[at(corners[j].cell)].push_back(corners[k].cell);
          neighbours_[at(corners[k].cell)].push_back(corners[j].cell);
        }
    }
  }

  /// Cells that reach out of the window or whose surroundings are not in it, and all that differ and hang together with them.
  /// What differs away from the edit is not its doing either.
  void find_rim() {
    Box inner = box_;
    inner.grow(-kRim);
    std::vector<std::int32_t> queue;
    std::vector<char> edited(states_.size(), 0);
    const auto flood = [&](auto&& visit) {
      for (std::size_t i = 0; i < queue.size(); ++i)
        for (const std::int32_t n : neighbours_[at(queue[i])])
          if (states_[at(n)] == State::differs) visit(n);
      queue.clear();
    };
    const auto mark = [&](std::int32_t cell) {
      if (states_[at(cell)] == State::rim) return;
      states_[at(cell)] = State::rim;
      queue.push_back(cell);
    };
    for (std::size_t i = 0; i < states_.size(); ++i)
      if (!inner.contains({boxes_[i].min_x, boxes_[i].min_y}) || !inner.contains({boxes_[i].max_x, boxes_[i].max_y}))
        mark(static_cast<std::int32_t>(i));
    for (const Part& part : parts_)
      for (std::size_t i = 0; i < part.position.size(); ++i)
        if (const std::size_t b = at(part.position[i]); kept_[part.community].unplaced[b] == 0 && wanted(part.community, b) < 2)
          mark(static_cast<std::int32_t>(part.first + i));
    flood(mark);
    const auto follow = [&](std::int32_t cell) {
      if (edited[at(cell)] != 0) return;
      edited[at(cell)] = 1;
      queue.push_back(cell);
    };
    for (std::size_t i = 0; i < states_.size(); ++i)
      if (states_[i] == State::differs && boxes_[i].intersects(edit_.box)) follow(static_cast<std::int32_t>(i));
    flood(follow);
    for (std::size_t i = 0; i < states_.size(); ++i)
      if (states_[i] == State::differs && edited[i] == 0) states_[i] = State::rim;
  }

  /// A belt of cells that agree lies between those that the edit reaches and the rim. They share no vertex, so every triangle and
  /// every border is known to be right either way.
  [[nodiscard]] bool parted() const {
    for (std::size_t i = 0; i < states_.size(); ++i)
      if (states_[i] == State::differs &&
          std::any_of(neighbours_[i].begin(), neighbours_[i].end(), [&](std::int32_t n) { return states_[at(n)] == State::rim; }))
        return false;
    return true;
  }

  /// New buildings have their cells inside the belt, and no edited line touches the rim.
  [[nodiscard]] bool edit_is_inside() const {
    for (const Part& part : parts_) {
      const KeptTiling& kept = kept_[part.community];
      for (std::size_t i = 0; i < part.position.size(); ++i) {
        const std::size_t b = at(part.position[i]);
        if (kept.unplaced[b] != 0 && kept.objects->buildings[b].box.intersects(edit_.box) &&
            states_[part.first + i] != State::differs)
          return false;
      }
    }
    for (std::size_t i = 0; i < states_.size(); ++i)
      if (states_[i] == State::rim &&
          std::any_of(edit_.line_boxes.begin(), edit_.line_boxes.end(), [&](const Box& b) { return b.intersects(boxes_[i]); }))
        return false;
    return true;
  }

  /// The cells at hand whose place those that differ take: the same ones, buildings that are gone, land that is gone.
  bool replace(Part& part, std::vector<TilePatch>& patches) {
    const KeptTiling& kept = kept_[part.community];
    const std::size_t cells = part.tiled.cell_count(), at_hand = kept.tiled->cell_count();
    std::vector<char> taken(cells, 0), replaced(at_hand, 0), agreeing(at_hand, 0);
    for (std::size_t i = 0; i < cells; ++i) {
      const State state = states_[part.first + i];
      taken[i] = state == State::differs ? 1 : 0;
      if (part.slot[i] < 0) continue;
      if (state == State::differs) replaced[at(part.slot[i])] = 1;
      if (state == State::agrees) agreeing[at(part.slot[i])] = 1;
    }
    for (std::size_t g = 0; g < kept.gone.size(); ++g)
      if (kept.gone[g].intersects(edit_.box)) replaced[kept.objects->buildings.size() + g] = 1;
    find_lost_land(kept, part, taken, agreeing, replaced);
    for (bool more = true; more;) {
      more = false;
      for (const BorderSegment& s : kept.tiled->segments)
        for (const auto& [cell, other] : {std::pair{s.left, s.right}, std::pair{s.right, s.left}}) {
          if (cell < 0 || other < 0 || replaced[at(cell)] == 0 || replaced[at(other)] != 0 || agreeing[at(other)] != 0) continue;
          if (at(other) < kept.first_land()) return false;
          replaced[at(other)] = 1;
          more = true;
        }
    }
    if (std::find(taken.begin(), taken.end(), 1) == taken.end() &&
        std::find(replaced.begin(), replaced.end(), 1) == replaced.end())
      return true;
    if (rim_of(*kept.tiled, kept.marks->id, replaced, kept.ring_key) != rim_of(part.tiled, part.marks.id, taken, kept.ring_key))
      return false;
    TilePatch patch;
    patch.community = part.community;
    auto next_land = static_cast<std::int32_t>(at_hand);
    for (std::size_t i = part.position.size(); i < cells; ++i)
      if (taken[i] != 0) part.slot[i] = next_land++;
    for (const std::int32_t b : part.tiled.shared_site) {
      const auto place = std::lower_bound(part.scene.buildings.begin(), part.scene.buildings.end(), b);
      if (taken[static_cast<std::size_t>(place - part.scene.buildings.begin())] != 0) patch.sliced.push_back(b);
    }
    patch.replaced = std::move(replaced);
    patch.taken = std::move(taken);
    patch.fresh = std::move(part.tiled);
    patch.slot = std::move(part.slot);
    patch.marks = std::move(part.marks);
    patches.push_back(std::move(patch));
    return true;
  }

  /// Land at hand that lay where chosen cells are now: it shares a vertex with them, or filled its community alone.
  void find_lost_land(const KeptTiling& kept, const Part& part, std::span<const char> taken, std::span<const char> agreeing,
                      std::vector<char>& replaced) const {
    if (kept.first_land() == kept.tiled->cell_count()) return;
    std::vector<GridPoint> places;
    Box around;
    for (const BorderSegment& s : part.tiled.segments)
      for (const std::int32_t cell : {s.left, s.right}) {
        if (cell < 0 || taken[at(cell)] == 0) continue;
        for (const std::int32_t p : {s.a, s.b}) places.push_back(part.tiled.points[at(p)]);
        around.expand(boxes_[part.first + at(cell)]);
      }
    std::sort(places.begin(), places.end());
    std::vector<char> alone(kept.tiled->cell_count(), 1);
    std::vector<Box> box(kept.tiled->cell_count());
    for (const BorderSegment& s : kept.tiled->segments)
      for (const auto& [cell, other] : {std::pair{s.left, s.right}, std::pair{s.right, s.left}}) {
        if (cell < 0 || at(cell) < kept.first_land() || agreeing[at(cell)] != 0) continue;
        if (other >= 0) alone[at(cell)] = 0;
        for (const std::int32_t p : {s.a, s.b}) {
          const GridPoint place = kept.tiled->points[at(p)];
          box[at(cell)].expand(kept.tiled->frame.to_metres(place));
          if (std::binary_search(places.begin(), places.end(), place)) replaced[at(cell)] = 1;
        }
      }
    for (std::size_t cell = kept.first_land(); cell < box.size(); ++cell)
      if (alone[cell] != 0 && agreeing[cell] == 0 && !box[cell].empty() && box[cell].intersects(around)) replaced[cell] = 1;
  }

  /// Of the borders between chosen cells and others.
  [[nodiscard]] std::uint64_t rim_of(const TiledCommunity& tiled, std::span<const std::uint64_t> id, std::span<const char> chosen,
                                     std::span<const std::uint64_t> ring_key) const {
    std::uint64_t sum = 0;
    for (const BorderSegment& s : tiled.segments) {
      if (s.left < 0 || s.right < 0 || chosen[at(s.left)] == chosen[at(s.right)]) continue;
      const bool left = chosen[at(s.left)] != 0;
      sum += border_mark(tiled, s, left, id[at(left ? s.right : s.left)], keys_, ring_key);
    }
    return sum;
  }

  const EditedPlace& edit_;
  const EditWindow& window_;
  const Box& box_;
  std::span<const KeptTiling> kept_;
  const ContentKeys& keys_;
  std::vector<Part> parts_;
  std::vector<State> states_;  ///< of the cells of all parts
  std::vector<std::vector<std::int32_t>> neighbours_;
  std::vector<Box> boxes_;
};

}  // namespace

std::optional<std::vector<TilePatch>> retile_window(const EditedPlace& edit, const EditWindow& window,
                                                    std::span<const KeptTiling> kept, const ContentKeys& keys,
                                                    const RunContext& run) {
  return Window(edit, window, kept, keys).run(run);
}

}  // namespace wangge
