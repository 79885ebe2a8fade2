#include "algorithms/cells/city_tiling.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "algorithms/cells/edit_surroundings.hpp"
#include "algorithms/cells/retile_window.hpp"
#include "algorithms/cells/splice_tiles.hpp"
#include "algorithms/cells/tile_city.hpp"
#include "core/parallel.hpp"

namespace wangge {

namespace {

constexpr int kFirstBelt = 3;              // cells around the edited ones in the first window
constexpr double kMargin = 5;              // metres
constexpr std::size_t kSmall = 60;         // buildings of a city where windows are not worth it
constexpr std::size_t kMostPlaces = 1000;  // nor for more edited places than that

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

ContentKeys keys_of(const std::vector<CommunityScene>& scenes, const std::vector<SceneObjects>& objects) {
  ContentKeys keys;
  keys.barrier.assign(scenes[0].city->barriers.size(), 0);
  keys.exclusive.assign(scenes[0].city->exclusives.size(), 0);
  for (std::size_t c = 0; c < scenes.size(); ++c) {
    for (std::size_t i = 0; i < objects[c].barriers.size(); ++i)
      keys.barrier[at(scenes[c].barriers[i])] = objects[c].barriers[i]->digest;
    for (std::size_t i = 0; i < objects[c].exclusives.size(); ++i)
      keys.exclusive[at(scenes[c].exclusives[i])] = objects[c].exclusives[i]->digest;
  }
  return keys;
}

std::vector<std::uint64_t> ring_keys(const SceneObjects& objects) {
  std::vector<std::uint64_t> keys;
  for (const auto& [a, b] : objects.ring_edges) {
    const auto word = [](GridPoint p) {
      return (std::uint64_t{static_cast<std::uint32_t>(p.x)} << 32) | static_cast<std::uint32_t>(p.y);
    };
    keys.push_back(word(a) * 0x9e3779b97f4a7c15ULL + word(b));
  }
  return keys;
}

/// City numbers of barriers and exclusive units as they are after the edit; -2 for those that are gone.
void rename_lines(TiledCommunity& tiled, const CommunityScene& before, const CommunityScene& after, const SceneChange& change) {
  const auto renamed = [](const std::vector<std::int32_t>& was, const std::vector<std::int32_t>& is,
                          const std::vector<std::int32_t>& old) {
    std::vector<std::pair<std::int32_t, std::int32_t>> names;
    for (std::size_t j = 0; j < is.size(); ++j)
      if (old[j] >= 0) names.emplace_back(was[at(old[j])], is[j]);
    std::sort(names.begin(), names.end());
    return names;
  };
  const auto look_up = [](const std::vector<std::pair<std::int32_t, std::int32_t>>& names, std::int32_t& number) {
    if (number < 0) return;
    const auto found = std::lower_bound(names.begin(), names.end(), std::pair{number, -1});
    number = found != names.end() && found->first == number ? found->second : -2;
  };
  const auto barriers = renamed(before.barriers, after.barriers, change.old_barrier),
             exclusives = renamed(before.exclusives, after.exclusives, change.old_exclusive);
  for (BorderSegment& s : tiled.segments) {
    look_up(barriers, s.barrier);
    look_up(barriers, s.softer);
    if (s.ring_edge >= 0) s.ring_edge = change.new_ring_edge[at(s.ring_edge)];
  }
  for (InsideBarrier& i : tiled.inside) look_up(barriers, i.barrier);
  std::erase_if(tiled.inside, [](const InsideBarrier& i) { return i.barrier < 0 && i.cell < 0; });
  for (std::int32_t& e : tiled.exclusive) look_up(exclusives, e);
}

template <class Values>
void renumber(Values& values, const std::vector<std::int32_t>& number, std::size_t count, typename Values::value_type none) {
  Values out(count, none);
  for (std::size_t i = 0; i < number.size(); ++i)
    if (number[i] >= 0) out[at(number[i])] = values[i];
  values = std::move(out);
}

void renumber_cells(TiledCommunity& tiled, CellMarks& marks, const std::vector<std::int32_t>& number, std::size_t count) {
  for (BorderSegment& s : tiled.segments)
    for (std::int32_t* cell : {&s.left, &s.right})
      if (*cell >= 0) *cell = number[at(*cell)];
  for (InsideBarrier& i : tiled.inside) i.cell = number[at(i.cell)];
  renumber(tiled.building, number, count, -1);
  renumber(tiled.exclusive, number, count, -1);
  renumber(marks.id, number, count, 0);
  renumber(marks.ground, number, count, 0);
  renumber(marks.drawn, number, count, 0);
}

/// One update of all communities.
class Update {
 public:
  Update(const std::vector<CommunityScene>& before, const std::vector<CommunityScene>& scenes,
         const std::vector<SceneObjects>& old_objects, const std::vector<SceneObjects>& objects,
         std::vector<TiledCommunity>& tiles, std::vector<CellMarks>& marks, std::uint64_t& next_id)
      : scenes_(scenes), objects_(objects), tiles_(tiles), marks_(marks), keys_(keys_of(scenes, objects)) {
    kept_.resize(scenes.size());
    touched_.assign(scenes.size(), 0);
    for (std::size_t c = 0; c < scenes.size(); ++c) {
      SceneChange change = change_of(old_objects[c], objects[c]);
      if (!change.none()) {
        changed_.push_back(c);
        touched_[c] = 1;
      }
      open(c, before[c], old_objects[c], change, next_id);
      note_places(c, old_objects[c], change);
    }
  }

