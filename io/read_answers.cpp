#include "io/read_answers.hpp"

#include <algorithm>

#include "io/named_values.hpp"

namespace wangge {

namespace {

class Answers {
 public:
  explicit Answers(const std::string& path) : path_(path), names_(layer_names(path, Language::english)) {}

  /// work(layer, row) for every row of a table that is there.
  template <class Work>
  void each(const char* name, const Work& work) const {
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) return;
    const SourceLayer layer = read_whole_layer(path_, name, Language::english, false);
    for (std::size_t i = 0; i < layer.rows; ++i) work(layer, i);
  }

 private:
  std::string path_;
  std::vector<std::string> names_;
};

}  // namespace

void read_answers(const std::string& path, const std::function<std::int32_t(const std::string&)>& centre_of,
                  CircleReport& report) {
  const Answers answers(path);
  answers.each("coverage_by_centre", [&](const SourceLayer& t, std::size_t i) {
    CentreCoverage one;
    one.centre = centre_of(text_value(t, "centre_id", i));
    if (one.centre < 0) return;
    one.metres = number_value(t, "metres", i);
    one.households = count_value(t, "households", i);
    one.straight = count_value(t, "straight_households", i);
    one.nearest = count_value(t, "nearest_households", i);
    one.critical = count_value(t, "critical_households", i);
    one.detour = number_value(t, "detour", i);
    one.capacity = number_value(t, "capacity", i);
    one.served = count_value(t, "served", i);
    one.persons = count_value(t, "persons", i);
    one.buildings = count_value(t, "buildings", i);
    one.square_metres = number_value(t, "area_m2", i);
    report.by_centre.push_back(one);
  });
  answers.each("coverage_by_level", [&](const SourceLayer& t, std::size_t i) {
    LevelCoverage one;
    one.level = small_count(t, "level", i);
    one.built = small_count(t, "built", i);
    one.planned = small_count(t, "planned", i);
    one.metres = number_value(t, "metres", i);
    one.covered = count_value(t, "covered", i);
    one.share = number_value(t, "share", i);
    one.persons = count_value(t, "covered_persons", i);
    one.buildings = count_value(t, "covered_buildings", i);
    one.square_metres = number_value(t, "area_m2", i);
    one.covered_square_metres = number_value(t, "covered_area_m2", i, -1);
    report.by_level.push_back(one);
  });
  answers.each("coverage_overlap", [&](const SourceLayer& t, std::size_t i) {
    report.overlap.push_back({number_value(t, "metres", i), small_count(t, "times", i), small_count(t, "buildings", i),
                              count_value(t, "households", i)});
  });
  answers.each("coverage_capacity", [&](const SourceLayer& t, std::size_t i) {
    report.capacity.push_back({number_value(t, "metres", i), count_value(t, "households", i),
                               count_value(t, "served_nearest_first", i), count_value(t, "served_at_most", i)});
  });
  answers.each("coverage_by_profile", [&](const SourceLayer& t, std::size_t i) {
    report.profiles.push_back({text_value(t, "profile", i), number_value(t, "speed", i), number_value(t, "minutes", i),
                               number_value(t, "metres", i), count_value(t, "covered", i), number_value(t, "share", i)});
  });
  answers.each("coverage_by_subdistrict", [&](const SourceLayer& t, std::size_t i) {
    AreaCoverage one;
    one.code = text_value(t, "subdistrict", i);
    one.mode = text_value(t, "mode", i) == "straight" ? CircleMode::straight : CircleMode::network;
    one.metres = number_value(t, "metres", i);
    one.households = households_value(t, "households", i);
    one.covered = households_value(t, "covered", i);
    one.share = number_value(t, "share", i);
    one.persons = count_value(t, "persons", i);
    one.covered_persons = count_value(t, "covered_persons", i);
    report.by_subdistrict.push_back(std::move(one));
  });
}

}  // namespace wangge
