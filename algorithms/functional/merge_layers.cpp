#include "algorithms/functional/merge_layers.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "algorithms/coding/inherit_codes.hpp"
#include "algorithms/coding/number_grids.hpp"
#include "algorithms/functional/join_by_agreement.hpp"

namespace wangge {

namespace {

constexpr std::int64_t kHouseholdMass = 1000;

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Old grids of every layer as numbers.
struct NumberedLayers {
  std::vector<std::vector<std::int32_t>> of_building;  ///< by layer and building, -1 = none
  std::vector<std::vector<std::string>> code;          ///< by layer and number
};

NumberedLayers number_layers(const City& city) {
  NumberedLayers out;
  for (const FunctionalLayer& layer : city.functional_layers) {
    std::map<std::string, std::int32_t> number;
    std::vector<std::int32_t>& of_building = out.of_building.emplace_back();
    std::vector<std::string>& codes = out.code.emplace_back();
    for (const std::string& code : layer.grid_of_building) {
      if (code.empty()) {
        of_building.push_back(-1);
        continue;
      }
      const auto [place, fresh] = number.emplace(code, static_cast<std::int32_t>(codes.size()));
      if (fresh) codes.push_back(code);
      of_building.push_back(place->second);
    }
  }
  return out;
}

/// One community: its buildings, the pieces they make and the groups of pieces.
class CommunityMerge {
 public:
  CommunityMerge(const City& city, const NumberedLayers& layers, std::vector<std::int32_t> buildings)
      : city_(city), layers_(layers), buildings_(std::move(buildings)) {}

  /// Group by building of this community.
  std::vector<std::int32_t> groups() {
    make_pieces();
    AgreementRule rule;
    for (const FunctionalLayer& layer : city_.functional_layers) rule.weight.push_back(layer.weight);
    rule.min_households = city_.rules.min_households.value();
    rule.max_households = city_.rules.max_households.value();
    const std::vector<std::int32_t> group = join_by_agreement(pieces_, rule);
    std::vector<std::int32_t> out;
    for (const std::int32_t piece : piece_of_) out.push_back(group[at(piece)]);
    return out;
  }

 private:
  /// Exclusive unit, compound kept whole, old grid of every layer: what buildings of one piece have in common.
  using Key = std::tuple<std::int32_t, std::int32_t, std::vector<std::int32_t>>;

  std::set<std::int32_t> whole_compounds() const {
    std::map<std::int32_t, std::int64_t> households;
    if (city_.rules.compounds != CompoundRule::ignore)
      for (const std::int32_t b : buildings_)
        if (const Building& building = city_.buildings[at(b)]; building.compound >= 0 && building.exclusive < 0)
          households[building.compound] += building.households.value();
    std::set<std::int32_t> whole;
    for (const auto& [compound, sum] : households)
      if (sum <= city_.rules.max_households.value()) whole.insert(compound);
    return whole;
  }

  void make_pieces() {
    const std::set<std::int32_t> whole = whole_compounds();
    std::map<Key, std::int32_t> number;
    for (const std::int32_t b : buildings_) {
      const Building& building = city_.buildings[at(b)];
      Key key{building.exclusive, -1, {}};
      if (building.exclusive < 0 && whole.contains(building.compound))
        std::get<1>(key) = building.compound;
      else if (building.exclusive < 0)
        for (const auto& layer : layers_.of_building) std::get<2>(key).push_back(layer[at(b)]);
      const auto [place, fresh] = number.emplace(std::move(key), static_cast<std::int32_t>(pieces_.size()));
      if (fresh) pieces_.emplace_back().of_layer.resize(layers_.of_building.size());
      piece_of_.push_back(place->second);
      LayeredPiece& piece = pieces_[at(place->second)];
      const std::int64_t mass = building.households.value() * kHouseholdMass + 1;
      piece.households += building.households.value();
      piece.mass += mass;
      piece.apart = building.exclusive >= 0;
      for (std::size_t l = 0; l < layers_.of_building.size(); ++l) piece.of_layer[l][layers_.of_building[l][at(b)]] += mass;
    }
  }

