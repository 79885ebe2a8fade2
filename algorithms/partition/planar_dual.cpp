#include "algorithms/partition/planar_dual.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/boyer_myrvold_planar_test.hpp>
#include <cmath>
#include <numeric>

#include "algorithms/partition/disjoint_sets.hpp"
#include "core/random.hpp"

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Half-edges around every node of the graph in the order of a drawing; a half-edge is its index in PartGraph::edges.
struct Rotation {
  std::vector<std::vector<std::int32_t>> around;
  std::vector<std::int32_t> tail, twin;
};

/// Boyer & Myrvold 2004. False when there is no drawing without crossings.
bool draw(const PartGraph& graph, Rotation& out) {
  using Drawn = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                                      boost::property<boost::edge_index_t, std::int32_t>>;
  const auto n = graph.size();
  Drawn drawn(at(n));
  std::vector<std::int32_t> first;  // half-edge from the smaller node
  out.tail.resize(graph.edges.size());
  out.twin.assign(graph.edges.size(), -1);
  std::vector<std::int32_t> second;
  for (std::int32_t v = 0; v < n; ++v)
    for (std::int32_t i = graph.offset[at(v)]; i < graph.offset[at(v) + 1]; ++i) {
      out.tail[at(i)] = v;
      const std::int32_t w = graph.edges[at(i)].to;
      if (w < v) continue;
      std::int32_t back = -1;
      for (std::int32_t j = graph.offset[at(w)]; j < graph.offset[at(w) + 1]; ++j)
        if (graph.edges[at(j)].to == v) back = j;
      if (back < 0) return false;
      boost::add_edge(at(v), at(w), static_cast<std::int32_t>(first.size()), drawn);
      out.twin[at(i)] = back;
      out.twin[at(back)] = i;
      first.push_back(i);
      second.push_back(back);
    }
  std::vector<std::vector<Drawn::edge_descriptor>> order(at(n));
  if (!boost::boyer_myrvold_planarity_test(boost::boyer_myrvold_params::graph = drawn,
                                           boost::boyer_myrvold_params::embedding = order.data()))
    return false;
  out.around.resize(at(n));
  for (std::int32_t v = 0; v < n; ++v)
    for (const auto& e : order[at(v)]) {
      const std::int32_t number = boost::get(boost::edge_index, drawn, e);
      out.around[at(v)].push_back(out.tail[at(first[at(number)])] == v ? first[at(number)] : second[at(number)]);
    }
  return true;
}

/// Closed walks along the faces of one part; the rotation skips edges that leave it.
struct Walks {
  std::vector<std::vector<std::int32_t>> walk;  ///< half-edges, the face on their left
  std::vector<std::int32_t> face;               ///< of a half-edge inside the part
  std::vector<char> gate;                       ///< of a half-edge: an edge to another part lies at the corner of its tail
};

Walks walk_faces(const PartGraph& graph, const Rotation& rotation, const std::vector<std::int32_t>& part,
                 const std::vector<std::int32_t>& nodes) {
  Walks out;
  out.face.assign(graph.edges.size(), -1);
  out.gate.assign(graph.edges.size(), 0);
  std::vector<std::int32_t> next(graph.edges.size(), -1);  // of a half-edge: the one that follows on its face
  for (const std::int32_t v : nodes) {
    std::vector<std::int32_t> own;
    std::vector<char> before;  // an edge to another part lies between the edge and the one before it
    char pending = 0;
    for (const std::int32_t i : rotation.around[at(v)]) {
      if (part[at(graph.edges[at(i)].to)] != part[at(v)]) {
        pending = 1;
        continue;
      }
      own.push_back(i);
      before.push_back(pending);
      pending = 0;
    }
    if (own.empty()) continue;
    before[0] = static_cast<char>(before[0] | pending);
    for (std::size_t i = 0; i < own.size(); ++i) {
      const std::size_t j = (i + 1) % own.size();
      next[at(rotation.twin[at(own[i])])] = own[j];
      out.gate[at(own[j])] = before[j];
    }
  }
  for (const std::int32_t v : nodes)
    for (const std::int32_t i : rotation.around[at(v)]) {
      if (next[at(i)] < 0 || out.face[at(i)] >= 0) continue;
      std::vector<std::int32_t> walk;
      for (std::int32_t h = i; out.face[at(h)] < 0; h = next[at(h)]) {
        out.face[at(h)] = static_cast<std::int32_t>(out.walk.size());
        walk.push_back(h);
      }
      out.walk.push_back(std::move(walk));
    }
  return out;
}

