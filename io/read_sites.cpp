#include "io/read_sites.hpp"

#include "io/named_values.hpp"

namespace wangge {

namespace {

CandidateSource source_named(const std::string& word) {
  for (const CandidateSource one : {CandidateSource::planned, CandidateSource::network, CandidateSource::buildings})
    if (to_text(one) == word) return one;
  return CandidateSource::given;
}

}  // namespace

Result<SitingReport> read_sites(const std::string& path) {
  try {
    SitingReport report;
    const SourceLayer sites = read_whole_layer(path, "sites"), info = read_whole_layer(path, "sites_info", false);
    for (std::size_t i = 0; i < sites.rows; ++i) {
      SiteCandidate one;
      one.rank = small_count(sites, "rank", i);
      one.id = text_value(sites, "site_id", i);
      one.name = text_value(sites, "name", i);
      one.source = source_named(text_value(sites, "source", i));
      one.gained = count_value(sites, "gained", i);
      one.households = count_value(sites, "households", i);
      if (!sites.shapes[i].points.empty()) one.point = sites.shapes[i].points.front();
      report.chosen.push_back(static_cast<std::int32_t>(report.candidates.size()));
      report.candidates.push_back(std::move(one));
    }
    for (std::size_t i = 0; i < info.rows; ++i) {
      const std::string key = text_value(info, "key", i), value = text_value(info, "value", i);
      const double number = number_value(info, "value", i);
      const auto whole = static_cast<std::int64_t>(number >= 0 && number < 1e15 ? number : 0);
      if (key == "metres") report.radius = number;
      if (key == "households") report.households = whole;
      if (key == "covered_before") report.covered_before = whole;
      if (key == "covered_after") report.covered_after = whole;
      if (key == "bound") report.bound = whole;
      if (key == "proof") report.proven = value == "optimal";
    }
    return report;
  } catch (const ErrorException& error) {
    return error.error();
  } catch (const std::exception& error) {
    return Error{ErrorCode::internal, error.what(), path, ""};
  }
}

}  // namespace wangge
