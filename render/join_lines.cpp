#include "render/join_lines.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

namespace wangge {

namespace {

using Place = std::pair<std::int64_t, std::int64_t>;

Place place_of(Point p) { return {std::llround(p.x * 100), std::llround(p.y * 100)}; }

struct End {
  std::size_t piece = 0;
  bool at_front = true;
};

class Joiner {
 public:
  explicit Joiner(const MultiPolyline& pieces) : pieces_(pieces), used_(pieces.size(), false) {
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (pieces[i].size() < 2) {
        used_[i] = true;
        continue;
      }
      ends_[place_of(pieces[i].front())].push_back({i, true});
      ends_[place_of(pieces[i].back())].push_back({i, false});
    }
  }

  MultiPolyline join() {
    MultiPolyline joined;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (used_[i]) continue;
      used_[i] = true;
      Polyline line = pieces_[i];
      extend(line);
      std::reverse(line.begin(), line.end());
      extend(line);
      joined.push_back(std::move(line));
    }
    return joined;
  }

 private:
  void extend(Polyline& line) {
    for (;;) {
      const End next = straightest(line);
      if (next.piece == pieces_.size()) return;
      used_[next.piece] = true;
      const Polyline& piece = pieces_[next.piece];
      if (next.at_front) {
        line.insert(line.end(), piece.begin() + 1, piece.end());
      } else {
        line.insert(line.end(), piece.rbegin() + 1, piece.rend());
      }
    }
  }

  /// The unused piece at the end of the line that turns least; sharp turns (beyond 75 degrees) end the line.
  [[nodiscard]] End straightest(const Polyline& line) const {
    End best{pieces_.size(), true};
    const Point end = line.back(), heading = end - line[line.size() - 2];
    double best_cosine = 0.26;
    const auto found = ends_.find(place_of(end));
    if (found == ends_.end()) return best;
    for (const End& candidate : found->second) {
      if (used_[candidate.piece]) continue;
      const Polyline& piece = pieces_[candidate.piece];
      const Point step = candidate.at_front ? piece[1] - piece[0] : piece[piece.size() - 2] - piece.back();
      const double size = std::hypot(step.x, step.y) * std::hypot(heading.x, heading.y);
      const double cosine = size > 0 ? dot(step, heading) / size : -1;
      if (cosine > best_cosine) {
        best_cosine = cosine;
        best = candidate;
      }
    }
    return best;
  }

  const MultiPolyline& pieces_;
  std::vector<bool> used_;
  std::map<Place, std::vector<End>> ends_;
};

}  // namespace

MultiPolyline join_lines(const MultiPolyline& pieces) { return Joiner(pieces).join(); }

}  // namespace wangge
