#include "algorithms/plan/explain_grid.hpp"

#include <doctest/doctest.h>

using namespace wangge;

TEST_CASE("of a locked grid out of range the lock is the reason, not a search that found nothing") {
  CommunityDraft draft;
  draft.problem.problem.households = {200, 200};
  draft.problem.problem.locked = {0, -1};
  draft.problem.cell = {0, 1};
  draft.tiled.building = {-1, -1};
  draft.division.grid = {0, 1};
  draft.division.grids = 2;
  CHECK(explain_grid(City{}, draft, 0, 200, Language::english).find("the grid is locked with its 200 households") == 0);
  CHECK(explain_grid(City{}, draft, 1, 200, Language::english).find("locked") == std::string::npos);
}
