/// Land that two communities claim (issue of borders drawn over one another) is given to one of them, so that communities, and
/// with them grids and cells, never overlap.
/// Rule, for the land that the same communities claim: it goes to the one that most of the buildings standing there are listed
/// in; else to the one more than half of whose land it is (a community drawn inside another); else to the earliest id. Each
/// overlap is a finding with a place (communities_overlap) that names the winner. Land in common no wider than a centimetre is
/// left: it is rounding.
#pragma once

#include "core/catalogue.hpp"
#include "core/city.hpp"

namespace wangge {

/// Needs communities on whole millimetres (share_border_corners); borders that cross get a corner there. Communities without
/// overlaps keep their areas bit for bit. A community may come out empty when another is drawn over it all.
/// @return true when an area has changed.
bool settle_contested_land(City& city, Language language);

}  // namespace wangge