  const City& city_;
  const NumberedLayers& layers_;
  std::vector<std::int32_t> buildings_, piece_of_;
  std::vector<LayeredPiece> pieces_;
};

/// Codes of the groups of one community.
std::vector<std::string> codes_of(const City& city, const NumberedLayers& layers, std::int32_t community,
                                  const std::vector<std::int32_t>& buildings, const std::vector<std::int32_t>& group,
                                  std::size_t groups) {
  const std::string& id = city.communities[at(community)].id;
  std::vector<MultiPolygon> land(groups);  // where a group lies, for the order of numbers
  std::vector<char> exclusive(groups, 0);
  std::map<std::int32_t, std::map<std::int32_t, std::int64_t>> held;  // old grid of the first layer -> group -> mass
  std::set<std::string> borne;
  for (std::size_t i = 0; i < buildings.size(); ++i) {
    const Building& b = city.buildings[at(buildings[i])];
    MultiPolygon& area = land[at(group[i])];
    if (b.footprint.empty())
      area.push_back({{{b.point.x - 1, b.point.y - 1},
                       {b.point.x + 1, b.point.y - 1},
                       {b.point.x + 1, b.point.y + 1},
                       {b.point.x - 1, b.point.y + 1}},
                      {}});
    area.insert(area.end(), b.footprint.begin(), b.footprint.end());
    exclusive[at(group[i])] = b.exclusive >= 0 ? 1 : 0;
    if (const std::int32_t old = layers.of_building.front()[at(buildings[i])]; old >= 0)
      held[old][group[i]] += b.households.value() * kHouseholdMass + 1;
    for (std::size_t l = 0; l < layers.code.size(); ++l)
      if (const std::int32_t old = layers.of_building[l][at(buildings[i])]; old >= 0) borne.insert(layers.code[l][at(old)]);
  }
  std::vector<std::string> heir(groups);
  std::vector<std::int64_t> most(groups, 0);
  for (const auto& [old, by_group] : held) {
    const std::string& code = layers.code.front()[at(old)];
    if (number_in_code(city.rules.codes, id, code) == 0) continue;
    const auto best =
        std::max_element(by_group.begin(), by_group.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (best->second > most[at(best->first)]) most[at(best->first)] = best->second, heir[at(best->first)] = code;
  }
  const std::vector<std::size_t> order = order_of_grids(land);
  std::vector<std::string> fresh(groups), ordered_heir;
  std::vector<char> ordered_exclusive;
  for (const std::size_t g : order) ordered_heir.push_back(heir[g]), ordered_exclusive.push_back(exclusive[g]);
  const std::vector<std::string> given =
      inherit_codes(city.rules.codes, id, fresh, ordered_heir, ordered_exclusive, {borne.begin(), borne.end()});
  std::vector<std::string> codes(groups);
  for (std::size_t i = 0; i < order.size(); ++i) codes[order[i]] = given[i];
  return codes;
}

}  // namespace

City merge_layers(City city) {
  if (city.functional_layers.empty() || city.has_previous) return city;
  const NumberedLayers layers = number_layers(city);
  std::vector<std::vector<std::int32_t>> by_community(city.communities.size());
  for (std::size_t b = 0; b < city.buildings.size(); ++b)
    if (city.buildings[b].community >= 0) by_community[at(city.buildings[b].community)].push_back(static_cast<std::int32_t>(b));
  for (std::size_t c = 0; c < by_community.size(); ++c) {
    const std::vector<std::int32_t>& buildings = by_community[c];
    if (buildings.empty()) continue;
    const std::vector<std::int32_t> group = CommunityMerge(city, layers, buildings).groups();
    const std::size_t groups = at(*std::max_element(group.begin(), group.end())) + 1;
    const std::vector<std::string> codes = codes_of(city, layers, static_cast<std::int32_t>(c), buildings, group, groups);
    for (std::size_t i = 0; i < buildings.size(); ++i) city.buildings[at(buildings[i])].previous_grid = codes[at(group[i])];
  }
  city.has_previous = true;
  city.previous_is_merged = true;
  return city;
}

}  // namespace wangge
