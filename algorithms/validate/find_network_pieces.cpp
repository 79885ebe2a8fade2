#include <algorithm>
#include <map>
#include <numeric>
#include <string>

#include "algorithms/validate/find_list.hpp"

namespace wangge {

namespace {

constexpr double kLeastPiece = 1000;  // metres in all: smaller pieces take no part in walking (contract, circles)

class PieceCounter {
 public:
  /// Number of the node, made on first sight.
  std::int32_t node(Point p) { return made(by_place_, std::pair{p.x, p.y}); }
  std::int32_t node(const std::string& name) { return made(by_name_, name); }
  void join(std::int32_t a, std::int32_t b) { parent(find(a)) = find(b); }
  std::int32_t find(std::int32_t v) {
    while (parent(v) != v) v = parent(v) = parent(parent(v));
    return v;
  }

 private:
  template <class Map, class Key>
  std::int32_t made(Map& map, const Key& key) {
    const auto [found, fresh] = map.emplace(key, static_cast<std::int32_t>(parent_.size()));
    if (fresh) parent_.push_back(found->second);
    return found->second;
  }
  std::int32_t& parent(std::int32_t v) { return parent_[static_cast<std::size_t>(v)]; }
  std::vector<std::int32_t> parent_;
  std::map<std::pair<double, double>, std::int32_t> by_place_;
  std::map<std::string, std::int32_t> by_name_;
};

}  // namespace

void find_network_pieces(FindingList& list) {
  PieceCounter nodes;
  struct Walkable {
    std::int32_t node;
    double metres;
    Point place;
  };
  std::vector<Walkable> lines;
  double all = 0;
  for (const WalkLine& line : list.city.walk_lines) {
    if (!line.foot) continue;
    const bool named = !line.from_node.empty() && !line.to_node.empty();
    if (named) nodes.join(nodes.node(line.from_node), nodes.node(line.to_node));
    for (const Polyline& part : line.lines) {
      if (part.size() < 2) continue;
      const std::int32_t first = named ? nodes.node(line.from_node) : nodes.node(part.front());
      if (!named)
        for (const Point p : part) nodes.join(first, nodes.node(p));
      lines.push_back({first, length(part), part.front()});
      all += lines.back().metres;
    }
  }
  struct Piece {
    double metres = 0;
    Point place;
  };
  std::map<std::int32_t, Piece> pieces;
  for (const Walkable& line : lines) {
    Piece& piece = pieces[nodes.find(line.node)];
    if (piece.metres == 0) piece.place = line.place;
    piece.metres += line.metres;
  }
  if (pieces.size() < 2) return;
  std::vector<Piece> order;
  for (const auto& [root, piece] : pieces) order.push_back(piece);
  std::stable_sort(order.begin(), order.end(), [](const Piece& a, const Piece& b) { return a.metres > b.metres; });
  const auto small = std::count_if(order.begin(), order.end(), [](const Piece& p) { return p.metres < kLeastPiece; });
  const double share = order[0].metres / std::max(all, 1.0);
  list.note("network_in_pieces", share < 0.95 ? Severity::warning : Severity::note, "walk_network", "",
            {with_commas(static_cast<std::int64_t>(order.size())), with_decimals(100 * share, 1), with_commas(small)},
            order[1].place);
}

}  // namespace wangge
