/// Results of the commands as one JSON document each; fields are stable and documented in docs/formats.md.
#pragma once

#include <string>

#include "core/circle_report.hpp"
#include "core/plan.hpp"
#include "core/plan_comparison.hpp"
#include "core/record_account.hpp"
#include "core/siting_report.hpp"
#include "io/layer_info.hpp"

namespace wangge {

[[nodiscard]] std::string divide_json(const City& city, const Plan& plan);
[[nodiscard]] std::string repair_json(const std::vector<Violation>& before, const std::vector<Violation>& after,
                                      std::int64_t households_moved, std::int32_t communities_mended,
                                      std::int32_t communities_left);
[[nodiscard]] std::string circles_json(const City& city, const CircleReport& report);
[[nodiscard]] std::string sites_json(const City& city, const SitingReport& report);
[[nodiscard]] std::string doctor_json(const std::vector<Finding>& findings, const std::vector<LayerAccount>& accounts);
[[nodiscard]] std::string compare_json(const City& city, const Plan& old_plan, const Plan& new_plan,
                                       const PlanComparison& comparison);
[[nodiscard]] std::string info_json(const FileInfo& info);
[[nodiscard]] std::string violations_json(const std::vector<Violation>& violations);

}  // namespace wangge
