#include "algorithms/cells/settle_strays.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class Settler {
 public:
  Settler(std::vector<LandPiece> pieces, const EachContact& each_contact, std::span<const GridPoint> points, std::size_t labels)
      : pieces_(std::move(pieces)), each_contact_(each_contact), points_(points), labels_(labels), root_(pieces_.size()) {
    std::iota(root_.begin(), root_.end(), 0);
  }

  SettledPieces run() {
    each_contact_([&](const PieceContact& c) {
      if (pieces_[at(c.piece)].label != pieces_[at(c.other)].label) return;
      const std::int32_t a = find(c.piece), b = find(c.other);
      root_[at(std::max(a, b))] = std::min(a, b);
    });
    for (std::int32_t p = 0; at(p) < pieces_.size(); ++p)
      if (const std::int32_t r = find(p); r != p) {
        pieces_[at(r)].area += pieces_[at(p)].area;
        pieces_[at(r)].footprint += pieces_[at(p)].footprint;
      }
    std::vector<std::int32_t> strays = keep_main_parts();
    SettledPieces out;
    if (!strays.empty()) adopt(strays, out.new_cells);
    out.cell.resize(pieces_.size());
    for (std::int32_t p = 0; at(p) < pieces_.size(); ++p) out.cell[at(p)] = final_[at(find(p))];
    return out;
  }

 private:
  std::int32_t find(std::int32_t p) {
    while (root_[at(p)] != p) p = root_[at(p)] = root_[at(root_[at(p)])];
    return p;
  }

  std::vector<std::int32_t> keep_main_parts() {
    std::vector<std::int32_t> main(labels_, -1), strays;
    for (std::int32_t p = 0; at(p) < pieces_.size(); ++p) {
      if (root_[at(p)] != p) continue;
      std::int32_t& best = main[at(pieces_[at(p)].label)];
      const auto size = [&](std::int32_t i) { return std::pair{pieces_[at(i)].footprint, pieces_[at(i)].area}; };
      if (best < 0 || size(p) > size(best)) best = p;
    }
    final_.assign(pieces_.size(), -1);
    for (std::size_t label = 0; label < labels_; ++label)
      if (main[label] >= 0) final_[at(main[label])] = static_cast<std::int32_t>(label);
    for (std::int32_t p = 0; at(p) < pieces_.size(); ++p)
      if (root_[at(p)] == p && final_[at(p)] < 0) strays.push_back(p);
    return strays;
  }

  void adopt(std::vector<std::int32_t>& strays, std::size_t& new_cells) {
    std::map<std::pair<std::int32_t, std::int32_t>, double> border;  // (stray, neighbour) -> weighted mm
    each_contact_([&](const PieceContact& c) {
      const std::int32_t p = find(c.piece), q = find(c.other);
      if (p == q || (final_[at(p)] >= 0 && final_[at(q)] >= 0)) return;
      const double length = c.weight * grid_distance(points_[at(c.a)], points_[at(c.b)]);
      if (final_[at(p)] < 0) border[{p, q}] += length;
      if (final_[at(q)] < 0) border[{q, p}] += length;
    });
    std::sort(strays.begin(), strays.end(), [&](std::int32_t a, std::int32_t b) {
      return pieces_[at(a)].area != pieces_[at(b)].area ? pieces_[at(a)].area > pieces_[at(b)].area : a < b;
    });
    for (bool progress = true; progress;) {
      progress = false;
      for (const std::int32_t stray : strays) {
        if (final_[at(stray)] >= 0) continue;
        double longest = 0;
        std::int32_t taker = -1;
        for (auto i = border.lower_bound({stray, -1}); i != border.end() && i->first.first == stray; ++i)
          if (final_[at(i->first.second)] >= 0 && i->second > longest) longest = i->second, taker = i->first.second;
        if (taker < 0) continue;
        final_[at(stray)] = final_[at(taker)];
        progress = true;
      }
    }
    for (const std::int32_t stray : strays)
      if (final_[at(stray)] < 0) final_[at(stray)] = static_cast<std::int32_t>(labels_ + new_cells++);
  }

  std::vector<LandPiece> pieces_;
  const EachContact& each_contact_;
  std::span<const GridPoint> points_;
  std::size_t labels_;
  std::vector<std::int32_t> root_, final_;
};

}  // namespace

SettledPieces settle_strays(std::vector<LandPiece> pieces, const EachContact& each_contact, std::span<const GridPoint> points,
                            std::size_t labels) {
  return Settler(std::move(pieces), each_contact, points, labels).run();
}

}  // namespace wangge
