#include <algorithm>
#include <unordered_map>

#include "algorithms/validate/find_list.hpp"
#include "core/box_index.hpp"

namespace wangge {

namespace {

constexpr double kMiss = 1.0;  // metres: a drawing error, no gap that is meant

struct PointHash {
  std::size_t operator()(Point p) const { return std::hash<double>()(p.x) * 31 + std::hash<double>()(p.y); }
};

bool joined(const Polyline& a, const Polyline& b) {
  for (const Point p : a)
    if (std::find(b.begin(), b.end(), p) != b.end()) return true;
  return false;
}

struct Part {
  const Polyline* line;
  std::int32_t record;
};

}  // namespace

/// Ends of walking lines that miss the line they were drawn towards: no vertex is shared, so nobody can walk across.
void find_network_ends(FindingList& list) {
  std::vector<Part> parts;
  std::vector<Box> boxes;
  std::unordered_map<Point, std::int32_t, PointHash> lines_at;  // vertex -> lines that use it
  for (std::size_t i = 0; i < list.city.walk_lines.size(); ++i) {
    const WalkLine& line = list.city.walk_lines[i];
    if (!line.foot || !line.from_node.empty()) continue;
    for (const Polyline& part : line.lines) {
      if (part.size() < 2) continue;
      parts.push_back({&part, static_cast<std::int32_t>(i)});
      boxes.push_back(bounds(part));
      for (const Point p : part) ++lines_at[p];
    }
  }
  const BoxIndex index(boxes);
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (const Point end : {parts[i].line->front(), parts[i].line->back()}) {
      if (lines_at[end] > 1) continue;
      double nearest = kMiss;
      for (const std::int32_t j : index.query(Box{end.x - kMiss, end.y - kMiss, end.x + kMiss, end.y + kMiss})) {
        if (static_cast<std::size_t>(j) == i) continue;
        const Polyline& other = *parts[static_cast<std::size_t>(j)].line;
        if (joined(*parts[i].line, other)) continue;  // a spur beside the line it leaves
        for (std::size_t k = 0; k + 1 < other.size(); ++k)
          nearest = std::min(nearest, distance_to_segment(end, other[k], other[k + 1]));
      }
      if (nearest >= kMiss) continue;
      const WalkLine& line = list.city.walk_lines[static_cast<std::size_t>(parts[i].record)];
      const std::string id = "#" + std::to_string(line.row > 0 ? line.row : parts[i].record + 1);
      list.note("network_end_misses", Severity::warning, "walk_network", id,
                {line.name.empty() ? id : line.name, with_decimals(nearest, 2)}, end);
    }
}

}  // namespace wangge
