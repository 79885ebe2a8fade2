#include "io/working_crs.hpp"

#include <ogr_spatialref.h>

#include <cmath>
#include <limits>
#include <map>
#include <vector>

#include "io/gdal_errors.hpp"

namespace wangge {

namespace {

bool load(const std::string& definition, OGRSpatialReference& reference) {
  const GdalErrors errors;
  reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return !definition.empty() && reference.SetFromUserInput(definition.c_str()) == OGRERR_NONE;
}

/// "EPSG:n" of a system that carries a code or equals the one it resembles most.
std::string code_of(OGRSpatialReference& reference) {
  const char* authority = reference.GetAuthorityName(nullptr);
  const char* code = reference.GetAuthorityCode(nullptr);
  if (authority != nullptr && code != nullptr) return std::string(authority) + ":" + code;
  int count = 0;
  int* confidence = nullptr;
  OGRSpatialReferenceH* matches = reference.FindMatches(nullptr, &count, &confidence);
  std::string name;
  if (count > 0 && confidence[0] >= 90) {
    auto* best = OGRSpatialReference::FromHandle(matches[0]);
    const char* match_authority = best->GetAuthorityName(nullptr);
    const char* match_code = best->GetAuthorityCode(nullptr);
    if (match_authority != nullptr && match_code != nullptr) name = std::string(match_authority) + ":" + match_code;
  }
  OSRFreeSRSArray(matches);
  CPLFree(confidence);
  return name;
}

}  // namespace

bool in_china(Place place) {
  const bool taiwan = place.longitude >= 119.3 && place.longitude <= 122.1 && place.latitude >= 21.8 && place.latitude <= 25.4 &&
                      (place.longitude >= 120.0 || place.latitude <= 24.0);
  return place.longitude >= 73 && place.longitude <= 135 && place.latitude >= 18 && place.latitude <= 54 && !taiwan;
}

std::string crs_of_place(Place place) {
  if (in_china(place)) return "EPSG:" + std::to_string(4534 + static_cast<int>(std::floor((place.longitude + 1.5) / 3)) - 25);
  const double east = std::fmod(std::fmod(place.longitude + 180, 360) + 360, 360);
  const int zone = static_cast<int>(east / 6) + 1;
  return "EPSG:" + std::to_string((place.latitude < 0 ? 32700 : 32600) + zone);
}

namespace {

/// Answers already given to this thread. PROJ looks every question up in its database, some ten milliseconds each, and the
/// layers of a job ask the same few ones.
template <class Key, class Value>
class Answers {
 public:
  [[nodiscard]] const Value* find(const Key& key) const {
    const auto found = known_.find(key);
    return found == known_.end() ? nullptr : &found->second;
  }
  const Value& keep(const Key& key, Value value) {
    constexpr std::size_t kMost = 64;
    if (known_.size() >= kMost) known_.clear();
    return known_[key] = std::move(value);
  }

