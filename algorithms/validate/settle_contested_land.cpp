#include "algorithms/validate/settle_contested_land.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <span>

#include "algorithms/cells/hilbert_order.hpp"
#include "algorithms/cells/triangulation.hpp"
#include "algorithms/outline/trace_outlines.hpp"
#include "algorithms/validate/community_overlaps.hpp"

namespace wangge {

namespace {

constexpr double kFarthest = 400'000;  // metres: the millimetre grid ends a little beyond
constexpr double kBend = 2;            // mm that a border may bend to a corner drawn beside it

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Communities that hang together by overlaps: their borders laid over one another, and who gets the land of each set of them.
class Overlay {
 public:
  Overlay(const City& city, std::vector<std::int32_t> members) : city_(city), members_(std::move(members)) {
    for (const std::int32_t c : members_) box_.expand(bounds(city.communities[at(c)].area));
    frame_.origin_x = std::floor(box_.min_x), frame_.origin_y = std::floor(box_.min_y);
  }

  [[nodiscard]] bool fits() const { return box_.width() < kFarthest && box_.height() < kFarthest; }

  /// New areas in the order of the members.
  std::vector<MultiPolygon> settle() {
    lay();
    flood();
    judge();
    return draw();
  }
  struct Answer {
    std::int32_t community;
    const char* reason;  ///< of the catalogue
  };
  /// Who gets most of the land that both claim.
  [[nodiscard]] Answer winner(std::int32_t first, std::int32_t second) const {
    Answer won{first, "communities_overlap_by_id"};
    double most = 0;
    for (const auto& [set, claim] : claims_) {
      const auto claimed = sets().members(set);
      const auto by = [&](std::int32_t c) {
        return std::any_of(claimed.begin(), claimed.end(), [&](std::int32_t m) { return members_[at(m)] == c; });
      };
      if (by(first) && by(second) && claim.square > most) most = claim.square, won = {members_[at(claim.winner)], claim.reason};
    }
    return won;
  }

 private:
  struct Claim {
    double square = 0;  ///< mm2, twice
    std::map<std::int32_t, int> listed;
    std::int32_t winner = -1;  ///< member
    const char* reason = "communities_overlap_by_id";
  };
  [[nodiscard]] const OwnerSets& sets() const { return mesh_->owner_sets(); }

  void lay() {
    std::vector<GridPoint> corners;
    std::vector<std::pair<std::size_t, std::int32_t>> rings;  // end, member
    const auto add = [&](const Ring& ring, std::int32_t member) {
      for (const Point p : ring) corners.push_back(frame_.to_grid(p));
      rings.emplace_back(corners.size(), member);
    };
    for (std::size_t m = 0; m < members_.size(); ++m)
      for (const Polygon& polygon : city_.communities[at(members_[m])].area) {
        add(polygon.outer, static_cast<std::int32_t>(m));
        for (const Ring& hole : polygon.holes) add(hole, static_cast<std::int32_t>(m));
      }
    GridPoint low = corners.front(), high = low;
    for (const GridPoint p : corners) {
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    mesh_.emplace(low, high, corners.size() + 64);
    std::vector<std::int32_t> vertex(corners.size());
    for (const std::size_t k : hilbert_order(corners)) vertex[k] = mesh_->insert_vertex(corners[k]);
    std::size_t from = 0;
    for (const auto& [end, member] : rings) {
      for (std::size_t i = from; i < end; ++i)
        if (const std::int32_t a = vertex[i], b = vertex[i + 1 < end ? i + 1 : from]; a != b)
          mesh_->insert_constraint(a, b, mesh_->owner_sets().single(member), kBend);
      from = end;
    }
  }

  /// Face of every triangle: the set of members that claim it (even-odd rule, border by border).
  void flood() {
    for (std::int32_t t = 0; at(t) < mesh_->triangle_count(); ++t) mesh_->set_face(t, -1);
    std::vector<std::int32_t> stack{Triangulation::triangle_of(mesh_->edge_from(0))};
    mesh_->set_face(stack[0], 0);
    while (!stack.empty()) {
      const std::int32_t t = stack.back(), here = mesh_->face(t);
      stack.pop_back();
      for (const std::int32_t h : Triangulation::edges_of(t)) {
        const std::int32_t g = mesh_->twin(h);
        const std::int32_t beyond = Triangulation::triangle_of(g);
        if (g < 0 || mesh_->face(beyond) >= 0) continue;
        mesh_->set_face(beyond, mesh_->owner_sets().toggled(here, mesh_->owners(h)));
        stack.push_back(beyond);
      }
    }
  }

  void judge() {
    for (std::int32_t t = 0; at(t) < mesh_->triangle_count(); ++t) {
      const auto [a, b, c] = Triangulation::edges_of(t);
      if (sets().members(mesh_->face(t)).size() > 1)
        claims_[mesh_->face(t)].square += static_cast<double>(
            orientation(mesh_->point(mesh_->origin(a)), mesh_->point(mesh_->origin(b)), mesh_->point(mesh_->origin(c))));
    }
    for (const Building& b : city_.buildings) {
      if (b.community < 0 || !box_.contains(b.point)) continue;
      const auto member = std::lower_bound(members_.begin(), members_.end(), b.community);
      if (member == members_.end() || *member != b.community) continue;
      const auto claim = claims_.find(mesh_->face(mesh_->triangle_at(frame_.to_grid(b.point))));
      if (claim != claims_.end()) ++claim->second.listed[static_cast<std::int32_t>(member - members_.begin())];
    }
    for (auto& [set, claim] : claims_) decide(sets().members(set), claim);
  }

  void decide(std::span<const std::int32_t> claimed, Claim& claim) const {
    const auto listed = [&](std::int32_t m) {
      const auto found = claim.listed.find(m);
      return found == claim.listed.end() ? 0 : found->second;
    };
    const auto share = [&](std::int32_t m) {
      const double part = claim.square / 2e6 / area(city_.communities[at(members_[at(m)])].area);
      return part > 0.5 ? part : 0;
    };
    // The best one and, to tell why, the next.
    std::vector<std::int32_t> order(claimed.begin(), claimed.end());
    std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
      if (listed(a) != listed(b)) return listed(a) > listed(b);
      if (share(a) != share(b)) return share(a) > share(b);
      const std::string &x = city_.communities[at(members_[at(a)])].id, &y = city_.communities[at(members_[at(b)])].id;
      return x != y ? x < y : a < b;
    });
    claim.winner = order[0];
    if (listed(order[0]) != listed(order[1]))
      claim.reason = "communities_overlap_by_buildings";
    else if (share(order[0]) != share(order[1]))
      claim.reason = "communities_overlap_by_land";
  }