void index_dual(PlanarDual& out) {
  const auto vertices = out.households.size();
  std::vector<std::int32_t> arcs(at(out.faces) + 1, 0), ends(vertices + 1, 0);
  out.corners.assign(at(out.faces), {});
  for (const PlanarDual::Edge& e : out.edges) {
    ++arcs[at(e.left) + 1];
    ++arcs[at(e.right) + 1];
    ++ends[at(e.a) + 1];
    ++ends[at(e.b) + 1];
    for (const std::int32_t f : {e.left, e.right})
      for (const std::int32_t v : {e.a, e.b}) out.corners[at(f)].push_back(v);
  }
  std::partial_sum(arcs.begin(), arcs.end(), arcs.begin());
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  out.arc_offset = arcs;
  out.around_offset = ends;
  out.arcs.resize(2 * out.edges.size());
  out.around.resize(2 * out.edges.size());
  for (std::size_t e = 0; e < out.edges.size(); ++e) {
    const auto number = static_cast<std::int32_t>(e);
    const PlanarDual::Edge& edge = out.edges[e];
    out.arcs[at(arcs[at(edge.right)]++)] = 2 * number;
    out.arcs[at(arcs[at(edge.left)]++)] = 2 * number + 1;
    out.around[at(ends[at(edge.a)]++)] = number;
    out.around[at(ends[at(edge.b)]++)] = number;
  }
  out.outer.assign(at(out.faces), 0);
  for (std::int32_t f = 0; f < out.faces; ++f) {
    auto& c = out.corners[at(f)];
    std::sort(c.begin(), c.end());
    c.erase(std::unique(c.begin(), c.end()), c.end());
    out.outer[at(f)] = static_cast<char>(c.back() == out.outside());
  }
}

/// False when gates lie on several faces, or the part is a single atom.
bool build(const PartGraph& graph, const Rotation& rotation, const std::vector<std::int32_t>& part,
           const std::vector<std::int32_t>& nodes, PlanarDual& out) {
  const Walks walks = walk_faces(graph, rotation, part, nodes);
  std::int32_t outer = -1, gated = -1;
  for (std::size_t f = 0; f < walks.walk.size(); ++f) {
    const auto number = static_cast<std::int32_t>(f);
    if (outer < 0 || walks.walk[f].size() > walks.walk[at(outer)].size()) outer = number;
    if (std::none_of(walks.walk[f].begin(), walks.walk[f].end(), [&](std::int32_t h) { return walks.gate[at(h)] != 0; }))
      continue;
    if (gated >= 0) return false;
    gated = number;
  }
  if (outer < 0) return false;
  if (gated >= 0) outer = gated;
  std::vector<std::int32_t> local(at(graph.size()), -1);
  out.nodes = nodes;
  for (const std::int32_t v : nodes) {
    local[at(v)] = static_cast<std::int32_t>(out.households.size());
    out.households.push_back(graph.households[at(v)]);
  }
  out.households.push_back(0);
  // faces: all but the outer one, then one for each half-edge of the outer walk
  const auto& border = walks.walk[at(outer)];
  const auto inner = static_cast<std::int32_t>(walks.walk.size()) - 1;
  std::vector<std::int32_t> number(graph.edges.size(), -1);
  for (std::size_t h = 0; h < number.size(); ++h)
    if (const std::int32_t f = walks.face[h]; f >= 0) number[h] = f < outer ? f : f - 1;
  for (std::size_t j = 0; j < border.size(); ++j) number[at(border[j])] = inner + static_cast<std::int32_t>(j);
  out.faces = inner + static_cast<std::int32_t>(border.size());
  for (const std::int32_t v : nodes)
    for (const std::int32_t i : rotation.around[at(v)])
      if (const PartEdge& e = graph.edges[at(i)]; e.to > v && number[at(i)] >= 0)
        out.edges.push_back(
            {local[at(v)], local[at(e.to)], number[at(i)], number[at(rotation.twin[at(i)])], std::max<Cost>(0, e.cut)});
  for (std::size_t j = 0; j < border.size(); ++j) {
    const std::int32_t own = inner + static_cast<std::int32_t>(j);
    const std::int32_t before = inner + static_cast<std::int32_t>((j + border.size() - 1) % border.size());
    out.edges.push_back({local[at(rotation.tail[at(border[j])])], out.outside(), before, own, 0});
    if (walks.gate[at(border[j])] != 0) out.gates.push_back(own);
  }
  index_dual(out);
  return true;
}