  [[nodiscard]] const std::vector<std::size_t>& changed() const { return changed_; }
  [[nodiscard]] std::size_t cells_made() const { return cells_made_; }

  /// False: not worth it, or not possible, with windows.
  bool run(const RunContext& run) {
    if (places_.size() > kMostPlaces || std::any_of(tiles_.begin(), tiles_.end(), [](const auto& t) { return t.noding_failed; }))
      return false;
    std::size_t all = 0;
    for (const SceneObjects& o : objects_) all += o.buildings.size();
    for (Place& place : places_) set_window(place);
    join_places();
    for (std::size_t i = 0; i < places_.size(); ++i) {
      for (;;) {
        Place& place = places_[i];
        for (const std::vector<char>& cells : place.window.cells)
          spent_ += cells.size() - static_cast<std::size_t>(std::count(cells.begin(), cells.end(), 0));
        if (spent_ * 2 > all + kSmall) return false;
        const auto patches = retile_window(place.edit, place.window, kept_, keys_, run);
        if (patches) {
          for (const TilePatch& patch : *patches) apply(patch);
          break;
        }
        place.belt += place.belt / 2;
        set_window(place);
        join_places(i);
      }
    }
    for (std::size_t c = 0; c < kept_.size(); ++c)
      if (touched_[c] != 0) close(c);
    return true;
  }

 private:
  struct Place {
    EditedPlace edit;
    EditWindow window;
    int belt = kFirstBelt;
  };

  /// Numbers the cells at hand as KeptTiling wants them.
  void open(std::size_t c, const CommunityScene& before, const SceneObjects& old_objects, const SceneChange& change,
            std::uint64_t& next_id) {
    TiledCommunity& tiled = tiles_[c];
    CellMarks& marks = marks_[c];
    KeptTiling& kept = kept_[c];
    kept = {&scenes_[c], &objects_[c], &tiled, &marks, {}, {}, ring_keys(objects_[c])};
    const std::size_t buildings = objects_[c].buildings.size();
    if (change.all) {
      tiled = TiledCommunity{};
      tiled.frame = objects_[c].frame;
      marks = CellMarks{};
    } else {
      rename_lines(tiled, before, scenes_[c], change);
    }
    if (change.none()) {
      kept.unplaced.assign(buildings, 0);
      for (std::size_t i = 0; i < buildings; ++i) tiled.building[i] = scenes_[c].buildings[i];
      for (std::int32_t& b : tiled.shared_site) b = scenes_[c].buildings[position(before, b)];
      return;
    }
    const std::size_t old_buildings = change.all ? 0 : old_objects.buildings.size();
    std::vector<std::int32_t> number(tiled.cell_count(), -1), sliced;
    kept.unplaced.assign(buildings, 1);
    for (std::size_t j = 0; j < buildings && !change.all; ++j)
      if (change.old_building[j] >= 0) {
        number[at(change.old_building[j])] = static_cast<std::int32_t>(j);
        kept.unplaced[j] = 0;
      }
    for (std::size_t i = 0; i < old_buildings; ++i) {
      if (number[i] >= 0) continue;
      number[i] = static_cast<std::int32_t>(buildings + kept.gone.size());
      kept.gone.push_back(old_objects.buildings[i].box);
    }
    for (const std::int32_t b : tiled.shared_site)
      if (const std::int32_t place = number[position(before, b)]; at(place) < buildings)
        sliced.push_back(scenes_[c].buildings[at(place)]);
    tiled.shared_site = std::move(sliced);
    auto next = static_cast<std::int32_t>(kept.first_land());
    for (std::size_t i = old_buildings; i < number.size(); ++i) number[i] = next++;
    renumber_cells(tiled, marks, number, at(next));
    for (std::size_t j = 0; j < buildings; ++j) {
      tiled.building[j] = scenes_[c].buildings[j];
      if (kept.unplaced[j] != 0) marks.id[j] = next_id++;
    }
  }