  [[nodiscard]] std::int32_t holder(std::int32_t triangle) const {
    const auto claimed = sets().members(mesh_->face(triangle));
    if (claimed.empty()) return -1;
    return claimed.size() == 1 ? claimed.front() : claims_.at(mesh_->face(triangle)).winner;
  }

  [[nodiscard]] std::vector<MultiPolygon> draw() const {
    TiledCommunity tiled;
    tiled.frame = frame_;
    for (std::int32_t v = 0; at(v) < mesh_->vertex_count(); ++v) tiled.points.push_back(mesh_->point(v));
    for (std::int32_t t = 0; at(t) < mesh_->triangle_count(); ++t)
      for (const std::int32_t h : Triangulation::edges_of(t)) {
        const std::int32_t g = mesh_->twin(h);
        if (g < h) continue;
        const std::int32_t left = holder(t), right = holder(Triangulation::triangle_of(g));
        if (left != right) tiled.segments.push_back({mesh_->origin(h), mesh_->target(h), left, right});
      }
    std::vector<std::int32_t> own(members_.size());
    std::iota(own.begin(), own.end(), 0);
    return trace_outlines(tiled, own, own.size());
  }

  const City& city_;
  std::vector<std::int32_t> members_;  ///< ascending
  Box box_;
  GridFrame frame_;
  std::optional<Triangulation> mesh_;
  std::map<std::int32_t, Claim> claims_;  ///< by set of members
};

/// Communities joined by overlaps, each group ascending.
std::vector<std::vector<std::int32_t>> groups_of(std::size_t communities, const std::vector<CommunityOverlap>& overlaps) {
  std::vector<std::int32_t> root(communities);
  std::iota(root.begin(), root.end(), 0);
  const auto find = [&](std::int32_t c) {
    while (root[at(c)] != c) c = root[at(c)];
    return c;
  };
  for (const CommunityOverlap& one : overlaps) {
    const std::int32_t a = find(one.first), b = find(one.second);
    root[at(std::max(a, b))] = std::min(a, b);
  }
  std::map<std::int32_t, std::vector<std::int32_t>> by_root;
  for (std::int32_t c = 0; at(c) < communities; ++c) by_root[find(c)].push_back(c);
  std::vector<std::vector<std::int32_t>> groups;
  for (auto& [first, members] : by_root)
    if (members.size() > 1) groups.push_back(std::move(members));
  return groups;
}

}  // namespace

bool settle_contested_land(City& city, Language language) {
  const std::vector<CommunityOverlap> overlaps = community_overlaps(city.communities, lonely_edges(city.communities));
  bool changed = false;
  for (const std::vector<std::int32_t>& members : groups_of(city.communities.size(), overlaps)) {
    Overlay overlay(city, members);
    if (!overlay.fits()) continue;
    std::vector<MultiPolygon> areas = overlay.settle();
    for (const CommunityOverlap& one : overlaps) {
      if (!std::binary_search(members.begin(), members.end(), one.first)) continue;
      const std::string &first = city.communities[at(one.first)].id, &second = city.communities[at(one.second)].id;
      const auto [won, reason] = overlay.winner(one.first, one.second);
      const std::string& winner = city.communities[at(won)].id;
      city.findings.push_back(
          {"communities_overlap", Severity::warning, "communities", winner == first ? second : first, false,
           say(language, "communities_overlap",
               {first, second, with_decimals(one.common.square_metres, 1), with_decimals(one.common.width, 2)}),
           say(language, reason, {winner}), one.common.place});
    }
    for (std::size_t m = 0; m < members.size(); ++m) city.communities[at(members[m])].area = std::move(areas[m]);
    changed = true;
  }
  return changed;
}

}  // namespace wangge
