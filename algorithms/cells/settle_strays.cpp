#include "algorithms/cells/settle_strays.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class Settler {
 public:
  Settler(std::span<const LandPiece> pieces, JoinedPieces& joined, std::span<const GridPoint> points, std::size_t labels)
      : pieces_(pieces), points_(points), labels_(labels), joined_(joined) {}

  SettledPieces run(const std::function<LandSize(std::int32_t)>& size_of,
                    const std::function<std::vector<PieceContact>()>& contacts) {
    joined_.flatten();
    std::vector<std::int32_t> strays = keep_main_parts(size_of);
    SettledPieces out;
    if (!strays.empty()) adopt(strays, contacts(), out.new_cells);
    out.cell.resize(pieces_.size());
    for (std::int32_t p = 0; at(p) < pieces_.size(); ++p) out.cell[at(p)] = final_[at(find(p))];
    return out;
  }

 private:
  std::int32_t find(std::int32_t p) { return joined_.find(p); }

  std::vector<std::int32_t> keep_main_parts(const std::function<LandSize(std::int32_t)>& size_of) {
    std::vector<std::int32_t> main(labels_, -1), several, strays;
    for (std::int32_t p = 0; at(p) < pieces_.size(); ++p) {
      if (find(p) != p) continue;
      if (std::int32_t& first = main[at(pieces_[at(p)].label)]; first < 0)
        first = p;
      else
        several.push_back(p);
    }
    final_.assign(pieces_.size(), -1);
    if (!several.empty()) {
      std::vector<char> parted(labels_, 0);
      for (const std::int32_t p : several) parted[at(pieces_[at(p)].label)] = 1;
      size_.resize(pieces_.size());
      for (std::int32_t p = 0; at(p) < pieces_.size(); ++p) {
        if (parted[at(pieces_[at(p)].label)] == 0) continue;
        const LandSize own = size_of(p);
        LandSize& whole = size_[at(find(p))];
        whole.footprint += own.footprint;
        whole.area += own.area;
      }
      const auto size = [&](std::int32_t i) { return std::pair{size_[at(i)].footprint, size_[at(i)].area}; };
      for (const std::int32_t p : several) {
        std::int32_t& best = main[at(pieces_[at(p)].label)];
        strays.push_back(size(p) > size(best) ? std::exchange(best, p) : p);
      }
      std::sort(strays.begin(), strays.end());
    }
    for (std::size_t label = 0; label < labels_; ++label)
      if (main[label] >= 0) final_[at(main[label])] = static_cast<std::int32_t>(label);
    return strays;
  }

  void adopt(std::vector<std::int32_t>& strays, const std::vector<PieceContact>& contacts, std::size_t& new_cells) {
    std::map<std::pair<std::int32_t, std::int32_t>, double> border;  // (stray, neighbour) -> weighted mm
    for (const PieceContact& c : contacts) {
      const std::int32_t p = find(c.piece), q = find(c.other);
      if (p == q || (final_[at(p)] >= 0 && final_[at(q)] >= 0)) continue;
      const double length = c.weight * grid_distance(points_[at(c.a)], points_[at(c.b)]);
      if (final_[at(p)] < 0) border[{p, q}] += length;
      if (final_[at(q)] < 0) border[{q, p}] += length;
    }
    std::sort(strays.begin(), strays.end(), [&](std::int32_t a, std::int32_t b) {
      return size_[at(a)].area != size_[at(b)].area ? size_[at(a)].area > size_[at(b)].area : a < b;
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

  std::span<const LandPiece> pieces_;
  std::span<const GridPoint> points_;
  std::size_t labels_;
  JoinedPieces& joined_;
  std::vector<std::int32_t> final_;
  std::vector<LandSize> size_;  ///< by first piece of a part, where a label has several
};

}  // namespace

SettledPieces settle_strays(std::span<const LandPiece> pieces, JoinedPieces& joined,
                            const std::function<LandSize(std::int32_t)>& size_of,
                            const std::function<std::vector<PieceContact>()>& contacts, std::span<const GridPoint> points,
                            std::size_t labels) {
  return Settler(pieces, joined, points, labels).run(size_of, contacts);
}

}  // namespace wangge