/// Cuts what is left of a part along paths of faces.
class LineCutter {
 public:
  LineCutter(const PlanarDual& dual, std::int64_t least)
      : dual_(dual), least_(least), closed_(dual.households.size(), 0), room_(dual.households.size(), -1) {
    closed_[at(dual.outside())] = 1;
  }

  std::vector<std::int32_t> run() {
    std::vector<std::int32_t> out;
    std::vector<char> taken(at(dual_.faces), 0);
    while (find_room()) {
      for (const std::int32_t f : best_line()) {
        if (taken[at(f)] == 0) out.push_back(f);
        taken[at(f)] = 1;
        for (const std::int32_t v : dual_.corners[at(f)]) closed_[at(v)] = 1;
      }
    }
    return out;
  }

 private:
  /// Vertices reached from v among those for which `open` holds, by marking them in `mark`.
  template <class Open>
  std::vector<std::int32_t> flood(std::int32_t v, std::vector<std::int32_t>& mark, std::int32_t number, Open open) const {
    std::vector<std::int32_t> all{v};
    mark[at(v)] = number;
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::int32_t j = dual_.around_offset[at(all[i])]; j < dual_.around_offset[at(all[i]) + 1]; ++j) {
        const PlanarDual::Edge& e = dual_.edges[at(dual_.around[at(j)])];
        const std::int32_t w = e.a == all[i] ? e.b : e.a;
        if (mark[at(w)] == number || mark[at(w)] >= 0 || !open(w)) continue;
        mark[at(w)] = number;
        all.push_back(w);
      }
    return all;
  }
  [[nodiscard]] std::int64_t sum(const std::vector<std::int32_t>& vertices) const {
    std::int64_t out = 0;
    for (const std::int32_t v : vertices) out += dual_.households[at(v)];
    return out;
  }

  /// The heaviest room of atoms not closed yet; false when all are light enough.
  bool find_room() {
    std::fill(room_.begin(), room_.end(), -1);
    std::int32_t count = 0;
    weight_ = least_ - 1;
    here_ = -1;
    for (std::int32_t v = 0; v < dual_.outside(); ++v) {
      if (closed_[at(v)] != 0 || room_[at(v)] >= 0) continue;
      auto all = flood(v, room_, count, [&](std::int32_t w) { return closed_[at(w)] == 0; });
      if (const std::int64_t w = sum(all); w > weight_) {
        weight_ = w;
        here_ = count;
        atoms_ = std::move(all);
      }
      ++count;
    }
    return here_ >= 0;
  }
  [[nodiscard]] bool in_room(std::int32_t face) const {
    return std::any_of(dual_.corners[at(face)].begin(), dual_.corners[at(face)].end(),
                       [&](std::int32_t v) { return closed_[at(v)] == 0 && room_[at(v)] == here_; });
  }
  [[nodiscard]] std::int64_t heaviest_rest(const std::vector<std::int32_t>& line) const {
    std::vector<std::int32_t> mark(dual_.households.size(), -1);
    for (const std::int32_t f : line)
      for (const std::int32_t v : dual_.corners[at(f)]) mark[at(v)] = 0;
    std::int64_t most = 0;
    std::int32_t number = 1;
    for (const std::int32_t v : atoms_)
      if (mark[at(v)] < 0)
        most = std::max(most, sum(flood(v, mark, number++, [&](std::int32_t w) { return closed_[at(w)] == 0; })));
    return most;
  }

  /// Of shortest paths between random faces on the border of the room: fewest faces for the logarithm of what they take off.
  std::vector<std::int32_t> best_line() const {
    std::vector<std::int32_t> rim;
    std::vector<char> inside(at(dual_.faces), 0);
    for (std::int32_t f = 0; f < dual_.faces; ++f) {
      inside[at(f)] = static_cast<char>(in_room(f));
      if (inside[at(f)] != 0 && std::any_of(dual_.corners[at(f)].begin(), dual_.corners[at(f)].end(),
                                            [&](std::int32_t v) { return closed_[at(v)] != 0; }))
        rim.push_back(f);
    }
    Random random = Random::of(11, static_cast<std::uint64_t>(dual_.faces), rim.size(), static_cast<std::uint64_t>(weight_));
    const auto pick = [&] { return rim[static_cast<std::size_t>(random.uniform() * static_cast<double>(rim.size()))]; };
    std::vector<std::int32_t> best;
    double best_price = 1e18;
    for (int i = 0; i < 16; ++i) {
      const auto before = paths_from(pick(), inside);
      for (int j = 0; j < 8; ++j) {
        std::vector<std::int32_t> line;
        for (std::int32_t f = pick(); f >= 0; f = before[at(f)]) line.push_back(f);
        const auto rest = std::max(heaviest_rest(line), least_ / 2 + 1);
        const double gain = std::log(static_cast<double>(weight_) / static_cast<double>(rest));
        if (gain < 1e-9 || static_cast<double>(line.size()) / gain >= best_price) continue;
        best_price = static_cast<double>(line.size()) / gain;
        best = std::move(line);
      }
    }
    if (best.empty()) best.push_back(rim.front());
    return best;
  }
  /// Breadth first; -1 at the start, -2 where it does not lead.
  std::vector<std::int32_t> paths_from(std::int32_t start, const std::vector<char>& inside) const {
    std::vector<std::int32_t> before(at(dual_.faces), -2), queue{start};
    before[at(start)] = -1;
    for (std::size_t i = 0; i < queue.size(); ++i)
      for (std::int32_t j = dual_.arc_offset[at(queue[i])]; j < dual_.arc_offset[at(queue[i]) + 1]; ++j) {
        const std::int32_t arc = dual_.arcs[at(j)], f = dual_.to(arc);
        const PlanarDual::Edge& e = dual_.edges[at(arc / 2)];
        if (before[at(f)] != -2 || inside[at(f)] == 0 || (closed_[at(e.a)] != 0 && closed_[at(e.b)] != 0)) continue;
        before[at(f)] = queue[i];
        queue.push_back(f);
      }
    return before;
  }

  const PlanarDual& dual_;
  std::int64_t least_;
  std::vector<char> closed_;         ///< on the side of the outside for every cycle that passes no face taken so far
  std::vector<std::int32_t> room_;   ///< of a vertex, -1 = closed
  std::vector<std::int32_t> atoms_;  ///< of the heaviest room
  std::int32_t here_ = -1;
  std::int64_t weight_ = 0;
};

}  // namespace

