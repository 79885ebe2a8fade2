/// Private to io: the further tables of a circles file, as write_answers wrote them; what is not there stays empty.
#pragma once

#include <functional>
#include <string>

#include "core/circle_report.hpp"

namespace wangge {

/// @param centre_of  index of a centre by its id, -1 = unknown; rows of unknown centres are left out.
void read_answers(const std::string& path, const std::function<std::int32_t(const std::string&)>& centre_of,
                  CircleReport& report);

}  // namespace wangge
