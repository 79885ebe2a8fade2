#include "render/place_labels.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "render/join_lines.hpp"
#include "render/label_candidates.hpp"
#include "render/map_style.hpp"
#include "render/text_width.hpp"
#include "tests/render/render_world.hpp"

using namespace wangge;

namespace {

std::vector<LabelRequest> random_requests(std::uint64_t seed, int count) {
  std::uint64_t state = seed;
  const auto random = [&state](double most) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(state >> 40) / 16777216.0 * most;
  };
  std::vector<LabelRequest> requests;
  for (int i = 0; i < count; ++i) {
    LabelRequest request;
    request.priority = std::floor(random(4));
    const Point at{random(200), random(140)};
    for (const double width : {30.0, 12.0}) request.variants.push_back({point_candidates(at, 1, width + random(10), 5)});
    requests.push_back(std::move(request));
  }
  return requests;
}

}  // namespace

TEST_CASE("place_labels: labels never overlap each other or an obstacle and stay inside the frame") {
  const Box frame{0, 0, 200, 140}, obstacle{150, 100, 200, 140};
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    const std::vector<LabelRequest> requests = random_requests(seed, 120);
    const LabelPlacement placement = place_labels(requests, frame, std::vector<Box>{obstacle});
    for (std::size_t i = 0; i < placement.placed.size(); ++i) {
      const Box& box = placement.placed[i].place.boxes.front();
      CHECK((box.min_x >= 0 && box.max_x <= 200 && box.min_y >= 0 && box.max_y <= 140));
      CHECK_FALSE(box.intersects(obstacle));
      for (std::size_t k = 0; k < i; ++k) CHECK_FALSE(box.intersects(placement.placed[k].place.boxes.front()));
    }
    CHECK(placement.placed.size() + static_cast<std::size_t>(placement.dropped) == requests.size());
    CHECK(placement.shortened > 0);
  }
}

TEST_CASE("place_labels: the more important label wins, whatever the order of the input") {
  LabelRequest weak, strong;
  weak.priority = 2;
  weak.variants = {{{box_at({10, 10}, 8, 4)}}};
  strong.priority = 1;
  strong.variants = {{{box_at({11, 10}, 8, 4)}}};
  const LabelPlacement placement = place_labels(std::vector<LabelRequest>{weak, strong}, {0, 0, 30, 30});
  REQUIRE(placement.placed.size() == 1);
  CHECK(placement.placed.front().request == 1);
  CHECK(placement.dropped == 1);
}

TEST_CASE("pole_of_inaccessibility: the middle of a square, the thick end of an L, inside for every random part") {
  const InnerCircle square = pole_of_inaccessibility(test::rectangle(0, 0, 40, 40), 0.01);
  CHECK(square.radius == doctest::Approx(20).epsilon(0.01));
  const MultiPolygon angle{{{{0, 0}, {100, 0}, {100, 10}, {40, 10}, {40, 40}, {0, 40}}, {}}};
  const InnerCircle thick = pole_of_inaccessibility(angle, 0.1);
  CHECK(thick.centre.x < 40);
  CHECK(thick.radius == doctest::Approx(20).epsilon(0.03));
  for (const MultiPolygon& area : test::random_partition(20, 20, 15, 7, 5)) {
    const InnerCircle circle = pole_of_inaccessibility(area, 0.1);
    CHECK(circle.radius >= 3.4);
    CHECK(contains(area, circle.centre));
  }
  CHECK(pole_of_inaccessibility({}, 0.1).radius == 0);
}

TEST_CASE("area_candidates: every box lies inside the area, none is offered where it cannot fit") {
  for (const MultiPolygon& area : test::random_partition(20, 20, 12, 6, 9)) {
    for (const LabelCandidate& candidate : area_candidates(area, 9, 4)) {
      const Box& box = candidate.boxes.front();
      for (const Point corner :
           {Point{box.min_x, box.min_y}, Point{box.max_x, box.min_y}, Point{box.max_x, box.max_y}, Point{box.min_x, box.max_y}}) {
        CHECK(contains(area, corner));
      }
    }
  }
  CHECK(area_candidates(test::rectangle(0, 0, 8, 3), 9, 2).empty());
}

TEST_CASE(
    "line_candidates: words follow the line, read from left to right, and stand upright where Han text meets a steep line") {
  const LineLabel how{20, 4, true, 0.5};
  const Box frame{0, 0, 200, 200};
  const std::vector<LabelCandidate> level = line_candidates({{150, 50}, {20, 50}}, how, frame);
  REQUIRE_FALSE(level.empty());
  CHECK(level.front().angle == doctest::Approx(0));
  CHECK_FALSE(level.front().stacked);
  CHECK(level.front().at.x == doctest::Approx(85).epsilon(0.05));
  const std::vector<LabelCandidate> steep = line_candidates({{50, 20}, {55, 150}}, how, frame);
  REQUIRE_FALSE(steep.empty());
  CHECK(steep.front().stacked);
  CHECK(std::abs(steep.front().angle) < 32);
  CHECK(line_candidates({{0, 0}, {10, 0}}, how, frame).empty());
  CHECK(line_candidates({{300, 0}, {400, 0}}, how, frame).empty());
}

TEST_CASE("join_lines: pieces become one line, corners and lengths are kept") {
  const MultiPolyline joined = join_lines({{{0, 0}, {10, 0}}, {{20, 0}, {10, 0}}, {{20, 0}, {30, 2}}, {{20, 0}, {20, 30}}});
  CHECK(joined.size() == 2);
  double total = 0;
  for (const Polyline& line : joined) total += length(line);
  CHECK(total == doctest::Approx(20 + std::hypot(10.0, 2.0) + 30));
}

TEST_CASE("text_width: one em for Han characters, about half for Latin letters; cutting and wrapping keep within the width") {
  CHECK(text_width("网格", 3) == doctest::Approx(6));
  CHECK(text_width("abcdef", 10) == doctest::Approx(33).epsilon(0.1));
  CHECK(text_width("", 10) == 0);
  CHECK(text_width(cut_to_width("党群服务中心党群服务中心", 3, 20), 3) <= 20);
  CHECK(cut_to_width("短", 3, 20) == "短");
  CHECK(in_two_lines("呼和浩特市新城区") == std::vector<std::string>{"呼和浩特", "市新城区"});
  for (const std::string& line : wrap_text("两湖一河 two lakes and one river 网格划分", 3, 24)) CHECK(text_width(line, 3) <= 24);
  CHECK(characters("网a\xFF").size() == 3);
}