std::int64_t PlanarDual::total() const { return std::accumulate(households.begin(), households.end(), std::int64_t{0}); }

std::vector<PlanarDual> draw_parts(const PartGraph& graph) {
  Rotation rotation;
  if (!draw(graph, rotation)) return {};
  DisjointSets sets(at(graph.size()));
  for (std::int32_t v = 0; v < graph.size(); ++v)
    for (const PartEdge& e : graph.around(v))
      if (e.cut > 0) sets.join(v, e.to);
  std::vector<std::int32_t> part(at(graph.size()));
  std::vector<std::vector<std::int32_t>> nodes(at(graph.size()));
  for (std::int32_t v = 0; v < graph.size(); ++v) {
    part[at(v)] = sets.find(v);
    nodes[at(part[at(v)])].push_back(v);
  }
  std::vector<PlanarDual> out;
  for (const auto& own : nodes) {
    if (own.empty()) continue;
    if (PlanarDual dual; build(graph, rotation, part, own, dual)) out.push_back(std::move(dual));
  }
  std::stable_sort(out.begin(), out.end(), [](const PlanarDual& a, const PlanarDual& b) { return a.total() > b.total(); });
  return out;
}

std::vector<std::int32_t> crossing_faces(const PlanarDual& dual, std::int64_t least) { return LineCutter(dual, least).run(); }

}  // namespace wangge::partition
