/// Places planted on purpose, each of which proves one ability of the engine.
/// Guarantees: the sample holds every story; each is listed with the ids of its objects.
#pragma once

#include "example/city_draft.hpp"
#include "example/generate_city.hpp"

namespace wangge::example {

/// After the street blocks are cut: one block a story keeps its mark.
void settle_story_blocks(CityDraft& draft);
/// After the local streets are cut: one block of the pocket is lived in, the rest is green; the park stays a park.
void settle_pocket(CityDraft& draft);
/// After the communities are made: one compound over a community line, one exclave (full: three).
void plant_community_stories(CityDraft& draft, CitySize size);
/// The list with ids; `faces_of` communities and codes are final.
[[nodiscard]] std::vector<ExampleStory> tell_stories(const CityDraft& draft, const ExampleCity& city,
                                                     const std::vector<int>& compound_of_lot,
                                                     const std::vector<int>& index_of_building);

}  // namespace wangge::example