  static std::size_t position(const CommunityScene& scene, std::int32_t building) {
    return static_cast<std::size_t>(std::lower_bound(scene.buildings.begin(), scene.buildings.end(), building) -
                                    scene.buildings.begin());
  }

  static Box bounds_of(const SceneObjects& objects) {
    Box box;
    if (objects.ring_edges.empty()) return box;
    box.expand(objects.frame.to_metres(objects.low));
    box.expand(objects.frame.to_metres(objects.high));
    return box;
  }

  void note_places(std::size_t c, const SceneObjects& old_objects, const SceneChange& change) {
    const auto add = [&](const Box& box, bool lines) {
      if (box.empty()) return;
      places_.push_back({{box, {}}, {}, kFirstBelt});
      if (lines) places_.back().edit.line_boxes.push_back(box);
    };
    if (change.all) {
      Box box = bounds_of(objects_[c]);
      box.expand(bounds_of(old_objects));
      add(box, false);
      return;
    }
    for (const Box& box : change.boxes) add(box, false);
    Box reach = bounds_of(objects_[c]);
    for (const Box& box : change.line_boxes)
      if (box.intersects(reach)) add(box, true);
  }

  void set_window(Place& place) const {
    place.window = edit_surroundings(place.edit.box, place.belt, kept_);
    place.window.box.grow(kMargin);
  }

  /// Places whose windows meet become one.
  void join_places(std::size_t from = 0) {
    for (bool again = true; again;) {
      again = false;
      for (std::size_t i = from; i < places_.size(); ++i)
        for (std::size_t k = places_.size() - 1; k > i; --k) {
          Place& place = places_[i];
          if (!place.window.box.intersects(places_[k].window.box)) continue;
          place.edit.box.expand(places_[k].edit.box);
          place.edit.line_boxes.insert(place.edit.line_boxes.end(), places_[k].edit.line_boxes.begin(),
                                       places_[k].edit.line_boxes.end());
          place.belt = std::max(place.belt, places_[k].belt);
          places_.erase(places_.begin() + static_cast<std::ptrdiff_t>(k));
          set_window(place);
          again = true;
        }
    }
  }

  void apply(const TilePatch& patch) {
    const std::size_t c = patch.community;
    TiledCommunity& tiled = tiles_[c];
    CellMarks& marks = marks_[c];
    touched_[c] = 1;
    splice_tiles(tiled, patch.replaced, patch.fresh, patch.taken, patch.slot);
    const auto add = [](auto& list, std::size_t place, auto value) {
      if (list.size() <= place) list.resize(place + 1);
      list[place] = value;
    };
    for (std::size_t i = 0; i < patch.taken.size(); ++i) {
      if (patch.taken[i] == 0) continue;
      ++cells_made_;
      const std::size_t slot = at(patch.slot[i]);
      add(tiled.building, slot, patch.fresh.building[i]);
      add(tiled.exclusive, slot, patch.fresh.exclusive[i]);
      add(marks.id, slot, patch.marks.id[i]);
      add(marks.ground, slot, patch.marks.ground[i]);
      add(marks.drawn, slot, patch.marks.drawn[i]);
      if (slot < kept_[c].unplaced.size()) kept_[c].unplaced[slot] = 0;
      if (patch.fresh.building[i] >= 0) std::erase(tiled.shared_site, patch.fresh.building[i]);
    }
    tiled.shared_site.insert(tiled.shared_site.end(), patch.sliced.begin(), patch.sliced.end());
    std::sort(tiled.shared_site.begin(), tiled.shared_site.end());
  }

