/// Turns the finished draft into the layers of City and the columns beside it.
/// Guarantees: coordinates are those of the draft moved to the place of the city, still exactly equal where they were equal;
/// buildings are numbered inside their community from west to east and north to south.
#pragma once

#include "example/centres.hpp"
#include "example/city_draft.hpp"
#include "example/generate_city.hpp"
#include "example/walk_network.hpp"

namespace wangge::example {

struct FinishedParts {
  const StreetLinks& links;
  const WalkNetwork& network;
  const std::vector<CentreDraft>& centres;
};

[[nodiscard]] ExampleCity assemble_city(const CityDraft& draft, const FinishedParts& parts, const ExampleOptions& options);

}  // namespace wangge::example
