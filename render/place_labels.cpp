#include "render/place_labels.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <numeric>

namespace wangge {

namespace {

constexpr double kBucket = 8;  // millimetres: about the size of a label

/// Occupied boxes inside the frame, found through buckets.
class BoxIndex {
 public:
  explicit BoxIndex(const Box& frame) : frame_(frame) {
    columns_ = static_cast<std::size_t>(std::max(0.0, frame.width()) / kBucket) + 1;
    rows_ = static_cast<std::size_t>(std::max(0.0, frame.height()) / kBucket) + 1;
    buckets_.resize(columns_ * rows_);
  }

  void insert(const Box& box) {
    const auto number = static_cast<std::int32_t>(boxes_.size());
    boxes_.push_back(box);
    for_buckets(box, [&](std::vector<std::int32_t>& bucket) {
      bucket.push_back(number);
      return true;
    });
  }

  [[nodiscard]] bool free(const Box& box) {
    return for_buckets(box, [&](const std::vector<std::int32_t>& bucket) {
      return std::none_of(bucket.begin(), bucket.end(),
                          [&](std::int32_t other) { return boxes_[static_cast<std::size_t>(other)].intersects(box); });
    });
  }

 private:
  static std::size_t clamp_to(double offset, std::size_t count) {
    return static_cast<std::size_t>(std::clamp(std::floor(offset / kBucket), 0.0, static_cast<double>(count - 1)));
  }

  /// Calls for every bucket the box touches until a call returns false; returns whether all returned true.
  template <class Call>
  bool for_buckets(const Box& box, Call call) {
    const std::size_t left = clamp_to(box.min_x - frame_.min_x, columns_), right = clamp_to(box.max_x - frame_.min_x, columns_);
    const std::size_t low = clamp_to(box.min_y - frame_.min_y, rows_), high = clamp_to(box.max_y - frame_.min_y, rows_);
    for (std::size_t y = low; y <= high; ++y) {
      for (std::size_t x = left; x <= right; ++x) {
        if (!call(buckets_[y * columns_ + x])) return false;
      }
    }
    return true;
  }

  Box frame_;
  std::size_t columns_ = 1, rows_ = 1;
  std::vector<Box> boxes_;
  std::vector<std::vector<std::int32_t>> buckets_;
};

bool inside(const Box& frame, const Box& box) {
  return box.min_x >= frame.min_x && box.max_x <= frame.max_x && box.min_y >= frame.min_y && box.max_y <= frame.max_y;
}

using GroupPlaces = std::map<std::int32_t, std::vector<Point>>;

bool far_from_group(const LabelRequest& request, Point at, const GroupPlaces& groups) {
  const auto group = groups.find(request.group);
  if (request.group < 0 || group == groups.end()) return true;
  return std::all_of(group->second.begin(), group->second.end(),
                     [&](Point other) { return distance(at, other) >= request.apart; });
}

/// The first free candidate of the fullest possible variant; false when there is none.
bool place(const LabelRequest& request, const Box& frame, const GroupPlaces& groups, BoxIndex& taken, PlacedLabel& label) {
  for (std::size_t v = 0; v < request.variants.size(); ++v) {
    for (const LabelCandidate& candidate : request.variants[v].candidates) {
      const bool fits =
          !candidate.boxes.empty() && std::all_of(candidate.boxes.begin(), candidate.boxes.end(),
                                                  [&](const Box& box) { return inside(frame, box) && taken.free(box); });
      if (!fits || !far_from_group(request, candidate.at, groups)) continue;
      for (const Box& box : candidate.boxes) taken.insert(box);
      label.variant = static_cast<std::int32_t>(v);
      label.place = candidate;
      return true;
    }
  }
  return false;
}

}  // namespace

LabelPlacement place_labels(std::span<const LabelRequest> requests, const Box& frame, std::span<const Box> obstacles) {
  LabelPlacement placement;
  BoxIndex taken(frame);
  GroupPlaces groups;
  for (const Box& box : obstacles) taken.insert(box);
  std::vector<std::int32_t> order(requests.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
    return requests[static_cast<std::size_t>(a)].priority < requests[static_cast<std::size_t>(b)].priority;
  });
  for (const std::int32_t number : order) {
    PlacedLabel label;
    label.request = number;
    const LabelRequest& request = requests[static_cast<std::size_t>(number)];
    if (!place(request, frame, groups, taken, label)) {
      // A repeat that found no room is not missed: its words stand elsewhere on the map.
      if (request.group < 0 || groups.count(request.group) == 0) ++placement.dropped;
      continue;
    }
    if (request.group >= 0) groups[request.group].push_back(label.place.at);
    if (label.variant > 0) ++placement.shortened;
    placement.placed.push_back(std::move(label));
  }
  std::sort(placement.placed.begin(), placement.placed.end(),
            [](const PlacedLabel& a, const PlacedLabel& b) { return a.request < b.request; });
  return placement;
}

}  // namespace wangge