 private:
  std::map<Key, Value> known_;
};

Result<CrsFacts> look_up(const std::string& definition, Language language) {
  OGRSpatialReference reference;
  if (!load(definition, reference)) {
    return Error{ErrorCode::unknown_crs, say(language, "crs_unknown", {definition.substr(0, 80)}), "",
                 say(language, "crs_advice")};
  }
  CrsFacts facts;
  const GdalErrors errors;
  facts.name = code_of(reference);
  if (facts.name.empty()) facts.name = reference.GetName() == nullptr ? definition : reference.GetName();
  char* wkt = nullptr;
  const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
  if (reference.exportToWkt(&wkt, options) == OGRERR_NONE && wkt != nullptr) facts.wkt = wkt;
  CPLFree(wkt);
  facts.geographic = reference.IsGeographic() != 0;
  facts.projected = reference.IsProjected() != 0;
  if (facts.projected) {
    facts.metres_per_unit = reference.GetLinearUnits();
    const char* method = reference.GetAttrValue("PROJECTION");
    facts.transverse_mercator = method != nullptr && std::string_view(method) == SRS_PT_TRANSVERSE_MERCATOR;
    facts.central_meridian = reference.GetNormProjParm(SRS_PP_CENTRAL_MERIDIAN, 0);
    facts.false_easting = reference.GetProjParm(SRS_PP_FALSE_EASTING, 0);
  }
  return facts;
}

}  // namespace

Result<CrsFacts> crs_facts(const std::string& definition, Language language) {
  thread_local Answers<std::string, CrsFacts> answers;
  if (const CrsFacts* known = answers.find(definition)) return *known;
  Result<CrsFacts> facts = look_up(definition, language);
  if (facts) answers.keep(definition, *facts);
  return facts;
}

Result<CrsFacts> choose_working_crs(const std::string& wanted, Place centre, Language language) {
  if (wanted.empty() || wanted == "auto") return crs_facts(crs_of_place(centre), language);
  Result<CrsFacts> facts = crs_facts(wanted, language);
  if (!facts) return facts;
  if (!facts->projected || std::abs(facts->metres_per_unit - 1) > 1e-9) {
    return Error{ErrorCode::unknown_crs, say(language, "crs_not_metric", {wanted}), "",
                 say(language, "crs_not_metric_advice", {crs_of_place(centre)})};
  }
  return facts;
}

bool same_crs(const std::string& one, const std::string& other) {
  if (one == other) return true;
  thread_local Answers<std::pair<std::string, std::string>, bool> answers;
  if (const bool* known = answers.find({one, other})) return *known;
  OGRSpatialReference a, b;
  if (!load(one, a) || !load(other, b)) return false;
  const char* const options[] = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES", "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS",
                                 nullptr};
  return answers.keep({one, other}, a.IsSame(&b, options) != 0);
}

struct CoordinateChange::State {
  std::shared_ptr<OGRCoordinateTransformation> change;  ///< shared with the answers of the thread that made it
};

CoordinateChange::CoordinateChange() : state_(std::make_unique<State>()) {}
CoordinateChange::CoordinateChange(CoordinateChange&&) noexcept = default;
CoordinateChange& CoordinateChange::operator=(CoordinateChange&&) noexcept = default;
CoordinateChange::~CoordinateChange() = default;

Result<CoordinateChange> CoordinateChange::between(const std::string& from, const std::string& to, Language language) {
  thread_local Answers<std::pair<std::string, std::string>, std::shared_ptr<OGRCoordinateTransformation>> answers;
  CoordinateChange change;
  if (const auto* known = answers.find({from, to})) {
    change.state_->change = *known;
    return change;
  }
  OGRSpatialReference source, target;
  const bool loaded = load(from, source) && load(to, target);
  const GdalErrors errors;
  if (loaded) change.state_->change.reset(OGRCreateCoordinateTransformation(&source, &target));
  if (!change.state_->change) {
    return Error{ErrorCode::unknown_crs, say(language, "crs_no_way", {from.substr(0, 60), to.substr(0, 60), errors.cause()}), "",
                 say(language, "crs_advice")};
  }
  answers.keep({from, to}, change.state_->change);
  return change;
}

std::size_t CoordinateChange::apply(std::span<Point> points) const {
  const GdalErrors errors;
  constexpr std::size_t kBatch = 1U << 20U;
  std::vector<double> x, y;
  std::vector<int> done;
  std::size_t failed = 0;
  for (std::size_t start = 0; start < points.size(); start += kBatch) {
    const std::span<Point> part = points.subspan(start, std::min(kBatch, points.size() - start));
    x.resize(part.size());
    y.resize(part.size());
    done.assign(part.size(), 0);
    for (std::size_t i = 0; i < part.size(); ++i) x[i] = part[i].x, y[i] = part[i].y;
    state_->change->Transform(static_cast<int>(part.size()), x.data(), y.data(), nullptr, nullptr, done.data());
    for (std::size_t i = 0; i < part.size(); ++i) {
      const bool good = done[i] != 0 && std::isfinite(x[i]) && std::isfinite(y[i]);
      part[i] =
          good ? Point{x[i], y[i]} : Point{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
      failed += good ? 0 : 1;
    }
  }
  return failed;
}

std::optional<Point> CoordinateChange::apply(Point point) const {
  if (apply(std::span<Point>(&point, 1)) != 0) return std::nullopt;
  return point;
}

}  // namespace wangge
