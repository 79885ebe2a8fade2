#include "algorithms/coverage/live_coverage.hpp"

#include <algorithm>

namespace wangge {

namespace {

bool nearer(const LiveCoverage::Nearest& a, const LiveCoverage::Nearest& b) {
  return a.metres != b.metres ? a.metres < b.metres : a.centre < b.centre;
}

bool same(const LiveCoverage::Nearest& a, const LiveCoverage::Nearest& b) { return a.metres == b.metres && a.centre == b.centre; }

}  // namespace

LiveCoverage::LiveCoverage(const CityReach& reach, std::span<const std::int32_t> centres, double radius, const RunContext& run)
    : reach_(&reach), radius_(radius), row_(reach.graph, reach.on_arcs), at_(reach.sites.points.size()) {
  const ReachTable table = reach_table(reach.graph, reach.enter_centres(centres), reach.on_arcs, radius, run);
  rows_.resize(table.centres());
  for (std::size_t c = 0; c < table.centres(); ++c) put(static_cast<std::int32_t>(c), table.of(c));
}

void LiveCoverage::put(std::int32_t centre, std::span<const PlaceReached> row) {
  rows_[static_cast<std::size_t>(centre)].assign(row.begin(), row.end());
  for (const PlaceReached& pair : row) {
    std::vector<Nearest>& here = at_[pair.place];
    if (here.empty()) covered_ += reach_->loads[pair.place].households;
    const Nearest one{pair.metres, centre};
    here.insert(std::lower_bound(here.begin(), here.end(), one, nearer), one);
  }
}

void LiveCoverage::take(std::int32_t centre) {
  for (const PlaceReached& pair : rows_[static_cast<std::size_t>(centre)]) {
    std::vector<Nearest>& here = at_[pair.place];
    here.erase(std::lower_bound(here.begin(), here.end(), Nearest{pair.metres, centre}, nearer));
    if (here.empty()) covered_ -= reach_->loads[pair.place].households;
  }
  rows_[static_cast<std::size_t>(centre)].clear();
}

LiveCoverage::Change LiveCoverage::change(std::int32_t centre, bool keep, Point place, std::span<const Point> entrances) {
  Change made;
  made.centre = centre;
  made.covered_before = covered_;
  std::vector<std::uint32_t> touched;
  for (const PlaceReached& pair : rows_[static_cast<std::size_t>(centre)]) touched.push_back(pair.place);
  std::span<const PlaceReached> row;
  if (keep) {
    Centre wanted;
    wanted.point = place;
    wanted.entrances.assign(entrances.begin(), entrances.end());
    row = row_.find(reach_->model.enter(wanted).entries, radius_);
    for (const PlaceReached& pair : row) touched.push_back(pair.place);
  }
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  std::vector<Nearest> before;
  for (const std::uint32_t site : touched) before.push_back(nearest(site));
  take(centre);
  put(centre, row);
  for (std::size_t i = 0; i < touched.size(); ++i)
    if (!same(before[i], nearest(touched[i]))) made.sites.push_back(touched[i]);
  made.covered_after = covered_;
  return made;
}

LiveCoverage::Change LiveCoverage::add(Point place, std::span<const Point> entrances) {
  rows_.emplace_back();
  return change(static_cast<std::int32_t>(rows_.size()) - 1, true, place, entrances);
}

LiveCoverage::Change LiveCoverage::move(std::int32_t centre, Point place, std::span<const Point> entrances) {
  return change(centre, true, place, entrances);
}

LiveCoverage::Change LiveCoverage::close(std::int32_t centre) { return change(centre, false, {}, {}); }

}  // namespace wangge
