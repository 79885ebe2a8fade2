#include "io/building_references.hpp"

#include <algorithm>
#include <iterator>

namespace wangge {

namespace {

constexpr double kNear = 30;  // metres from a compound's land: still one of its buildings

/// Words of ledgers for "no compound".
bool says_nothing(std::string_view text) {
  static constexpr std::string_view empty[] = {"",     "无",   "-",   "--",  "/",    "null", "NULL",
                                               "None", "none", "nan", "NaN", "暂无", "空"};
  return std::find(std::begin(empty), std::end(empty), text) != std::end(empty);
}

double metres_from(const MultiPolygon& area, Point p) {
  if (contains(area, p)) return 0;
  double nearest = 1e300;
  for (const Polygon& polygon : area)
    for (std::size_t i = 0; i < polygon.outer.size(); ++i)
      nearest = std::min(nearest, distance_to_segment(p, polygon.outer[i], polygon.outer[(i + 1) % polygon.outer.size()]));
  return nearest;
}

}  // namespace

BuildingReferences::BuildingReferences(const SectionTable& table, const Project& project, City& city)
    : table_(table),
      project_(project),
      city_(city),
      community_role_(table.role("community")),
      compound_role_(table.role("compound")) {
  for (std::size_t i = 0; i < city.communities.size(); ++i) {
    communities_.add_id(city.communities[i].id, static_cast<std::int32_t>(i));
    communities_.add_name(city.communities[i].name, static_cast<std::int32_t>(i));
  }
  for (std::size_t i = 0; i < city.compounds.size(); ++i) {
    compounds_.add_id(city.compounds[i].id, static_cast<std::int32_t>(i));
    compounds_.add_name(city.compounds[i].name, static_cast<std::int32_t>(i));
  }
}

const NameIndex::Found& BuildingReferences::LastFound::find(const NameIndex& index, std::string_view wanted) {
  if (known && wanted == text) return found;
  text = wanted;
  found = index.find(text);
  known = true;
  return found;
}

void BuildingReferences::resolve(std::size_t row, Building& one) {
  community(row, one);
  compound(row, one);
}

bool BuildingReferences::resolve_ids(std::size_t row, Building& one, LastIds& last) const {
  const auto record_of = [](LastIds::One& known, const NameIndex& index, std::string_view text) {
    if (known.record < 0 || known.text != text) {
      known.text = text;
      known.record = index.find_id(known.text);
    }
    return known.record;
  };
  if (const std::string_view text = table_.text(community_role_, row, last.made); !text.empty())
    if ((one.community = record_of(last.community, communities_, text)) < 0) return false;
  if (const std::string_view text = table_.text(compound_role_, row, last.made); !says_nothing(text))
    if ((one.compound = record_of(last.compound, compounds_, text)) < 0) return false;
  return true;
}

void BuildingReferences::community(std::size_t row, Building& one) {
  const std::string_view given = table_.text(community_role_, row, made_);
  if (given.empty()) return;
  const NameIndex::Found& found = last_community_.find(communities_, given);
  const std::string& text = last_community_.text;
  if (found.records.size() != 1 || found.how == NameMatch::root)
    return report_record(city_, project_, "community_unknown", table_, row, Severity::warning, false, {text});
  one.community = found.records.front();
  const std::string& id = city_.communities[static_cast<std::size_t>(one.community)].id;
  if (found.how == NameMatch::zeros || found.how == NameMatch::spelling)
    report_record(city_, project_, "community_code_matched", table_, row, Severity::note, false, {text, id});
}

void BuildingReferences::compound(std::size_t row, Building& one) {
  const std::string_view given = table_.text(compound_role_, row, made_);
  if (says_nothing(given)) return;
  const NameIndex::Found& found = last_compound_.find(compounds_, given);
  const std::string& text = last_compound_.text;
  if (found.how == NameMatch::none) {
    one.compound = new_compound(text);
    return;
  }
  const auto shown = [&] {
    const Compound& meant = city_.compounds[static_cast<std::size_t>(one.compound)];
    return meant.name.empty() ? meant.id : meant.name + " (" + meant.id + ")";
  };
  one.compound = found.records.size() == 1 && found.how != NameMatch::root
                     ? found.records.front()
                     : by_place(found.records, one, found.how == NameMatch::root);
  if (one.compound < 0) {
    one.compound = new_compound(text);
    return;
  }
  if (found.how == NameMatch::zeros)
    report_record(city_, project_, "compound_code_matched", table_, row, Severity::note, false, {text, shown()});
  else if (found.how != NameMatch::exact)
    report_record(city_, project_, "compound_name_matched", table_, row, Severity::note, false, {text, shown()});
  else if (found.records.size() > 1)
    report_record(city_, project_, "compound_name_placed", table_, row, Severity::note, false,
                  {text, std::to_string(found.records.size()), shown()});
}

std::int32_t BuildingReferences::new_compound(const std::string& text) {
  const auto made = static_cast<std::int32_t>(city_.compounds.size());
  city_.compounds.push_back({text, text, {}});
  compounds_.add_id(text, made);
  last_compound_.known = false;
  return made;
}

std::int32_t BuildingReferences::by_place(const std::vector<std::int32_t>& compounds, const Building& one, bool near_only) const {
  std::int32_t best = near_only ? -1 : compounds.front();
  double nearest = near_only ? kNear : 1e300;
  for (const std::int32_t c : compounds) {
    const double metres = metres_from(city_.compounds[static_cast<std::size_t>(c)].area, one.point);
    if (metres < nearest) best = c, nearest = metres;
  }
  return best;
}

}  // namespace wangge
