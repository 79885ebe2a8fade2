#include "algorithms/cells/open_faces.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

#include "algorithms/cells/land_face.hpp"
#include "algorithms/cells/meeting_points.hpp"

namespace wangge {

namespace {

std::size_t at(std::ptrdiff_t i) { return static_cast<std::size_t>(i); }

constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

bool OpenFaces::wish(std::int32_t h) {
  if (mesh_.owners(h) != 0 || mesh_.twin(h) < 0) return false;
  const std::int32_t g = mesh_.twin(h), edge = std::min(h, g);
  if (asked_.size() < mesh_.half_edge_count()) asked_.resize(mesh_.half_edge_count(), Answer::none);
  Answer& answer = asked_[at(edge)];
  if (answer == Answer::none) {
    asked_edges_.push_back(edge);
    sides_.assign({Triangulation::next(h), Triangulation::previous(h), Triangulation::next(g), Triangulation::previous(g)});
    turn_to_west(mesh_, sides_);
    answer = does(sides_) ? Answer::yes : Answer::no;
    if (answer == Answer::yes) wishes_.push_back(edge);
  }
  return answer == Answer::yes;
}

bool OpenFaces::does(const std::vector<std::int32_t>& sides) {
  constexpr std::size_t n = 4;
  std::array<GridPoint, n> corner;
  std::array<std::int32_t, 4> label{};
  std::size_t labels = 0;
  for (std::size_t i = 0; i < n; ++i) corner[i] = mesh_.point(mesh_.origin(sides[i]));
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t before = (i + n - 1) % n, after = (i + 1) % n;
    if (orientation(corner[before], corner[i], corner[after]) <= 0) return false;
    const std::int32_t own = wedges_.label_at_origin(sides[i]);
    if (own < 0 || wedges_.label_at_target(sides[before]) != own) return false;
    if (own != wedges_.label_at_target(sides[i])) label[labels++] = own;
  }
  if (labels < 3 || (labels == 4 && (label[0] == label[2] || label[1] == label[3]))) return false;
  walls_.clear();
  for (const std::int32_t h : sides) wedges_.add_walls_at(h, walls_);
  const auto known = walls_.size();
  for (const std::int32_t h : sides)
    if (wedges_.flows(h)) wedges_.add_walls_at(Triangulation::previous(mesh_.twin(h)), walls_);
  const auto all = walls_.size();
  walls_.keep(known);
  MeetingPoints::Place middle{0, 0};
  for (const GridPoint p : corner) middle.x += p.x / 4.0, middle.y += p.y / 4.0;
  MeetingPoints meeting;
  const std::span<const std::int32_t> who(label.data(), labels);
  if (!find_meeting_points(walls_, who, middle, meeting)) return false;
  for (std::size_t k = 0; k < meeting.count; ++k) {
    const GridPoint p = nearest_place(meeting.place[k].x, meeting.place[k].y);
    for (std::size_t i = 0; i < n; ++i)
      if (!well_left_of(corner[i], corner[(i + 1) % n], p)) return false;
  }
  walls_.keep(all);
  for (std::size_t k = 0; k < meeting.count; ++k) {
    double own = kInfinity, other = kInfinity;
    for (std::size_t i = 0; i < all; ++i) {
      const bool assumed = i < known && std::find(who.begin(), who.end(), walls_.label(i)) != who.end();
      const double square = walls_.piece(i).squared_to(meeting.place[k].x, meeting.place[k].y);
      own = std::min(own, assumed ? square : kInfinity);
      other = std::min(other, assumed ? kInfinity : square);
    }
    if (std::sqrt(other) < std::sqrt(own) - tolerance_) return false;
  }
  return true;
}

void OpenFaces::grant_wishes() {
  first_wish_.resize(mesh_.triangle_count(), -1);
  const auto triangles = [this](std::int32_t h) {
    return std::array{Triangulation::triangle_of(h), Triangulation::triangle_of(mesh_.twin(h))};
  };
  for (const std::int32_t h : wishes_)
    for (const std::int32_t t : triangles(h))
      if (std::int32_t& first = first_wish_[at(t)]; first < 0 || further_west(h, first)) first = h;
  for (const std::int32_t h : wishes_) {
    const auto [t, u] = triangles(h);
    if (first_wish_[at(t)] == h && first_wish_[at(u)] == h && wedges_.open_edge(t) < 0 && wedges_.open_edge(u) < 0)
      wedges_.set_open(h, true);
  }
  for (const std::int32_t h : wishes_)
    for (const std::int32_t t : triangles(h)) first_wish_[at(t)] = -1;
  wishes_.clear();
  for (const std::int32_t h : asked_edges_) asked_[at(h)] = Answer::none;
  asked_edges_.clear();
}

bool OpenFaces::further_west(std::int32_t h, std::int32_t g) const {
  const auto ends = [this](std::int32_t e) {
    const GridPoint a = mesh_.point(mesh_.origin(e)), b = mesh_.point(mesh_.target(e));
    return a < b ? std::pair{a, b} : std::pair{b, a};
  };
  return ends(h) < ends(g);
}

std::int32_t OpenFaces::no_longer_does(std::int32_t t) {
  const std::int32_t h = wedges_.open_edge(t);
  if (h < 0) return -1;
  sides_of_face(
      mesh_, Triangulation::next(h), [this](std::int32_t e) { return wedges_.is_open(e); }, sides_);
  return does(sides_) ? -1 : h;
}

}  // namespace wangge
