/// Names of streets, compounds and communities, in Chinese, all invented.
/// Guarantees: street and community names are unique in the city; 2 % of compound names occur twice on purpose.
#pragma once

#include <string>
#include <vector>

#include "example/city_draft.hpp"
#include "example/street_links.hpp"

namespace wangge::example {

/// By street number; empty for unnamed streets.
[[nodiscard]] std::vector<std::string> name_streets(const StreetMesh& mesh, const StreetLinks& links, std::uint64_t seed);
void name_lots(CityDraft& draft, std::uint64_t seed);
void name_communities(CityDraft& draft, std::uint64_t seed);
/// Two-character word number k of the city's shuffled list; different for different k below 1,500.
[[nodiscard]] std::string stem(std::size_t k, std::uint64_t seed);

}  // namespace wangge::example