  /// Numbers as order_by_place gives them: cells that are gone are left out, cells of land follow their first segment.
  void close(std::size_t c) {
    TiledCommunity& tiled = tiles_[c];
    const std::size_t buildings = objects_[c].buildings.size(), first_land = kept_[c].first_land();
    if (objects_[c].ring_edges.empty()) {
      tiled = TiledCommunity{};
      marks_[c] = CellMarks{};
      return;
    }
    std::vector<std::int32_t> number(tiled.cell_count(), -1);
    std::iota(number.begin(), number.begin() + static_cast<std::ptrdiff_t>(buildings), 0);
    auto next = static_cast<std::int32_t>(buildings);
    for (const BorderSegment& s : tiled.segments)
      for (const std::int32_t cell : {s.left, s.right})
        if (cell >= 0 && at(cell) >= first_land && number[at(cell)] < 0) number[at(cell)] = next++;
    renumber_cells(tiled, marks_[c], number, at(next));
    std::sort(tiled.inside.begin(), tiled.inside.end(), [](const InsideBarrier& x, const InsideBarrier& y) {
      return std::pair{x.cell, x.barrier} < std::pair{y.cell, y.barrier};
    });
  }

  const std::vector<CommunityScene>& scenes_;
  const std::vector<SceneObjects>& objects_;
  std::vector<TiledCommunity>& tiles_;
  std::vector<CellMarks>& marks_;
  ContentKeys keys_;
  std::vector<KeptTiling> kept_;
  std::vector<char> touched_;
  std::vector<std::size_t> changed_;
  std::vector<Place> places_;
  std::size_t spent_ = 0, cells_made_ = 0;
};

}  // namespace

CityTiling::CityTiling(std::vector<CommunityScene> scenes, const RunContext& run) { update(std::move(scenes), run); }

std::size_t CityTiling::update(std::vector<CommunityScene> scenes, const RunContext& run) {
  const bool anew = scenes.size() != scenes_.size() || scenes.empty();
  std::vector<SceneObjects> objects(scenes.size());
  objects_.resize(scenes.size());
  std::vector<std::size_t> every(scenes.size());
  std::iota(every.begin(), every.end(), std::size_t{0});
  for_each_parallel(every, run.threads, [&](std::size_t i) { objects[i] = objects_of(scenes[i], objects_[i]); });
  changed_ = std::move(every);
  cells_made_ = 0;
  bool done = false;
  if (!anew) {
    Update update(scenes_, scenes, objects_, objects, tiles_, marks_, next_id_);
    changed_ = update.changed();
    done = changed_.empty() || update.run(run);
    cells_made_ = update.cells_made();
  }
  scenes_ = std::move(scenes);
  objects_ = std::move(objects);
  if (!done) tile_all(run);
  return changed_.size();
}

void CityTiling::tile_all(const RunContext& run) {
  std::vector<std::vector<std::uint64_t>> ground;
  tiles_ = tile_city(scenes_, run, &ground);
  marks_.assign(scenes_.size(), {});
  if (scenes_.empty()) return;
  const ContentKeys keys = keys_of(scenes_, objects_);
  cells_made_ = 0;
  for (std::size_t c = 0; c < scenes_.size(); ++c) {
    CellMarks& marks = marks_[c];
    marks.ground = std::move(ground[c]);
    marks.id.assign(tiles_[c].cell_count(), kLandId);
    for (std::size_t i = 0; i < marks.id.size() && tiles_[c].building[i] >= 0; ++i) marks.id[i] = next_id_++;
    marks.drawn = drawn_marks(tiles_[c], marks.id, keys, ring_keys(objects_[c]));
    cells_made_ += marks.id.size();
  }
}

}  // namespace wangge
