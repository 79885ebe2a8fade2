/// In which grid of every old functional layer (综治, 城管, 党建 ...) each building stands.
/// Rules
///  - a table that names the building is believed;
///  - else the grid that holds most of the footprint, or the one that holds its point where no footprint is known; of equal ones
///    the first of the file;
///  - buildings in no grid of a layer stay without one: one finding a layer says how many, with their households.
#pragma once

#include "core/catalogue.hpp"
#include "core/city.hpp"

namespace wangge {

/// @param city  whose buildings know their community. Sets FunctionalLayer::grid_of_building.
void place_in_layers(City& city, Language language);

}  // namespace wangge
